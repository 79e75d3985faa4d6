/** Puts fields into a new object or list that takes their place. */
import { columnAt, lineBreakOf } from '../text/indent.ts';
import type { Range, TextEdit } from '../text/range.ts';
import { entrySource, linesOfEntry, removeEntry } from './edit.ts';
import { entryOf, type YamlEntry, type YamlMap } from './node.ts';

/**
 * The fields of a map become those of `name`, or of its first item: written where the first of them is. Undefined: the map has
 * such a field already, or the text around leaves no safe way.
 */
export function wrapEntries(
  text: string,
  map: YamlMap,
  entries: readonly YamlEntry[],
  name: string,
  isList: boolean,
): readonly TextEdit[] | undefined {
  const [first] = entries;
  if (!first || entryOf(map, name)) return undefined;
  if (map.flow) return entries.length > 1 ? undefined : wrapFlow(text, map, first, name, isList);
  const run = runOf(text, map, first, entries);
  const lines = run
    ? unindented(text, run)
    : entries.flatMap(entry => entrySource(text, map, entry)?.split('\n') ?? []);
  const others = run ? [] : entries.slice(1).map(entry => removeEntry(text, map, entry));
  const range = run ?? linesOfEntry(text, first);
  if (!range || lines.length < entries.length || others.some(edit => !edit)) return undefined;
  const newText = wrapLines(lines, name, isList, columnAt(text, first.key.range.start));
  return [{ range, newText: newText.join(lineBreakOf(text)) }, ...others.flatMap(edit => edit ?? [])];
}

/** Fields that follow each other, with the comments between them: their lines, from the first key on. */
function runOf(text: string, map: YamlMap, opening: YamlEntry, entries: readonly YamlEntry[]): Range | undefined {
  const start = map.entries.indexOf(opening);
  const isRun = entries.every((entry, i) => map.entries[start + i] === entry);
  const blocks = entries.map(entry => linesOfEntry(text, entry));
  const [first, last] = [blocks[0], blocks.at(-1)];
  return isRun && first && last && blocks.every(Boolean) ? { start: first.start, end: last.end } : undefined;
}

function unindented(text: string, { start, end }: Range): readonly string[] {
  const blanks = new RegExp(`^ {0,${columnAt(text, start)}}`);
  return text
    .slice(start, end)
    .split(/\r\n|\n|\r/)
    .map((line, i) => (i === 0 ? line : line.replace(blanks, '')));
}

function wrapLines(lines: readonly string[], name: string, isList: boolean, column: number): readonly string[] {
  const inner = lines.map((line, i) => {
    if (line.trim() === '') return '';
    const dash = isList ? (i === 0 ? '- ' : '  ') : '';
    return `${' '.repeat(column + 2)}${dash}${line}`;
  });
  return [`${name}:`, ...inner];
}

function wrapFlow(
  text: string,
  map: YamlMap,
  entry: YamlEntry,
  name: string,
  isList: boolean,
): readonly TextEdit[] | undefined {
  const source = entrySource(text, map, entry);
  if (source === undefined) return undefined;
  const key = entry.key.style === 'double' ? JSON.stringify(name) : name;
  const inner = `{${source}}`;
  return [{ range: entry.range, newText: `${key}: ${isList ? `[${inner}]` : inner}` }];
}
