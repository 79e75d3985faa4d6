/** The shape of most rules about providers: they look at one metric of that provider at a time. */
import { ANALYSIS_KINDS } from '../../model/analysis.ts';
import { metricsOf, type ProviderMetric } from '../../model/providers/metrics-of.ts';
import { type Finding, fromWords, looksAt, type Rule, type RuleContext, type RuleWords } from './rule.ts';

export interface ProviderRule extends RuleWords {
  readonly check: (asked: ProviderMetric, context: RuleContext) => Iterable<Finding>;
}

/** Asks about each metric of an analysis template or AnalysisRun that one of the providers measures. */
export function providerRule(providers: string | readonly string[], rule: ProviderRule): Rule {
  return {
    ...fromWords(rule),
    kinds: ANALYSIS_KINDS,
    *check(context) {
      if (!looksAt(rule, context)) return;
      for (const provider of [providers].flat()) {
        for (const asked of metricsOf(context.root, provider)) yield* rule.check(asked, context);
      }
    },
  };
}
