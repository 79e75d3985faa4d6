/** Words, rule ids and repairs for what the type checker refuses. */

import { BUILTINS, findBuiltin, hasBuiltin } from '../builtins/builtins.ts';
import type { TypeProblem } from '../infer/infer-scope.ts';
import type { Node } from '../syntax/ast.ts';
import { COMPARISONS, FOREIGN_WORDS } from '../syntax/operators.ts';
import { type GoType, isList } from '../types/type.ts';
import { describeType } from '../types/type-words.ts';
import { readBareArg } from './bare-arg.ts';
import type { CheckContext } from './check-context.ts';
import { contains, isLogical } from './guards.ts';
import { listAsBool } from './list-repairs.ts';
import { type ConditionFix, cureFirst, insert, replace, willError } from './problem.ts';
import { because, found, type Reported } from './report.ts';
import { code, textOf } from './source.ts';
import { mixedIn } from './type-problems-in.ts';
import { general, remainder, structField, textMixed } from './type-problems-values.ts';
import { versionProblem } from './version-problems.ts';

export function typeProblem(context: CheckContext, found: TypeProblem): Reported {
  // The library will see a value where a placeholder stands, so its words are not known.
  const open = contains(found.node, inner => inner.kind === 'placeholder');
  const problem = open ? { ...found, message: '' } : found;
  return (
    versionProblem(context, problem) ??
    unknownName(context, problem) ??
    precedence(context, problem) ??
    listAsValue(context, problem) ??
    listAsCondition(context, problem) ??
    indexedScalar(context, problem) ??
    mixedIn(context, problem) ??
    textMixed(context, problem) ??
    structField(context, problem) ??
    remainder(context, problem) ??
    general(context, problem)
  );
}

const NAMES = ['result', ...BUILTINS.map(builtin => builtin.name)];

function unknownName(context: CheckContext, { reason, node, message }: TypeProblem): Reported | undefined {
  if (reason !== 'unknown-name') return undefined;
  const callee = node.kind === 'identifier' ? node.name : textOf(context.parsed, node);
  const arg = callee === 'args' ? readBareArg(context.parsed.text, node.start) : undefined;
  if (arg) {
    const tag = `{{args.${arg.name}}}`;
    const fixes = [{ title: `Write ${tag}`, edits: [replace(arg.range, tag)] }];
    const what = cureFirst(`Write \`${tag}\``, 'an arg is filled in between double braces', message);
    return { ...found('cond-unknown-name', node, what, fixes), range: arg.range };
  }
  const meant = FOREIGN_WORDS.get(callee);
  if (meant !== undefined && node.kind === 'identifier') {
    const fixes = [{ title: `Write ${meant}`, edits: [replace(node, meant)] }];
    return found(
      'cond-foreign-operators',
      node,
      cureFirst(`Write \`${meant}\``, `conditions do not know ${code(callee)}`, message),
      fixes,
    );
  }
  const near = nearest(
    callee,
    NAMES.filter(name => {
      const builtin = findBuiltin(name);
      return !builtin || hasBuiltin(builtin, context.parsed.version);
    }),
  );
  const fixes =
    near === undefined || node.kind !== 'identifier' ? [] : [{ title: `Write ${near}`, edits: [replace(node, near)] }];
  const meaning = near === undefined ? 'A condition knows `result` and the functions.' : `Did you mean \`${near}\`?`;
  return found('cond-unknown-name', node, `Unknown name ${code(callee)}. ${meaning} ${willError(message)}`, fixes);
}

/** The closest name, if it is close enough to be a slip. */
function nearest(word: string, names: readonly string[]): string | undefined {
  const most = word.length <= 4 ? 1 : 2;
  let best: string | undefined;
  let least = most + 1;
  for (const name of names) {
    const distance = name.toLowerCase() === word.toLowerCase() ? 0 : editDistance(word, name, most);
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

function editDistance(from: string, to: string, most: number): number {
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = from.charAt(i - 1) === to.charAt(j - 1) ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + change));
    }
    row = next;
  }
  return row[to.length] ?? most + 1;
}

/** `not a > b` and `!a > b`. */
function precedence(context: CheckContext, { reason, node, message }: TypeProblem): Reported | undefined {
  const negation = reason === 'unary-mismatch' ? node : node.kind === 'binary' ? node.left : undefined;
  if (negation?.kind !== 'unary' || (negation.operator !== 'not' && negation.operator !== '!')) return undefined;
  const parent = reason === 'unary-mismatch' ? context.parents.get(node) : node;
  if (parent?.kind !== 'binary' || parent.left !== negation || negation.operand.kind === 'binary') return undefined;
  if (!COMPARISONS.has(parent.operator) && parent.operator !== '==' && parent.operator !== '!=') return undefined;
  const right = textOf(context.parsed, { start: negation.operand.start, end: parent.end });
  const fixes = [
    {
      title: 'Put brackets around the comparison',
      edits: [insert(negation.operand.start, '('), insert(parent.end, ')')],
    },
  ];
  const why = `\`${negation.operator}\` binds tighter than \`${parent.operator}\`, and turns ${code(textOf(context.parsed, negation.operand))} before the comparison`;
  return {
    ...found('cond-not-precedence', parent, cureFirst(`Write ${code(`not (${right})`)}`, why, message), fixes),
    range: { start: negation.start, end: parent.end },
  };
}

