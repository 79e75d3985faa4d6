/**
 * Where each character of a scalar's text is written: through quotes, escapes, folding and indentation, in all five
 * styles. Problems inside a condition or query are placed with it.
 */
import type { Range } from '../text/range.ts';
import type { YamlScalar } from './node.ts';

export interface ScalarSource {
  /** The span of the document in which the given span of the scalar's text is written. */
  toSource(range: Range): Range;
  /** The offset in the scalar's text at an offset of the document; undefined: outside it. */
  toText(offset: number): number | undefined;
}

/** Undefined when the text cannot be followed character by character; its whole range is the only place known then. */
export function mapScalar(document: string, scalar: YamlScalar): ScalarSource | undefined {
  const verbatim = mapVerbatim(document, scalar);
  if (verbatim) return verbatim;
  const source = document.slice(scalar.range.start, scalar.range.end);
  const characters = READERS[scalar.style](source).find(each => each.text === scalar.text);
  if (!characters) return undefined;
  const starts = characters.offsets.map(offset => offset + scalar.range.start);
  const end = characters.end + scalar.range.start;
  const startOf = (index: number): number => starts[Math.max(0, index)] ?? end;
  return {
    toSource({ start, end: last }) {
      const from = startOf(start);
      return {
        start: from,
        end: last <= start ? from : Math.max(from, sourceEnd(last, startOf, starts, characters.lengths, end)),
      };
    },
    toText(offset) {
      if (offset < startOf(0) || offset > end) return undefined;
      const index = starts.findIndex((at, i) => offset < at + (characters.lengths[i] ?? 1));
      return index < 0 ? starts.length : Math.max(0, index);
    },
  };
}

/** Most scalars stand in the document as they read: no escape, no fold. An escape or fold makes the text shorter, or another. */
function mapVerbatim(document: string, { style, text, range }: YamlScalar): ScalarSource | undefined {
  if (style !== 'plain' && style !== 'single' && style !== 'double') return undefined;
  const quote = style === 'plain' ? 0 : 1;
  const start = range.start + quote;
  const end = start + text.length;
  if (end + quote !== range.end || !document.startsWith(text, start)) return undefined;
  const at = (index: number): number => Math.min(end, start + Math.max(0, index));
  return {
    toSource: span => ({ start: at(span.start), end: Math.max(at(span.start), at(span.end)) }),
    toText: offset => (offset < start || offset > end ? undefined : offset - start),
  };
}

/** The end of the character before `last`, so that a span never takes in a fold or an indentation behind it. */
function sourceEnd(
  last: number,
  startOf: (i: number) => number,
  starts: readonly number[],
  lengths: readonly number[],
  end: number,
): number {
  if (last > starts.length) return end;
  return startOf(last - 1) + (lengths[last - 1] ?? 0);
}

interface Characters {
  readonly text: string;
  /** Offset in the source of each UTF-16 unit of `text`, and how many units of source it takes. */
  readonly offsets: readonly number[];
  readonly lengths: readonly number[];
  /** Offset behind the last character. */
  readonly end: number;
}

class Collector implements Characters {
  text = '';
  readonly offsets: number[] = [];
  readonly lengths: number[] = [];
  end = 0;

  add(text: string, offset: number, length: number): void {
    for (let i = 0; i < text.length; i++) {
      this.text += text.charAt(i);
      // A pair of surrogates written as two units has two places; an escape has one.
      const isCopy = length === text.length;
      this.offsets.push(isCopy ? offset + i : offset);
      this.lengths.push(isCopy ? 1 : length);
    }
    this.end = offset + length;
  }

  dropLast(count: number): void {
    this.text = this.text.slice(0, this.text.length - count);
    this.offsets.length -= count;
    this.lengths.length -= count;
  }
}

/** The readings that a source allows, likeliest first: the indentation of a block scalar may depend on its parent. */
const READERS: Readonly<Record<YamlScalar['style'], (source: string) => readonly Characters[]>> = {
  empty: () => [new Collector()],
  plain: source => [readFlow(source, 0, source.length, 'plain')],
  single: source => [readFlow(source, 1, closing(source), 'single')],
  double: source => [readFlow(source, 1, closing(source), 'double')],
  literal: source => readBlocks(source, false),
  folded: source => readBlocks(source, true),
};

