import { refuseLabelKey, refuseLabelValue } from '../../kube/label.ts';
import { refuseSelector } from '../../kube/selector.ts';
import { literal } from '../../model/experiment-body.ts';
import { textsAt } from '../../model/reading.ts';
import { writtenEntry } from '../../model/rollout.ts';
import { hasProblemBelow } from '../../schema/validate.ts';
import { columnAt, lineBreakOf } from '../../text/indent.ts';
import { effectiveEntries, entryOf, itemsAt, scalarAt, valueAt, type YamlMap, type YamlNode } from '../../yaml/node.ts';
import { writeText } from '../../yaml/scalar.ts';
import { addField, removeField } from '../engine/fix.ts';
import { REFUSED, rolloutRule } from '../engine/rollout-rule.ts';
import type { Finding, Fix } from '../engine/rule.ts';

export const roSelectorMissing = rolloutRule({
  id: 'ro-selector-missing',
  title: 'Rollout without a selector',
  docs: 'A Rollout knows its pods by `selector`, unless it takes them from a Deployment with `workloadRef`. Without either the controller refuses it (InvalidSpec).',
  *check({ spec }, context) {
    const entry = entryOf(context.root, 'spec');
    if (!entry || writtenEntry(spec, 'selector') || writtenEntry(spec, 'workloadRef')) return;
    const labels = labelLines(spec, '    ');
    const source = labels.length > 0 ? ['selector:', '  matchLabels:', ...labels].join('\n') : undefined;
    yield {
      range: entry.key.range,
      message: `This Rollout has no \`selector\`. ${REFUSED} Repeat the labels of the pods in \`selector.matchLabels\`.`,
      fixes: source === undefined ? [] : addField(context, ['spec'], spec, source),
    };
  },
});

export const roSelectorEmpty = rolloutRule({
  id: 'ro-selector-empty',
  title: 'Selector of a Rollout is empty',
  docs: 'A `selector` without any requirement would select every pod. The controller refuses the Rollout (InvalidSpec).',
  *check({ spec }, { document, structure }) {
    const selector = valueAt(spec, 'selector');
    // With a reference the selector comes from there.
    if (writtenEntry(spec, 'workloadRef')) return;
    if (selector?.kind !== 'map' || hasProblemBelow(structure, selector.range)) return;
    const labels = valueAt(selector, 'matchLabels');
    if (labels?.kind === 'map' && effectiveEntries(labels).length > 0) return;
    if (itemsAt(selector, 'matchExpressions').length > 0) return;
    yield {
      range: selector.flow ? selector.range : (entryOf(spec, 'selector')?.key.range ?? selector.range),
      message: `This selector selects all pods. ${REFUSED} Repeat the labels of the pods in \`matchLabels\`.`,
      fixes: fillSelector(document.text, spec, selector),
    };
  },
});

export const roSelectorInvalid = rolloutRule({
  id: 'ro-selector-invalid',
  title: 'Selector that cannot be read',
  docs: 'An operator other than `In`, `NotIn`, `Exists` and `DoesNotExist`, or a text that is no label, makes the selector unreadable. The API server accepts it all the same, and the controller tries again for ever: the Rollout has no status, no condition and no event, only the log of the controller names the reason.',
  isPartial: true,
  *check({ spec }) {
    const selector = valueAt(spec, 'selector');
    for (const item of itemsAt(selector, 'matchExpressions')) yield* refuseExpression(item);
    const labels = valueAt(selector, 'matchLabels');
    if (labels?.kind !== 'map') return;
    for (const { key } of effectiveEntries(labels)) {
      const value = scalarAt(labels, key.text);
      const wrongKey = literal(key) === undefined ? undefined : refuseLabelKey(key.text);
      if (wrongKey !== undefined) yield unreadable(key, `\`${key.text}\` cannot be the key of a label: ${wrongKey}`);
      const text = typeof value?.value === 'string' ? literal(value) : undefined;
      const wrongValue = text === undefined ? undefined : refuseLabelValue(text);
      if (value && wrongValue !== undefined) {
        yield unreadable(value, `\`${text}\` cannot be the value of a label: ${wrongValue}`);
      }
    }
  },
});

