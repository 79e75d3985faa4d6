/** What can go wrong between here and a cluster: a closed list, each with the facts for one sentence and one remedy. */
import type { L10n } from '../values/l10n.ts';

export type ClusterFailure =
  /** No kubeconfig file is there; `files` are the places where one was looked for. */
  | { readonly kind: 'no-config'; readonly files: readonly string[] }
  /** `reason` names a line or a missing part, never the file's content. */
  | { readonly kind: 'bad-config'; readonly file: string; readonly reason: string }
  | { readonly kind: 'no-context'; readonly context: string; readonly known: readonly string[] }
  | { readonly kind: 'untrusted' }
  | { readonly kind: 'plugin-refused'; readonly command: string }
  | PluginFailure
  | { readonly kind: 'unreachable'; readonly server: string; readonly reason: string }
  /** `proxy`: its host and port. */
  | { readonly kind: 'proxy'; readonly proxy: string; readonly server: string; readonly reason: string }
  | { readonly kind: 'timed-out'; readonly server: string; readonly seconds: number }
  | { readonly kind: 'tls'; readonly server: string; readonly reason: string }
  | { readonly kind: 'unauthorized'; readonly server: string; readonly context: string }
  | ForbiddenFailure
  /** The cluster does not know Argo's kinds. */
  | { readonly kind: 'crd-missing'; readonly server: string }
  /** Absent `object`: the experiment that was asked about. */
  | { readonly kind: 'not-found'; readonly object?: string }
  /** Somebody else changed it meanwhile, or holds the fields. */
  | { readonly kind: 'conflict'; readonly object: string; readonly reason: string }
  | { readonly kind: 'already-exists'; readonly object: string; readonly suggestion?: string }
  /** `causes` are the API server's own sentences, each naming a field. */
  | { readonly kind: 'invalid'; readonly object: string; readonly causes: readonly string[] }
  | { readonly kind: 'too-large'; readonly object: string }
  | { readonly kind: 'server-error'; readonly server: string; readonly status: number; readonly reason: string }
  /** A person or a closing window ended it: nothing to show. */
  | { readonly kind: 'cancelled' };

export interface PluginFailure {
  readonly kind: 'plugin-failed';
  readonly command: string;
  readonly why: 'not-installed' | 'timed-out' | 'ended' | 'bad-answer' | 'needs-terminal';
  /** What the plugin wrote to its error output, without secrets and shortened; or how it ended. May be empty. */
  readonly detail: string;
  /** What the kubeconfig says about installing it. May be empty. */
  readonly hint: string;
}

export interface ForbiddenFailure {
  readonly kind: 'forbidden';
  readonly verb: string;
  readonly resource: string;
  /** Absent: in all namespaces, or the resource belongs to none. */
  readonly namespace?: string;
  /** As the API server calls whoever asked. */
  readonly user?: string;
}

/** What a person can do about a failure; the commands for it are the editor's matter. */
export type Remedy =
  | 'choose-kubeconfig'
  | 'open-kubeconfig'
  | 'choose-context'
  | 'choose-namespace'
  | 'manage-trust'
  | 'retry'
  | 'install-argo'
  | 'choose-name'
  | 'show-problems';

export interface ClusterFailureWords {
  readonly sentence: string;
  readonly advice?: Remedy;
}