/** A list where one value is meant: compared, calculated with, given to a function for one number. */
function listAsValue(context: CheckContext, problem: TypeProblem): Reported | undefined {
  const operand = listOperand(problem);
  if (!operand) return undefined;
  if (isAsked(problem.node)) return listAsBool(context, problem.node, operand, problem.message);
  const text = textOf(context.parsed, operand);
  const whole = problem.node.kind === 'binary' ? problem.node : operand;
  const indexed =
    textOf(context.parsed, { start: whole.start, end: operand.end }) +
    '[0]' +
    textOf(context.parsed, { start: operand.end, end: whole.end });
  const fixes: ConditionFix[] = [{ title: 'Take the first value', edits: [insert(operand.end, '[0]')] }];
  if (problem.node.kind === 'binary' && COMPARISONS.has(problem.node.operator) && problem.node.left === operand) {
    const rest = textOf(context.parsed, { start: operand.end, end: problem.node.end });
    fixes.push({
      title: 'Compare every value',
      edits: [replace(problem.node, `len(${text}) > 0 && all(${text}, #${rest})`)],
    });
  }
  const message = cureFirst(
    `Write ${code(indexed)}`,
    `${code(text)} is a list here${because(context)}`,
    problem.message,
  );
  return found('cond-list-without-index', operand, message, fixes);
}

/** Whether a bool is wanted of its operands. */
function isAsked(node: Node): boolean {
  return (node.kind === 'binary' && isLogical(node)) || (node.kind === 'unary' && ['not', '!'].includes(node.operator));
}

function listOperand({ reason, node, types }: TypeProblem): Node | undefined {
  const [left, right] = types;
  if (reason === 'mismatch' && node.kind === 'binary' && node.operator !== 'in') {
    if (left && isList(left) && !(right && isList(right))) return node.left;
    if (right && isList(right) && left && !isList(left)) return node.right;
  }
  if (reason === 'argument-type' && left && isList(left) && right?.kind === 'float') return node;
  if (reason === 'unary-mismatch' && left && isList(left) && node.kind === 'unary') return node.operand;
  return undefined;
}

/** `result ? ... : ...` of a list. */
function listAsCondition(context: CheckContext, { reason, node, types, message }: TypeProblem): Reported | undefined {
  const [type] = types;
  return reason === 'condition-not-bool' && type && isList(type) ? listAsBool(context, node, node, message) : undefined;
}

/** An index or a member where there is one number. */
function indexedScalar(context: CheckContext, { reason, node, types, message }: TypeProblem): Reported | undefined {
  const member = node.kind === 'member' ? node : undefined;
  const [base] = types;
  if (!member || !base || (reason !== 'not-indexable' && reason !== 'no-field')) {
    return reason === 'index-type' ? memberOfList(context, node, types, message) : undefined;
  }
  const scalar = ['float', 'int', 'bool', 'string'].includes(base.kind);
  if (!scalar || member.dot || (base.kind === 'string' && base.name !== undefined)) return undefined;
  const text = textOf(context.parsed, member.object);
  const fixes = [{ title: 'Drop the index', edits: [replace({ start: member.object.end, end: member.end }, '')] }];
  const say = cureFirst(
    `Write ${code(text)}`,
    `it is ${describeType(base)} here${because(context)}, so there is nothing to index`,
    message,
  );
  return found('cond-scalar-indexed', member, say, fixes);
}

/** `result.value` on a list. */
function memberOfList(
  context: CheckContext,
  property: Node,
  types: readonly GoType[],
  message: string,
): Reported | undefined {
  const parent = context.parents.get(property);
  const [base, key] = types;
  if (parent?.kind !== 'member' || key?.kind !== 'string' || !base || !isList(base)) return undefined;
  const text = textOf(context.parsed, parent.object);
  const fixed = `${text}[0]${textOf(context.parsed, { start: parent.object.end, end: parent.end })}`;
  const fixes = [{ title: 'Take the first element', edits: [insert(parent.object.end, '[0]')] }];
  const say = cureFirst(`Write ${code(fixed)}`, `${code(text)} is a list here${because(context)}`, message);
  return found('cond-list-without-index', parent, say, fixes);
}
