/** Words, rule ids and repairs for what the type checker refuses. */
import type { BinaryNode, Node } from './ast.ts';
import { BUILTINS, findBuiltin, hasBuiltin } from './builtins.ts';
import type { CheckContext } from './check-context.ts';
import { contains } from './guards.ts';
import type { TypeProblem } from './infer-scope.ts';
import { COMPARISONS, FOREIGN_WORDS } from './operators.ts';
import { type ConditionCode, type ConditionFix, type ConditionProblem, insert, replace, willError } from './problem.ts';
import { code, textOf, wholeRange } from './source.ts';
import { dereference, type GoType, isList, printType } from './type.ts';
import { describeType } from './type-words.ts';
import { versionProblem } from './version-problems.ts';

export type Reported = Omit<ConditionProblem, 'severity'>;

export function typeProblem(context: CheckContext, found: TypeProblem): Reported {
  // The library will see a value where a placeholder stands, so its words are not known.
  const open = contains(found.node, inner => inner.kind === 'placeholder');
  const problem = open ? { ...found, message: '' } : found;
  return (
    versionProblem(context, problem) ??
    unknownName(context, problem) ??
    precedence(context, problem) ??
    listAsValue(context, problem) ??
    indexedScalar(context, problem) ??
    textMixed(context, problem) ??
    structField(context, problem) ??
    remainder(context, problem) ??
    general(context, problem)
  );
}

function found(ruleCode: ConditionCode, node: Node, message: string, fixes: readonly ConditionFix[] = []): Reported {
  return { code: ruleCode, range: { start: node.start, end: node.end }, message, fixes };
}

const NAMES = ['result', ...BUILTINS.map(builtin => builtin.name)];

