/** Hosts that certainly do not answer: names of pods that have no Service of that name, and addresses without any name. */
import type { ExperimentBody, ExperimentTemplate } from '../model/experiment-body.ts';
import { fillTags, toGoJson } from '../model/go-json.ts';
import { hostArgs, readHost } from '../model/host.ts';
import { readContainers, readPorts } from '../model/pod-template.ts';
import type { Range } from '../text/range.ts';
import type { ResolvedBody } from '../workspace/resolved-body.ts';
import type { ResolvedCall } from '../workspace/resolved-call.ts';
import { isWhole } from '../workspace/whole.ts';
import type { Placed, Workspace } from '../workspace/workspace.ts';
import type { YamlNode, YamlScalar } from '../yaml/node.ts';
import { argsIn } from './fill-args.ts';

/** A host in the value of an arg that means the pods of a template, which are not to be found under it. */
export interface DeadHost<C extends ResolvedCall = ResolvedCall> {
  readonly call: C;
  /** The arg that passes it. */
  readonly arg: string;
  readonly template: ExperimentTemplate;
  readonly scalar: YamlScalar;
  /** In the text of the scalar. */
  readonly range: Range;
  /** As it is written. */
  readonly host: string;
  /** With the names that the Experiment fills in. */
  readonly resolved: string;
  /** `no-service`: the template asks for none. `no-ports`: it asks for one, and has no port for it. `other-name`: the Service is called otherwise. */
  readonly why: 'no-service' | 'no-ports' | 'other-name';
}

export function findDeadHosts<C extends ResolvedCall>(
  body: ResolvedBody<C>,
  at: Placed,
  workspace: Workspace,
  tags: ReadonlyMap<string, string>,
): readonly DeadHost<C>[] {
  if (!isWhole(at)) return [];
  const owner = body.step === undefined ? at.document.content.identity.name : undefined;
  const templates = templatesByName(body);
  return body.calls.flatMap(call =>
    call.call.args.flatMap(({ name, value }): readonly DeadHost<C>[] => {
      const host = typeof value?.value === 'string' ? readHost(value.text) : undefined;
      const found = host && podsOf(templates, host.name, owner);
      if (!name || !value || !host || !found) return [];
      if (host.isBare && !call.analysis.metrics.some(({ what }) => putsInHost(what.node, name.text))) return [];
      const why = whyDead(found, host.name);
      const isServed = body.templates.some(({ service }) => service?.name?.text === host.name);
      if (why === undefined || (isServed && why !== 'no-ports') || hasService(host.name, at, workspace)) return [];
      const filled = fillTags(host.name, tags);
      const resolved = 'text' in filled ? filled.text : host.name;
      const { template } = found;
      return [{ call, arg: name.text, template, scalar: value, range: host.range, host: host.name, resolved, why }];
    }),
  );
}

/** Whether a metric asks the host: in its address, or wherever the arg stands if that is an address itself. */
export function asksHost({ arg, scalar }: DeadHost, metric: YamlNode): boolean {
  const isBare = readHost(scalar.text)?.isBare === true;
  return isBare ? putsInHost(metric, arg) : argsIn(metric).includes(arg);
}

function putsInHost(metric: YamlNode, arg: string): boolean {
  return hostArgs(toGoJson(metric) ?? '').has(arg);
}

/** Addresses without a host: `http://:8080`, `https:///path`, but not `http://$HOST` or `http://{{args.host}}`. */
export const EMPTY_HOST = /\bhttps?:\/\/(?=:\d|\/)(?::\d+)?/g;

/** The first of them in what a provider is told, as it is written there. Undefined: there is none. */
export function findEmptyHost(provider: YamlNode | undefined): string | undefined {
  return toGoJson(provider)?.match(EMPTY_HOST)?.[0];
}

interface MeantPods {
  readonly template: ExperimentTemplate;
  /** Whether the host is the name of the ReplicaSet, which is that of the Service too; else it is just the template's. */
  readonly isReplicaSet: boolean;
}

function whyDead({ template, isReplicaSet }: MeantPods, host: string): DeadHost['why'] | undefined {
  const { service, pods } = template;
  if (!service) return 'no-service';
  const isNamed = service.name ? service.name.text === host : isReplicaSet;
  if (!isNamed) return 'other-name';
  return readContainers(pods).length > 0 && readPorts(pods).length === 0 ? 'no-ports' : undefined;
}

function hasService(name: string, at: Placed, workspace: Workspace): boolean {
  const isOne = ({ document }: Placed): boolean => document.content.identity.name === name;
  const namespace = workspace.homeOf(at);
  return (
    workspace.definitions('Service').some(isOne) ||
    workspace.cluster?.find({ kind: 'Service', name, namespace }) !== undefined
  );
}

/** Of several with one name the first. */
function templatesByName({ templates }: ExperimentBody): ReadonlyMap<string, ExperimentTemplate> {
  return new Map(templates.toReversed().flatMap(each => (each.name ? [[each.name.text, each] as const] : [])));
}

function podsOf(
  templates: ReadonlyMap<string, ExperimentTemplate>,
  host: string,
  owner: string | undefined,
): MeantPods | undefined {
  const [, tag] = /^\{\{\s*templates\.(.+)\.replicaset\.name\s*\}\}$/.exec(host) ?? [];
  const isOwn = owner !== undefined && host.startsWith(`${owner}-`);
  const replicaSet = templates.get(tag ?? (isOwn ? host.slice(owner.length + 1) : ''));
  if (replicaSet) return { template: replicaSet, isReplicaSet: true };
  const template = templates.get(host);
  return template && { template, isReplicaSet: false };
}
