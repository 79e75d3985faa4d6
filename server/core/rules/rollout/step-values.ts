import { parseGoDuration } from '../../kube/duration.ts';
import { adviseGoDuration } from '../../kube/duration-advice.ts';
import { writtenEntry } from '../../model/rollout.ts';
import { scalarAt, type YamlScalar } from '../../yaml/node.ts';
import { rewrite, writeDuration } from '../engine/fix.ts';
import { REFUSED, removeStep, rolloutRule } from '../engine/rollout-rule.ts';

export const stepWeightRange = rolloutRule({
  id: 'step-weight-range',
  title: 'Weight out of range',
  docs: '`setWeight` is 0 to 100, or to `trafficRouting.maxTrafficWeight` where that is set. With another weight the controller refuses the Rollout (InvalidSpec).',
  isPartial: true,
  *check({ steps, maxWeight }) {
    for (const { node } of steps) {
      const weight = scalarAt(node, 'setWeight');
      if (typeof weight?.value !== 'number' || maxWeight === undefined) continue;
      if (weight.value >= 0 && weight.value <= maxWeight) continue;
      yield {
        range: weight.range,
        message: `A weight is 0 to ${maxWeight}. ${REFUSED} Write a number in that range.`,
        fixes: rewrite(weight, String(Math.max(0, Math.min(maxWeight, weight.value)))),
      };
    }
  },
});

export const stepPauseInvalid = rolloutRule({
  id: 'step-pause-invalid',
  title: 'Pause that is no duration',
  docs: '`pause.duration` is a number of seconds, or what Go reads as a duration: numbers with the units `h`, `m`, `s`, without blanks; there are no days. With another text, or a negative one, the controller refuses the Rollout (InvalidSpec). To wait for a person write `pause: {}`.',
  needs: 'value',
  *check({ steps }) {
    for (const { node } of steps) {
      const duration = scalarAt(node, 'pause', 'duration');
      if (!duration || !isRefused(duration)) continue;
      const { value, text } = duration;
      const isText = typeof value === 'string' && !/^[-+]?\d+$/.test(text) && !parseGoDuration(text).ok;
      const advice = isText ? adviseGoDuration(text) : undefined;
      const told = !isText ? 'A pause cannot be negative' : `${text === '' ? 'This' : `\`${text}\``} is no duration`;
      const form = isText ? 'hours, minutes and seconds, such as `1h30m`' : '0 or more';
      yield {
        range: duration.range,
        message: `${told}. ${REFUSED} Write ${advice === undefined ? form : `\`${advice}\``}.`,
        fixes: writeDuration(duration, advice),
      };
    }
  },
});

export const stepCanaryScaleNeedsRouting = rolloutRule({
  id: 'step-canaryscale-needs-routing',
  title: '`setCanaryScale` needs traffic routing',
  docs: 'Without `trafficRouting` the number of pods is what splits the traffic, so it cannot be set by itself. The controller refuses a Rollout with `setCanaryScale` then (InvalidSpec).',
  *check(rollout, context) {
    const { canary, steps, routing } = rollout;
    if (routing || writtenEntry(canary, 'trafficRouting')) return;
    for (const { node, kinds } of steps) {
      const entry = kinds.find(({ key }) => key.text === 'setCanaryScale');
      if (!entry) continue;
      yield {
        range: entry.key.range,
        message: `\`setCanaryScale\` needs \`trafficRouting\`. ${REFUSED} Write \`setWeight\`, or add \`trafficRouting\`.`,
        fixes: removeStep(context, rollout, node),
      };
    }
  },
});

/** A number of seconds, also as text, or a duration: it must be readable and not below 0. */
function isRefused({ value, text }: YamlScalar): boolean {
  if (typeof value === 'number') return value < 0;
  if (typeof value !== 'string' || text.includes('{{')) return false;
  if (/^[-+]?\d+$/.test(text)) return Number(text) < 0;
  const parsed = parseGoDuration(text);
  // The controller takes whole seconds of it.
  return !parsed.ok || parsed.ms <= -1000;
}
