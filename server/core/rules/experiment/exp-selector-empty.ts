import { readBodies } from '../../model/experiment-body.ts';
import { hasProblemBelow } from '../../schema/validate.ts';
import { columnAt, lineBreakOf } from '../../text/indent.ts';
import { effectiveEntries, entryOf, itemsAt, valueAt, type YamlMap } from '../../yaml/node.ts';
import type { Finding, Fix, Rule } from '../engine/rule.ts';

export const expSelectorEmpty: Rule = {
  id: 'exp-selector-empty',
  title: 'Selector of a template is empty',
  docs: 'A template whose `selector` is `{}` would select every pod. The controller refuses the Experiment (condition InvalidSpec): its phase stays empty and nothing is created. An empty `matchLabels` slips through; the ReplicaSet then selects by the pod hash alone.',
  severity: 'error',
  kinds: ['Experiment'],
  needs: 'document',
  *check({ root, document, isWhole, structure }) {
    if (!isWhole) return;
    for (const { node } of readBodies(root, 'Experiment').flatMap(body => body.templates)) {
      const entry = entryOf(node, 'selector');
      const selector = valueAt(node, 'selector');
      if (!entry || selector?.kind !== 'map' || hasProblemBelow(structure, selector.range)) continue;
      const labels = valueAt(selector, 'matchLabels');
      const isEmptyMap = labels?.kind === 'map' && effectiveEntries(labels).length === 0;
      const hasLabels = labels?.kind === 'map' && !isEmptyMap;
      if (hasLabels || itemsAt(selector, 'matchExpressions').length > 0) continue;
      const finding: Finding = isEmptyMap
        ? {
            range: labels.range,
            severity: 'warning',
            message:
              'The selector names no label: the controller adds its pod hash and selects by that alone. Repeat the labels of the pods here.',
          }
        : {
            range: selector.range,
            message:
              'This selector selects all pods. The controller refuses the Experiment (InvalidSpec): its phase stays empty and nothing starts. Repeat the labels of the pods in `matchLabels`.',
            fixes: addLabels(document.text, node, selector),
          };
      yield finding;
    }
  },
};

function addLabels(text: string, template: YamlMap, selector: YamlMap): readonly Fix[] {
  const labels = valueAt(template, 'template', 'metadata', 'labels');
  const key = entryOf(template, 'selector')?.key;
  if (labels?.kind !== 'map' || !key || !selector.flow || selector.entries.length > 0 || template.flow) return [];
  const lines = effectiveEntries(labels).map(({ key: label, value }) =>
    [label, value].map(each => text.slice(each.range.start, each.range.end).trimEnd()).join(': '),
  );
  if (lines.length === 0 || lines.some(line => line.includes('\n'))) return [];
  const indent = lineBreakOf(text) + ' '.repeat(columnAt(text, key.range.start));
  const newText = [`${indent}  matchLabels:`, ...lines.map(line => `${indent}    ${line}`)].join('');
  const range = { start: key.range.end + 1, end: selector.range.end };
  return [{ title: 'Repeat the labels of the pods', edits: [{ range, newText }] }];
}
