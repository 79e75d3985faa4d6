/** The shape of most rules about metrics: they look at one metric at a time. */
import { ANALYSIS_KINDS, type Metric, readAnalysis } from '../../model/analysis.ts';
import { type Finding, fromWords, looksAt, type Rule, type RuleContext, type RuleWords } from './rule.ts';

export interface MetricRule extends RuleWords {
  readonly check: (metric: Metric, context: RuleContext) => Iterable<Finding>;
}

/** Asks about each metric of an analysis template or AnalysisRun, in their order. */
export function metricRule(rule: MetricRule): Rule {
  return {
    ...fromWords(rule),
    kinds: ANALYSIS_KINDS,
    *check(context) {
      if (!looksAt(rule, context)) return;
      for (const metric of readAnalysis(context.root).metrics) yield* rule.check(metric, context);
    },
  };
}
