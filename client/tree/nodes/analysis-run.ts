/** `success-rate-x7k2p   Running · 4 of 10 measurements`: an AnalysisRun that belongs to nobody. */

import { possibleActions } from '../../experiments/places/row-actions.ts';
import type { Place } from '../../experiments/ports/source.ts';
import { formatDuration } from '../../experiments/values/duration.ts';
import type { L10n } from '../../experiments/values/l10n.ts';
import { describeAnalysisProgress } from '../../experiments/view/allowance.ts';
import { lookOfAnalysis } from '../../experiments/view/phase.ts';
import { type ExperimentView, isCompleted } from '../../experiments/view/view.ts';
import { describeEnding, type Moment } from './experiment.ts';
import type { Row } from './row.ts';

export function analysisRunRow(place: Omit<Place, 'source'>, view: ExperimentView, at: Moment, l10n: L10n): Row {
  const description = state(view, at, l10n).filter(part => part !== '');
  return {
    kind: 'analysis',
    label: view.name,
    description,
    tooltip: tooltip(view, at, l10n),
    look: lookOfAnalysis(view.phase),
    spoken: [l10n.t('AnalysisRun'), ...description],
    actions: possibleActions(place, view),
    opens: view.analyses.every(({ metrics }) => metrics.length === 0) ? 'none' : 'collapsed',
  };
}

function state(view: ExperimentView, at: Moment, l10n: L10n): readonly string[] {
  const { phase, message, terminating, analyses } = view;
  const progress = analyses.map(analysis => describeAnalysisProgress(analysis, l10n)).join('');
  if (isCompleted(phase)) return [describeEnding(view, at, l10n), progress, phase === 'Successful' ? '' : message];
  if (terminating) return [phase, l10n.t('terminating')];
  return phase === '' ? [l10n.t('Starting')] : [phase, progress];
}

function tooltip(view: ExperimentView, at: Moment, l10n: L10n): readonly string[] {
  const { name, namespace = '', phase, message, endedAfterMs } = view;
  return [
    l10n.t('AnalysisRun {0} in namespace {1}', name, namespace),
    phase === '' ? l10n.t('No phase yet') : l10n.t('Phase: {0}', phase),
    message,
    l10n.t('It belongs to no experiment and to no Rollout.'),
    endedAfterMs === undefined
      ? l10n.t('{0} since its creation', formatDuration(at.elapsed, l10n))
      : l10n.t('Ended {0} after its creation', formatDuration(endedAfterMs, l10n)),
  ].filter(line => line !== '');
}
