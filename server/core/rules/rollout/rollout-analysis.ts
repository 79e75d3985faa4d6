import { judgeOf } from '../../lifecycle/answers/providers.ts';
import type { Arg, Metric } from '../../model/analysis.ts';
import { type CallPlace, readCalls } from '../../model/analysis-call.ts';
import { numberAt } from '../../model/reading.ts';
import type { JudgedMetric } from '../../run/judge.ts';
import { endlessWhenValidated } from '../../run/validated.ts';
import type { From } from '../../workspace/resolve.ts';
import { entryOf, scalarAt, valueAt, type YamlEntry, type YamlNode, type YamlScalar } from '../../yaml/node.ts';
import { addToMetric } from '../engine/fix.ts';
import { REFUSED, rolloutRule } from '../engine/rollout-rule.ts';
import type { Fix, Related, RuleContext } from '../engine/rule.ts';

const BLOCKS: Readonly<Partial<Record<CallPlace, string>>> = {
  inline: 'the Rollout waits at this step forever',
  pre: 'the new version is never promoted',
  post: 'the Rollout waits forever, after the traffic has moved',
};

export const analysisTemplatesEmpty = rolloutRule({
  id: 'analysis-templates-empty',
  title: 'Analysis without templates',
  docs: 'An analysis of a Rollout that names no template starts no run, and is waited for all the same. As a step it blocks forever, which `promote` skips; before a promotion the Rollout becomes Degraded, and only `promote --full` helps; after one the traffic has moved already. `progressDeadlineSeconds` ends none of the steps.',
  *check(_, { root }) {
    for (const { place, node } of readCalls(root, 'Rollout')) {
      const templates = valueAt(node, 'templates');
      const isList = templates?.kind === 'seq';
      if (!BLOCKS[place] || (isList && templates.items.length > 0)) continue;
      if (templates && !isList && !(templates.kind === 'scalar' && templates.value === null)) continue;
      const key = keyOf(root, node);
      const range = isList ? templates.range : (entryOf(node, 'templates') ?? key)?.key.range;
      if (!range) continue;
      yield {
        range,
        message: `This analysis names no template, and so never ends: ${BLOCKS[place]}. Name one in \`templates\`, or remove the analysis.`,
      };
    }
  },
});

export const roInlineMetricEndless = rolloutRule({
  id: 'ro-inline-metric-endless',
  title: 'Metric without an end in a step',
  docs: 'A step, or a promotion, waits for its analysis, so every metric must come to an end: one with an `interval` needs a `count`. A `consecutiveSuccessLimit` is not enough. The controller refuses the Rollout otherwise (InvalidSpec). It checks each template with its own defaults, whatever the Rollout passes: a `count` from an arg needs a default above 0, and one without a default, or from a Secret, counts as 0.',
  needs: 'workspace',
  *check(_, context) {
    for (const { call, analysis, run } of context.calls()) {
      const place = call.references[0]?.templateName;
      if (!BLOCKS[call.place] || !place) continue;
      const refused = endlessWhenValidated(analysis);
      const plain = refused.filter(({ arg }) => !arg).map(({ metric }) => metric);
      if (plain.length > 0) {
        yield {
          range: place.range,
          message: `Write a \`count\`. ${nameAll(plain)} an interval and none, so the analysis never ends. ${REFUSED}`,
          related: plain.flatMap(placeOf),
          fixes: addToAll(context, plain, 'count: ${1:5}'),
        };
      }
      for (const { metric, arg } of refused) {
        if (!arg) continue;
        const name = arg.what.name;
        const related = name ? [{ in: arg.at, range: name.range, message: 'the arg' }] : [];
        const message = `${cureOf(arg, place)}. It is checked with the template's own defaults, whatever is passed here, and \`count\` counts as 0. ${REFUSED}`;
        yield { range: place.range, message, related: [...placeOf(metric), ...related] };
      }
      const endless = refused.length > 0 ? [] : run.metrics.filter(isEndless).map(({ written }) => written);
      if (endless.length > 0) {
        const message = `Pass a count above 0. ${nameAll(endless)} no end with what is passed here, so ${BLOCKS[call.place]}.`;
        yield { range: place.range, message, related: endless.flatMap(placeOf) };
      }
    }
  },
});

