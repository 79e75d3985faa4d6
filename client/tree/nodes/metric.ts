/** `error-rate   0.97 · 4 of 10 measurements · 0 of 2 failures allowed` */

import type { L10n } from '../../experiments/values/l10n.ts';
import { describeAllowance, describeProgress } from '../../experiments/view/allowance.ts';
import { lookOfMetric } from '../../experiments/view/phase.ts';
import { plainValue } from '../../experiments/view/value.ts';
import { isCompleted, type MetricView } from '../../experiments/view/view.ts';
import type { Row } from './row.ts';

export function metricRow(view: MetricView, l10n: L10n): Row {
  const description = state(view, l10n);
  return {
    kind: 'metric',
    label: view.name,
    description,
    tooltip: tooltip(view, l10n),
    look: lookOfMetric(view.phase),
    spoken: [l10n.t('metric'), ...description],
    actions: [],
    opens: view.measurements.length === 0 ? 'none' : 'collapsed',
  };
}

function state(view: MetricView, l10n: L10n): readonly string[] {
  const { phase, dryRun, measurements } = view;
  const latest = measurements.findLast(({ value }) => value !== '')?.value ?? '';
  return [
    dryRun ? l10n.t('dry run') : '',
    phase === '' ? l10n.t('nothing measured yet') : isCompleted(phase) ? phase : '',
    plainValue(latest),
    describeProgress(view, l10n),
    ...describeAllowance(view, l10n),
  ].filter(part => part !== '');
}

function tooltip(view: MetricView, l10n: L10n): readonly string[] {
  const { name, phase, message, provider, successCondition, failureCondition, dryRun, counts } = view;
  return [
    provider === undefined ? l10n.t('Metric {0}', name) : l10n.t('Metric {0} from {1}', name, provider),
    phase === '' ? l10n.t('No phase yet') : l10n.t('Phase: {0}', phase),
    message,
    dryRun ? l10n.t('Dry run: measured and shown, but of no consequence for the run') : '',
    successCondition === undefined ? '' : l10n.t('Successful when {0}', successCondition),
    failureCondition === undefined ? '' : l10n.t('Failed when {0}', failureCondition),
    l10n.t(
      '{0} successful, {1} failed, {2} inconclusive, {3} in error',
      counts.successful,
      counts.failed,
      counts.inconclusive,
      counts.error,
    ),
  ].filter(line => line !== '');
}
