import type { Rule } from '../rule.ts';
import { metricConditionIgnored } from './metric-condition-ignored.ts';

/** Metrics: counts, limits, intervals, dry-run, retention (2.6, 3.4). */
export const METRIC_RULES: readonly Rule[] = [metricConditionIgnored];
