/**
 * What stands at the cursor, in text that is being typed: a field's name, a value, or an item of a list, and where in the
 * tree. The word at the cursor is replaced by a probe that makes the line whole, the text is parsed, and the probe found.
 */

import { lineAt } from '../text/line-map.ts';
import type { Range } from '../text/range.ts';
import type { YamlDocument, YamlNode, YamlScalar } from './node.ts';
import { parseDocument } from './parse.ts';
import { findProbe, PROBE, type ProbePlace } from './probe.ts';

export interface Cursor extends Omit<ProbePlace, 'at'> {
  /**
   * `key`: a field's name in the map at `path`; `value`: the value at `path`; `text`: a line of the text at `path` that is
   * written over several lines, of which only that line's word is known.
   */
  readonly at: 'key' | 'value' | 'text';
  /** Tree of the probed text; its offsets are not those of the text. */
  readonly root: YamlNode;
  /**
   * What is replaced: the word at the cursor, of a value all of its text, quotes included; for a line of wrong indentation
   * its blanks too.
   */
  readonly replace: Range;
  /** What is replaced, up to the cursor, without quotes and blanks. */
  readonly word: string;
  readonly quote: '"' | "'" | '';
  /** Column at which the key or value begins. */
  readonly column: number;
  /** Text to put before the replacement: blanks where the line's indentation is corrected, a space behind `key:`. */
  readonly lead: string;
  /** A colon follows the word already. */
  readonly hasColon: boolean;
  /** The word stands alone on its line, or behind dashes only. */
  readonly opensLine: boolean;
}

/** Of a longer document the cursor's own column is tried alone: each try reads all of it. */
const BIG = 200_000;
const WORD_BEFORE = /[\w$./-]*$/;
const WORD_AFTER = /^[\w$./-]*/;

