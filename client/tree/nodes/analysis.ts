/** `success-rate   Running · required · 4 of 10 measurements` */

import { formatDuration } from '../../experiments/values/duration.ts';
import type { L10n } from '../../experiments/values/l10n.ts';
import { describeAnalysisProgress } from '../../experiments/view/allowance.ts';
import { lookOfAnalysis } from '../../experiments/view/phase.ts';
import { type AnalysisView, isCompleted } from '../../experiments/view/view.ts';
import type { Row } from './row.ts';

export function analysisRow(view: AnalysisView, l10n: L10n): Row {
  const description = state(view, l10n);
  return {
    kind: 'analysis',
    label: view.name,
    description,
    tooltip: tooltip(view, l10n),
    look: lookOfAnalysis(view.phase === '' ? view.runPhase : view.phase),
    spoken: [l10n.t('analysis'), ...description],
    actions: ['results'],
    opens: view.metrics.length === 0 ? 'none' : 'collapsed',
  };
}

function state(view: AnalysisView, l10n: L10n): readonly string[] {
  const { phase, runPhase } = view;
  return [
    // The controller looks at an Experiment when it has a reason to; until then its run is further than its status.
    phase || runPhase || l10n.t('not started'),
    view.required ? l10n.t('required') : '',
    describeAnalysisProgress(view, l10n),
    // The Experiment stops reading its runs once it ends; what they come to afterwards counts for nothing.
    phase !== '' && !isCompleted(phase) && isCompleted(runPhase)
      ? l10n.t('its run is {0}, read by nobody', runPhase)
      : '',
    isCompleted(phase) && phase !== 'Successful' ? view.message : '',
  ].filter(part => part !== '');
}

function tooltip(view: AnalysisView, l10n: L10n): readonly string[] {
  return [
    l10n.t('Analysis {0}', view.name),
    view.phase === '' ? l10n.t('Not started') : l10n.t('Phase: {0}', view.phase),
    view.message,
    view.clusterScope
      ? l10n.t('ClusterAnalysisTemplate {0}', view.templateName)
      : l10n.t('AnalysisTemplate {0}', view.templateName),
    view.runPhase === ''
      ? l10n.t('AnalysisRun {0}: not created', view.analysisRun)
      : l10n.t('AnalysisRun {0}: {1}', view.analysisRun, view.runPhase),
    view.required
      ? l10n.t('Required: the experiment does not complete before it has')
      : l10n.t('Not required: cut off when the duration has passed'),
    took(view, l10n),
  ].filter(line => line !== '');
}

function took({ startedAfterMs, endedAfterMs }: AnalysisView, l10n: L10n): string {
  if (startedAfterMs === undefined) return '';
  const start = formatDuration(startedAfterMs, l10n);
  return endedAfterMs === undefined
    ? l10n.t('Started {0} after the creation of the experiment', start)
    : l10n.t(
        'Started {0} after the creation of the experiment, ended after {1}',
        start,
        formatDuration(endedAfterMs - startedAfterMs, l10n),
      );
}
