/** Questions before something changes on a cluster: what, in which namespace of which context. */
import type { ClusterConnection } from '../experiments/ports/cluster-connection.ts';
import type { Parts } from './command.ts';

export interface Change {
  /** A whole question that names the namespace and the context. */
  readonly question: string;
  /** Lines below it; empty ones are left out. */
  readonly details: readonly string[];
  /** Buttons: the ways in which it can be done. */
  readonly ways: readonly string[];
}

/** Answers the way that was chosen; `undefined`: it is not wanted. A protected context's name has to be typed. */
export async function confirmChange(
  { ask, tell, l10n }: Pick<Parts, 'ask' | 'tell' | 'l10n'>,
  { context, protection }: ClusterConnection,
  { question, details, ways }: Change,
): Promise<string | undefined> {
  const detail = details.filter(line => line !== '').join('\n');
  const way = await tell.confirm(question, detail, ...ways);
  if (way === undefined || protection === 'none') return way;
  const typed = await ask.type({
    title: question,
    prompt: l10n.t('{0} is protected. Type its name to go on.', context),
    refuse: answer => (answer === context ? undefined : l10n.t('The name is {0}.', context)),
  });
  return typed?.trim() === context ? way : undefined;
}
