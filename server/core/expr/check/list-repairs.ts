/** What to write instead of a list where one value, or a bool, is meant. */
import type { Node } from '../syntax/ast.ts';
import type { Parsed } from '../syntax/parser.ts';
import type { CheckContext } from './check-context.ts';
import { type ConditionFix, replace, willError } from './problem.ts';
import { because, found, type Reported } from './report.ts';
import { code, textOf } from './source.ts';

export interface Repair {
  readonly text: string;
  readonly fix: ConditionFix;
  /** What the written form does instead, to follow a statement that it is a list; may be empty. */
  readonly why: string;
}

/** Its first element; `default(x, 0)` and `x ?? 0` of a list give the list, so they become a question for its length. */
export function unwrapped(parsed: Parsed, list: Node): Repair {
  const parts = defaulted(list);
  if (!parts) {
    const text = `${textOf(parsed, list)}[0]`;
    return { text, fix: { title: 'Take the first value', edits: [replace(list, text)] }, why: '' };
  }
  const [value, fallback] = parts.map(part => textOf(parsed, part));
  const inner = `len(${value}) > 0 ? ${value}[0] : ${fallback}`;
  const isWrapped = list.kind === 'binary' && parsed.text[list.start - 1] === '(' && parsed.text[list.end] === ')';
  const why = `, and ${list.kind === 'binary' ? '`??`' : '`default`'} gives it back whole`;
  return {
    text: `(${inner})`,
    fix: {
      title: 'Take the first value, or the default without one',
      edits: [replace(list, isWrapped ? inner : `(${inner})`)],
    },
    why,
  };
}

function defaulted(node: Node): readonly [Node, Node] | undefined {
  if (node.kind === 'binary' && node.operator === '??') return [node.left, node.right];
  if (node.kind !== 'call' || node.callee.kind !== 'identifier' || node.callee.name !== 'default') return undefined;
  const [value, fallback] = node.args;
  return value && fallback ? [value, fallback] : undefined;
}

/** `result && ...` of a list asks whether there is anything in it; `whole` is what is asked, `list` itself or its negation. */
export function listAsBool(context: CheckContext, whole: Node, list: Node, message: string): Reported {
  const { parsed } = context;
  const isNegated = whole.kind === 'unary';
  const text = `len(${textOf(parsed, list)}) ${isNegated ? '==' : '>'} 0`;
  const fix = { title: 'Ask for its length', edits: [replace(isNegated ? whole : list, text)] };
  const say = `Write ${code(text)}: ${code(textOf(parsed, list))} is a list here${because(context)}, which is neither true nor false. ${willError(message)}`;
  return found('cond-list-without-index', list, say, [fix]);
}
