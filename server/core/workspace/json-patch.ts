/** One operation of a JSON 6902 patch, read as the part of the object that it sets. */
import type { Range } from '../text/range.ts';
import {
  entryOf,
  resolveAlias,
  scalarAt,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../yaml/node.ts';
import { mapScalar } from '../yaml/scalar-source.ts';

export interface Operation {
  /** Its keys are written in `path`, its innermost value is that of `value`. */
  readonly root: YamlNode;
  /** The steps of the path and the value: where a fix may write. */
  readonly editable: readonly Range[];
}

export type PointerStep = string | number;

const MAX_STEPS = 100;
/** Maps whose keys are free, so that a number is a name there. */
const FREE_MAPS: ReadonlySet<string> = new Set([
  'annotations',
  'labels',
  'matchLabels',
  'nodeSelector',
  'limits',
  'requests',
  'plugin',
  'plugins',
]);

/** The steps of a JSON pointer; `-` is the place behind the last item, 0 here. Undefined: it is none. */
export function readPointer(pointer: string): readonly PointerStep[] | undefined {
  if (!pointer.startsWith('/')) return undefined;
  const parts = pointer.slice(1).split('/');
  return parts.map((part, index) => {
    const isItem = index > 0 && /^(-|0|[1-9]\d{0,5})$/.test(part) && !FREE_MAPS.has(parts[index - 1] ?? '');
    return isItem ? (part === '-' ? 0 : Number(part)) : part.replaceAll('~1', '/').replaceAll('~0', '~');
  });
}

/** `add` and `replace` only: what others do depends on the object. `text`: of the document. */
export function readOperation(text: string, map: YamlMap): Operation | undefined {
  const value = resolveAlias(entryOf(map, 'value')?.value);
  const path = scalarAt(map, 'path');
  const steps = path && readPointer(path.text);
  if (!['add', 'replace'].includes(scalarAt(map, 'op')?.text ?? '')) return undefined;
  if (!value || !path || !steps || steps.length > MAX_STEPS) return undefined;
  const places = stepRanges(text, path);
  const names = steps.flatMap((step, index) => (typeof step === 'string' ? (places[index] ?? []) : []));
  let node: YamlNode = value;
  for (let index = steps.length - 1; index >= 0; index--) {
    const at = places[index] ?? path.range;
    node = holder(steps[index] ?? '', node, at);
  }
  return { root: node, editable: [...names, value.range] };
}

/** Where each step is written, without its slash. */
function stepRanges(text: string, path: YamlScalar): readonly Range[] {
  const source = mapScalar(text, path);
  let end = 0;
  return path.text
    .slice(1)
    .split('/')
    .map(part => {
      const start = end + 1;
      end = start + part.length;
      return source?.toSource({ start, end }) ?? path.range;
    });
}

/** The map or list that holds `value` under a step. Its range takes in both, so that a place in either is found. */
function holder(step: PointerStep, value: YamlNode, at: Range): YamlNode {
  const range = { start: Math.min(at.start, value.range.start), end: Math.max(at.end, value.range.end) };
  if (typeof step === 'number') return { kind: 'seq', flow: false, range, items: [...leftOut(step), value] };
  const key: YamlScalar = { kind: 'scalar', value: step, text: step, style: 'plain', range: at };
  const entry: YamlEntry = { key, value, range };
  return { kind: 'map', flow: false, range, entries: [entry] };
}

/** The items before: nobody knows them, and they stand nowhere. */
function leftOut(count: number): readonly YamlNode[] {
  const nowhere: YamlNode = { kind: 'alias', name: '', range: { start: -1, end: -1 } };
  return Array.from({ length: Math.min(count, MAX_STEPS) }, () => nowhere);
}
