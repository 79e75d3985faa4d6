/** PromQL read through Prometheus' own grammar for editors. Total: what cannot be read is a problem, or silence. */
import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { nearest } from '../text/nearest.ts';
import type { Range } from '../text/range.ts';
import { FUNCTIONS, OTHER_CALLS } from './functions.ts';
import { maskPlaceholders } from './mask.ts';

/** Why Prometheus refuses a query. Ranges are offsets of the query's text. */
export type SyntaxProblem =
  | { readonly code: 'empty'; readonly range: Range }
  | { readonly code: 'unexpected'; readonly range: Range; readonly text: string }
  | { readonly code: 'unclosed'; readonly range: Range; readonly open: string; readonly close: string }
  | { readonly code: 'unfinished'; readonly range: Range }
  | { readonly code: 'unquoted'; readonly range: Range; readonly text: string }
  | { readonly code: 'foreign-operator'; readonly range: Range; readonly text: string; readonly instead: string }
  | { readonly code: 'foreign-variable'; readonly range: Range; readonly text: string }
  | { readonly code: 'escape'; readonly range: Range; readonly text: string }
  | { readonly code: 'unknown-function'; readonly range: Range; readonly text: string; readonly instead: string };

export interface ParsedQuery {
  /** The query with its placeholders filled in; offsets are those of the query. */
  readonly text: string;
  readonly placeholders: readonly Range[];
  /** Absent: the query cannot be read, or a placeholder or another dialect makes that uncertain. */
  readonly tree?: Tree;
  readonly problem?: SyntaxProblem;
}

/** Longer queries are not read, nor those with more brackets in each other: the grammar would give up on them. */
const MAX_LENGTH = 20_000;
const MAX_NESTING = 200;
/** Words of MetricsQL, which servers other than Prometheus understand. */
const OTHER_DIALECT = /\b(?:default|if|ifnot|keep_metric_names|limit\s+\d)\b|\bWITH\s*\(/;

export function parseQuery(query: string): ParsedQuery {
  const { readings, placeholders, hasBare } = maskPlaceholders(query);
  const [text = query] = readings;
  const unread = { text, placeholders };
  if (query.length > MAX_LENGTH || nesting(text) > MAX_NESTING) return unread;
  for (const reading of readings) {
    // The grammar does not know a number that ends with its point.
    const tree = parser.parse(reading.replaceAll(/(\d)\.(?=[^\w.]|$)/g, '$1 '));
    if (!firstError(tree)) return { text: reading, placeholders, ...inStrings(reading, tree, placeholders) };
  }
  if (hasBare || OTHER_DIALECT.test(text)) return unread;
  const calls = unknownCalls(text);
  const [call] = calls;
  if (call && FUNCTIONS.has(call.text)) return unread;
  if (call) {
    const instead = nearest(call.text, [...FUNCTIONS.keys(), ...OTHER_CALLS]);
    return instead === undefined ? unread : { ...unread, problem: { code: 'unknown-function', ...call, instead } };
  }
  const problem = describeError(text, parser.parse(text));
  return problem ? { ...unread, problem } : unread;
}

/** What the grammar takes in quotes and Prometheus does not: a missing end, an escape that it does not know. */
function inStrings(text: string, tree: Tree, placeholders: readonly Range[]): Pick<ParsedQuery, 'tree' | 'problem'> {
  let problem: SyntaxProblem | undefined;
  tree.iterate({
    enter({ name, from, to }) {
      if (name === 'StringLiteral') problem ??= stringProblem(text, from, to, placeholders);
    },
  });
  return problem ? { problem } : { tree };
}

function stringProblem(
  text: string,
  from: number,
  to: number,
  placeholders: readonly Range[],
): SyntaxProblem | undefined {
  const quote = text.charAt(from);
  if (to - from < 2 || text.charAt(to - 1) !== quote)
    return { code: 'unclosed', range: span(from, 1), open: quote, close: quote };
  if (quote === '`') return undefined;
  for (const found of text
    .slice(from + 1, to - 1)
    .matchAll(/\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{3}|.)/gs)) {
    const range = span(from + 1 + found.index, found[0].length);
    const isOpen = placeholders.some(({ start, end }) => start < range.end && range.start < end);
    const isKnown = found[0].length > 2 || found[0] === `\\${quote}` || /[abfnrtv\\]$/.test(found[0]);
    if (!isKnown && !isOpen) return { code: 'escape', range, text: found[0] };
  }
  return undefined;
}

function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const char of text) {
    if (char === '(' || char === '[' || char === '{') deepest = Math.max(deepest, ++depth);
    else if (char === ')' || char === ']' || char === '}') depth--;
  }
  return deepest;
}

function firstError(tree: Tree): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  tree.iterate({
    enter(node) {
      if (!found && node.type.isError) found = node.node;
      return found === undefined;
    },
  });
  return found;
}

interface Call {
  readonly range: Range;
  readonly text: string;
}

