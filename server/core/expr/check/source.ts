/** Places in a condition's text that fixes need. */

import type { Range } from '../../text/range.ts';
import type { Node } from '../syntax/ast.ts';
import { BINARY } from '../syntax/operators.ts';
import type { Parsed } from '../syntax/parser.ts';
import { type ConditionFix, insert } from './problem.ts';

export function textOf(parsed: Parsed, node: Range): string {
  return parsed.text.slice(node.start, node.end);
}

/** White space, comments and the kind of quotes aside. */
export function areSame(one: Parsed, other: Parsed): boolean {
  return (
    one.tokens.length === other.tokens.length &&
    one.tokens.every((token, i) => token.kind === other.tokens[i]?.kind && token.value === other.tokens[i]?.value)
  );
}

/** From the first token to the last; comments and white space around them stay out. */
export function wholeRange(parsed: Parsed): Range {
  const first = parsed.tokens[0];
  const last = parsed.tokens.at(-2);
  return { start: first?.start ?? 0, end: last?.end ?? first?.start ?? 0 };
}

/** Brackets around all of it are not in the tree. */
function isWrapped(parsed: Parsed): boolean {
  const tokens = parsed.tokens.slice(0, -1);
  if (tokens[0]?.value !== '(' || tokens[0].kind !== 'bracket') return false;
  let depth = 0;
  const close = tokens.findIndex(token => {
    if (token.kind === 'bracket') depth += '([{'.includes(token.value) ? 1 : -1;
    return depth === 0;
  });
  return close === tokens.length - 1;
}

/** Whether the whole condition, standing beside `&&` or `||`, needs brackets to stay one operand. */
export function bindsLooser(parsed: Parsed, node: Node, operator: string): boolean {
  if (['conditional', 'let', 'sequence'].includes(node.kind)) return true;
  if (node.kind === 'builtin' && node.piped) return true;
  if (node.kind !== 'binary') return false;
  if (isWrapped(parsed)) return false;
  return (BINARY.get(node.operator)?.precedence ?? 0) < (BINARY.get(operator)?.precedence ?? 0);
}

/** Puts something before the whole condition, joined by `&&` or `||`. */
export function prepend(parsed: Parsed, title: string, before: string, operator: '&&' | '||'): ConditionFix {
  const { start, end } = wholeRange(parsed);
  const brackets = bindsLooser(parsed, parsed.tree, operator);
  const edits = brackets
    ? [insert(start, `${before} ${operator} (`), insert(end, ')')]
    : [insert(start, `${before} ${operator} `)];
  return { title, edits };
}

export function code(text: string): string {
  const shown = text.replace(/\s+/g, ' ');
  return `\`${shown.length > 60 ? `${shown.slice(0, 57)}...` : shown}\``;
}
