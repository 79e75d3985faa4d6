/** Conditions that compile and go wrong about values: nil, NaN, infinity, text that is no text. */

import { evaluateParsed } from '../evaluate/evaluate.ts';
import { infer } from '../infer/infer.ts';
import { type BinaryNode, type Node, walk } from '../syntax/ast.ts';
import { COMPARISONS } from '../syntax/operators.ts';
import { parse } from '../syntax/parser.ts';
import { isUnknown, NIL } from '../types/type.ts';
import { floats } from '../values/value.ts';
import type { CheckContext } from './check-context.ts';
import { contains, isLogical, isOpenEnded, isResult } from './guards.ts';
import { keepsNoData } from './no-data.ts';
import { applyEdits, type ConditionFix, type ConditionProblem, insert, replace, willError } from './problem.ts';
import { found, type Reported } from './report.ts';
import { code, prepend, textOf, wholeRange } from './source.ts';

function callsOf(context: CheckContext, name: string) {
  return context.nodes.flatMap(node =>
    node.kind === 'call' && node.callee.kind === 'identifier' && node.callee.name === name ? [node] : [],
  );
}

/** `default(x, y)` with anything but `result` as x. */
export function misusedDefault(context: CheckContext): ConditionProblem[] {
  return callsOf(context, 'default').flatMap(node => {
    const found = misuseOfDefault(context, node);
    return found ? [{ ...found, severity: 'warning' as const }] : [];
  });
}