/** What to write for an arg that a count is taken from. */
function cureOf({ what, at }: From<Arg>, template: YamlScalar): string {
  const name = `\`${what.name?.text ?? ''}\``;
  const owner = at.document.content.identity.name ?? template.text;
  if (what.valueFrom) return `Give arg ${name} of template \`${owner}\` a value, not one from a Secret`;
  return `Give arg ${name} of template \`${owner}\` a default above 0`;
}

export const backgroundSingleShot = rolloutRule({
  id: 'background-single-shot',
  title: 'Background metric is measured once',
  docs: 'The background analysis runs beside all steps, but a metric without `interval` is measured once, when it begins. What goes wrong later is not seen. With `count: 1` that is written out, so it is only a hint.',
  severity: 'warning',
  needs: 'workspace',
  *check(_, context) {
    for (const { call, analysis } of context.calls()) {
      if (call.place !== 'background' || !analysis.isCertain) continue;
      // A job takes as long as it takes.
      const once = analysis.metrics.filter(
        ({ what }) =>
          !scalarAt(what.node, 'interval') && what.providers.every(({ key }) => judgeOf(key.text) !== 'itself'),
      );
      const place = call.references[0]?.templateName;
      if (once.length === 0 || !place || once.some(({ what }) => (numberAt(what.node, 'count') ?? 0) > 1)) continue;
      const isWrittenOut = once.every(({ what }) => numberAt(what.node, 'count') === 1);
      yield {
        range: place.range,
        ...(isWrittenOut ? { severity: 'hint' } : {}),
        message: `${nameAll(once)} no interval, so the background analysis measures once, at its beginning, and does not see what goes wrong later. Write an \`interval\`.`,
        related: once.flatMap(placeOf),
        fixes: addToAll(context, once, 'interval: ${1:1m}'),
      };
    }
  },
});

export const backgroundStartingStep = rolloutRule({
  id: 'background-starting-step',
  title: 'Background analysis never starts',
  docs: '`analysis.startingStep` is the index of the step with which the background analysis begins, counted from 0. With one beyond the number of steps it never does; with exactly that number it begins after the last step.',
  severity: 'warning',
  *check({ canary }) {
    const start = scalarAt(canary, 'analysis', 'startingStep');
    const steps = valueAt(canary, 'steps');
    const count = steps?.kind === 'seq' ? steps.items.length : 0;
    if (typeof start?.value !== 'number' || start.value <= count) return;
    yield {
      range: start.range,
      message: `There are ${count} steps, counted from 0, so this analysis never starts. Write the index of a step.`,
    };
  },
});

/** The controller takes no streak for an end here. */
function isEndless({ spec }: JudgedMetric): boolean {
  return spec.isPaceUnknown !== true && spec.intervalMs !== undefined && spec.count === undefined;
}

/** A field that each of the metrics lacks. */
function addToAll(context: RuleContext, metrics: readonly From<Metric>[], source: string): readonly Fix[] {
  const fixes = metrics.map(metric => {
    const isEmpty = entryOf(metric.what.node, source.slice(0, source.indexOf(':')));
    return isEmpty ? [] : addToMetric(context, metric, source, true);
  });
  const [first] = fixes.flat();
  if (!first || fixes.some(each => each.length === 0)) return [];
  const title = fixes.length === 1 ? first.title : first.title.replace(/ to metric .*/, ' to these metrics');
  return [{ ...first, title, elsewhere: fixes.flat().flatMap(fix => fix.elsewhere ?? []) }];
}

function nameAll(metrics: readonly From<Metric>[]): string {
  const names = metrics.map(({ what }) => `\`${what.name?.text ?? what.index}\``);
  return names.length === 1 ? `Metric ${names[0]} has` : `Metrics ${names.join(', ')} have`;
}

function placeOf({ what, at }: From<Metric>): readonly Related[] {
  return what.name ? [{ in: at, range: what.name.range, message: 'the metric' }] : [];
}

/** The entry whose value the object is. */
function keyOf(root: YamlNode | undefined, node: YamlNode): YamlEntry | undefined {
  const strategy = valueAt(root, 'spec', 'strategy');
  const steps = valueAt(strategy, 'canary', 'steps');
  const owners = [
    ...(steps?.kind === 'seq' ? steps.items.map(item => [item, 'analysis'] as const) : []),
    [valueAt(strategy, 'blueGreen'), 'prePromotionAnalysis'] as const,
    [valueAt(strategy, 'blueGreen'), 'postPromotionAnalysis'] as const,
  ];
  return owners.flatMap(([owner, key]) => entryOf(owner, key) ?? []).find(({ value }) => valueAt(value) === node);
}