export function describeClusterFailure(failure: ClusterFailure, l10n: L10n): ClusterFailureWords {
  switch (failure.kind) {
    case 'no-config':
      return {
        sentence: l10n.t('There is no kubeconfig file: looked for {0}.', failure.files.join(', ')),
        advice: 'choose-kubeconfig',
      };
    case 'bad-config':
      return {
        sentence: l10n.t('The kubeconfig {0} cannot be used: {1}.', failure.file, failure.reason),
        advice: 'open-kubeconfig',
      };
    case 'no-context':
      return {
        sentence: l10n.t('The kubeconfig has no context {0}.', failure.context),
        advice: 'choose-context',
      };
    case 'untrusted':
      return {
        sentence: l10n.t('This workspace is not trusted, so no cluster is contacted. Language help works.'),
        advice: 'manage-trust',
      };
    case 'plugin-refused':
      return {
        sentence: l10n.t('Without {0} there are no credentials for this cluster.', failure.command),
        advice: 'retry',
      };
    case 'plugin-failed':
      return { sentence: describePlugin(failure, l10n), advice: 'retry' };
    case 'unreachable':
      return { sentence: l10n.t('{0} cannot be reached: {1}.', failure.server, failure.reason), advice: 'retry' };
    case 'proxy':
      return {
        sentence: l10n.t('The proxy {0} did not lead to {1}: {2}.', failure.proxy, failure.server, failure.reason),
        advice: 'retry',
      };
    case 'timed-out':
      return {
        sentence: l10n.t('{0} did not answer for {1} s.', failure.server, failure.seconds),
        advice: 'retry',
      };
    case 'tls':
      return {
        sentence: l10n.t('The certificate of {0} is not trusted: {1}.', failure.server, failure.reason),
        advice: 'choose-context',
      };
    case 'unauthorized':
      return {
        sentence: l10n.t(
          '{0} does not accept the credentials of context {1}: they have expired or were withdrawn. Log in again.',
          failure.server,
          failure.context,
        ),
        advice: 'retry',
      };
    case 'forbidden':
      return { sentence: describeForbidden(failure, l10n), advice: 'choose-namespace' };
    case 'crd-missing':
      return {
        sentence: l10n.t('Argo Rollouts is not installed on {0}: it knows no Experiments.', failure.server),
        advice: 'install-argo',
      };
    default:
      return describeObjectFailure(failure, l10n);
  }
}

type ObjectFailure = Extract<
  ClusterFailure,
  { kind: 'not-found' | 'conflict' | 'already-exists' | 'invalid' | 'too-large' | 'server-error' | 'cancelled' }
>;

/** Failures of one request about one object, most of them at a "run" or "delete". */
function describeObjectFailure(failure: ObjectFailure, l10n: L10n): ClusterFailureWords {
  switch (failure.kind) {
    case 'not-found':
      return failure.object === undefined
        ? { sentence: l10n.t('This experiment is no longer there.') }
        : { sentence: l10n.t('{0} is no longer there.', failure.object) };
    case 'conflict':
      return {
        sentence: l10n.t('{0} was changed by somebody else: {1}', failure.object, failure.reason),
        advice: 'retry',
      };
    case 'already-exists':
      return failure.suggestion === undefined
        ? { sentence: l10n.t('{0} already exists.', failure.object), advice: 'choose-name' }
        : {
            sentence: l10n.t('{0} already exists; {1} is free.', failure.object, failure.suggestion),
            advice: 'choose-name',
          };
    case 'invalid':
      return {
        sentence: l10n.t('The cluster refuses {0}: {1}', failure.object, failure.causes.join('; ')),
        advice: 'show-problems',
      };
    case 'too-large':
      return { sentence: l10n.t('{0} is larger than the cluster accepts.', failure.object), advice: 'show-problems' };
    case 'server-error':
      return {
        sentence: l10n.t('{0} answered with error {1}: {2}', failure.server, failure.status, failure.reason),
        advice: 'retry',
      };
    case 'cancelled':
      return { sentence: l10n.t('Cancelled.') };
  }
}

function describePlugin({ command, why, detail, hint }: PluginFailure, l10n: L10n): string {
  const parts = [pluginSentence(command, why, l10n), detail, why === 'not-installed' ? hint : ''];
  return parts.filter(part => part !== '').join(' ');
}

function pluginSentence(command: string, why: PluginFailure['why'], l10n: L10n): string {
  switch (why) {
    case 'not-installed':
      return l10n.t('{0}, which the kubeconfig asks for credentials, is not installed.', command);
    case 'timed-out':
      return l10n.t('{0} gave no credentials in time and was ended.', command);
    case 'ended':
      return l10n.t('{0} gave no credentials.', command);
    case 'bad-answer':
      return l10n.t('{0} answered with something that is no credential.', command);
    case 'needs-terminal':
      return l10n.t('{0} wants to ask questions in a terminal. Log in there first.', command);
  }
}

function describeForbidden({ verb, resource, namespace, user }: ForbiddenFailure, l10n: L10n): string {
  const who = user ?? '';
  if (namespace === undefined) {
    return who === ''
      ? l10n.t('Not allowed to {0} {1} in all namespaces.', verb, resource)
      : l10n.t('{0} is not allowed to {1} {2} in all namespaces.', who, verb, resource);
  }
  return who === ''
    ? l10n.t('Not allowed to {0} {1} in namespace {2}.', verb, resource, namespace)
    : l10n.t('{0} is not allowed to {1} {2} in namespace {3}.', who, verb, resource, namespace);
}
