/** Words and repairs for values that do not go together. */

import type { TypeProblem } from '../infer/infer-scope.ts';
import type { BinaryNode, Node } from '../syntax/ast.ts';
import { COMPARISONS } from '../syntax/operators.ts';
import { dereference, type GoType } from '../types/type.ts';
import { describeType } from '../types/type-words.ts';
import type { CheckContext } from './check-context.ts';
import { type ConditionCode, cureFirst, replace } from './problem.ts';
import { because, found, type Reported } from './report.ts';
import { code, textOf, wholeRange } from './source.ts';

/** Text beside a bool or a number. */
export function textMixed(context: CheckContext, { reason, node, types, message }: TypeProblem): Reported | undefined {
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
    const say = cureFirst(
      `Write \`${literal.value}\` without quotes`,
      `this compares ${describeType(other)} with text`,
      message,
    );
    return found(equality ? 'cond-bool-as-string' : 'cond-string-as-number', node, say, fixes);
  }
  if (!COMPARISONS.has(node.operator) || (other.kind !== 'float' && other.kind !== 'int')) return undefined;
  const operand = left.kind === 'string' ? node.left : node.right;
  const text = textOf(context.parsed, operand);
  const fixes = [{ title: 'Read the text as a number', edits: [replace(operand, `asFloat(${text})`)] }];
  const say = cureFirst(
    `Write ${code(`asFloat(${text})`)}`,
    `${code(text)} is text here${because(context)}, and text has no order with numbers`,
    message,
  );
  return found('cond-string-as-number', node, say, fixes);
}

function statusCode(context: CheckContext, node: BinaryNode, left: GoType, message: string): Reported {
  const operand = left.kind === 'string' && left.name !== undefined ? node.left : node.right;
  const text = textOf(context.parsed, operand);
  const fixes = [{ title: 'Turn it into text', edits: [replace(operand, `string(${text})`)] }];
  return found(
    'cond-struct-case',
    node,
    cureFirst(
      `Write ${code(`string(${text})`)}`,
      `${code(text)} has a type of its own, which never equals text`,
      message,
    ),
    fixes,
  );
}

export function structField(
  context: CheckContext,
  { reason, node, types, message }: TypeProblem,
): Reported | undefined {
  const [base] = types;
  if (reason !== 'no-field' || node.kind !== 'member' || base?.kind !== 'struct' || node.property.kind !== 'string')
    return undefined;
  const wanted = node.property.value.replaceAll('_', '').toLowerCase();
  const field = [...base.fields.keys()].find(name => name.toLowerCase() === wanted);
  const fixes =
    field === undefined ? [] : [{ title: `Write ${field}`, edits: [fieldEdit(node.property, field, node.dot)] }];
  const names = [...base.fields.keys()].map(name => `\`${name}\``).join(', ');
  const cure = field === undefined ? `Write one of ${names}` : `Write \`.${field}\``;
  return found(
    'cond-struct-case',
    node.property,
    cureFirst(cure, `a CloudWatch result has no field ${code(textOf(context.parsed, node.property))}`, message),
    fixes,
  );
}

function fieldEdit(property: Node, field: string, dot: boolean) {
  return replace(property, dot ? field : `"${field}"`);
}

export function remainder(context: CheckContext, { reason, node, types, message }: TypeProblem): Reported | undefined {
  const floats = types.map(type => type.kind === 'float');
  if (reason !== 'mismatch' || node.kind !== 'binary' || node.operator !== '%' || !floats.includes(true))
    return undefined;
  const operands = [node.left, node.right].filter((_, i) => floats[i]);
  const edits = operands.map(operand => replace(operand, `int(${textOf(context.parsed, operand)})`));
  const say = cureFirst(
    `Write ${code(`int(${textOf(context.parsed, operands[0] ?? node)})`)}`,
    '`%` takes whole numbers, and the values of metrics are floats',
    message,
  );
  return found('cond-modulo-float', node, say, [{ title: 'Turn it into a whole number', edits }]);
}

export function general(context: CheckContext, problem: TypeProblem): Reported {
  const { node, reason, message, types } = problem;
  const text = code(textOf(context.parsed, node));
  const shown = types.map(type => describeType(dereference(type)));
  const said = (cure: string, why: string, ruleCode: ConditionCode = 'cond-type'): Reported =>
    found(ruleCode, node, cureFirst(cure, why, message));
  switch (reason) {
    case 'mismatch':
      return said(
        'Convert or pick a part so that both sides fit',
        `\`${node.kind === 'binary' ? node.operator : ''}\` does not work between ${shown.join(' and ')}`,
      );
    case 'unary-mismatch':
      return said(
        'Compare it first',
        `\`${node.kind === 'unary' ? node.operator : ''}\` does not work on ${shown[0] ?? 'this'}`,
      );
    case 'condition-not-bool':
      return said('Compare it with something', `${text} has to be true or false, and is ${shown[0] ?? 'neither'}`);
    case 'nil-field':
      return said('Write `?.` or `??`', 'the result is nil, and nil has no parts');
    case 'unknown-pointer':
      return said(
        'Use another name',
        `\`#index\` is known in map and reduce, \`#acc\` in reduce, and ${text} nowhere else`,
        'cond-predicate-outside',
      );
    case 'bad-pattern':
      return said('Correct the pattern', 'Go cannot read this regular expression', 'cond-syntax');
    case 'redeclared':
      return said('Choose another name behind `let`', 'this one is taken');
    case 'not-a-list':
      return said('Compare the value itself', `this function wants a list, and ${text} is ${shown[0] ?? 'none'}`);
    case 'predicate-not-bool':
    case 'predicate-nil':
      return said('Compare the element (`# > 0`)', 'the predicate has to be true or false for each of them');
    default:
      return said(`Change ${text}`, 'it does not fit here');
  }
}

/** The condition as a whole comes to something else, which `what` names: `a list`. */
export function notBool(context: CheckContext, what: string, message: string): Reported {
  const range = wholeRange(context.parsed);
  const say = cureFirst('Compare it with something', `the condition is ${what}, not true or false`, message);
  return { code: 'cond-not-bool', range, message: say, fixes: [] };
}