function unknownName(context: CheckContext, { reason, node, message }: TypeProblem): Reported | undefined {
  if (reason !== 'unknown-name') return undefined;
  const callee = node.kind === 'identifier' ? node.name : textOf(context.parsed, node);
  const meant = FOREIGN_WORDS.get(callee);
  if (meant !== undefined && node.kind === 'identifier') {
    const fixes = [{ title: `Write ${meant}`, edits: [replace(node, meant)] }];
    return found(
      'cond-foreign-operators',
      node,
      `${code(callee)} is no word of conditions. ${willError(message)} Write \`${meant}\`.`,
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
  const hint = near === undefined ? ' A condition knows `result` and the functions.' : ` Did you mean \`${near}\`?`;
  const fixes =
    near === undefined || node.kind !== 'identifier' ? [] : [{ title: `Write ${near}`, edits: [replace(node, near)] }];
  return found('cond-unknown-name', node, `Nothing is called ${code(callee)}. ${willError(message)}${hint}`, fixes);
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
  const what = `\`${negation.operator}\` binds tighter than \`${parent.operator}\`: it turns ${code(textOf(context.parsed, negation.operand))} before the comparison.`;
  return {
    ...found('cond-not-precedence', parent, `${what} ${willError(message)} Write ${code(`not (${right})`)}.`, fixes),
    range: { start: negation.start, end: parent.end },
  };
}

function because(context: CheckContext): string {
  const { because: why } = context.options;
  return why === undefined ? '' : `: ${why}`;
}

/** A list where one value is meant: compared, calculated with, given to a function for one number. */
function listAsValue(context: CheckContext, problem: TypeProblem): Reported | undefined {
  const operand = listOperand(problem);
  if (!operand) return undefined;
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
  const message = `${code(text)} is a list here${because(context)}. ${willError(problem.message)} Write ${code(indexed)}.`;
  return found('cond-list-without-index', operand, message, fixes);
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
  const say = `${code(text)} is ${describeType(base)} here${because(context)}, so there is nothing to index. ${willError(message)} Write ${code(text)}.`;
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
  const say = `${code(text)} is a list here${because(context)}. ${willError(message)} Write ${code(fixed)}.`;
  return found('cond-list-without-index', parent, say, fixes);
}

/** Text beside a bool or a number. */
function textMixed(context: CheckContext, { reason, node, types, message }: TypeProblem): Reported | undefined {
  const [left, right] = types;
  if (reason !== 'mismatch' || node.kind !== 'binary' || !left || !right) return undefined;
  if (left.kind !== 'string' && right.kind !== 'string') return undefined;
  const status = [left, right].find(type => type.kind === 'string' && type.name !== undefined);
  if (status) return statusCode(context, node, left, message);
  const [literal, other] = left.kind === 'string' ? [node.left, right] : [node.right, left];
  const equality = node.operator === '==' || node.operator === '!=';
  if (
    literal.kind === 'string' &&
    /^(?:true|false|-?\d+(?:\.\d+)?)$/.test(literal.value) &&
    ['bool', 'float', 'int'].includes(other.kind)
  ) {
    const fixes = [{ title: 'Drop the quotes', edits: [replace(literal, literal.value)] }];
    const say = `This compares ${describeType(other)} with text. ${willError(message)} Write \`${literal.value}\` without quotes.`;
    return found(equality ? 'cond-bool-as-string' : 'cond-string-as-number', node, say, fixes);
  }
  if (!COMPARISONS.has(node.operator) || (other.kind !== 'float' && other.kind !== 'int')) return undefined;
  const operand = left.kind === 'string' ? node.left : node.right;
  const text = textOf(context.parsed, operand);
  const fixes = [{ title: 'Read the text as a number', edits: [replace(operand, `asFloat(${text})`)] }];
  const say = `${code(text)} is text here${because(context)}, and text has no order with numbers. ${willError(message)} Write ${code(`asFloat(${text})`)}.`;
  return found('cond-string-as-number', node, say, fixes);
}

function statusCode(context: CheckContext, node: BinaryNode, left: GoType, message: string): Reported {
  const operand = left.kind === 'string' && left.name !== undefined ? node.left : node.right;
  const text = textOf(context.parsed, operand);
  const fixes = [{ title: 'Turn it into text', edits: [replace(operand, `string(${text})`)] }];
  return found(
    'cond-struct-case',
    node,
    `${code(text)} has a type of its own that equals no text. ${willError(message)} Write ${code(`string(${text})`)}.`,
    fixes,
  );
}

function structField(context: CheckContext, { reason, node, types, message }: TypeProblem): Reported | undefined {
  const [base] = types;
  if (reason !== 'no-field' || node.kind !== 'member' || base?.kind !== 'struct' || node.property.kind !== 'string')
    return undefined;
  const wanted = node.property.value.replaceAll('_', '').toLowerCase();
  const field = [...base.fields.keys()].find(name => name.toLowerCase() === wanted);
  const fixes =
    field === undefined ? [] : [{ title: `Write ${field}`, edits: [fieldEdit(node.property, field, node.dot)] }];
  const names = [...base.fields.keys()].map(name => `\`${name}\``).join(', ');
  const hint = field === undefined ? `It has ${names}.` : `Write \`.${field}\`.`;
  return found(
    'cond-struct-case',
    node.property,
    `A CloudWatch result has no field ${code(textOf(context.parsed, node.property))}. ${willError(message)} ${hint}`,
    fixes,
  );
}

function fieldEdit(property: Node, field: string, dot: boolean) {
  return replace(property, dot ? field : `"${field}"`);
}

function remainder(context: CheckContext, { reason, node, types, message }: TypeProblem): Reported | undefined {
  const floats = types.map(type => type.kind === 'float');
  if (reason !== 'mismatch' || node.kind !== 'binary' || node.operator !== '%' || !floats.includes(true))
    return undefined;
  const operands = [node.left, node.right].filter((_, i) => floats[i]);
  const edits = operands.map(operand => replace(operand, `int(${textOf(context.parsed, operand)})`));
  const say = `\`%\` is for whole numbers, and the values of metrics are floats. ${willError(message)} Write ${code(`int(${textOf(context.parsed, operands[0] ?? node)})`)}.`;
  return found('cond-modulo-float', node, say, [{ title: 'Turn it into a whole number', edits }]);
}

function general(context: CheckContext, problem: TypeProblem): Reported {
  const { node, reason, message, types } = problem;
  const text = code(textOf(context.parsed, node));
  const shown = types.map(type => describeType(dereference(type)));
  const error = willError(message);
  switch (reason) {
    case 'mismatch':
      return found(
        'cond-type',
        node,
        `\`${node.kind === 'binary' ? node.operator : ''}\` does not work between ${shown.join(' and ')}. ${error} Convert or pick a part so that both sides fit.`,
      );
    case 'unary-mismatch':
      return found(
        'cond-type',
        node,
        `\`${node.kind === 'unary' ? node.operator : ''}\` does not work on ${shown[0] ?? 'this'}. ${error} Compare it first.`,
      );
    case 'condition-not-bool':
      return found(
        'cond-type',
        node,
        `${text} has to be true or false and is ${shown[0] ?? 'neither'}. ${error} Compare it with something.`,
      );
    case 'nil-field':
      return found(
        'cond-type',
        node,
        `There is nothing to take a part of: the result is nil. ${error} Write \`?.\` or \`??\`.`,
      );
    case 'unknown-pointer':
      return found(
        'cond-predicate-outside',
        node,
        `${text} means nothing here: \`#index\` is known in map and reduce, \`#acc\` in reduce. ${error}`,
      );
    case 'bad-pattern':
      return found(
        'cond-syntax',
        node,
        `This is no regular expression as Go reads them. ${error} Correct the pattern.`,
      );
    case 'redeclared':
      return found('cond-type', node, `The name is taken. ${error} Choose another name behind \`let\`.`);
    case 'not-a-list':
      return found(
        'cond-type',
        node,
        `${text} is ${shown[0] ?? 'no list'}, and this function wants a list. ${error} Compare the value itself.`,
      );
    case 'predicate-not-bool':
    case 'predicate-nil':
      return found(
        'cond-type',
        node,
        `The predicate has to be true or false for each element. ${error} Compare the element: \`# > 0\`.`,
      );
    default:
      return found('cond-type', node, `${text} does not fit here. ${error}`);
  }
}

/** The condition as a whole is no bool. */
export function notBool(context: CheckContext, root: GoType): Reported {
  const range = wholeRange(context.parsed);
  const message = `expected bool, but got ${printType(root)}`;
  const say = `The condition is ${describeType(root)}, not true or false. ${willError(message)} Compare it with something.`;
  return { code: 'cond-not-bool', range, message: say, fixes: [] };
}
