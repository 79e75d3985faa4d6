import { type ExperimentBody, literal, readBodies } from '../../model/experiment-body.ts';
import { textsAt } from '../../model/reading.ts';
import { writtenEntry } from '../../model/rollout.ts';
import { nearest } from '../../text/nearest.ts';
import { effectiveEntries, entryOf, scalarAt, valueAt } from '../../yaml/node.ts';
import { writeText } from '../../yaml/scalar.ts';
import { addField, replaceWith } from '../engine/fix.ts';
import { removeStep, rolloutRule } from '../engine/rollout-rule.ts';

const SPEC_REFS = ['stable', 'canary'];
const IN_VAIN = 'The Rollout then tries in vain for ever, without a condition or event that says why.';

export const stepExpSpecRef = rolloutRule({
  id: 'step-exp-specref',
  title: 'Unknown `specRef`',
  docs: `\`specRef\` is \`stable\` (the version in use) or \`canary\` (the new one). The API server takes any other text. ${IN_VAIN}`,
  needs: 'value',
  *check(_, { root }) {
    for (const { node } of readBodies(root, 'Rollout').flatMap(body => body.templates)) {
      const scalar = scalarAt(node, 'specRef');
      const text = typeof scalar?.value === 'string' ? literal(scalar) : undefined;
      if (!scalar || text === undefined || SPEC_REFS.includes(text)) continue;
      const meant = /^(base(line)?|old|current|control)$/i.test(text) ? 'stable' : nearest(text, SPEC_REFS);
      yield {
        range: scalar.range,
        message: `\`${text}\` is neither \`stable\` nor \`canary\`. ${IN_VAIN} ${meant ? `Write \`${meant}\`.` : 'Write one of the two.'}`,
        fixes: replaceWith(meant, scalar.range),
      };
    }
  },
});

export const stepExpTemplatesEmpty = rolloutRule({
  id: 'step-exp-templates-empty',
  title: 'Experiment step without templates',
  docs: `An experiment needs at least one template. A step may have an empty list as far as the API server is concerned, but the Experiment that is made of it is refused. ${IN_VAIN}`,
  isPartial: true,
  *check(rollout, context) {
    for (const { node, step } of readBodies(context.root, 'Rollout')) {
      const own = rollout.steps.find(({ index }) => index === step);
      const templates = valueAt(node, 'templates');
      if (templates?.kind !== 'seq' || templates.items.length > 0) continue;
      yield {
        range: templates.range,
        message: `This experiment has no templates, so the API server refuses to create it. ${IN_VAIN} Add a template, or remove the step.`,
        fixes: own ? removeStep(context, rollout, own.node) : [],
      };
    }
  },
});

export const stepExpSelectorPanic = rolloutRule({
  id: 'step-exp-selector-panic',
  title: 'Selector without `matchLabels`',
  docs: 'The controller adds the labels of `metadata.labels` to `selector.matchLabels`. When a template has a selector without `matchLabels` it fails with a panic, recovers, and fails again for ever.',
  *check({ pods }, context) {
    const podLabels = Object.entries(textsAt(pods, 'metadata', 'labels'));
    const source = ['matchLabels:', ...podLabels.map(([key, value]) => `  ${key}: ${writeText(value)}`)].join('\n');
    for (const { node } of readBodies(context.root, 'Rollout').flatMap(body => body.templates)) {
      const entry = entryOf(node, 'selector');
      const selector = valueAt(node, 'selector');
      const labels = valueAt(node, 'metadata', 'labels');
      const place = entryOf(valueAt(node, 'metadata'), 'labels');
      const hasLabels = labels?.kind === 'map' && effectiveEntries(labels).length > 0;
      if (!entry || selector?.kind !== 'map' || !hasLabels) continue;
      // An empty one is dropped before the labels are added.
      if (Object.keys(textsAt(selector, 'matchLabels')).length > 0) continue;
      yield {
        range: entry.key.range,
        message:
          'This selector has no `matchLabels`, to which the controller adds the labels of `metadata.labels`: it fails with a panic each time it looks at the Rollout. Write the labels of the pods in `matchLabels`.',
        ...(place ? { related: [{ range: place.key.range, message: 'the labels' }] } : {}),
        fixes: selector.entries.length > 0 && podLabels.length > 0 ? addField(context, [], selector, source) : [],
      };
    }
  },
});

export const stepExpNeverEnds = rolloutRule({
  id: 'step-exp-never-ends',
  title: 'Experiment step without an end',
  docs: 'Without a `duration`, only required analyses end an experiment. A step without either waits until you promote the Rollout, as `pause: {}` does: `promote` ends the experiment and goes on to the next step. `progressDeadlineSeconds` does not end it.',
  severity: 'info',
  needs: 'workspace',
  *check(_, context) {
    for (const { body, calls } of context.judgement().experiments) {
      const entry = writtenEntry(valueAt(context.root, ...stepPath(body)), 'experiment');
      const isEnding = body.duration !== undefined || body.analyses.some(call => call.requiredForCompletion !== false);
      if (!entry || isEnding || body.templates.length === 0) continue;
      // An endless analysis is told by a rule of its own.
      if (calls.some(call => call.endlessMetric)) continue;
      const hasAnalyses = body.analyses.length > 0;
      const told = hasAnalyses ? 'no required analysis' : 'no analyses';
      const cure = `add a \`duration\`${hasAnalyses ? ', or `requiredForCompletion: true` to every analysis' : ''}`;
      yield {
        range: entry.key.range,
        message: `This experiment has no \`duration\` and ${told}: the Rollout waits at this step until you promote it. To go on by itself, ${cure}.`,
        fixes: addField(context, [...stepPath(body), 'experiment'], body.node, 'duration: 10m'),
      };
    }
  },
});

function stepPath({ step = 0 }: ExperimentBody): readonly (string | number)[] {
  return ['spec', 'strategy', 'canary', 'steps', step];
}
