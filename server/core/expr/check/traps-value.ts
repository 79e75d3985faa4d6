/** Conditions that compile and go wrong about values: nil, NaN, infinity, text that is no text. */

import { infer } from '../infer/infer.ts';
import type { Node } from '../syntax/ast.ts';
import { COMPARISONS } from '../syntax/operators.ts';
import { isUnknown, NIL } from '../types/type.ts';
import type { CheckContext } from './check-context.ts';
import { contains, isLogical, isOpenEnded, isResult } from './guards.ts';
import { type ConditionFix, type ConditionProblem, replace } from './problem.ts';
import { code, prepend, textOf, wholeRange } from './source.ts';

function callsOf(context: CheckContext, name: string) {
  return context.nodes.flatMap(node =>
    node.kind === 'call' && node.callee.kind === 'identifier' && node.callee.name === name ? [node] : [],
  );
}

/** `default(x, y)` with anything but `result` as x. */
export function misusedDefault(context: CheckContext): ConditionProblem[] {
  return callsOf(context, 'default').flatMap(node => {
    const [value, fallback] = node.args;
    if (!value || !fallback || isResult(value) || value.kind === 'placeholder') return [];
    const instead = textOf(context.parsed, fallback);
    const text = textOf(context.parsed, value);
    const indexed = value.kind === 'member' && !value.dot && value.property.kind === 'int';
    const list = value.kind === 'member' ? textOf(context.parsed, value.object) : '';
    const rewritten = indexed
      ? `(len(${list}) > 0 ? ${text} : ${instead})`
      : `(${optional(context, value)} ?? ${instead})`;
    return [
      {
        code: 'cond-default-misused',
        severity: 'warning',
        range: { start: node.start, end: node.end },
        message: `\`default\` ignores its first argument: it yields the whole result, or ${code(instead)} when the result is nil. Whatever is compared with it then is not ${code(text)}. Write ${code(rewritten)}.`,
        fixes: [{ title: `Write ${rewritten}`, edits: [replace(node, rewritten)] }],
      },
    ];
  });
}

/** A path with `?.` from its second step on, so that a missing part is nil and no error. */
function optional(context: CheckContext, node: Node): string {
  const text = textOf(context.parsed, node);
  if (node.kind !== 'member' || !node.dot || node.object.kind !== 'member') return text;
  const head = textOf(context.parsed, node.object);
  return `${head}?.${textOf(context.parsed, node.property)}`;
}

/** `isNil(x)` asks about the result, whatever x is. */
export function misusedIsNil(context: CheckContext): ConditionProblem[] {
  return callsOf(context, 'isNil').flatMap(node => {
    const [value] = node.args;
    if (!value || isResult(value) || value.kind === 'placeholder' || node.args.length !== 1) return [];
    const rewritten = `${textOf(context.parsed, value)} == nil`;
    const logical = isLogical(context.parents.get(node)) || !context.parents.has(node);
    const edit = logical ? rewritten : `(${rewritten})`;
    return [
      {
        code: 'cond-isnil-misused',
        severity: 'warning',
        range: { start: node.start, end: node.end },
        message: `\`isNil\` ignores its argument: this asks whether the whole result is nil. Write ${code(rewritten)}.`,
        fixes: [{ title: `Write ${rewritten}`, edits: [replace(node, edit)] }],
      },
    ];
  });
}

/** `isNil(result) || result < 1`: with a nil result the right side does not even compile. */
export function uselessNilGuard(context: CheckContext): ConditionProblem[] {
  const guard = context.nodes.find(node => isNilGuard(node) && isLogical(context.parents.get(node)));
  const parent = guard && context.parents.get(guard);
  if (!guard || parent?.kind !== 'binary' || parent.left !== guard) return [];
  if (infer(context.parsed.tree, context.parsed.version, NIL).problems.length === 0) return [];
  const uses: Node[] = [];
  const collect = (node: Node): void => {
    if (isResult(node)) uses.push(node);
  };
  contains(parent.right, node => {
    collect(node);
    return false;
  });
  const fixes: ConditionFix[] =
    uses.length === 0
      ? []
      : [
          {
            title: 'Use default(result, 0) instead of the guard',
            edits: [
              replace({ start: guard.start, end: parent.right.start }, ''),
              ...uses.map(use => replace(use, 'default(result, 0)')),
            ],
          },
        ];
  return [
    {
      code: 'cond-isnil-guard',
      severity: 'warning',
      range: { start: guard.start, end: guard.end },
      message: `This does not protect the rest: the condition is compiled for each result, and with nil the other side is refused. The measurement will be Error. Write \`default(result, 0)\` or \`(result ?? 0)\` instead of \`result\`.`,
      fixes,
    },
  ];
}

function isNilGuard(node: Node): boolean {
  if (node.kind === 'call')
    return node.callee.kind === 'identifier' && node.callee.name === 'isNil' && isResult(node.args[0]);
  if (node.kind === 'unary') return isNilGuard(node.operand);
  if (node.kind !== 'binary' || (node.operator !== '==' && node.operator !== '!=')) return false;
  return (isResult(node.left) && node.right.kind === 'nil') || (isResult(node.right) && node.left.kind === 'nil');
}

