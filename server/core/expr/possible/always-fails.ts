/** Whether a condition fails for every result of one kind, and where. */
import type { Range } from '../../text/range.ts';
import { evaluateParsed } from '../evaluate/evaluate.ts';
import { type Optimized, optimize } from '../evaluate/optimize.ts';
import type { Inferred } from '../infer/infer-scope.ts';
import { type Node, walk } from '../syntax/ast.ts';
import type { Parsed } from '../syntax/parser.ts';
import { GoError, typeName, type Value } from '../values/value.ts';
import { formsOf, type Kinds } from './kind.ts';
import { Possible } from './possible.ts';
import { wordsOf } from './refusal.ts';
import { Samples } from './samples.ts';

export type Failure =
  /** It is refused while it is compiled, behind the check of its types. */
  | { readonly at: 'compile'; readonly message: string }
  /** A part fails whenever it is reached, and it is always reached. */
  | {
      readonly at: 'part';
      readonly node: Node;
      /** The library's words, as far as they are the same for all results that were tried; empty where they are not known. */
      readonly message: string;
      /** What a part of the node can be. */
      readonly kindsOf: (part: Node) => Kinds;
    }
  /** It comes to something that is no bool. */
  | { readonly at: 'answer'; readonly message: string; readonly answer: Kinds };

/** Undefined: for some result it may answer, or that cannot be known. What is inferred has no problems. */
export function alwaysFails(parsed: Parsed, inferred: Inferred, result: Kinds): Failure | undefined {
  const samples = new Samples(parsed.tree);
  const values = formsOf(result).flatMap(kind => samples.of(kind));
  if (answersSome(parsed, values)) return undefined;
  let optimized: Optimized;
  try {
    optimized = optimize(parsed.tree, inferred, parsed.version);
  } catch (error) {
    if (error instanceof GoError) return { at: 'compile', message: error.message };
    throw error;
  }
  if (leavesBehind(optimized.tree)) return undefined;
  const possible = new Possible({ ...optimized, version: parsed.version, result });
  const answer = formsOf(possible.visit(optimized.tree));
  if (answer.some(kind => kind.is === 'exact' && typeof kind.value === 'boolean')) return undefined;
  const [other] = answer;
  if (other)
    return { at: 'answer', message: `expected bool, but got ${typeName(samples.of(other)[0] ?? null)}`, answer };
  const blame = possible.blameOf(optimized.tree);
  if (!blame) return undefined;
  const message = parsed.placeholders.some(each => blame.node.start <= each.start && each.end <= blame.node.end)
    ? ''
    : (saidOf(parsed, values, blame.node) ?? blame.message);
  return { at: 'part', node: blame.node, message, kindsOf: part => possible.visit(part) };
}

/** A look at a few results saves most conditions all the rest. */
function answersSome(parsed: Parsed, values: readonly Value[]): boolean {
  return values.some(value => {
    const evaluation = evaluateParsed(parsed, value);
    return evaluation.kind === 'value' && typeof evaluation.value === 'boolean';
  });
}

/** What the library says of these values, where it fails at this part. */
function saidOf(parsed: Parsed, values: readonly Value[], { start, end }: Range): string | undefined {
  const reasons = values.flatMap(value => {
    const evaluation = evaluateParsed(parsed, value);
    const isHere = evaluation.kind === 'failed' && evaluation.range?.start === start && evaluation.range.end === end;
    return isHere ? [evaluation.message] : [];
  });
  return reasons.length === 0 ? undefined : wordsOf(reasons);
}

/** A search from the end takes operands that were worked out before it: what then happens is not read here. */
function leavesBehind(tree: Node): boolean {
  let found = false;
  walk(tree, node => {
    found ||= node.kind === 'builtin' && (node.name === 'findLast' || node.name === 'findLastIndex');
  });
  return found;
}