export function locate(text: string, offset: number): Cursor | undefined {
  const line = lineAt(text, offset);
  const token = tokenAt(text, line, offset);
  const prefix = text.slice(line.start, token.range.start);
  const rest = text.slice(token.range.end, line.end);
  if (isInComment(prefix)) return undefined;
  // A key that says that it is one has its colon on another line.
  if (/\?[ \t]+$/.test(prefix)) return undefined;
  // Right behind a quoted text, which is over.
  if (token.word === '' && token.quote === '' && /["']$/.test(prefix)) return undefined;
  const opensLine = /^\s*(?:-[ \t]+)*-?$/.test(prefix);
  if (opensLine && /^[ \t]*(#.*|:.*)?$/.test(rest)) {
    const found = locateKey(text, line, token, prefix, rest);
    if (found) return found;
  }
  return locatePlain(text, offset, token, prefix, rest, opensLine);
}

interface Token {
  readonly range: Range;
  readonly word: string;
  readonly quote: '"' | "'" | '';
}

function tokenAt(text: string, line: Range, offset: number): Token {
  const before = text.slice(line.start, offset);
  const after = text.slice(offset, line.end);
  const quoted = /(?:^|[\s[{,:])(["'])([^"']*)$/.exec(before);
  if (quoted?.[1] === '"' || quoted?.[1] === "'") {
    const [, quote, word = ''] = quoted;
    const tail = after.indexOf(quote);
    const isClosed = tail >= 0 && !/[:,{}[\]#]/.test(after.slice(0, tail));
    const end = isClosed ? offset + tail + 1 : offset + (WORD_AFTER.exec(after)?.[0].length ?? 0);
    return { range: { start: offset - word.length - 1, end }, word, quote };
  }
  let word = WORD_BEFORE.exec(before)?.[0] ?? '';
  // A dash that opens a list item is not part of the word.
  if (/^-+$/.test(word)) word = '';
  return {
    range: { start: offset - word.length, end: offset + (WORD_AFTER.exec(after)?.[0].length ?? 0) },
    word,
    quote: '',
  };
}

function locateKey(text: string, line: Range, token: Token, prefix: string, rest: string): Cursor | undefined {
  const column = token.range.start - line.start;
  const above = text.slice(0, line.start).trimEnd().length;
  // What was broken before the key came; asked for only when the key seems to break something.
  let baseline: number | undefined;
  const isBig = text.length > BIG;
  let best: Cursor | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of isBig ? [column] : columns(text, line, prefix, column)) {
    // Behind a dash without its blank, the blank comes first.
    const missing = prefix.endsWith('-') ? ' ' : '';
    const own = { start: token.range.start, lead: missing, column: column + missing.length };
    const place = candidate === column ? own : { start: line.start, lead: ' '.repeat(candidate), column: candidate };
    const tried = tryKey(text, token, rest, place, above);
    // A line of a text in a block is nothing else.
    if (candidate === column && tried?.isInBlock) return undefined;
    // At the column of a list's dashes a dash is missing.
    const item = candidate === column && tried?.problems !== 0 ? tryItem(text, token, rest, prefix, above) : undefined;
    if (item) return item;
    if (!tried?.cursor || tried.problems >= fewest) continue;
    fewest = tried.problems;
    best = tried.cursor;
    if (fewest === 0 || isBig) break;
    baseline ??= problemsFrom(above, parseDocument(blankOut(text, token.range)));
    if (fewest <= baseline) break;
  }
  return best;
}

/**
 * The key at the cursor as one of the object above it, further right than the cursor: below a name without a value, or below
 * the fields of an item whose dash is above the cursor. Undefined: the cursor is in that object already.
 */
export function locateBelow(text: string, offset: number, { column, word, quote }: Cursor): Cursor | undefined {
  const line = lineAt(text, offset);
  const inner = text.length > BIG ? undefined : columnBelow(text, line);
  if (inner === undefined || inner <= column) return undefined;
  const token = tokenAt(text, line, offset);
  const above = text.slice(0, line.start).trimEnd().length;
  const place = { start: token.range.start, lead: ' '.repeat(inner - column), column: inner };
  const tried = tryKey(text, { ...token, word, quote }, text.slice(token.range.end, line.end), place, above);
  return tried?.problems === 0 ? tried.cursor : undefined;
}

/** The column of the fields of what the last written line opens or belongs to. */
function columnBelow(text: string, line: Range): number | undefined {
  const lines = text.slice(0, line.start).split(/\r?\n/);
  const last = lines.findLast(each => /^[ \t]*[^\s#]/.test(each));
  const [, indent = '', dashes = '', rest = ''] = /^( *)((?:- +)*)(.*)$/.exec(last ?? '') ?? [];
  if (last === undefined || /^---/.test(last)) return undefined;
  return indent.length + dashes.length + (/:[ \t]*(?:#.*)?$/.test(rest) ? 2 : 0);
}

/** The cursor is where the next item of a list begins: in the list. */
function tryItem(text: string, token: Token, rest: string, prefix: string, above: number): Cursor | undefined {
  const place = { start: token.range.start, lead: '- ', column: prefix.length };
  // Deeper than the dashes above nothing begins, though a mended text may read so.
  const isAtDash = /^ *$/.test(prefix) && text.slice(0, token.range.start).includes(`\n${prefix}- `);
  const tried = isAtDash ? tryKey(text, token, rest, place, above) : undefined;
  const cursor = tried?.problems === 0 ? tried.cursor : undefined;
  const index = cursor?.path.at(-1);
  if (!cursor || typeof index !== 'number' || index === 0) return undefined;
  return { ...cursor, path: cursor.path.slice(0, -1), lead: '' };
}

interface KeyPlace {
  /** Where the text that is tried begins to differ. */
  readonly start: number;
  /** Before the key. */
  readonly lead: string;
  readonly column: number;
}

function tryKey(text: string, token: Token, rest: string, { start, lead, column }: KeyPlace, above: number) {
  const hasColon = /^[ \t]*:/.test(rest);
  const probed = `${text.slice(0, start)}${lead}${PROBE}${hasColon ? '' : ':'}${text.slice(token.range.end)}`;
  const parsed = parseDocument(probed);
  const found = parsed.root && findProbe(parsed.root, []);
  if (!parsed.root || !found) return undefined;
  const { around, ...place } = found;
  const isInBlock = around?.style === 'literal' || around?.style === 'folded';
  const { word, quote } = token;
  const replace = { start, end: token.range.end };
  const cursor: Cursor = { ...place, root: parsed.root, replace, word, quote, column, lead, hasColon, opensLine: true };
  return { problems: problemsFrom(above, parsed), isInBlock, ...(found.at === 'key' ? { cursor } : {}) };
}

/**
 * Problems behind the line above: what is broken before says nothing of where the line belongs. A line that stands
 * at no level is reported where the value above it ends.
 */
function problemsFrom(end: number, { problems }: YamlDocument): number {
  return problems.filter(({ range }) => range.end > end).length;
}

/** Columns to try, the cursor's own first; on a line that holds nothing else, those of the structures open above it. */
function columns(text: string, line: Range, prefix: string, column: number): readonly number[] {
  if (prefix.trim() !== '') return [column];
  const open = new Set<number>();
  let limit = column;
  for (let end = line.start - 1, looked = 0; end > 0 && looked < 200 && limit > 0; looked++) {
    const above = lineAt(text, end);
    const content = text.slice(above.start, above.end);
    end = above.start - 1;
    const match = /^( *)((?:- +)*)[^\s#]/.exec(content);
    if (!match || /^---/.test(content)) continue;
    const indent = match[1]?.length ?? 0;
    const inner = indent + (match[2]?.length ?? 0);
    if (inner < limit) open.add(inner);
    if (indent < limit) open.add(indent);
    limit = Math.min(limit, indent);
  }
  return [column, ...[...open].sort((a, b) => b - a)].slice(0, 5);
}

function locatePlain(
  text: string,
  offset: number,
  token: Token,
  prefix: string,
  rest: string,
  opensLine: boolean,
): Cursor | undefined {
  const afterColon = /[^\s]:$/.test(prefix);
  const lead = afterColon ? ' ' : '';
  const probed = `${text.slice(0, token.range.start)}${lead}${PROBE}${text.slice(token.range.end)}`;
  const parsed = parseDocument(probed);
  const found = parsed.root && findProbe(parsed.root, []);
  if (!parsed.root || !found) return undefined;
  const { around, ...place } = found;
  const line = lineAt(text, token.range.start);
  return {
    ...place,
    root: parsed.root,
    replace: token.range,
    word: token.word,
    quote: token.quote,
    column: token.range.start - line.start,
    lead,
    hasColon: /^[ \t]*:/.test(rest),
    opensLine,
    ...(around && wholeValue(text, offset, token, probed.length, around, line)),
  };
}

/** The word is a part of a value: all of the value, if it is written on the cursor's line. */
function wholeValue(
  text: string,
  offset: number,
  { range }: Token,
  probedLength: number,
  around: YamlScalar,
  line: Range,
): Pick<Cursor, 'at'> | Pick<Cursor, 'replace' | 'word' | 'quote' | 'column' | 'lead'> {
  const { start } = around.range;
  const end = Math.max(around.range.end - (probedLength - text.length), range.end);
  if (around.style !== 'plain' || start < line.start || end > line.end || start > offset) return { at: 'text' };
  return { replace: { start, end }, word: text.slice(start, offset), quote: '', column: start - line.start, lead: '' };
}

export function isInComment(prefix: string): boolean {
  return /(^|\s)#/.test(prefix.replace(/"[^"]*"|'[^']*'/g, ''));
}

function blankOut(text: string, range: Range): string {
  return text.slice(0, range.start) + ' '.repeat(range.end - range.start) + text.slice(range.end);
}
