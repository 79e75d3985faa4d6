/**
 * Edits that add, remove and move whole fields and items, and leave the rest of the text as it stands: comments, quotes,
 * indentation, line breaks. Where that cannot be promised (an anchor goes, a comment stands between) they answer nothing.
 */
import { columnAt, lineBreakOf } from '../text/indent.ts';
import { lineAt } from '../text/line-map.ts';
import type { Range, TextEdit } from '../text/range.ts';
import { toFlow } from './flow.ts';
import { entryOf, type YamlEntry, type YamlMap, type YamlNode, type YamlSeq } from './node.ts';

/** Takes a field out of its map. The only field of a map leaves `{}` behind: the map itself stays. */
export function removeEntry(text: string, map: YamlMap, entry: YamlEntry): TextEdit | undefined {
  const index = map.entries.indexOf(entry);
  if (index < 0 || hasAnchor(entry.value)) return undefined;
  if (map.flow) return removeFlow(text, map.entries, index);
  const start = entry.key.range.start;
  const block = blockOf(text, start, endOf(text, entry));
  if (!block) return undefined;
  if (map.entries.length === 1) return { range: emptiedRange(text, start, block.contentEnd), newText: ' {}' };
  const next = map.entries[index + 1];
  if (block.dashEnd === undefined || !next) return { range: wholeLines(text, block), newText: '' };
  // The first field behind a dash: the next one takes its place, unless a comment stands between them.
  const between = text.slice(block.contentEnd, next.key.range.start);
  if (/^\s*$/.test(between)) return { range: { start, end: next.key.range.start }, newText: '' };
  return { range: { start: block.dashEnd, end: block.lastLineEnd }, newText: '' };
}

/** Takes an item out of the list under `key`; the last one takes the whole field with it. */
export function removeItem(text: string, map: YamlMap, key: string, index: number): TextEdit | undefined {
  const entry = entryOf(map, key);
  const list = entry?.value;
  const item = list?.kind === 'seq' ? list.items[index] : undefined;
  if (!entry || list?.kind !== 'seq' || !item) return undefined;
  if (list.items.length === 1) return removeEntry(text, map, entry);
  if (hasAnchor(item)) return undefined;
  if (list.flow) return removeFlow(text, list.items, index);
  const block = blockOfItem(text, item);
  return block && { range: wholeLines(text, block), newText: '' };
}

/** Adds an item of one line behind another one of its list. */
export function insertItem(text: string, list: YamlSeq, after: YamlNode, source: string): TextEdit | undefined {
  if (!list.items.includes(after)) return undefined;
  if (list.flow) return insertAt(after.range.end, `, ${source}`);
  const block = blockOfItem(text, after);
  if (!block) return undefined;
  return insertAt(block.lastLineEnd, lineBreakOf(text) + text.slice(block.lineStart, after.range.start) + source);
}

/**
 * Adds a field behind `after`, or as the first one. `source` is block style text at column 0, its lines apart by `\n`;
 * into a flow map it goes as one line.
 */
export function insertEntry(text: string, map: YamlMap, source: string, after?: YamlEntry): TextEdit | undefined {
  // What an alias repeats would get the field as well.
  if (map.anchor !== undefined && text.includes(`*${map.anchor}`)) return undefined;
  if (map.flow) return insertFlow(text, map, source, after);
  const [first] = map.entries;
  const lineStart = first ? lineAt(text, first.key.range.start).start : 0;
  if (!first || !/^ *(?:- +)*$/.test(text.slice(lineStart, first.key.range.start))) return undefined;
  const lineBreak = lineBreakOf(text);
  const indent = ' '.repeat(first.key.range.start - lineStart);
  const lines = source.split('\n').join(lineBreak + indent);
  if (!after) return insertAt(first.key.range.start, lines + lineBreak + indent);
  const block = blockOf(text, after.key.range.start, endOf(text, after));
  if (!block) return undefined;
  const end = wholeLines(text, block).end;
  const isLastLine = end === block.lastLineEnd;
  return insertAt(end, isLastLine ? lineBreak + indent + lines : indent + lines + lineBreak);
}

