import { matches, refuseSelector } from '../../kube/selector.ts';
import { literal } from '../../model/experiment-body.ts';
import { missingInPods, refusePods } from '../../model/pod-template.ts';
import { textsAt } from '../../model/reading.ts';
import { effectiveEntries, itemsAt, scalarAt, stringAt, valueAt, type YamlMap } from '../../yaml/node.ts';
import { addField, replaceWith } from '../engine/fix.ts';
import { REFUSED, rolloutRule } from '../engine/rollout-rule.ts';
import type { Finding, RuleContext } from '../engine/rule.ts';

export const roPodTemplateInvalid = rolloutRule({
  id: 'ro-pod-template-invalid',
  title: 'Pod template is refused',
  docs: 'The API server accepts the Rollout, and the controller refuses it (InvalidSpec) when Kubernetes would refuse its pods: labels that the selector does not match, a `restartPolicy` other than `Always`, a label, port or name of the wrong form, a missing image, requests above the limits, a mount without its volume.',
  *check({ spec, pods }, context) {
    if (!pods) return;
    for (const { range, what, remedy, newText } of [...refusePods(pods), ...missingInPods(pods)]) {
      yield { range, message: `${what}. ${REFUSED} ${remedy}`, fixes: replaceWith(newText, range) };
    }
    yield* unmatchedLabels(spec, pods, context);
    yield* unmetExpressions(spec, pods);
  },
});

function* unmatchedLabels(spec: YamlMap, pods: YamlMap, context: RuleContext): Iterable<Finding> {
  const wanted = valueAt(spec, 'selector', 'matchLabels');
  const labels = valueAt(pods, 'metadata', 'labels');
  if (wanted?.kind !== 'map') return;
  for (const { key } of effectiveEntries(wanted)) {
    const value = scalarAt(wanted, key.text);
    const label = scalarAt(labels, key.text);
    const isKnown = typeof value?.value === 'string' && literal(value) !== undefined;
    const isLabelKnown = !label || (typeof label.value === 'string' && literal(label) !== undefined);
    if (!value || !isKnown || !isLabelKnown || label?.text === value.text) continue;
    const source = context.document.text.slice(value.range.start, value.range.end);
    const path = ['spec', 'template', 'metadata', 'labels'];
    yield {
      range: value.range,
      message: `The selector wants \`${key.text}: ${value.text}\`, and on the pods this label is ${label ? `\`${label.text}\`` : 'missing'}. ${REFUSED} Align the two.`,
      ...(label ? { related: [{ range: label.range, message: 'the label of the pods' }] } : {}),
      fixes: label
        ? replaceWith(source, label.range)
        : labels?.kind === 'map'
          ? addField(context, path, labels, `${key.text}: ${source}`)
          : [],
    };
  }
}

function* unmetExpressions(spec: YamlMap, pods: YamlMap): Iterable<Finding> {
  const labels = textsAt(pods, 'metadata', 'labels');
  if (Object.values(labels).some(value => value.includes('{{'))) return;
  for (const item of itemsAt(spec, 'selector', 'matchExpressions')) {
    const key = scalarAt(item, 'key');
    const operator = stringAt(item, 'operator');
    const values = itemsAt(item, 'values').flatMap(each => scalarAt(each)?.text ?? []);
    if (!key || !operator || [key.text, operator, ...values].some(text => text.includes('{{'))) continue;
    const selector = { matchExpressions: [{ key: key.text, operator, values }] };
    // What cannot be read has a rule of its own.
    if (refuseSelector(selector) !== undefined || matches(selector, labels)) continue;
    const label = labels[key.text];
    yield {
      range: key.range,
      message: `The pods do not meet this requirement: their label \`${key.text}\` is ${label === undefined ? 'missing' : `\`${label}\``}. ${REFUSED} Align the two.`,
    };
  }
}
