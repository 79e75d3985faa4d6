/** The question before a program of a kubeconfig is started. */

import type { L10n } from '../experiments/values/l10n.ts';
import type { PluginCommand } from '../kube/reach/consent.ts';
import type { Tell } from '../ui/tell.ts';

/** Shows the whole command: a kubeconfig may name any program. */
export async function askConsent(
  { command, args, env }: PluginCommand,
  context: string,
  tell: Tell,
  l10n: L10n,
): Promise<boolean> {
  const start = l10n.t('Start');
  const names = Object.keys(env);
  const detail = [
    l10n.t('The kubeconfig asks for this program to get credentials. It runs with your rights.'),
    [command, ...args].join(' '),
    names.length === 0 ? '' : l10n.t('With the variables {0}.', names.join(', ')),
    l10n.t('The answer Start is remembered for exactly this command.'),
  ];
  const question = l10n.t('Start a program for context {0}?', context);
  return (await tell.confirm(question, detail.filter(line => line !== '').join('\n\n'), start)) === start;
}
