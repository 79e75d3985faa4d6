/** One metric: its chart and the table of its measurements. */

import type { L10n } from '../../experiments/values/l10n.ts';
import { describeAllowance, describeProgress } from '../../experiments/view/allowance.ts';
import { formatMoment } from '../../experiments/view/moment.ts';
import type { AnalysisView, ExperimentView, MeasurementView, MetricView } from '../../experiments/view/view.ts';
import { readNumbers } from './numbers.ts';
import type { Chart, MeasurementLine, MetricResults } from './page.ts';
import { describeReason } from './reason.ts';
import { thresholdsOf } from './threshold.ts';

export function metricResults(
  experiment: ExperimentView,
  analysis: AnalysisView,
  metric: MetricView,
  l10n: L10n,
): MetricResults {
  const chart = chartOf(experiment, metric, l10n);
  return {
    key: JSON.stringify([analysis.name, metric.name]),
    analysis: analysis.name,
    name: metric.name,
    heading: l10n.t('{0} of {1}', metric.name, analysis.name),
    summary: describeMetricState(metric, l10n),
    conditions: [
      { label: l10n.t('Successful when'), text: metric.successCondition ?? '' },
      { label: l10n.t('Failed when'), text: metric.failureCondition ?? '' },
    ].filter(({ text }) => text !== ''),
    ...(chart === undefined ? {} : { chart }),
    note: noteOf(metric, chart, l10n),
    rows: metric.measurements.map((measurement, index) => lineOf(experiment, metric, measurement, index, l10n)),
  };
}

/** `Failed · 3 of 10 measurements · 3 failures, 2 allowed`. */
export function describeMetricState(metric: MetricView, l10n: L10n): string {
  return [
    metric.phase === '' ? l10n.t('nothing measured yet') : metric.phase,
    describeProgress(metric, l10n),
    ...describeAllowance(metric, l10n),
    metric.dryRun ? l10n.t('dry run: of no consequence') : '',
  ]
    .filter(part => part !== '')
    .join(' · ');
}

function lineOf(
  experiment: ExperimentView,
  metric: MetricView,
  { number, phase, value, startedAfterMs, covers = 1 }: MeasurementView,
  index: number,
  l10n: L10n,
): MeasurementLine {
  return {
    number: covers > 1 ? `${number - covers + 1}–${number}` : String(number),
    at: startedAfterMs === undefined ? '' : formatMoment(experiment, startedAfterMs),
    phase,
    value,
    why: describeReason(metric, index, l10n),
  };
}

/** Absent: no measurement has a number. */
function chartOf({ createdAt, playback }: ExperimentView, metric: MetricView, l10n: L10n): Chart | undefined {
  const timed = metric.measurements.filter(({ startedAfterMs }) => startedAfterMs !== undefined);
  const numbers = timed.map(({ value }) => readNumbers(value));
  const width = Math.max(0, ...numbers.map(list => list.length));
  if (!numbers.some(list => list.some(number => number !== null))) return undefined;
  return {
    label: l10n.t('Chart of {0}; the table below has every value.', metric.name),
    times: timed.map(({ startedAfterMs = 0 }) => startedAfterMs / 1000),
    ...(playback === undefined ? { epoch: createdAt } : {}),
    series: Array.from({ length: width }, (_, element) => ({
      label: width === 1 ? metric.name : `${metric.name}[${element}]`,
      values: numbers.map(list => list[element] ?? null),
    })),
    phases: timed.map(({ phase }) => phase),
    thresholds: thresholdsOf(metric),
  };
}

function noteOf({ measurements }: MetricView, chart: Chart | undefined, l10n: L10n): string {
  const first = measurements[0];
  const missing = first === undefined ? 0 : first.number - (first.covers ?? 1);
  return [
    missing > 0 ? l10n.t('The first {0} measurements are no longer kept in the AnalysisRun.', missing) : '',
    chart === undefined && measurements.some(({ value }) => value !== '')
      ? l10n.t('Its values are no numbers: no chart.')
      : '',
  ]
    .filter(part => part !== '')
    .join(' ');
}
