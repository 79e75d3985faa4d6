/** What becomes of a condition when the provider has no data: an empty list, or nil. Evaluated, not guessed. */
import { alwaysFails, type Failure } from '../possible/always-fails.ts';
import { exact, type Kinds } from '../possible/kind.ts';
import type { Node } from '../syntax/ast.ts';
import { type Parsed, parse } from '../syntax/parser.ts';
import { CLOUD_WATCH_RESULT, type ResultShape, typesOf } from '../types/shape.ts';
import { NIL } from '../types/type.ts';
import { list, type StructValue, type Value } from '../values/value.ts';
import type { CheckContext } from './check-context.ts';
import { isLogical, isResult } from './guards.ts';
import { applyEdits, type ConditionFix, type ConditionProblem, replace, willError } from './problem.ts';
import { isRefused, readAs } from './readings.ts';
import { code, prepend, textOf } from './source.ts';

const EMPTY_FLOATS: Value = list([], '[]float64');
const SERIES_WITHOUT_VALUES: StructValue = {
  type: 'struct',
  name: CLOUD_WATCH_RESULT.name,
  fields: new Map<string, Value>([
    ['Id', 'm1'],
    ['Label', 'm1'],
    ['Messages', { ...list([], '[]types.MessageData'), isNil: true }],
    ['StatusCode', { type: 'named-string', name: 'types.StatusCode', value: 'Complete' }],
    ['Timestamps', list([], '[]time.Time')],
    ['Values', list([], '[]float64')],
  ]),
};

/** What each shape is without data. */
const EMPTY: Partial<Readonly<Record<ResultShape, Value>>> = {
  floats: EMPTY_FLOATS,
  list: list([]),
  cloudWatch: list([SERIES_WITHOUT_VALUES], '[]types.MetricDataResult'),
};

/** From Argo 1.10 on the controller says this instead of the library's reason. */
const NO_DATA = 'metric result is nil or empty: no data returned from the metric provider';

export function noData(context: CheckContext): ConditionProblem[] {
  const { options } = context;
  const shape = options.mayBeEmpty === true ? options.shapes.find(each => EMPTY[each] !== undefined) : undefined;
  if (shape) {
    const failed = failsOn(context.parsed, shape);
    return failed ? [emptyProblem(context, shape, failed)] : [];
  }
  // A JSON null is a value like others.
  if (options.mayBeNil !== true || options.shapes.includes('json')) return [];
  const failed = failsOn(context.parsed, 'nil');
  return failed ? nilProblem(context, failed) : [];
}

interface Failed {
  readonly node: Node;
  readonly message: string;
}

/** The part that fails without data, whatever stands in for placeholders. */
function failsOn(parsed: Parsed, shape: ResultShape): Failed | undefined {
  const [type] = shape === 'nil' ? [NIL] : typesOf(shape);
  if (!type) return undefined;
  const reading = readAs(parsed, shape, type);
  const [problem] = reading.inferred.problems;
  if (problem) return problem;
  const kinds: Kinds = [exact(EMPTY[shape] ?? null)];
  const failure = isRefused(reading) ? undefined : alwaysFails(parsed, reading.inferred, kinds);
  return failure && asFailed(parsed, failure);
}

function asFailed(parsed: Parsed, failure: Failure): Failed {
  return { node: failure.at === 'part' ? failure.node : parsed.tree, message: failure.message };
}

function wordsOf({ parsed }: CheckContext, shape: ResultShape, { message }: Failed): string {
  return parsed.version === '1.17' && shape !== 'cloudWatch' ? NO_DATA : message;
}

function emptyProblem(context: CheckContext, shape: ResultShape, failed: Failed): ConditionProblem {
  const { parsed } = context;
  const values = shape === 'cloudWatch' ? valuesAsked(context, failed.node) : 'result';
  const { start, end } = failed.node;
  const error = willError(wordsOf(context, shape, failed));
  const late = lateGuard(context, failed.node, values);
  const part = code(textOf(parsed, failed.node));
  if (late) {
    const message = `Put ${code(late.guard)} first: without data ${part} fails before it is looked at. ${error}`;
    const fixes = late.fix && works(parsed, shape, late.fix) ? [late.fix] : [];
    return { code: 'cond-late-guard', severity: 'warning', range: { start, end }, message, fixes };
  }
  const fixes = [
    prepend(parsed, 'No data: the condition is false', `len(${values}) > 0`, '&&'),
    prepend(parsed, 'No data: the condition is true', `len(${values}) == 0`, '||'),
  ].filter(fix => works(parsed, shape, fix));
  const range = { start, end };
  if (context.options.isEmptyWhenWell === true) {
    const message = `Add \`or vector(0)\` to the query: without errors it has no series, and then ${part} fails while all is well. ${error}`;
    return { code: 'cond-empty-when-well', severity: 'warning', range, message, fixes };
  }
  const message = `Ask for ${code(`len(${values}) > 0`)} first: without data ${code(values)} is empty, and ${part} fails. ${error}`;
  return { code: 'cond-empty-list', severity: 'info', range, message, fixes };
}

