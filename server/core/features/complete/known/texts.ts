/** Texts that people write in several places: what other documents say in the same field comes first. */

import type { YamlNode } from '../../../yaml/node.ts';
import { PROBE } from '../../../yaml/probe.ts';
import { remember } from '../../../yaml/remember.ts';
import type { CompleteInput, Item } from '../item.ts';
import { writeText } from '../quoting.ts';

/** Fields whose texts are repeated. Of labels the key is the field. */
const FIELDS: ReadonlySet<string> = new Set(['image', 'namespace', 'serviceAccountName', 'address']);
const KINDS = ['Experiment', 'Rollout', 'AnalysisTemplate', 'ClusterAnalysisTemplate'];
/** Of the workspace; more than anybody reads of the answer. */
const [MOST_DOCUMENTS, MOST_TEXTS] = [200, 20];

export function completeKnownTexts(input: CompleteInput): readonly Item[] {
  const { cursor, workspace, written } = input;
  const { path, root } = cursor;
  const field = path.at(-1);
  const isLabel = ['labels', 'matchLabels'].includes(String(path.at(-2)));
  if (typeof field !== 'string' || !(isLabel || FIELDS.has(field))) return [];
  const key = isLabel ? `label ${field}` : field;
  const others = KINDS.flatMap(kind => workspace.definitions(kind)).slice(0, MOST_DOCUMENTS);
  const found = new Set<string>();
  // This document as it is tried, without what is typed, in the place of the document as it is.
  const roots = [root, ...others.map(({ document }) => document.content.yaml.root).filter(node => node !== written)];
  for (const node of roots) for (const text of (node && remember(node, readTexts).get(key)) ?? []) found.add(text);
  const texts = [...found].filter(text => !mayEndAt(text, cursor.word.length));
  return texts.slice(0, MOST_TEXTS).map(text => ({
    label: text,
    kind: 'value',
    detail: 'used elsewhere',
    newText: writeText(text, input),
    snippet: false,
    rank: 'known',
    fit: 'next',
  }));
}

/** What is typed ends where a word of the text does: it may be meant like that, and Enter must leave it. */
function mayEndAt(text: string, length: number): boolean {
  return length > 0 && /[^a-z0-9]/i.test(text.charAt(length)) && /[a-z0-9]/i.test(text.charAt(length - 1));
}

/** By field. */
function readTexts(root: YamlNode): ReadonlyMap<string, ReadonlySet<string>> {
  const texts = new Map<string, Set<string>>();
  const visit = (node: YamlNode, above: string): void => {
    if (node.kind === 'seq') for (const item of node.items) visit(item, '');
    if (node.kind !== 'map') return;
    for (const { key, value } of node.entries) {
      const field = ['labels', 'matchLabels'].includes(above) ? `label ${key.text}` : key.text;
      if (value.kind === 'scalar' && typeof value.value === 'string' && isOneWord(value.text))
        texts.set(field, (texts.get(field) ?? new Set()).add(value.text));
      visit(value, key.text);
    }
  };
  visit(root, '');
  return texts;
}

function isOneWord(text: string): boolean {
  return text !== '' && text.length <= 200 && !/[\s"'\\]|\{\{/.test(text) && text !== PROBE;
}
