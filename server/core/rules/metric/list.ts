import type { Rule } from '../engine/rule.ts';
import { analysisNoMetrics } from './analysis-no-metrics.ts';
import { dryRunAll, dryRunStillWaits } from './dryrun-effect.ts';
import { metricCannotBeInconclusive, metricCannotFail } from './metric-cannot.ts';
import { metricConditionIgnored } from './metric-condition-ignored.ts';
import { metricConditionsIdentical, metricGapInconclusive, metricOverlap } from './metric-conditions.ts';
import { metricConsecutiveEndless, metricConsecutiveUnreachable } from './metric-consecutive.ts';
import { metricCountNegative, metricCountZero, metricNumberNotNumeric } from './metric-count.ts';
import { metricCountBelowInconclusive, metricCountBelowLimits } from './metric-count-below.ts';
import { metricDurationsInvalid, metricIntervalZero } from './metric-duration.ts';
import { metricFirstSampleTooEarly } from './metric-first-sample-too-early.ts';
import { metricIntervalRequired } from './metric-interval-required.ts';
import { metricLimitsNegative } from './metric-limit-negative.ts';
import { metricLimitsBothOff } from './metric-limits-both-off.ts';
import { metricNameDuplicate } from './metric-name-duplicate.ts';
import { metricNoCondition } from './metric-no-condition.ts';
import { metricMultipleProviders, metricNoProvider } from './metric-provider-count.ts';
import { dryRunNoMatch, dryRunStar, dryRunUnanchored, retentionNoMatch } from './metric-rules.ts';
import { metricErrorBudget, metricFailsOnFirst } from './metric-tolerance.ts';
import { retentionZero } from './retention-zero.ts';

/** Metrics: counts, limits, intervals, dry-run, retention (2.6, 3.4). */
export const METRIC_RULES: readonly Rule[] = [
  analysisNoMetrics,
  metricNameDuplicate,
  metricNoProvider,
  metricMultipleProviders,
  metricNumberNotNumeric,
  metricCountNegative,
  metricCountZero,
  ...metricLimitsNegative,
  metricLimitsBothOff,
  metricCountBelowLimits,
  metricCountBelowInconclusive,
  metricIntervalRequired,
  ...metricDurationsInvalid,
  metricIntervalZero,
  metricCannotFail,
  metricCannotBeInconclusive,
  metricConsecutiveUnreachable,
  metricConsecutiveEndless,
  metricNoCondition,
  metricConditionIgnored,
  metricConditionsIdentical,
  metricOverlap,
  metricGapInconclusive,
  metricFirstSampleTooEarly,
  metricErrorBudget,
  metricFailsOnFirst,
  dryRunStar,
  dryRunNoMatch,
  dryRunUnanchored,
  dryRunAll,
  dryRunStillWaits,
  retentionNoMatch,
  retentionZero,
];
