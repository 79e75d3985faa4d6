/** The language server's state as the person sees it: an item beside the language of the document, and messages. */
import type { ClusterHead, TemplateFile } from '../../server/protocol.ts';
import type { L10n } from '../experiments/values/l10n.ts';
import { COMMANDS } from '../ids.ts';
import type { Tell } from '../ui/tell.ts';
import type { ServerState } from './supervisor.ts';

export interface StatusWords {
  readonly text: string;
  readonly detail: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly busy: boolean;
  readonly command: { readonly title: string; readonly command: string };
}

/**
 * `argoVersion` is the release line that files are checked against, as it is set; `cluster` the connected one; `template` is set
 * where the file is one of another tool.
 */
export function describeStatus(
  state: ServerState,
  argoVersion: string,
  cluster: Pick<ClusterHead, 'context' | 'argoVersion'> | undefined,
  template: TemplateFile | undefined,
  l10n: L10n,
): StatusWords {
  const showOutput = { title: l10n.t('Show Output'), command: COMMANDS.showOutput };
  const restart = { title: l10n.t('Restart Language Server'), command: COMMANDS.restartLanguageServer };
  const text = l10n.t('Argo Experiments');
  switch (state.kind) {
    case 'running': {
      const detail =
        argoVersion === 'auto' ? describeAuto(cluster, l10n) : l10n.t('checked for Argo Rollouts {0}', argoVersion);
      const shown = template ? describeTemplate(template, l10n) : text;
      return { text: shown, detail, severity: 'info', busy: false, command: showOutput };
    }
    case 'starting':
      return { text, detail: l10n.t('starting'), severity: 'info', busy: true, command: showOutput };
    case 'waiting': {
      const detail = l10n.t('stopped; try {0} of {1} follows', state.attempt, state.attempts);
      return { text, detail, severity: 'warning', busy: true, command: showOutput };
    }
    case 'given-up':
    case 'stopped':
      return { text, detail: l10n.t('language server stopped'), severity: 'error', busy: false, command: restart };
  }
}

function describeTemplate({ tool }: TemplateFile, l10n: L10n): string {
  return tool === undefined
    ? l10n.t('Template of another tool, checked in part')
    : l10n.t('{0} template, checked in part', tool);
}

function describeAuto(cluster: Pick<ClusterHead, 'context' | 'argoVersion'> | undefined, l10n: L10n): string {
  if (cluster?.argoVersion === undefined) return l10n.t('checked for the newest Argo Rollouts');
  return l10n.t('checked for Argo Rollouts {0}, as on {1}', cluster.argoVersion, cluster.context);
}

export interface DeathPorts {
  readonly tell: Tell;
  readonly l10n: L10n;
  readonly showOutput: () => void;
  readonly restart: () => Promise<void>;
}

/** Says that the server died, and what happens now; says nothing of other states. */
export async function tellDeath(state: ServerState, { tell, l10n, showOutput, restart }: DeathPorts): Promise<void> {
  const output = l10n.t('Show Output');
  if (state.kind === 'waiting') {
    const message = l10n.t(
      'The language server of Argo Experiments stopped unexpectedly. It is started again (try {0} of {1}).',
      state.attempt,
      state.attempts,
    );
    if ((await tell.say('warning', message, output)) === output) showOutput();
  }
  if (state.kind === 'given-up') {
    const again = l10n.t('Restart Language Server');
    const message = l10n.t(
      'The language server of Argo Experiments stopped again after {0} tries. Problems, completion and running are off until it is restarted.',
      state.attempts,
    );
    const answer = await tell.say('error', message, again, output);
    if (answer === again) await restart();
    if (answer === output) showOutput();
  }
}
