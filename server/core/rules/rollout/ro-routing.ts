import { hasRouter, type Rollout, writtenEntry } from '../../model/rollout.ts';
import { entryOf, scalarAt } from '../../yaml/node.ts';
import { removeField } from '../engine/fix.ts';
import { REFUSED, rolloutRule } from '../engine/rollout-rule.ts';
import type { Finding, RuleContext } from '../engine/rule.ts';

export const roScaledownNeedsRouting = rolloutRule({
  id: 'ro-scaledown-needs-routing',
  title: 'Delay that needs traffic routing',
  docs: '`canary.scaleDownDelaySeconds` keeps the old pods for a while after the traffic has moved. Without `trafficRouting` they take the traffic themselves, and the controller refuses the Rollout (InvalidSpec).',
  *check(rollout, context) {
    yield* withoutRouting(rollout, 'scaleDownDelaySeconds', context);
  },
});

export const roDynamicScaleNeedsRouting = rolloutRule({
  id: 'ro-dynamic-scale-needs-routing',
  title: '`dynamicStableScale` needs traffic routing',
  docs: '`canary.dynamicStableScale` scales the old version down as its share of the traffic shrinks. Without `trafficRouting` the controller refuses the Rollout (InvalidSpec).',
  *check(rollout, context) {
    if (scalarAt(rollout.canary, 'dynamicStableScale')?.value !== true) return;
    yield* withoutRouting(rollout, 'dynamicStableScale', context);
  },
});

export const roDynamicScaleWithDelay = rolloutRule({
  id: 'ro-dynamic-scale-with-delay',
  title: 'Old pods are both scaled and kept',
  docs: 'With `dynamicStableScale` the old pods go while the traffic moves, so none are left for `scaleDownDelaySeconds`. The controller refuses the Rollout (InvalidSpec).',
  isPartial: true,
  *check({ canary, routing }, context) {
    const delay = writtenEntry(canary, 'scaleDownDelaySeconds');
    const dynamic = entryOf(canary, 'dynamicStableScale');
    const isDynamic = scalarAt(canary, 'dynamicStableScale')?.value === true;
    if (!canary || !routing || !delay || !dynamic || !isDynamic) return;
    yield {
      range: delay.key.range,
      message: `\`scaleDownDelaySeconds\` and \`dynamicStableScale\` exclude each other. ${REFUSED} Keep one.`,
      related: [{ range: dynamic.key.range, message: '`dynamicStableScale`' }],
      fixes: removeField(context, canary, 'scaleDownDelaySeconds'),
    };
  },
});

export const roMaxWeightRouter = rolloutRule({
  id: 'ro-max-weight-router',
  title: 'Router without `maxTrafficWeight`',
  docs: '`trafficRouting.maxTrafficWeight` is for NGINX and plugins. With other routers weights are percentages, and the controller refuses the Rollout (InvalidSpec).',
  *check(rollout, context) {
    const { routing } = rollout;
    const entry = writtenEntry(routing, 'maxTrafficWeight');
    if (!routing || !entry || hasRouter(rollout, 'nginx', 'plugins')) return;
    yield {
      range: entry.key.range,
      message: `\`maxTrafficWeight\` works with NGINX and plugins only. ${REFUSED} Remove it, and write weights of 0 to 100.`,
      fixes: removeField(context, routing, 'maxTrafficWeight'),
    };
  },
});

function* withoutRouting({ canary, routing }: Rollout, field: string, context: RuleContext): Iterable<Finding> {
  const entry = writtenEntry(canary, field);
  if (!canary || !entry || routing || writtenEntry(canary, 'trafficRouting')) return;
  yield {
    range: entry.key.range,
    message: `\`${field}\` needs \`trafficRouting\`. ${REFUSED} Remove it, or add \`trafficRouting\`.`,
    fixes: removeField(context, canary, field),
  };
}
