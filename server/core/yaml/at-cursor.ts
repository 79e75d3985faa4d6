/**
 * What stands at the cursor, in text that is being typed: a field's name, a value, or an item of a list, and where in the
 * tree. The word at the cursor is replaced by a probe that makes the line whole, the text is parsed, and the probe found.
 */

import { lineAt } from '../text/line-map.ts';
import type { Range } from '../text/range.ts';
import { effectiveEntries, type YamlDocument, type YamlMap, type YamlNode, type YamlScalar } from './node.ts';
import { parseDocument } from './parse.ts';

export interface Cursor {
  /**
   * `key`: a field's name in the map at `path`; `value`: the value at `path`; `text`: a line of the text at `path` that is
   * written over several lines, of which only that line's word is known.
   */
  readonly at: 'key' | 'value' | 'text';
  readonly path: readonly (string | number)[];
  /** Tree of the probed text; its offsets are not those of the text. */
  readonly root: YamlNode;
  /** The map whose key is typed, without that key. Names only: the tree's offsets do not count. */
  readonly siblings: ReadonlySet<string>;
  /** Field right above the typed key that has no value yet: a list may open here, at the column of its name. */
  readonly open?: string;
  readonly style: 'block' | 'flow';
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

const PROBE = 'argo-experiments-probe';
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
  // Right behind a quoted text, which is over.
  if (token.word === '' && token.quote === '' && /["']$/.test(prefix)) return undefined;
  const opensLine = /^\s*(?:-[ \t]+)*(?:-|\?[ \t]+)?$/.test(prefix);
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
  const hasColon = /^[ \t]*:/.test(rest);
  const column = token.range.start - line.start;
  const above = text.slice(0, line.start).trimEnd().length;
  // What was broken before the key came; asked for only when the key seems to break something.
  let baseline: number | undefined;
  const isBig = text.length > BIG;
  let best: Cursor | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of isBig ? [column] : columns(text, line, prefix, column)) {
    const start = candidate === column ? token.range.start : line.start;
    // Behind a dash without its blank, the blank comes first.
    const missing = prefix.endsWith('-') ? ' ' : '';
    const lead = candidate === column ? missing : ' '.repeat(candidate);
    const probed = `${text.slice(0, start)}${lead}${PROBE}${hasColon ? '' : ':'}${text.slice(token.range.end)}`;
    const parsed = parseDocument(probed);
    const found = parsed.root && findProbe(parsed.root, []);
    const problems = problemsFrom(above, parsed);
    if (!parsed.root || found?.at !== 'key' || problems >= fewest) continue;
    fewest = problems;
    best = {
      ...found,
      root: parsed.root,
      replace: { start, end: token.range.end },
      word: token.word,
      quote: token.quote,
      column: candidate + missing.length,
      lead,
      hasColon,
      opensLine: true,
    };
    if (fewest === 0 || isBig) break;
    baseline ??= problemsFrom(above, parseDocument(blankOut(text, token.range)));
    if (fewest <= baseline) break;
  }
  return best;
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

/** `around`: the scalar holds more than the probe. */
type Found = Pick<Cursor, 'at' | 'path' | 'siblings' | 'style' | 'open'> & { readonly around?: YamlScalar };

function findProbe(node: YamlNode, path: readonly (string | number)[]): Found | undefined {
  if (node.kind === 'scalar') {
    if (!node.text.includes(PROBE)) return undefined;
    const found: Found = { at: 'value', path, siblings: new Set(), style: 'block' };
    return node.text === PROBE ? found : { ...found, around: node };
  }
  if (node.kind === 'seq') {
    for (const [index, item] of node.items.entries()) {
      const found = findProbe(item, [...path, index]);
      if (found) return node.flow ? { ...found, style: 'flow' } : found;
    }
    return undefined;
  }
  if (node.kind === 'alias') return undefined;
  const style = node.flow ? 'flow' : 'block';
  for (const [index, entry] of node.entries.entries()) {
    if (entry.key.text === PROBE) {
      const above = node.entries[index - 1];
      const open = above?.value.kind === 'scalar' && above.value.style === 'empty' ? { open: above.key.text } : {};
      return { at: 'key', path, siblings: siblingsOf(node), style, ...open };
    }
    const found = findProbe(entry.value, [...path, entry.key.text]);
    if (found) return node.flow ? { ...found, style: 'flow' } : found;
  }
  return undefined;
}

function siblingsOf(map: YamlMap): ReadonlySet<string> {
  return new Set(effectiveEntries(map).flatMap(entry => (entry.key.text === PROBE ? [] : entry.key.text)));
}

export function isInComment(prefix: string): boolean {
  return /(^|\s)#/.test(prefix.replace(/"[^"]*"|'[^']*'/g, ''));
}

function blankOut(text: string, range: Range): string {
  return text.slice(0, range.start) + ' '.repeat(range.end - range.start) + text.slice(range.end);
}
