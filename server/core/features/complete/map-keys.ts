/** Keys of maps that may have any: the resources that every cluster knows, and the labels that must agree. */
import type { Schema } from '../../schema/schema.ts';
import { escapeSnippet } from '../../text/snippet.ts';
import { effectiveEntries, valueAt } from '../../yaml/node.ts';
import { writeText as writeScalar } from '../../yaml/scalar.ts';
import type { CompleteInput, Item } from './item.ts';
import { writeText } from './quoting.ts';

interface Suggestion {
  readonly key: string;
  readonly value: string;
  readonly detail: string;
}

export function completeMapKeys(input: CompleteInput, schema: Schema): readonly Item[] {
  const { cursor, layout } = input;
  if (schema.type !== 'object' || !schema.additionalProperties) return [];
  return suggestions(input).flatMap(({ key, value, detail }): readonly Item[] => {
    if (cursor.siblings.has(key)) return [];
    const name = writeText(key, input);
    const text = layout.json ? JSON.stringify(value) : writeScalar(value);
    return [
      {
        label: key,
        kind: 'field',
        detail,
        newText: escapeSnippet(name) + (cursor.hasColon ? '' : `: \${1:${escapeSnippet(text)}}`),
        snippet: true,
        rank: 'known',
        fit: 'prefix',
      },
    ];
  });
}

const RESOURCES: readonly Suggestion[] = [
  { key: 'cpu', value: '100m', detail: 'CPU cores; 100m is a tenth of one' },
  { key: 'memory', value: '128Mi', detail: 'bytes' },
  { key: 'ephemeral-storage', value: '1Gi', detail: 'bytes' },
];

function suggestions({ cursor }: CompleteInput): readonly Suggestion[] {
  const { path, root } = cursor;
  const [above, name] = path.slice(-2);
  if (above === 'resources' && (name === 'limits' || name === 'requests')) return RESOURCES;
  // Labels of the pods, and the selector beside their template.
  const owner = path.slice(0, name === 'labels' ? -3 : -2);
  if (above === 'metadata' && name === 'labels' && path.at(-3) === 'template')
    return labelsOf(valueAt(root, ...owner, 'selector', 'matchLabels'), 'the selector asks for it');
  if (above === 'selector' && name === 'matchLabels')
    return labelsOf(valueAt(root, ...owner, 'template', 'metadata', 'labels'), 'label of the pods');
  return [];
}

function labelsOf(map: ReturnType<typeof valueAt>, detail: string): readonly Suggestion[] {
  if (map?.kind !== 'map') return [];
  return effectiveEntries(map).flatMap(({ key, value }) =>
    value.kind === 'scalar' && value.value !== null && key.text !== ''
      ? [{ key: key.text, value: value.text, detail }]
      : [],
  );
}