/** Writes the value of `source`, which is a field in block style at column 0, behind a key that has none. */
export function fillEntry(text: string, map: YamlMap, entry: YamlEntry, source: string): TextEdit | undefined {
  const start = entry.key.range.end + 1;
  const value = map.flow ? flowField(map, source)?.replace(/^[^:]*:/, '') : source.slice(source.indexOf(':') + 1);
  if (value === undefined) return undefined;
  const rest = text.slice(start, lineAt(text, start).end);
  const isWhole = value.includes('\n') ? rest.trim() === '' : /^\s*(#.*|[,}].*)?$/.test(rest);
  if (text.charAt(start - 1) !== ':' || !map.entries.includes(entry) || !isWhole) return undefined;
  const indent = ' '.repeat(columnAt(text, entry.key.range.start));
  const lines = value.split('\n').join(lineBreakOf(text) + indent);
  return { range: { start, end: start + (rest.trim() === '' ? rest.length : 0) }, newText: lines };
}

/** Takes a field out of one map and puts it into another, behind `after` or as the first one. */
export function moveEntry(
  text: string,
  from: YamlMap,
  entry: YamlEntry,
  to: YamlMap,
  after?: YamlEntry,
): readonly TextEdit[] | undefined {
  if (hasAlias(entry.value) || entryOf(to, entry.key.text)) return undefined;
  const removal = removeEntry(text, from, entry);
  const source = removal && entrySource(text, from, entry);
  const insertion = source === undefined ? undefined : insertEntry(text, to, source, after);
  if (!removal || !insertion) return undefined;
  const at = insertion.range.start;
  if (at <= removal.range.start || at >= removal.range.end) return [removal, insertion];
  // The last lines of a text without a line break at its end go with the one before them, and stay where they are.
  return [{ range: { start: at, end: removal.range.end }, newText: insertion.newText.trimEnd() }];
}

/** The field with its comments, as it would stand at column 0. */
export function entrySource(text: string, map: YamlMap, entry: YamlEntry): string | undefined {
  const { start } = entry.key.range;
  if (map.flow) return text.slice(start, endOf(text, entry));
  const block = blockOf(text, start, endOf(text, entry));
  if (!block) return undefined;
  const column = columnAt(text, start);
  const [first = '', ...others] = text.slice(start, block.lastLineEnd).split(/\r\n|\n|\r/);
  const unindent = new RegExp(`^ {0,${column}}`);
  return [first, ...others.map(line => line.replace(unindent, ''))].join('\n').trimEnd();
}

/** From the key of a field in block style to the end of its last line; undefined: something else stands on its lines. */
export function linesOfEntry(text: string, entry: YamlEntry): Range | undefined {
  const { start } = entry.key.range;
  const block = blockOf(text, start, endOf(text, entry));
  return block && { start, end: block.lastLineEnd };
}

interface Block {
  /** Where its first line begins. */
  readonly lineStart: number;
  /** Behind the dash before it; absent: it opens its line. */
  readonly dashEnd?: number;
  /** Behind the last character that is not a comment. */
  readonly contentEnd: number;
  /** End of the last line that belongs to it: its own, or that of a comment which is indented deeper. */
  readonly lastLineEnd: number;
}

/** The lines of a field or item in block style; undefined: something else stands on its first or last line. */
function blockOf(text: string, start: number, contentEnd: number, column = columnAt(text, start)): Block | undefined {
  const line = lineAt(text, start);
  const prefix = text.slice(line.start, start);
  const last = lineAt(text, contentEnd);
  if (!/^ *(?:- +)*-?$/.test(prefix) || !/^[ \t]*(?:#.*)?$/.test(text.slice(contentEnd, last.end))) return undefined;
  const dash = prefix.lastIndexOf('-');
  return {
    lineStart: line.start,
    ...(dash < 0 ? {} : { dashEnd: line.start + dash + 1 }),
    contentEnd,
    lastLineEnd: endOfComments(text, last.end, column),
  };
}

/** The lines of an item, from its dash on; undefined: it shares them with something else. */
function blockOfItem(text: string, item: YamlNode): Block | undefined {
  const { start } = item.range;
  const line = lineAt(text, start);
  const dash = /^( *)- *$/.exec(text.slice(line.start, start))?.[1];
  return dash === undefined ? undefined : blockOf(text, start, contentEndOf(text, item), dash.length);
}

/** Comment lines below that are indented deeper than `column` belong to what stands above them. */
function endOfComments(text: string, lineEnd: number, column: number): number {
  let end = lineEnd;
  for (;;) {
    const next = behindLineBreak(text, end);
    if (next === end) return end;
    const line = lineAt(text, next);
    const indent = /^( *)#/.exec(text.slice(line.start, line.end))?.[1];
    if (indent === undefined || indent.length <= column) return end;
    end = line.end;
  }
}

/** With the line break behind; at the end of a text that ends without one, with the line break before. */
function wholeLines(text: string, { lineStart, lastLineEnd }: Block): Range {
  const end = behindLineBreak(text, lastLineEnd);
  if (end > lastLineEnd || lineStart === 0) return { start: lineStart, end };
  return { start: lineStart - (text.slice(0, lineStart).endsWith('\r\n') ? 2 : 1), end };
}

function behindLineBreak(text: string, lineEnd: number): number {
  if (text.startsWith('\r\n', lineEnd)) return lineEnd + 2;
  return lineEnd < text.length ? lineEnd + 1 : lineEnd;
}

/** What `{}` takes the place of: behind `key:` or a dash on the line above, where no comment stands between. */
function emptiedRange(text: string, start: number, end: number): Range {
  const before = /([:-])\s*$/.exec(text.slice(Math.max(0, start - 400), start));
  if (!before) return { start, end };
  const from = start - before[0].length + 1;
  const opener = lineAt(text, from);
  return text.slice(opener.start, from).includes('#') ? { start, end } : { start: from, end };
}

function removeFlow(text: string, members: readonly { readonly range: Range }[], index: number): TextEdit | undefined {
  const own = members[index]?.range;
  if (!own) return undefined;
  const next = members[index + 1]?.range;
  const previous = members[index - 1]?.range;
  const range = next ? { start: own.start, end: next.start } : { start: previous?.end ?? own.start, end: own.end };
  const gap = next ? text.slice(own.end, next.start) : previous ? text.slice(previous.end, own.start) : ',';
  return /^\s*,\s*$/.test(gap) ? { range, newText: '' } : undefined;
}

function insertFlow(text: string, map: YamlMap, source: string, after?: YamlEntry): TextEdit | undefined {
  const [first] = map.entries;
  const entry = flowField(map, source);
  if (entry === undefined) return undefined;
  if (!first) return insertAt(map.range.start + 1, entry);
  const anchor = after ?? first;
  const line = lineAt(text, anchor.key.range.start);
  const prefix = text.slice(line.start, anchor.key.range.start);
  const gap = /^\s*$/.test(prefix) ? lineBreakOf(text) + prefix : ' ';
  if (!after) return insertAt(first.key.range.start, `${entry},${gap}`);
  return after.value.range.end > after.key.range.end ? insertAt(after.value.range.end, `,${gap}${entry}`) : undefined;
}

/** Fields in block style as they go into a flow map: its braces left off, as JSON where its keys are so. */
function flowField(map: YamlMap, source: string): string | undefined {
  const isJson = map.entries[0]?.key.style === 'double';
  return toFlow(source, isJson)?.slice(1, -1).trim();
}

function insertAt(offset: number, newText: string): TextEdit {
  return { range: { start: offset, end: offset }, newText };
}

/** Where a field ends, its colon included. */
function endOf(text: string, { key, value }: YamlEntry): number {
  const isEmpty = value.kind === 'scalar' && value.style === 'empty';
  return isEmpty ? key.range.end + 1 : contentEndOf(text, value);
}

/** Behind the last character of a value; a block collection ends with its last leaf. */
function contentEndOf(text: string, node: YamlNode): number {
  let current = node;
  while ((current.kind === 'seq' || current.kind === 'map') && !current.flow) {
    const last: YamlNode | YamlEntry | undefined =
      current.kind === 'seq' ? current.items.at(-1) : current.entries.at(-1);
    if (!last) break;
    if ('key' in last && last.value.kind === 'scalar' && last.value.style === 'empty') return last.key.range.end + 1;
    current = 'key' in last ? last.value : last;
  }
  // A block scalar reaches over the line breaks behind it.
  let { end } = current.range;
  while (end > current.range.start && /\s/.test(text.charAt(end - 1))) end--;
  return end;
}

function hasAnchor(node: YamlNode): boolean {
  return someNode(node, each => each.kind !== 'alias' && each.anchor !== undefined);
}

/** An anchor or an alias: moved, it might stand on the wrong side of its counterpart. */
function hasAlias(node: YamlNode): boolean {
  return someNode(node, each => each.kind === 'alias' || each.anchor !== undefined);
}

function someNode(root: YamlNode, test: (node: YamlNode) => boolean): boolean {
  const pending: YamlNode[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (test(node)) return true;
    if (node.kind === 'seq') pending.push(...node.items);
    else if (node.kind === 'map') pending.push(...node.entries.flatMap(({ key, value }) => [key, value]));
  }
  return false;
}
