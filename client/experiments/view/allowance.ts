/** How much of what a metric may do has been used up, in words: `2 of 3 failures allowed`. */
import type { L10n } from '../values/l10n.ts';
import type { AnalysisView, MetricView } from './view.ts';

/** `4 of 10 measurements`; empty: none yet, and it is not known how many there will be. */
export function describeProgress({ counts, limits }: Pick<MetricView, 'counts' | 'limits'>, l10n: L10n): string {
  return progress(counts.measured, limits.count, l10n);
}

/** Of all metrics of an analysis together. */
export function describeAnalysisProgress({ metrics }: Pick<AnalysisView, 'metrics'>, l10n: L10n): string {
  if (metrics.length === 0) return '';
  const measured = metrics.reduce((sum, { counts }) => sum + counts.measured, 0);
  const wanted = metrics.reduce((sum, { limits }) => sum + (limits.count ?? Number.NaN), 0);
  return progress(measured, Number.isNaN(wanted) ? undefined : wanted, l10n);
}

function progress(measured: number, wanted: number | undefined, l10n: L10n): string {
  if (wanted !== undefined) {
    return wanted === 1
      ? l10n.t('{0} of 1 measurement', measured)
      : l10n.t('{0} of {1} measurements', measured, wanted);
  }
  if (measured === 0) return '';
  return measured === 1 ? l10n.t('1 measurement') : l10n.t('{0} measurements', measured);
}

/** The limit that was passed alone; else what of each was used, failures always. */
export function describeAllowance(
  { counts, limits }: Pick<MetricView, 'counts' | 'limits'>,
  l10n: L10n,
): readonly string[] {
  const { failed, inconclusive, consecutiveError } = counts;
  const isPassed = (count: number, limit: number | undefined) => limit !== undefined && limit >= 0 && count > limit;
  if (isPassed(failed, limits.failure)) return [passedFailures(failed, limits.failure ?? 0, l10n)];
  if (isPassed(inconclusive, limits.inconclusive)) {
    return [l10n.t('{0} inconclusive, {1} allowed', inconclusive, limits.inconclusive ?? 0)];
  }
  if (isPassed(consecutiveError, limits.consecutiveError)) {
    return [l10n.t('{0} errors in a row, {1} allowed', consecutiveError, limits.consecutiveError ?? 0)];
  }
  return [
    usedFailures(failed, limits.failure, l10n),
    inconclusive === 0 ? '' : l10n.t('{0} of {1} inconclusive allowed', inconclusive, limits.inconclusive ?? '?'),
    consecutiveError === 0
      ? ''
      : l10n.t('{0} of {1} errors in a row allowed', consecutiveError, limits.consecutiveError ?? '?'),
  ].filter(part => part !== '');
}

function passedFailures(failed: number, limit: number, l10n: L10n): string {
  return failed === 1 ? l10n.t('1 failure, {0} allowed', limit) : l10n.t('{0} failures, {1} allowed', failed, limit);
}

function usedFailures(failed: number, limit: number | undefined, l10n: L10n): string {
  if (limit === undefined) return failed === 0 ? '' : l10n.t('{0} failures', failed);
  if (limit < 0) return failed === 0 ? '' : l10n.t('{0} failures, not counted', failed);
  if (limit === 0) return l10n.t('no failure allowed');
  return limit === 1
    ? l10n.t('{0} of 1 failure allowed', failed)
    : l10n.t('{0} of {1} failures allowed', failed, limit);
}
