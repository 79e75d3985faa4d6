/** What a tab of results keeps of itself for a reload of the window, and what it says when the experiment is not there after it. */

import type { SourceState } from '../../experiments/ports/source.ts';
import type { L10n } from '../../experiments/values/l10n.ts';

export interface KeptTab {
  readonly title: string;
  /** One; two when they are compared. */
  readonly subjects: readonly KeptSubject[];
}

export interface KeptSubject {
  /** Id and label of the source. */
  readonly source: string;
  readonly where: string;
  /** Id in its source, and what it is called. */
  readonly experiment: string;
  readonly name: string;
  /** It was played in the window, and goes with it. */
  readonly isRehearsal: boolean;
}

/** `undefined`: nothing of ours, or of another version. */
export function readKept(state: unknown): KeptTab | undefined {
  const kept = fieldOf(state, 'kept');
  const title = fieldOf(kept, 'title');
  const list = fieldOf(kept, 'subjects');
  if (typeof title !== 'string' || !Array.isArray(list)) return undefined;
  const subjects = list.flatMap((each: unknown) => readSubject(each) ?? []);
  return subjects.length === 0 || subjects.length < list.length ? undefined : { title, subjects };
}

function readSubject(value: unknown): KeptSubject | undefined {
  const [source, where, experiment, name] = ['source', 'where', 'experiment', 'name'].map(key => fieldOf(value, key));
  const isRehearsal = fieldOf(value, 'isRehearsal');
  if (typeof source !== 'string' || typeof where !== 'string' || typeof experiment !== 'string') return undefined;
  return typeof name === 'string' && typeof isRehearsal === 'boolean'
    ? { source, where, experiment, name, isRehearsal }
    : undefined;
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key] // it has it
    : undefined;
}

/** Why it is not shown. `state`: of its source; absent: that is not in the tree. */
export function describeLost(
  { name, where, isRehearsal }: KeptSubject,
  state: SourceState | undefined,
  l10n: L10n,
): string {
  if (isRehearsal)
    return l10n.t('The rehearsal of {0} went with the window in which it was played. Rehearse it again.', name);
  switch (state?.kind) {
    case 'idle':
      return l10n.t(
        '{0} was shown here from {1}, which is not connected. Connect it in the tree to see it again.',
        name,
        where,
      );
    case 'loading':
      return l10n.t('Looking for {0} at {1}…', name, where);
    case 'ready':
      return l10n.t('{0} is no longer at {1}.', name, where);
    case 'failed':
      return l10n.t('{0} cannot be shown: {1} does not answer. The tree says why.', name, where);
    case undefined:
      return l10n.t('{0} was shown here from {1}, which is no longer in the tree.', name, where);
  }
}
