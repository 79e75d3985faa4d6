/** What came of an analysis or a metric, in a few words behind its name: `Failed: 3 of 5 failed, last 0.91`. */
import type { L10n } from '../values/l10n.ts';
import { lookOfMeasurement } from './phase.ts';
import { plainValue } from './value.ts';
import { type AnalysisView, isCompleted, type MetricView } from './view.ts';

/** Characters of a value that are shown. */
const SHOWN = 40;

/** With a codicon before it. Empty: nothing has been measured yet. */
export function describeMetricResult(metric: MetricView, l10n: L10n): string {
  const { phase } = metric;
  if (phase === '') return '';
  const value = plainValue(metric.measurements.at(-1)?.value ?? '');
  const last = value === '' ? '' : l10n.t('last {0}', value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value);
  const counted = countsOf(metric, l10n);
  return withIcon(phase, [counted, last].filter(part => part !== '').join(', '), l10n);
}

export function describeAnalysisResult({ runPhase, phase, message }: AnalysisView, l10n: L10n): string {
  // What the controller refuses has no run.
  const shown = runPhase === '' ? phase : runPhase;
  if (shown === '') return '';
  const isRead = phase === shown || !isCompleted(shown);
  return (
    withIcon(shown, isRead ? '' : l10n.t('the experiment did not wait for it'), l10n) +
    (runPhase === '' ? `: ${message}` : '')
  );
}

function withIcon(phase: Parameters<typeof lookOfMeasurement>[0], rest: string, l10n: L10n): string {
  const icon = `$(${lookOfMeasurement(phase).icon})`;
  return rest === '' ? `${icon} ${phase}` : l10n.t('{0} {1}: {2}', icon, phase, rest);
}

/** What matters of the counts: what is bad, else how far it is. */
function countsOf({ counts, limits }: MetricView, l10n: L10n): string {
  const { measured, failed, inconclusive, consecutiveError } = counts;
  const bad = [
    failed === 0 ? '' : l10n.t('{0} of {1} failed', failed, measured),
    inconclusive === 0 ? '' : l10n.t('{0} of {1} inconclusive', inconclusive, measured),
    consecutiveError === 0 ? '' : l10n.t('{0} errors in a row', consecutiveError),
  ].filter(part => part !== '');
  if (bad.length > 0) return bad.join(', ');
  if (limits.count === undefined) return l10n.t('{0} measured', measured);
  return l10n.t('{0} of {1} measured', measured, limits.count);
}
