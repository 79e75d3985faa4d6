/** Words and repairs for what is looked up in a list of another type. */

import type { TypeProblem } from '../infer/infer-scope.ts';
import type { Node } from '../syntax/ast.ts';
import type { CheckContext } from './check-context.ts';
import { type ConditionFix, cureFirst, replace } from './problem.ts';
import { found, type Reported } from './report.ts';
import { code, textOf } from './source.ts';

/** `5 in ['5']`: a list of texts alone, or of whole numbers alone, is looked up by its own type. */
export function mixedIn(context: CheckContext, { node, types, message }: TypeProblem): Reported | undefined {
  if (node.kind !== 'binary' || node.operator !== 'in' || node.right.kind !== 'array') return undefined;
  const { items } = node.right;
  const isTexts = items.length > 0 && items.every(item => item.kind === 'string');
  const isInts = items.length > 0 && items.every(item => item.kind === 'int');
  const [type] = types;
  if (!type || !(isTexts || isInts) || !['float', 'int', 'bool', 'string'].includes(type.kind)) return undefined;
  const what = type.kind === 'string' ? 'text' : type.kind === 'bool' ? 'true or false' : 'a number';
  const why = `${code(textOf(context.parsed, node.left))} is ${what}, and all in this list are ${isTexts ? 'texts' : 'numbers'}`;
  const fixes = type.kind === 'bool' ? [] : retype(items);
  const numbers = isTexts ? 'the numbers without quotes' : 'the numbers in quotes';
  const remedy = fixes.length > 0 ? numbers : 'what it can be';
  return found('cond-in-mixed-types', node.right, cureFirst(`Write ${remedy}`, why, message), fixes);
}

function retype(items: readonly Node[]): readonly ConditionFix[] {
  const edits = items.flatMap(item => {
    if (item.kind === 'int') return [replace(item, `'${item.value}'`)];
    const isNumber = item.kind === 'string' && !item.open && /^-?\d+(\.\d+)?$/.test(item.value);
    return isNumber ? [replace(item, item.value)] : [];
  });
  const title = items[0]?.kind === 'int' ? 'Put the numbers in quotes' : 'Drop the quotes';
  return edits.length === items.length ? [{ title, edits }] : [];
}
