/** Names without a colon, colons without a blank, and colons where none can be. */
import type { YamlNode } from '../node.ts';
import type { ReadFailure } from '../read/failure.ts';
import { nodesIn } from '../scalars.ts';
import { mendUnopened } from './brackets.ts';
import { mendMissingDash } from './dashes.ts';
import { mendOutdented, reindent } from './indentation.ts';
import { blank, insert, type Line, lineWith, nextFilled } from './lines.ts';
import { quoteValue } from './quotes.ts';
import { meant, type Repair } from './repair.ts';

/** A line that should be a field, and has no colon that makes it one. */
export function mendNoColon(text: string, start: number): readonly Repair[] {
  const line = lineWith(text, start);
  const from = Math.max(start, line.content.start);
  const word = { start: from, end: Math.max(from, line.content.end) };
  const own = text.slice(word.start, word.end);
  if (own === '') return [];
  const half: Repair = { code: 'HALF_TYPED', range: word, edits: [blank(text, word)] };
  const glued = /^[\w./-]+:(?=[^\s:/])/.exec(own);
  if (glued) return [meant('NO_BLANK', word, [insert(word.start + glued[0].length, ' ')]), half];
  if (isName(own) && hasBlock(text, line, column(word.start, line)))
    return [meant('NO_COLON', word, [insert(word.end, ':')]), half];
  const named = /^([A-Za-z][\w-]*)[ \t]+(?=[^\s:#])/.exec(own);
  const name = named?.[1] ?? '';
  const field = meant('NO_COLON', word, [insert(word.start + name.length, ':')]);
  return name === '' || /:(\s|$)/.test(own) ? [half] : [field, half];
}

/** A list or map in brackets behind a name that lacks its colon: the bracket became part of the name. */
export function mendNoColonBeforeBracket(text: string, at: number): readonly Repair[] {
  const { start, text: own, content } = lineWith(text, at);
  const lead = /^\s*(?:- +)*[A-Za-z][\w./-]*(?= +[[{])/.exec(own)?.[0];
  if (lead === undefined) return [];
  return [meant('NO_COLON', { start: content.start, end: start + lead.length }, [insert(start + lead.length, ':')])];
}

/** `pause {duration: 5m}`: the first name of the tree that has a bracket in it. */
export function mendBracketInName(text: string, root: YamlNode | undefined): Repair | undefined {
  if (!/^[ \t-]*[A-Za-z][\w./-]* +[[{]/m.test(text)) return undefined;
  for (const { node } of nodesIn(root)) {
    if (node.kind !== 'map' || node.flow) continue;
    for (const { key } of node.entries) {
      const name = key.style === 'plain' ? /^[A-Za-z][\w./-]*(?= +[[{])/.exec(key.text)?.[0] : undefined;
      if (name === undefined) continue;
      const end = key.range.start + name.length;
      return meant('BRACKET_IN_NAME', { start: key.range.start, end }, [insert(end, ':')]);
    }
  }
  return undefined;
}

/** A quoted name that is being typed: a line that begins with the quote, and has no colon. */
export function mendHalfName(text: string, start: number): readonly Repair[] {
  const { content } = lineWith(text, start);
  const isOne = content.start === start && !/:/.test(text.slice(start, content.end));
  return isOne ? [{ code: 'HALF_TYPED', range: content, edits: [blank(text, content)] }] : [];
}

/** A colon behind what cannot be a key. */
export function mendColon(text: string, { range: { start }, opened }: ReadFailure): readonly Repair[] {
  const line = lineWith(text, start);
  const before = opened === undefined || opened >= line.start ? undefined : lineWith(text, opened);
  if (!before || opened === undefined)
    return [...mendUnopened(text, start), ...quoteValue(text, 'COLON_IN_VALUE', start), ...tooDeep(text, line)];
  const isValue = /:\s/.test(text.slice(before.start, opened));
  const alone = mendNoColon(text, opened);
  return isValue
    ? [
        ...mendOutdented(text, before, line),
        ...mendMissingDash(text, before, line),
        ...tooDeep(text, line),
        ...quoteValue(text, 'COLON_IN_VALUE', opened),
      ]
    : [...alone, ...tooDeep(text, line)];
}

/** The line belongs further left: to where the line above it begins, or to what that stands in. */
function tooDeep(text: string, line: Line): readonly Repair[] {
  return reindent(text, line, 'TOO_DEEP_INDENT');
}

function isName(text: string): boolean {
  return /^("[^"]*"|'[^']*'|[A-Za-z][\w./-]*)$/.test(text);
}

/** Lines that are indented deeper follow, or a list at the same column. */
function hasBlock(text: string, line: Line, from: number): boolean {
  const next = nextFilled(text, line);
  return next !== undefined && (next.indent > from || (next.indent === from && /^\s*-(\s|$)/.test(next.text)));
}

const column = (offset: number, line: Line): number => offset - line.start;
