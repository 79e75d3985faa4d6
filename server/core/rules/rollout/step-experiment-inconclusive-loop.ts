import type { Metric } from '../../model/analysis.ts';
import { exprVersion } from '../../model/condition.ts';
import { readLimits } from '../../model/metric-limits.ts';
import { compareThresholds, readThreshold } from '../../model/threshold.ts';
import { scalarAt } from '../../yaml/node.ts';
import { rolloutRule } from '../engine/rollout-rule.ts';
import type { RuleContext } from '../engine/rule.ts';

export const stepExperimentInconclusiveLoop = rolloutRule({
  id: 'step-experiment-inconclusive-loop',
  title: 'Inconclusive experiment begins again and again',
  docs: 'A Rollout pauses at an analysis step that is Inconclusive. At an experiment step it says so too, but goes on to create the next Experiment, and the next, until one of them is Successful or somebody aborts. So the conditions of its metrics should leave no gap in which a measurement is Inconclusive; an analysis step is the place for those.',
  severity: 'warning',
  needs: 'workspace',
  *check(_, context) {
    for (const { call, analysis } of context.calls()) {
      const place = call.references[0]?.templateName;
      // A rule for a dry run may mean the metric.
      const isDry = analysis.dryRun.length > 0 || call.dryRun.length > 0;
      if (call.place !== 'experiment-step' || !place || !analysis.isCertain || isDry) continue;
      const open = analysis.metrics.find(({ what }) => canBeInconclusive(what, context));
      const name = open?.what.name;
      if (!open || !name) continue;
      yield {
        range: place.range,
        message: `Metric \`${name.text}\` can be Inconclusive, and then the Rollout creates this Experiment again and again. Close the gap between its conditions, or use an analysis step, which pauses.`,
        related: [{ in: open.at, range: name.range, message: 'the metric' }],
      };
    }
  },
});

function canBeInconclusive({ node, providers }: Metric, { settings }: RuleContext): boolean {
  const success = scalarAt(node, 'successCondition')?.text ?? '';
  const failure = scalarAt(node, 'failureCondition')?.text ?? '';
  if (success === '' || failure === '' || providers.some(({ key }) => /^(job|kayenta)$/.test(key.text))) return false;
  const version = exprVersion(settings.argoVersion);
  const one = readThreshold(success, version);
  const other = readThreshold(failure, version);
  const limits = readLimits(node);
  const { measurements } = limits;
  const tolerated = limits.inconclusiveLimit.value;
  // As many as there are measurements are no reason to end so.
  const isTolerated = tolerated === undefined || (typeof measurements === 'number' && tolerated >= measurements);
  return !isTolerated && one !== undefined && other !== undefined && compareThresholds(one, other)?.neither === true;
}
