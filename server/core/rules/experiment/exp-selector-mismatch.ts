import { type LabelSelectorRequirement, matches } from '../../kube/selector.ts';
import { literal, readBodies } from '../../model/experiment-body.ts';
import { textsAt } from '../../model/reading.ts';
import type { Range } from '../../text/range.ts';
import { insertEntry } from '../../yaml/edit.ts';
import {
  effectiveEntries,
  entryOf,
  itemsAt,
  scalarAt,
  stringAt,
  valueAt,
  type YamlMap,
  type YamlScalar,
} from '../../yaml/node.ts';
import type { Finding, Fix, Rule } from '../engine/rule.ts';

const REFUSED = 'The API server refuses the ReplicaSet, and template and Experiment are Error.';

export const expSelectorMismatch: Rule = {
  id: 'exp-selector-mismatch',
  title: 'Selector does not match the pods',
  docs: 'The `selector` of a template must match the labels of its own pods. The API server refuses the ReplicaSet otherwise: the template and the Experiment are Error before any pod starts.',
  severity: 'error',
  kinds: ['Experiment'],
  needs: 'document',
  *check({ root, document, isWhole }) {
    if (!isWhole) return;
    for (const { node, pods } of readBodies(root, 'Experiment').flatMap(body => body.templates)) {
      const labels = textsAt(pods, 'metadata', 'labels');
      if (!pods || Object.values(labels).some(value => value.includes('{{'))) continue;
      yield* checkLabels(node, pods, document.text);
      yield* checkExpressions(node, labels);
    }
  },
};

function* checkLabels(template: YamlMap, pods: YamlMap, text: string): Iterable<Finding> {
  const wanted = valueAt(template, 'selector', 'matchLabels');
  if (wanted?.kind !== 'map') return;
  for (const { key } of effectiveEntries(wanted)) {
    const value = scalarAt(wanted, key.text);
    const label = scalarAt(pods, 'metadata', 'labels', key.text);
    const text1 = literal(value);
    if (!value || text1 === undefined || typeof value.value !== 'string' || label?.text === text1) continue;
    const told = label ? `\`${label.text}\`` : 'missing';
    yield {
      range: value.range,
      message: `The selector wants \`${key.text}: ${text1}\`, and on the pods this label is ${told}. ${REFUSED} Align the two.`,
      ...(label ? { related: [{ range: label.range, message: 'the label of the pods' }] } : {}),
      fixes: alignLabel(text, pods, key, value, label),
    };
  }
}

function alignLabel(
  text: string,
  pods: YamlMap,
  key: YamlScalar,
  value: YamlScalar,
  label: YamlScalar | undefined,
): readonly Fix[] {
  const source = (range: Range): string => text.slice(range.start, range.end);
  const title = `Label the pods \`${key.text}: ${value.text}\``;
  if (value.style === 'literal' || value.style === 'folded') return [];
  if (label) return [{ title, edits: [{ range: label.range, newText: source(value.range) }] }];
  const line = `${source(key.range)}: ${source(value.range)}`;
  const labels = valueAt(pods, 'metadata', 'labels');
  const metadata = valueAt(pods, 'metadata');
  const edit =
    labels?.kind === 'map'
      ? insertEntry(text, labels, line, labels.entries.at(-1))
      : metadata?.kind === 'map'
        ? insertEntry(text, metadata, metadata.flow ? `labels: { ${line} }` : `labels:\n  ${line}`)
        : insertEntry(
            text,
            pods,
            pods.flow ? `metadata: { labels: { ${line} } }` : `metadata:\n  labels:\n    ${line}`,
          );
  const isWritable = !entryOf(pods, 'metadata') || metadata?.kind === 'map';
  return edit && isWritable ? [{ title, edits: [edit] }] : [];
}

function* checkExpressions(template: YamlMap, labels: Readonly<Record<string, string>>): Iterable<Finding> {
  for (const item of itemsAt(template, 'selector', 'matchExpressions')) {
    const key = scalarAt(item, 'key');
    const operator = stringAt(item, 'operator');
    const values = itemsAt(item, 'values').flatMap(each => scalarAt(each)?.text ?? []);
    if (!key || !operator || !/^(In|NotIn|Exists|DoesNotExist)$/.test(operator)) continue;
    if (values.some(each => each.includes('{{'))) continue;
    const requirement: LabelSelectorRequirement = { key: key.text, operator, values };
    if (matches({ matchExpressions: [requirement] }, labels)) continue;
    const label = labels[key.text];
    yield {
      range: key.range,
      message: `The pods do not meet this requirement: their label \`${key.text}\` is ${label === undefined ? 'missing' : `\`${label}\``}. ${REFUSED} Align the two.`,
    };
  }
}