/** Names that are called and that the grammar does not know, older functions too; quoted text and comments are skipped. */
function unknownCalls(text: string): readonly Call[] {
  const found: Call[] = [];
  for (const match of text.matchAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#[^\n]*|([a-zA-Z_]\w*)\s*\(/g)) {
    const name = match[1];
    if (name === undefined || OTHER_CALLS.has(name.toLowerCase())) continue;
    if (FUNCTIONS.has(name) && name !== 'holt_winters') continue;
    found.push({ range: { start: match.index, end: match.index + name.length }, text: name });
  }
  return found;
}

const FOREIGN_OPERATORS: Readonly<Record<string, string>> = {
  '&&': 'and',
  '||': 'or',
  '&': 'and',
  '|': 'or',
  '!': 'unless',
  '===': '==',
  '<>': '!=',
  '=': '==',
};
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']' };

function describeError(text: string, tree: Tree): SyntaxProblem | undefined {
  const error = firstError(tree);
  if (!error) return undefined;
  if (text.trim() === '') return { code: 'empty', range: { start: 0, end: text.length } };
  const openQuote = unclosedQuote(text);
  if (openQuote !== undefined) {
    const quote = text.charAt(openQuote);
    return { code: 'unclosed', range: span(openQuote, 1), open: quote, close: quote };
  }
  const unclosed = unclosedBracket(text);
  const at = skipBlanks(text, error.from);
  const variable = /\$(?:\{\w+\}|\w+)/y;
  variable.lastIndex = Math.max(0, at);
  const foreign = variable.exec(text);
  if (foreign) return { code: 'foreign-variable', range: span(at, foreign[0].length), text: foreign[0] };
  const operator = /&&|\|\||===|<>|[&|!=]/y;
  operator.lastIndex = at;
  const sign = operator.exec(text)?.[0];
  const instead = sign === undefined ? undefined : FOREIGN_OPERATORS[sign];
  if (sign !== undefined && instead !== undefined && error.parent?.name !== 'UnquotedLabelMatcher')
    return { code: 'foreign-operator', range: span(at, sign.length), text: sign, instead };
  if (at >= text.trimEnd().length || (unclosed && unclosed.closesAt === undefined && at >= text.trimEnd().length))
    return unclosed ? unclosedProblem(unclosed) : { code: 'unfinished', range: lastToken(text) };
  const token = tokenAt(text, at);
  if (error.parent?.name === 'UnquotedLabelMatcher' && /^[\w.-]+$/.test(token))
    return { code: 'unquoted', range: span(at, token.length), text: token };
  // A bracket that is never closed shows itself at the next one that does not fit.
  if (unclosed?.closesAt === at) return unclosedProblem(unclosed);
  return { code: 'unexpected', range: span(at, token.length), text: token };
}

interface Unclosed {
  readonly at: number;
  readonly open: string;
  /** Where another bracket closes before it; absent: the text ends. */
  readonly closesAt?: number;
}

function unclosedProblem({ at, open }: Unclosed): SyntaxProblem {
  return { code: 'unclosed', range: span(at, 1), open, close: CLOSERS[open] ?? open };
}

/** The first bracket that has no partner. */
function unclosedBracket(text: string): Unclosed | undefined {
  const open: { readonly at: number; readonly char: string }[] = [];
  for (const match of text.matchAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#[^\n]*|[()[\]{}]/g)) {
    const char = match[0];
    if (char.length !== 1 || char === '#') continue;
    if (CLOSERS[char]) {
      open.push({ at: match.index, char });
      continue;
    }
    const last = open.pop();
    if (!last) return undefined;
    if (CLOSERS[last.char] !== char) return { at: last.at, open: last.char, closesAt: match.index };
  }
  const last = open.at(-1);
  return last && { at: last.at, open: last.char };
}

/** Where text in quotes begins that does not end on its line. */
function unclosedQuote(text: string): number | undefined {
  for (const match of text.matchAll(/"(?:\\.|[^"\\\n])*("?)|'(?:\\.|[^'\\\n])*('?)|`[^`]*(`?)|#[^\n]*/g)) {
    const isComment = match[0].startsWith('#');
    if (!isComment && !(match[1] || match[2] || match[3])) return match.index;
  }
  return undefined;
}

function skipBlanks(text: string, from: number): number {
  const blanks = /\s*/y;
  blanks.lastIndex = from;
  return from + (blanks.exec(text)?.[0].length ?? 0);
}

function tokenAt(text: string, at: number): string {
  const token = /[\w:.-]+|"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|[^\s\w]/uy;
  token.lastIndex = at;
  return token.exec(text)?.[0] ?? text.charAt(at);
}

function lastToken(text: string): Range {
  const end = text.trimEnd().length;
  const start = end - (/(?:\w+|[^\s\w])$/u.exec(text.slice(0, end))?.[0].length ?? 1);
  return { start: Math.max(0, start), end };
}

function span(start: number, length: number): Range {
  return { start, end: start + length };
}