/** The list of values that the failing part asks about. */
function valuesAsked({ parsed, nodes }: CheckContext, failed: Node): string {
  const inside = nodes.find(
    node =>
      node.kind === 'member' &&
      node.property.kind === 'string' &&
      node.property.value === 'Values' &&
      failed.start <= node.start &&
      node.end <= failed.end,
  );
  return inside ? textOf(parsed, inside) : 'result[0].Values';
}

/** A repair that makes the condition fail without data, where it does not fail now, is none. */
export function keepsNoData({ parsed, options }: CheckContext, fix: ConditionFix): boolean {
  const shape = options.mayBeEmpty === true ? options.shapes.find(each => EMPTY[each] !== undefined) : undefined;
  return shape === undefined || failsOn(parsed, shape) !== undefined || works(parsed, shape, fix);
}

function works(parsed: Parsed, shape: ResultShape, fix: ConditionFix): boolean {
  const fixed = parse(applyEdits(parsed.text, fix.edits), parsed.version);
  return failsOn(fixed, shape) === undefined;
}

interface LateGuard {
  readonly guard: string;
  readonly fix?: ConditionFix;
}

/** `result[0] < 1 && len(result) > 0`: the length is asked for when it is too late. */
function lateGuard({ parsed, parents }: CheckContext, failed: Node, values: string): LateGuard | undefined {
  for (let node: Node | undefined = failed; node; node = parents.get(node)) {
    if (node.kind !== 'binary' || !isLogical(node)) continue;
    const operands = flatten(node, node.operator);
    const own = operands.findIndex(operand => operand.start <= failed.start && failed.end <= operand.end);
    const guard = operands.slice(own + 1).find(operand => isGuard(parsed, operand, values));
    if (guard) return { guard: textOf(parsed, guard), ...moved(parsed, operands, guard) };
  }
  return undefined;
}

function flatten(node: Node, operator: string): readonly Node[] {
  if (node.kind !== 'binary' || node.operator !== operator) return [node];
  return [...flatten(node.left, operator), ...flatten(node.right, operator)];
}

function isGuard(parsed: Parsed, node: Node, values: string): boolean {
  return (
    node.kind === 'binary' &&
    node.left.kind === 'builtin' &&
    node.left.name === 'len' &&
    node.left.args[0] !== undefined &&
    textOf(parsed, node.left.args[0]) === values &&
    node.right.kind === 'int'
  );
}

/** The guard in front of the others, where nothing but operators stands between them. */
function moved(parsed: Parsed, operands: readonly Node[], guard: Node): { readonly fix?: ConditionFix } {
  const [first] = operands;
  const at = operands.indexOf(guard);
  const before = operands[at - 1];
  if (!first || !before) return {};
  const operator = textOf(parsed, { start: before.end, end: guard.start });
  if (!/^\s*(&&|\|\||and|or)\s*$/.test(operator)) return {};
  const text = `${textOf(parsed, guard)}${operator}${textOf(parsed, { start: first.start, end: before.end })}`;
  return { fix: { title: 'Ask for the length first', edits: [replace({ start: first.start, end: guard.end }, text)] } };
}

function nilProblem(context: CheckContext, failed: Failed): ConditionProblem[] {
  const { parsed } = context;
  const { start, end } = failed.node;
  const uses = context.nodes.filter(node => isResult(node) && !isAskedForNil(context, node));
  const fix = {
    title: 'No data: the result is 0',
    edits: uses.map(use => replace(use, 'default(result, 0)')),
  };
  const message = `Write \`default(result, 0)\`: without data the result is nil, and ${code(textOf(parsed, failed.node))} fails. ${willError(wordsOf(context, 'nil', failed))}`;
  const fixes = uses.length > 0 && works(parsed, 'nil', fix) ? [fix] : [];
  return [{ code: 'cond-nil-result', severity: 'warning', range: { start, end }, message, fixes }];
}

function isAskedForNil({ parents }: CheckContext, node: Node): boolean {
  const parent = parents.get(node);
  if (parent?.kind === 'call' && parent.callee.kind === 'identifier')
    return ['isNil', 'default'].includes(parent.callee.name);
  return (
    parent?.kind === 'binary' &&
    ['==', '!=', '??'].includes(parent.operator) &&
    [parent.left, parent.right].some(side => side.kind === 'nil')
  );
}
