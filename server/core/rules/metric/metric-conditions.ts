import { areSame } from '../../expr/check/source.ts';
import { parse } from '../../expr/syntax/parser.ts';
import { judgeOf } from '../../lifecycle/answers/providers.ts';
import type { Metric } from '../../model/analysis.ts';
import { exprVersion } from '../../model/condition.ts';
import { readLimits } from '../../model/metric-limits.ts';
import { type Comparison, compareThresholds, readThreshold } from '../../model/threshold.ts';
import { scalarAt, type YamlScalar } from '../../yaml/node.ts';
import { removeField } from '../engine/fix.ts';
import { metricRule } from '../engine/metric-rule.ts';
import type { RuleContext } from '../engine/rule.ts';

interface Conditions {
  readonly success: YamlScalar;
  readonly failure: YamlScalar;
}

export const metricConditionsIdentical = metricRule({
  id: 'metric-conditions-identical',
  title: 'Both conditions are the same',
  docs: 'When `successCondition` and `failureCondition` are both true the measurement is Failed, and when both are false it is Inconclusive. With the same text in both it can never be Successful.',
  isPartial: true,
  *check(metric, context) {
    const pair = conditionsOf(metric);
    if (!pair || !areTwins(context, pair)) return;
    const { success, failure } = pair;
    yield {
      range: failure.range,
      message:
        '`successCondition` says the same: a measurement is Failed when it is true, and Inconclusive when it is not. Write the opposite in one of them, or remove one.',
      related: [{ range: success.range, message: '`successCondition`' }],
      fixes: removeField(context, metric.node, 'failureCondition'),
    };
  },
});

export const metricOverlap = metricRule({
  id: 'metric-overlap',
  title: 'Both conditions can be true',
  docs: 'A measurement for which `successCondition` and `failureCondition` are both true is Failed.',
  severity: 'warning',
  isPartial: true,
  *check(metric, context) {
    const pair = conditionsOf(metric);
    if (!pair || areTwins(context, pair) || !compare(context, pair)?.both) return;
    yield {
      range: pair.failure.range,
      message: `Some results fulfil \`${oneLine(pair.success)}\` as well as \`${oneLine(pair.failure)}\`: they count as Failed. Choose limits that do not overlap.`,
      related: [{ range: pair.success.range, message: '`successCondition`' }],
    };
  },
});

export const metricGapInconclusive = metricRule({
  id: 'metric-gap-inconclusive',
  title: 'Some results are neither good nor bad',
  docs: 'A measurement for which neither `successCondition` nor `failureCondition` is true is Inconclusive. None is tolerated unless `inconclusiveLimit` says so: the run ends Inconclusive, an Experiment ends with it, and a Rollout pauses until somebody decides.',
  severity: 'info',
  isPartial: true,
  *check(metric, context) {
    const pair = conditionsOf(metric);
    const found = pair && compare(context, pair);
    // A range between the two is how people ask for a decision, and a limit says that they know.
    if (!pair || !found?.neither || found.both || readLimits(metric.node).inconclusiveLimit.scalar) return;
    yield {
      range: pair.failure.range,
      severity: found.gapIsPoint ? 'info' : 'hint',
      message: `Some results fulfil neither \`${oneLine(pair.success)}\` nor \`${oneLine(pair.failure)}\`: the measurement is Inconclusive, and ends the run. Close the gap, or set \`inconclusiveLimit\`.`,
      related: [{ range: pair.success.range, message: '`successCondition`' }],
      fixes: removeField(context, metric.node, 'failureCondition'),
    };
  },
});

/** Undefined: it has not both of them, or its provider looks at neither. */
function conditionsOf({ node, providers }: Metric): Conditions | undefined {
  const success = scalarAt(node, 'successCondition');
  const failure = scalarAt(node, 'failureCondition');
  const isIgnored = providers.some(({ key }) => judgeOf(key.text) === 'itself');
  if (typeof success?.value !== 'string' || typeof failure?.value !== 'string' || isIgnored) return undefined;
  return success.text.trim() !== '' && failure.text.trim() !== '' ? { success, failure } : undefined;
}

function areTwins({ settings }: RuleContext, { success, failure }: Conditions): boolean {
  const version = exprVersion(settings.argoVersion);
  return areSame(parse(success.text, version), parse(failure.text, version));
}

function compare({ settings }: RuleContext, { success, failure }: Conditions): Comparison | undefined {
  const version = exprVersion(settings.argoVersion);
  const one = readThreshold(success.text, version);
  const other = readThreshold(failure.text, version);
  return one && other && compareThresholds(one, other);
}

function oneLine({ text }: YamlScalar): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}
