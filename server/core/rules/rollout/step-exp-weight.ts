import { readBodies } from '../../model/experiment-body.ts';
import { readContainers, readPorts } from '../../model/pod-template.ts';
import { hasRouter, type Rollout, weightBefore, writtenEntry } from '../../model/rollout.ts';
import { appendItems } from '../../yaml/append-items.ts';
import { entryOf, scalarAt, type YamlMap, type YamlNode, type YamlScalar } from '../../yaml/node.ts';
import { removeField, rewrite } from '../engine/fix.ts';
import { REFUSED, rolloutRule } from '../engine/rollout-rule.ts';
import type { Fix, RuleContext } from '../engine/rule.ts';

const ROUTERS = ['smi', 'alb', 'istio', 'plugins'];

interface Weighted {
  readonly node: YamlMap;
  readonly weight: YamlScalar & { readonly value: number };
}

export const stepExpWeightNeedsRouting = rolloutRule({
  id: 'step-exp-weight-needs-routing',
  title: 'Weight without traffic routing',
  docs: 'The `weight` of a template is a share of the traffic, and only `trafficRouting` gives shares. Without it the controller refuses the Rollout (InvalidSpec).',
  *check({ canary, routing }, context) {
    if (routing || writtenEntry(canary, 'trafficRouting')) return;
    for (const { node, weight } of weightsIn(context.root).flat()) {
      yield {
        range: weight.range,
        message: `\`weight\` needs \`trafficRouting\`. ${REFUSED} Remove it, or add \`trafficRouting\`.`,
        fixes: removeField(context, node, 'weight'),
      };
    }
  },
});

export const stepExpWeightRouter = rolloutRule({
  id: 'step-exp-weight-router',
  title: 'Router without weights for experiments',
  docs: 'SMI, ALB, Istio and plugins can send a share of the traffic to the template of an experiment. With another router the controller refuses the Rollout (InvalidSpec).',
  *check(rollout, context) {
    if (!rollout.routing || hasRouter(rollout, ...ROUTERS)) return;
    for (const { node, weight } of weightsIn(context.root).flat()) {
      yield {
        range: weight.range,
        message: `\`weight\` works with SMI, ALB, Istio and plugins only. ${REFUSED} Remove it, or change the router.`,
        fixes: removeField(context, node, 'weight'),
      };
    }
  },
});

export const stepExpWeightNegative = rolloutRule({
  id: 'step-exp-weight-negative',
  title: 'Weight below 0',
  docs: 'Nobody checks the `weight` of a template: a negative one is sent to the router as it stands.',
  needs: 'value',
  *check(_, { root }) {
    for (const { weight } of weightsIn(root).flat()) {
      if (weight.value >= 0) continue;
      yield {
        range: weight.range,
        message:
          'A weight cannot be negative; nobody checks it, and it is sent to the router as it stands. Write 0 or more.',
        fixes: rewrite(weight, '0'),
      };
    }
  },
});

export const stepExpWeightSum = rolloutRule({
  id: 'step-exp-weight-sum',
  title: 'Weights add up to more than there is',
  docs: 'The weights of an experiment are taken from the stable version, on top of the last `setWeight`. Nobody checks the sum: the stable version gets a negative weight (ALB), or none while the others add up to more than 100 (Istio).',
  *check(rollout, { root }) {
    const { maxWeight } = rollout;
    for (const { step, templates } of readBodies(root, 'Rollout')) {
      const weights = weighted(templates.map(({ node }) => node));
      const before = step === undefined ? undefined : weightBefore(rollout, step);
      const last = weights.at(-1);
      if (!last || before === undefined || maxWeight === undefined || weights.some(({ weight }) => weight.value < 0))
        continue;
      const sum = weights.reduce((all, { weight }) => all + weight.value, before);
      if (sum <= maxWeight) continue;
      const terms = [before, ...weights.map(({ weight }) => weight.value)].join(' + ');
      yield {
        range: last.weight.range,
        message: `With the last \`setWeight\` the weights add up to ${terms} = ${sum}, and ${maxWeight} is all there is: the stable version gets a weight below 0. Lower them.`,
        ...related(rollout, step),
      };
    }
  },
});

export const stepExpWeightWithoutPorts = rolloutRule({
  id: 'step-exp-weight-without-ports',
  title: 'Weight without a port',
  docs: 'The traffic of a weighted template goes through a Service, and the controller makes none when no container declares a port. Istio gets a route to an empty host, which stays after the promotion; ALB gets a target without a Service.',
  *check(rollout, context) {
    if (!rollout.pods || !hasRouter(rollout, 'istio', 'alb') || readPorts(rollout.pods).length > 0) return;
    const containers = readContainers(rollout.pods).filter(({ isInit }) => !isInit);
    if (containers.length === 0) return;
    for (const { node, weight } of weightsIn(context.root).flat()) {
      // Where the Service is asked for by itself, that rule speaks.
      if (entryOf(node, 'service')) continue;
      yield {
        range: weight.range,
        message:
          'No container declares a port, so there is no Service for this traffic: an empty host goes to the router, and stays there after the promotion. Declare `containerPort`.',
        fixes: declarePort(context, rollout.pods),
      };
    }
  },
});

/** The weights of each experiment step that are numbers. */
function weightsIn(root: YamlNode | undefined): readonly (readonly Weighted[])[] {
  return readBodies(root, 'Rollout').map(({ templates }) => weighted(templates.map(({ node }) => node)));
}

function weighted(templates: readonly YamlMap[]): readonly Weighted[] {
  return templates.flatMap(node => {
    const weight = scalarAt(node, 'weight');
    return weight && typeof weight.value === 'number' ? [{ node, weight: { ...weight, value: weight.value } }] : [];
  });
}

function related({ steps }: Rollout, step = 0) {
  const last = steps.findLast(({ index, node }) => index < step && writtenEntry(node, 'setWeight'));
  const entry = entryOf(last?.node, 'setWeight');
  return entry ? { related: [{ range: entry.range, message: 'the last `setWeight`' }] } : {};
}

function declarePort({ document }: RuleContext, pods: YamlMap): readonly Fix[] {
  const [container] = readContainers(pods);
  if (!container || entryOf(container.node, 'ports')) return [];
  const after = entryOf(container.node, 'image') ?? container.node.entries.at(-1);
  const edit = appendItems(document.text, container.node, 'ports', [[['containerPort', '${1:8080}']]], after);
  return edit ? [{ title: 'Declare a port', edits: [edit], snippet: true }] : [];
}
