/** Outline, folding and selection: the shape of a file's documents. */
import { type Range, shiftRange, touches } from '../text/range.ts';
import { documentAt, isObjectDocument, type KubeDocument, type SourceFile } from '../workspace/file.ts';
import { scalarAt, type YamlEntry, type YamlNode } from '../yaml/node.ts';

export interface OutlineSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'document' | 'object' | 'list' | 'value';
  readonly range: Range;
  readonly nameRange: Range;
  readonly children: readonly OutlineSymbol[];
}

/** Lists whose items have names of their own: these are what people look for. */
const MAX_DEPTH = 12;

export function outline(file: SourceFile): readonly OutlineSymbol[] {
  return file.documents.filter(isObjectDocument).map(document => documentSymbol(document));
}

/** Spans that can be folded: every object and list in block style that takes more than its first line. */
export function foldable(file: SourceFile): readonly Range[] {
  return file.documents.filter(isObjectDocument).flatMap(({ content, start }) => {
    const spans: Range[] = [];
    if (content.yaml.root) collectFolds(content.yaml.root, spans, 0);
    return spans.map(span => shiftRange(span, start));
  });
}

/** Growing spans around an offset, the smallest first. */
export function selections(file: SourceFile, offset: number): readonly Range[] {
  const document = documentAt(file, offset);
  const root = document && isObjectDocument(document) ? document.content.yaml.root : undefined;
  if (!document || !root) return [];
  const spans: Range[] = [];
  const at = offset - document.start;
  for (let node: YamlNode | undefined = root; node; ) {
    spans.push(node.range);
    const next: YamlEntry | YamlNode | undefined =
      node.kind === 'map'
        ? node.entries.find(entry => touches(entry.range, at))
        : node.kind === 'seq'
          ? node.items.find(item => touches(item.range, at))
          : undefined;
    if (next && 'key' in next) {
      spans.push(next.range);
      if (touches(next.key.range, at)) spans.push(next.key.range);
      node = touches(next.value.range, at) ? next.value : undefined;
    } else node = next;
  }
  const distinct = spans
    .toReversed()
    .filter((span, i, all) => i === 0 || span.start !== all[i - 1]?.start || span.end !== all[i - 1]?.end);
  return distinct.map(span => shiftRange(span, document.start));
}

function documentSymbol({ content, start }: KubeDocument): OutlineSymbol {
  const { identity, yaml } = content;
  const range = yaml.root?.range ?? { start: 0, end: content.text.length };
  const name = identity.nameNode;
  return {
    name: identity.name ?? identity.kind,
    detail: identity.name === undefined ? '' : identity.kind,
    kind: 'document',
    range: shiftRange(range, start),
    nameRange: shiftRange(name?.range ?? { start: range.start, end: range.start }, start),
    children: yaml.root ? childrenOf(yaml.root, start, 0) : [],
  };
}

function childrenOf(node: YamlNode, start: number, depth: number): readonly OutlineSymbol[] {
  if (depth > MAX_DEPTH) return [];
  if (node.kind === 'map')
    return node.entries.filter(entry => entry.key.text !== '').map(entry => entrySymbol(entry, start, depth));
  if (node.kind !== 'seq') return [];
  return node.items.flatMap((item, index): readonly OutlineSymbol[] => {
    if (item.kind === 'scalar' || item.kind === 'alias') return [];
    const name = scalarAt(item, 'name') ?? scalarAt(item, 'metricName');
    const first = item.kind === 'map' ? item.entries[0] : undefined;
    return [
      {
        name: name?.text || first?.key.text || `${index + 1}`,
        detail: '',
        kind: 'object',
        range: shiftRange(item.range, start),
        nameRange: shiftRange(
          name?.range ?? first?.key.range ?? { start: item.range.start, end: item.range.start },
          start,
        ),
        children: childrenOf(item, start, depth + 1),
      },
    ];
  });
}

function entrySymbol({ key, value, range }: YamlEntry, start: number, depth: number): OutlineSymbol {
  const isScalar = value.kind === 'scalar';
  return {
    name: key.text,
    detail: isScalar ? oneLine(value.text) : '',
    kind: value.kind === 'seq' ? 'list' : value.kind === 'map' ? 'object' : 'value',
    range: shiftRange(range, start),
    nameRange: shiftRange(key.range, start),
    children: childrenOf(value, start, depth + 1),
  };
}

function oneLine(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > 60 ? `${flat.slice(0, 59)}…` : flat;
}

function collectFolds(node: YamlNode, spans: Range[], depth: number): void {
  if (depth > 200) return;
  if (node.kind === 'map') {
    for (const { range, value } of node.entries) {
      if (value.kind !== 'alias') spans.push(range);
      collectFolds(value, spans, depth + 1);
    }
  } else if (node.kind === 'seq') {
    for (const item of node.items) {
      if (item.kind === 'map' || item.kind === 'seq') spans.push(item.range);
      collectFolds(item, spans, depth + 1);
    }
  }
}