function closing(source: string): number {
  return source.length > 1 && source.endsWith(source.charAt(0)) ? source.length - 1 : source.length;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

/** Plain and quoted scalars: one line break is a blank, more are one break less; blanks around them go. */
function readFlow(source: string, start: number, end: number, style: 'plain' | 'single' | 'double'): Characters {
  const out = new Collector();
  out.end = start;
  /** Length of the text up to which blanks before a break may not be dropped: an escaped blank stays. */
  let kept = 0;
  let i = start;
  while (i < end) {
    const char = source.charAt(i);
    if (char === '\n' || char === '\r') {
      const trailing = /[ \t]*$/.exec(out.text.slice(kept))?.[0].length ?? 0;
      out.dropLast(trailing);
      const fold = /(?:\r?\n|\r)[ \t]*(?:(?:\r?\n|\r)[ \t]*)*/y;
      fold.lastIndex = i;
      const folded = fold.exec(source.slice(0, end))?.[0] ?? char;
      const breaks = folded.match(/\r?\n|\r/g)?.length ?? 1;
      out.add(
        breaks === 1 ? ' ' : '\n'.repeat(breaks - 1),
        i,
        folded.length === breaks - 1 ? folded.length + 1 : folded.length,
      );
      if (folded.length === breaks - 1) out.end = i + folded.length;
      i += folded.length;
      kept = out.text.length;
    } else if (style === 'single' && char === "'" && source.charAt(i + 1) === "'") {
      out.add("'", i, 2);
      i += 2;
    } else if (style === 'double' && char === '\\') {
      i = readEscape(source, i, out);
      kept = out.text.length;
    } else {
      out.add(char, i, 1);
      i++;
    }
  }
  return out;
}

function readEscape(source: string, at: number, out: Collector): number {
  const next = source.charAt(at + 1);
  const hex = { x: 2, u: 4, U: 8 }[next];
  if (hex !== undefined) {
    const code = Number.parseInt(source.slice(at + 2, at + 2 + hex), 16);
    out.add(code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '', at, 2 + hex);
    return at + 2 + hex;
  }
  const lineEnd = /\\(\r?\n|\r)[ \t]*/y;
  lineEnd.lastIndex = at;
  const continued = lineEnd.exec(source);
  if (continued) return at + continued[0].length;
  out.add(ESCAPES[next] ?? `\\${next}`, at, 2);
  return at + 2;
}

function readBlocks(source: string, folded: boolean): readonly Characters[] {
  const header = /^[|>]([-+0-9]*)[^\r\n]*(\r?\n|\r)?/.exec(source);
  const flags = header?.[1] ?? '';
  const lines = linesOf(source, header?.[0].length ?? source.length);
  return indents(lines, flags).map(indent => readBlock(lines, indent, flags, folded));
}

/** Block scalars: lines without their indentation; folded ones join lines that are not indented deeper. */
function readBlock(lines: readonly Line[], indent: number, flags: string, folded: boolean): Characters {
  const out = new Collector();
  const contents = lines.map(line => cut(line, indent));
  while (contents.length > 0 && contents.at(-1)?.text === '') contents.pop();
  for (const [index, line] of contents.entries()) {
    out.add(line.text, line.start, line.text.length);
    const next = contents[index + 1];
    if (next) addBreak(out, line, next, folded);
  }
  const last = contents.at(-1);
  if (last && !flags.includes('-')) out.add('\n', last.start + last.text.length, last.breakLength);
  if (flags.includes('+'))
    for (const line of lines.slice(contents.length)) out.add('\n', line.start, Math.max(1, line.breakLength));
  return out;
}

/** Without an indicator the first line with text tells; with one it counts from the parent, which is not seen here. */
function indents(lines: readonly Line[], flags: string): readonly number[] {
  const blanks = (line: Line): number => /^ */.exec(line.text)?.[0].length ?? 0;
  const filled = lines.filter(line => /[^ ]/.test(line.text));
  const [first] = filled;
  if (!/[1-9]/.test(flags)) return [first ? blanks(first) : Math.max(0, ...lines.map(blanks))];
  const least = Math.min(...(filled.length > 0 ? filled : lines).map(blanks));
  return Number.isFinite(least) ? Array.from({ length: Math.min(least, MAX_INDENT) + 1 }, (_, i) => i) : [0];
}

const MAX_INDENT = 100;

interface Line {
  readonly start: number;
  readonly text: string;
  readonly breakLength: number;
}

function linesOf(source: string, from: number): readonly Line[] {
  const lines: Line[] = [];
  for (let start = from; start < source.length; ) {
    const found = /[^\r\n]*(\r?\n|\r|$)/y;
    found.lastIndex = start;
    const match = found.exec(source);
    const breakLength = match?.[1]?.length ?? 0;
    const length = match?.[0].length ?? source.length - start;
    lines.push({ start, text: source.slice(start, start + length - breakLength), breakLength });
    start += Math.max(1, length);
  }
  return lines;
}

function cut(line: Line, indent: number): Line {
  const blanks = Math.min(indent, /^ */.exec(line.text)?.[0].length ?? 0);
  return { start: line.start + blanks, text: line.text.slice(blanks), breakLength: line.breakLength };
}

function addBreak(out: Collector, line: Line, next: Line, folded: boolean): void {
  const at = line.start + line.text.length;
  const isDeep = (each: Line): boolean => /^[ \t]/.test(each.text);
  if (!folded || isDeep(line) || isDeep(next)) out.add('\n', at, line.breakLength);
  else if (line.text !== '' && next.text !== '') out.add(' ', at, line.breakLength);
  else if (line.text === '') out.add('\n', at, line.breakLength);
}