export const roTemplateAndWorkloadRef = rolloutRule({
  id: 'ro-template-and-workloadref',
  title: 'Pods from two places',
  docs: 'With `workloadRef` the pods come from the Deployment that it names. Beside it a `template` with labels or annotations makes the controller refuse the Rollout (InvalidSpec).',
  *check({ spec }, context) {
    const found = twoTemplates(spec);
    if (!found?.hasMetadata) return;
    yield {
      range: found.template.key.range,
      message: `\`workloadRef\` brings the pods already. ${REFUSED} Keep one of the two.`,
      related: [{ range: found.reference.key.range, message: 'the reference' }],
      fixes: [...removeField(context, spec, 'template'), ...removeField(context, spec, 'workloadRef')],
    };
  },
});

export const roWorkloadRefAndTemplate = rolloutRule({
  id: 'ro-workloadref-and-template',
  title: 'Template is ignored',
  docs: 'With `workloadRef` the pods come from the Deployment that it names. A `template` beside it that has only a `spec` is ignored without a word.',
  severity: 'warning',
  *check({ spec }, context) {
    const found = twoTemplates(spec);
    if (!found || found.hasMetadata || !writtenEntry(found.template.value, 'spec')) return;
    yield {
      range: found.template.key.range,
      message: '`workloadRef` brings the pods, and this template is ignored without a word. Remove it.',
      related: [{ range: found.reference.key.range, message: 'the reference' }],
      fixes: removeField(context, spec, 'template'),
    };
  },
});

function twoTemplates(spec: YamlMap) {
  const template = writtenEntry(spec, 'template');
  const reference = writtenEntry(spec, 'workloadRef');
  if (!template || !reference) return undefined;
  const hasMetadata = ['labels', 'annotations'].some(field => {
    const map = valueAt(template.value, 'metadata', field);
    return map?.kind === 'map' && effectiveEntries(map).length > 0;
  });
  return { template, reference, hasMetadata };
}

function* refuseExpression(item: YamlNode): Iterable<Finding> {
  const key = scalarAt(item, 'key');
  const operator = scalarAt(item, 'operator');
  if (!operator || literal(operator) === undefined) return;
  const values = itemsAt(item, 'values').flatMap(each => scalarAt(each)?.text ?? []);
  const refusal = refuseSelector({ matchExpressions: [{ key: key?.text ?? '', operator: operator.text, values }] });
  if (refusal === undefined) return;
  const isOperator = ['In', 'NotIn', 'Exists', 'DoesNotExist'].includes(operator.text);
  const told = isOperator
    ? `\`${operator.text}\` ${values.length > 0 ? 'takes no `values`' : 'needs `values`'}`
    : `\`${operator.text}\` is no operator: there are \`In\`, \`NotIn\`, \`Exists\` and \`DoesNotExist\``;
  yield unreadable(operator, told);
}

function unreadable({ range }: { readonly range: Finding['range'] }, why: string): Finding {
  return {
    range,
    message: `${why}. The API server accepts it, and the controller tries again for ever without a condition or event. Correct it.`,
  };
}

function labelLines(spec: YamlMap, indent: string): readonly string[] {
  const labels = Object.entries(textsAt(spec, 'template', 'metadata', 'labels'));
  if (labels.some(([key, value]) => `${key}${value}`.includes('{{'))) return [];
  return labels.map(([key, value]) => `${indent}${key}: ${writeText(value)}`);
}

/** Only `{}` behind its key on one line: anything else has comments or a form of its own. */
function fillSelector(text: string, spec: YamlMap, selector: YamlMap): readonly Fix[] {
  const key = entryOf(spec, 'selector')?.key;
  if (!key || spec.flow || !selector.flow || selector.entries.length > 0) return [];
  const indent = ' '.repeat(columnAt(text, key.range.start));
  const labels = labelLines(spec, `${indent}    `);
  if (labels.length === 0) return [];
  const newText = ['', `${indent}  matchLabels:`, ...labels].join(lineBreakOf(text));
  const range = { start: key.range.end + 1, end: selector.range.end };
  return [{ title: 'Repeat the labels of the pods', edits: [{ range, newText }] }];
}
