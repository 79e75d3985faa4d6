/**
 * One YAML document to our tree. Total: any text gives a tree (or none) and problems. Text that does not parse is mended
 * line by line, each mended line a problem, so that the rest of a half-typed document keeps its meaning.
 */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  parseAllDocuments,
  type YAMLParseError,
} from 'yaml';
import type { Range } from '../text/range.ts';
import { type Mended, mend } from './mend.ts';
import {
  isMerge,
  type ScalarStyle,
  type YamlDocument,
  type YamlEntry,
  type YamlNode,
  type YamlProblem,
  type YamlScalar,
} from './node.ts';
import { resolvePlain } from './scalar.ts';

/** A longer document cannot be stored by a cluster (etcd takes 1.5 MiB), so it is not read either. */
export const MAX_DOCUMENT_LENGTH = 1_500_000;
const MAX_DEPTH = 200;
/** Mended lines after which a text is taken for something other than YAML. */
const MAX_MENDS = 20;
/** Characters that mending may read in all: a big broken document is parsed once or twice only. */
const MEND_BUDGET = 400_000;

/** Problems of the text that are reported: kubectl stops at the first, and nobody reads more. */
const MAX_PROBLEMS = 100;

/** Another reading of a text: what its scalars say is put back from the text that was replaced in it. */
export interface Reading {
  /** As long as the source. */
  readonly text: string;
  readonly restore: (scalar: string, range: Range) => { readonly text: string; readonly isKnown: boolean };
}

/** `reading`: what is parsed in place of the source. */
export function parseDocument(source: string, reading?: Reading): YamlDocument {
  const document = parseWhole(reading?.text ?? source, reading?.restore);
  const tooDeep = document.problems.find(problem => problem.code === 'TOO_DEEP');
  // What the library says of text behind that is only a consequence of it.
  const problems = tooDeep
    ? document.problems.filter(each => each === tooDeep || each.range.start < tooDeep.range.start)
    : document.problems;
  return { ...document, problems: problems.slice(0, MAX_PROBLEMS) };
}

function parseWhole(source: string, restore: Reading['restore'] | undefined): YamlDocument {
  if (source.length > MAX_DOCUMENT_LENGTH)
    return { problems: [{ code: 'TOO_LARGE', range: firstLine(source) }], ellipses: [] };
  const problems: YamlProblem[] = [];
  const ellipses: Range[] = [];
  // A lone carriage return breaks lines for kubectl too; the library does not take it for a line break.
  let text = maskEllipses(source, ellipses).replace(/\r(?!\n)/g, '\n');
  for (let mends = 0; ; mends++) {
    const parsed = parseOnce(text);
    if (parsed === 'EMPTY') return { problems, ellipses };
    if (parsed === 'TOO_DEEP') return { problems: [{ code: 'TOO_DEEP', range: firstLine(source) }], ellipses };
    const [first] = parsed.errors;
    const canMend = mends < MAX_MENDS && (mends + 1) * text.length <= MEND_BUDGET;
    const mended = first && canMend ? mendFirst(text, parsed, first) : undefined;
    if (mended && first?.code === 'TAB_AS_INDENT') {
      text = mendAllTabs(text, parsed, problems);
      continue;
    }
    if (mended) {
      if (mended.ellipsis) ellipses.push(mended.range);
      else problems.push({ code: mended.code, range: mended.range });
      text = mended.text;
      continue;
    }
    for (const error of parsed.errors) problems.push({ code: error.code, range: clamp(error.pos, source.length) });
    const converter = new Converter(problems, restore);
    const root = parsed.contents ? converter.convert(parsed.contents as ParsedNode, 0) : undefined;
    return { ...(root ? { root } : {}), problems, ellipses };
  }
}

function mendFirst(
  text: string,
  parsed: Document.Parsed,
  { code, pos: [start, end] }: YAMLParseError,
): Mended | undefined {
  // A quote that is never closed reaches to the end, and is reported there; what is wrong is where it opens.
  const open = code === 'MISSING_CHAR' ? openQuote(parsed.contents, start) : undefined;
  return open === undefined
    ? mend(text, code, { start, end })
    : mend(text, 'OPEN_QUOTE', { start: open, end: open + 1 });
}

/** Whoever indents by tabs does it on many lines: all of them are mended before the text is read again. */
function mendAllTabs(source: string, { errors }: Document.Parsed, problems: YamlProblem[]): string {
  let text = source;
  for (const { code, pos } of errors) {
    const mended = code === 'TAB_AS_INDENT' ? mend(text, code, { start: pos[0], end: pos[1] }) : undefined;
    if (!mended) continue;
    problems.push({ code, range: mended.range });
    text = mended.text;
  }
  return text;
}

/** Where the quote opens that is still open at `end`: in the last scalar of the document. */
function openQuote(contents: ParsedNode | null, end: number): number | undefined {
  let node = contents;
  while (node && !isScalar(node) && !isAlias(node)) {
    const last = node.items.at(-1);
    if (!last) return undefined;
    node = (isMap(node) ? ((last as Pair).value ?? (last as Pair).key) : last) as ParsedNode | null;
  }
  if (!node || !isScalar(node) || !/^QUOTE/.test(node.type ?? '')) return undefined;
  const [start, contentEnd] = node.range;
  return start < end && end <= contentEnd ? start : undefined;
}

