/** What each piece of a condition is, for colours, and which brackets belong together. */
import type { Range } from '../../text/range.ts';
import { findBuiltin } from '../builtins/builtins.ts';
import type { Token } from '../syntax/lexer.ts';
import type { Parsed } from '../syntax/parser.ts';

export type SemanticKind =
  | 'variable'
  | 'function'
  | 'property'
  | 'parameter'
  | 'keyword'
  | 'operator'
  | 'number'
  | 'string'
  | 'comment'
  | 'placeholder';

export interface SemanticToken extends Range {
  readonly kind: SemanticKind;
}

/** In the order of the text, not overlapping. Placeholders inside strings and comments stand by themselves, the rest around them. */
export function semanticTokens(parsed: Parsed): readonly SemanticToken[] {
  const { tokens } = parsed;
  const whole: SemanticToken[] = parsed.comments.map(comment => ({ ...comment, kind: 'comment' }));
  for (const [index, token] of tokens.entries()) {
    const kind = kindOf(token, tokens[index - 1], tokens[index + 1]);
    if (kind) whole.push({ start: token.start, end: token.end, kind });
  }
  return whole.toSorted((a, b) => a.start - b.start).flatMap(token => withoutPlaceholders(token, parsed.placeholders));
}

const WORDS = new Set(['not', 'in', 'or', 'and', 'matches', 'contains', 'startsWith', 'endsWith', 'let', 'if', 'else']);
const CONSTANTS = new Set(['true', 'false', 'nil']);

function kindOf(token: Token, before: Token | undefined, after: Token | undefined): SemanticKind | undefined {
  const member = before?.kind === 'operator' && (before.value === '.' || before.value === '?.');
  switch (token.kind) {
    case 'number':
    case 'string':
    case 'placeholder':
      return token.kind;
    case 'operator':
      if (member) return 'property';
      if (token.value.startsWith('#')) return 'parameter';
      return WORDS.has(token.value) ? 'keyword' : 'operator';
    case 'identifier':
      if (member) return 'property';
      if (before?.kind === 'operator' && before.value === '#' && before.end === token.start) return 'parameter';
      if (CONSTANTS.has(token.value)) return 'keyword';
      if (after?.kind === 'bracket' && after.value === '(') return 'function';
      return findBuiltin(token.value) ? 'function' : 'variable';
    default:
      return undefined;
  }
}

function withoutPlaceholders(token: SemanticToken, placeholders: readonly Range[]): SemanticToken[] {
  const inside = placeholders.filter(({ start, end }) => token.start <= start && end <= token.end);
  const parts: SemanticToken[] = [];
  let { start } = token;
  for (const placeholder of inside) {
    if (placeholder.start > start)
      parts.push({ start, end: placeholder.start, kind: token.kind === 'placeholder' ? 'variable' : token.kind });
    parts.push({ start: placeholder.start, end: placeholder.end, kind: 'placeholder' });
    start = placeholder.end;
  }
  if (start < token.end)
    parts.push({ start, end: token.end, kind: token.kind === 'placeholder' ? 'variable' : token.kind });
  return parts;
}

export interface BracketPair {
  readonly open: Range;
  readonly close: Range;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Brackets without a partner are left out. */
export function bracketPairs(parsed: Parsed): readonly BracketPair[] {
  const pairs: BracketPair[] = [];
  const open: Token[] = [];
  for (const token of parsed.tokens) {
    if (token.kind !== 'bracket') continue;
    if (CLOSING[token.value] !== undefined) open.push(token);
    else {
      const at = open.findLastIndex(candidate => CLOSING[candidate.value] === token.value);
      const [partner] = at < 0 ? [] : open.splice(at);
      if (partner)
        pairs.push({ open: { start: partner.start, end: partner.end }, close: { start: token.start, end: token.end } });
    }
  }
  return pairs.toSorted((a, b) => a.open.start - b.open.start);
}