/** `message`: the library's words, where the whole result in its place fails. */
export function misuseOfDefault(context: CheckContext, node: Node, message?: string): Reported | undefined {
  if (node.kind !== 'call' || node.callee.kind !== 'identifier' || node.callee.name !== 'default') return undefined;
  const [value, fallback] = node.args;
  if (!value || !fallback || isResult(value) || value.kind === 'placeholder') return undefined;
  const instead = textOf(context.parsed, fallback);
  const text = textOf(context.parsed, value);
  const indexed = value.kind === 'member' && !value.dot && value.property.kind === 'int';
  const list = value.kind === 'member' ? textOf(context.parsed, value.object) : '';
  const rewritten = indexed
    ? `(len(${list}) > 0 ? ${text} : ${instead})`
    : `(${optional(context, value)} ?? ${instead})`;
  const fixes = [{ title: `Write ${rewritten}`, edits: [replace(node, rewritten)] }];
  const what = `Write ${code(rewritten)}: \`default\` ignores its first argument. It yields the whole result, or ${code(instead)} when the result is nil.`;
  return found('cond-default-misused', node, message === undefined ? what : `${what} ${willError(message)}`, fixes);
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

/** `isNil(result) || result < 1`, `isNil(result) ? ... : ...`: with a nil result the rest does not even compile. */
export function uselessNilGuard(context: CheckContext): ConditionProblem[] {
  const { parsed, parents } = context;
  const guard = context.nodes.find(node => isNilGuard(node) && guardedBy(parents.get(node), node).length > 0);
  if (!guard || infer(parsed.tree, parsed.version, NIL).problems.length === 0) return [];
  const uses = guardedBy(parents.get(guard), guard).flatMap(part => {
    const found: Node[] = [];
    walk(part, node => {
      if (isResult(node) && !isNilGuard(parents.get(node) ?? node)) found.push(node);
    });
    return found;
  });
  const edits = uses.map(use => replace(use, 'default(result, 0)'));
  const isRepaired =
    infer(parse(applyEdits(parsed.text, edits), parsed.version).tree, parsed.version, NIL).problems.length === 0;
  return [
    {
      code: 'cond-isnil-guard',
      severity: 'warning',
      range: { start: guard.start, end: guard.end },
      message:
        'Write `default(result, 0)` behind this guard, too: the whole condition is compiled for each result, and with nil the rest is refused. The measurement will be Error.',
      fixes: isRepaired && edits.length > 0 ? [{ title: 'Use default(result, 0) behind the guard', edits }] : [],
    },
  ];
}

/** What stands behind a guard and counts on it. */
function guardedBy(parent: Node | undefined, guard: Node): readonly Node[] {
  if (parent?.kind === 'binary' && isLogical(parent)) return parent.left === guard ? [parent.right] : [];
  if (parent?.kind !== 'conditional' || parent.condition !== guard) return [];
  return [parent.consequent, parent.alternative];
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

/** What the condition makes of a result that is NaN, evaluated: with one condition only, no traffic is a verdict. */
export function notANumber(context: CheckContext): ConditionProblem[] {
  const { alone, mayBeNaN } = context.options;
  if (alone === undefined || mayBeNaN !== true) return [];
  if (callsOf(context, 'isNaN').length > 0) return [];
  const value = comparedValue(context);
  if (!value) return [];
  const text = textOf(context.parsed, value);
  const holds = answerToNaN(context);
  const outcome = holds === undefined ? undefined : holds === (alone === 'success') ? 'Successful' : 'Failed';
  const becomes = outcome === undefined ? '' : `: the measurement is ${outcome}`;
  return [
    {
      code: 'cond-nan',
      severity: 'info',
      range: { start: value.start, end: value.end },
      message: `Ask for ${code(`isNaN(${text})`)}: without traffic this value is NaN, and every comparison with NaN is false${becomes}.`,
      fixes: nanFixes(context, text).filter(fix => keepsNoData(context, fix)),
    },
  ];
}

/** Undefined: it fails, or a placeholder decides. */
function answerToNaN({ parsed, options }: CheckContext): boolean | undefined {
  const isList = options.shapes.includes('floats');
  const evaluation = evaluateParsed(parsed, isList ? floats([Number.NaN]) : Number.NaN);
  return evaluation.kind === 'value' && typeof evaluation.value === 'boolean' ? evaluation.value : undefined;
}

/** In front of everything, or, behind a guard for an empty list, in front of what it guards. */
function nanFixes({ parsed, parents, nodes }: CheckContext, text: string): readonly ConditionFix[] {
  const { tree } = parsed;
  const guarded =
    tree.kind === 'binary' && isLogical(tree) && nodes.some(node => node.kind === 'builtin' && node.name === 'len');
  if (guarded) {
    const { right } = tree;
    if (tree.operator === 'or' || tree.operator === '||' || isLogical(right) || parents.get(right) !== tree) return [];
    const isOpen = textOf(parsed, { start: tree.operatorRange.end, end: right.start }).includes('(');
    if (isOpen) return [];
    return [
      {
        title: 'NaN: the condition is true',
        edits: [insert(right.start, `(isNaN(${text}) || `), insert(right.end, ')')],
      },
      { title: 'NaN: the condition is false', edits: [insert(right.start, `!isNaN(${text}) && `)] },
    ];
  }
  return [
    prepend(parsed, 'NaN: the condition is true', `isNaN(${text})`, '||'),
    prepend(parsed, 'NaN: the condition is false', `!isNaN(${text})`, '&&'),
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
        message: `Write \`${literal.value}\` without quotes if ${code(textOf(context.parsed, other))} is a JSON bool: ${becomes(context, node, other)}`,
        fixes: [{ title: 'Drop the quotes', edits: [replace(literal, literal.value)] }],
      },
    ];
  });
}

/** The whole result is compared by its type; what lies in it when it runs, and then a bool equals no text. */
function becomes(context: CheckContext, node: BinaryNode, other: Node): string {
  if (!isJsonResult(context, other))
    return `a bool never equals text, and the comparison is silently ${node.operator === '==' ? 'false' : 'true'}.`;
  const types = node.left === other ? 'bool and string' : 'string and bool';
  return `a bool cannot be compared with text. ${willError(`invalid operation: ${node.operator} (mismatched types ${types})`)}`;
}

function isJsonResult(context: CheckContext, node: Node): boolean {
  return isResult(node) && context.readings.length > 1;
}

/** The condition never looks at what was measured. `failureCondition: "false"` says on purpose that nothing is Failed. */
export function constant({ parsed, nodes, options }: CheckContext): ConditionProblem[] {
  if (parsed.placeholders.length > 0 || nodes.some(isOpenEnded)) return [];
  const evaluation = evaluateParsed(parsed, null);
  const answer = evaluation.kind === 'value' && typeof evaluation.value === 'boolean' ? evaluation.value : undefined;
  if (answer === false && options.field === 'failure' && options.alone === undefined) return [];
  const always = answer === undefined ? 'the same' : String(answer);
  const message = `Compare \`result\` with something: this never looks at it, and is always ${always}.`;
  return [{ code: 'cond-constant', severity: 'warning', range: wholeRange(parsed), message, fixes: [] }];
}
