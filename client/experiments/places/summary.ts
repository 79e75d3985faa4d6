/** All places in a few words. */

import type { Place } from '../ports/source.ts';
import type { L10n } from '../values/l10n.ts';
import { type ExperimentView, isOver } from '../view/view.ts';

export interface Summary {
  readonly text: string;
  /** One for each place. */
  readonly lines: readonly string[];
  /** Of some place it is not known how it is now. */
  readonly isCut: boolean;
}

/** `undefined`: nothing runs and nothing is connected. */
export function summarize(places: readonly Place[], l10n: L10n): Summary | undefined {
  const followed = places.filter(({ source, cluster }) =>
    cluster === undefined ? runningAt(source) > 0 : source.state.kind !== 'idle',
  );
  if (followed.length === 0) return undefined;
  const running = followed.reduce((sum, { source }) => sum + runningAt(source), 0);
  const isMixed = followed.some(({ source }) => runningViews(source).some(({ kind }) => kind === 'AnalysisRun'));
  const isCut = followed.some(({ source }) => isCutAt(source));
  const count =
    running === 0
      ? l10n.t('No experiment running')
      : isMixed
        ? l10n.t('{0} running', running)
        : running === 1
          ? l10n.t('1 experiment running')
          : l10n.t('{0} experiments running', running);
  return {
    text: isCut ? l10n.t('{0}, not up to date', count) : count,
    lines: followed.map(place => line(place, l10n)),
    isCut,
  };
}

function runningAt(source: Place['source']): number {
  return runningViews(source).length;
}

function runningViews({ state }: Place['source']): readonly ExperimentView[] {
  return state.kind === 'ready' ? state.experiments.filter(view => !isOver(view)) : [];
}

function isCutAt({ state }: Place['source']): boolean {
  return state.kind === 'failed' || (state.kind === 'ready' && state.stale !== undefined);
}

function line({ source }: Place, l10n: L10n): string {
  if (isCutAt(source)) return l10n.t('{0}: not up to date', source.label);
  return source.state.kind === 'loading'
    ? l10n.t('{0}: connecting', source.label)
    : l10n.t('{0}: {1} running', source.label, runningAt(source));
}