/** A line `...` at column 0 with more of the object behind it stands for left-out text. */
function maskEllipses(source: string, ellipses: Range[]): string {
  return source.replace(/^\.\.\.[ \t]*$/gm, (line, offset: number) => {
    const rest = source.slice(offset + line.length);
    if (!/^[ \t]*[^\s#]/m.test(rest.slice(0, 2000))) return line;
    ellipses.push({ start: offset, end: offset + 3 });
    return ' '.repeat(line.length);
  });
}

function parseOnce(text: string): Document.Parsed | 'TOO_DEEP' | 'EMPTY' {
  try {
    const documents = parseAllDocuments(text, {
      schema: 'failsafe',
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    });
    return documents[0] ?? 'EMPTY';
  } catch (error) {
    // The library's composer is recursive: only nesting beyond the stack ends here.
    if (error instanceof RangeError) return 'TOO_DEEP';
    throw error;
  }
}

class Converter {
  readonly #anchors = new Map<string, YamlNode>();
  readonly #problems: YamlProblem[];
  readonly #restore: Reading['restore'] | undefined;
  /** Maps and lists in flow style that are open. */
  #flows = 0;

  constructor(problems: YamlProblem[], restore: Reading['restore'] | undefined) {
    this.#problems = problems;
    this.#restore = restore;
  }

  convert(node: ParsedNode, depth: number): YamlNode {
    const range = { start: node.range[0], end: node.range[1] };
    if (depth > MAX_DEPTH) {
      this.#problems.push({ code: 'TOO_DEEP', range: { start: range.start, end: range.start + 1 } });
      return { kind: 'scalar', value: null, text: '', style: 'empty', range };
    }
    if (isAlias(node)) return this.#alias(node.source, range);
    const placed = {
      range,
      ...(node.anchor ? { anchor: node.anchor } : {}),
      ...(node.tag ? { tag: node.tag.replace('tag:yaml.org,2002:', '!!') } : {}),
    };
    const isFlow = !isScalar(node) && node.flow === true;
    if (isFlow) this.#flows++;
    const converted = this.#value(node, placed, depth);
    if (isFlow) this.#flows--;
    if (node.anchor) this.#anchors.set(node.anchor, converted);
    return converted;
  }

  #value(
    node: Exclude<ParsedNode, { source: string; type?: never }>,
    placed: { range: Range; anchor?: string; tag?: string },
    depth: number,
  ): YamlNode {
    if (isMap(node)) {
      const entries = node.items.map(pair =>
        this.#entry(pair.key as ParsedNode, pair.value as ParsedNode | null, depth),
      );
      const merges = entries.some(isMerge) ? ({ merges: true } as const) : {};
      return { kind: 'map', entries, flow: node.flow === true, ...merges, ...placed };
    }
    if (isSeq(node)) {
      const items = node.items.map(item => this.convert(item as ParsedNode, depth + 1));
      return { kind: 'seq', items, flow: node.flow === true, ...placed };
    }
    if (isScalar(node)) return this.#scalar(scalar(String(node.value ?? ''), node.source ?? '', node.type, placed));
    return { kind: 'scalar', value: null, text: '', style: 'empty', ...placed };
  }

  /** A text that is not known yet is text, whatever it becomes. */
  #scalar(read: YamlScalar): YamlScalar {
    const scalar = this.#flows > 0 ? { ...read, inFlow: true as const } : read;
    const restored = this.#restore?.(read.text, read.range);
    if (restored === undefined || restored.text === read.text) return scalar;
    const { text, isKnown } = restored;
    const isPlain = isKnown && read.style === 'plain' && read.tag === undefined;
    return { ...scalar, text, value: isPlain ? resolvePlain(text) : text };
  }

  #entry(keyNode: ParsedNode, valueNode: ParsedNode | null, depth: number): YamlEntry {
    const converted = this.convert(keyNode, depth + 1);
    const key: YamlScalar =
      converted.kind === 'scalar'
        ? converted
        : { kind: 'scalar', value: null, text: '', style: 'empty', range: converted.range };
    const end = key.range.end;
    const value = valueNode
      ? this.convert(valueNode, depth + 1)
      : ({ kind: 'scalar', value: null, text: '', style: 'empty', range: { start: end, end } } as const);
    return { key, value, range: { start: key.range.start, end: Math.max(end, value.range.end) } };
  }

  #alias(name: string, range: Range): YamlNode {
    const target = this.#anchors.get(name);
    if (!target) this.#problems.push({ code: 'UNKNOWN_ALIAS', range });
    return { kind: 'alias', name, range, ...(target ? { target } : {}) };
  }
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

function scalar(
  text: string,
  source: string,
  type: string | null | undefined,
  placed: { range: Range; tag?: string },
): YamlScalar {
  const style = STYLES[type ?? ''] ?? 'plain';
  if (style === 'plain' && source === '' && text === '')
    return { kind: 'scalar', value: null, text, style: 'empty', ...placed };
  const isText = style !== 'plain' || placed.tag === '!!str' || placed.tag === '!';
  return { kind: 'scalar', value: isText ? text : resolvePlain(text), text, style, ...placed };
}

function firstLine(text: string): Range {
  const end = text.search(/[\r\n]/);
  return { start: 0, end: Math.min(end < 0 ? text.length : end, 200) };
}

function clamp([start, end]: [number, number], length: number): Range {
  const from = Math.max(0, Math.min(start, length));
  return { start: from, end: Math.max(from, Math.min(end, length)) };
}