/** A value of the result as it is compared: `result`, `result[0]`. */
function comparedValue(context: CheckContext): Node | undefined {
  for (const node of context.nodes) {
    if (node.kind !== 'binary' || !COMPARISONS.has(node.operator)) continue;
    for (const side of [node.left, node.right]) {
      const value = isResult(side) || (side.kind === 'member' && isResult(side.object) && !side.dot);
      const number = context.readings.some(reading => reading.inferred.types.get(side)?.kind === 'float');
      if (value && number) return side;
    }
  }
  return undefined;
}

/** NaN makes every comparison false: with one condition only, no traffic is a verdict. */
export function notANumber(context: CheckContext): ConditionProblem[] {
  const { alone, mayBeNaN } = context.options;
  if (alone === undefined || mayBeNaN !== true) return [];
  if (callsOf(context, 'isNaN').length > 0) return [];
  const value = comparedValue(context);
  if (!value) return [];
  const text = textOf(context.parsed, value);
  const outcome = alone === 'success' ? 'Failed' : 'Successful';
  return [
    {
      code: 'cond-nan',
      severity: 'info',
      range: { start: value.start, end: value.end },
      message: `Without traffic this value can be NaN, and every comparison with NaN is false: the measurement is ${outcome}. Ask for ${code(`isNaN(${text})`)} if it should not be.`,
      fixes: [
        prepend(context.parsed, 'NaN: the condition is true', `isNaN(${text})`, '||'),
        prepend(context.parsed, 'NaN: the condition is false', `!isNaN(${text})`, '&&'),
      ],
    },
  ];
}

/** A division by a value of the result that may be zero. */
export function division(context: CheckContext): ConditionProblem[] {
  if (callsOf(context, 'isInf').length > 0) return [];
  return context.nodes.flatMap(node => {
    if (
      node.kind !== 'binary' ||
      node.operator !== '/' ||
      !contains(node.right, inner => isResult(inner) || inner.kind === 'pointer')
    )
      return [];
    const divisor = textOf(context.parsed, node.right);
    const guarded = context.nodes.some(other => {
      const compares =
        other.kind === 'binary' &&
        (COMPARISONS.has(other.operator) || other.operator === '==' || other.operator === '!=');
      return (
        compares && (textOf(context.parsed, other.left) === divisor || textOf(context.parsed, other.right) === divisor)
      );
    });
    if (guarded) return [];
    const inPredicate = contains(node.right, inner => inner.kind === 'pointer');
    return [
      {
        code: 'cond-inf' as const,
        severity: 'info' as const,
        range: { start: node.start, end: node.end },
        message: `When ${code(divisor)} is 0 this is +Inf, -Inf or NaN and no error: \`> x\` is true for +Inf. Ask for ${code(`${divisor} != 0`)} if that can happen.`,
        fixes: inPredicate ? [] : [prepend(context.parsed, 'Zero: the condition is false', `${divisor} != 0`, '&&')],
      },
    ];
  });
}

/** `result.ok == 'true'`: a JSON bool never equals text, and says nothing about it. */
export function boolAsText(context: CheckContext): ConditionProblem[] {
  return context.nodes.flatMap(node => {
    if (node.kind !== 'binary' || (node.operator !== '==' && node.operator !== '!=')) return [];
    const [literal, other] = node.right.kind === 'string' ? [node.right, node.left] : [node.left, node.right];
    if (literal.kind !== 'string' || literal.open || (literal.value !== 'true' && literal.value !== 'false')) return [];
    const types = context.readings.map(reading => reading.inferred.types.get(other));
    const open = types.some(type => type !== undefined && isUnknown(type)) || isJsonResult(context, other);
    if (!open || types.every(type => type?.kind === 'string')) return [];
    return [
      {
        code: 'cond-bool-as-string' as const,
        severity: 'warning' as const,
        range: { start: literal.start, end: literal.end },
        message: `If ${code(textOf(context.parsed, other))} is a JSON bool, it never equals the text \`"${literal.value}"\`, and nothing says so: the comparison is just false. Write \`${literal.value}\` without quotes.`,
        fixes: [{ title: 'Drop the quotes', edits: [replace(literal, literal.value)] }],
      },
    ];
  });
}

function isJsonResult(context: CheckContext, node: Node): boolean {
  return isResult(node) && context.readings.length > 1;
}

/** The condition never looks at what was measured. */
export function constant(context: CheckContext): ConditionProblem[] {
  if (context.parsed.placeholders.length > 0) return [];
  if (context.nodes.some(isOpenEnded)) return [];
  return [
    {
      code: 'cond-constant',
      severity: 'warning',
      range: wholeRange(context.parsed),
      message: 'This never looks at `result`: every measurement gets the same answer. Compare `result` with something.',
      fixes: [],
    },
  ];
}
