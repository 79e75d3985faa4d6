/** Words and repairs for values that do not go together. */

import type { TypeProblem } from '../infer/infer-scope.ts';
import type { BinaryNode, Node } from '../syntax/ast.ts';
import { COMPARISONS } from '../syntax/operators.ts';
import { dereference, type GoType, printType } from '../types/type.ts';
import { describeType } from '../types/type-words.ts';
import type { CheckContext } from './check-context.ts';
import { replace, willError } from './problem.ts';
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

export function remainder(context: CheckContext, { reason, node, types, message }: TypeProblem): Reported | undefined {
  const floats = types.map(type => type.kind === 'float');
  if (reason !== 'mismatch' || node.kind !== 'binary' || node.operator !== '%' || !floats.includes(true))
    return undefined;
  const operands = [node.left, node.right].filter((_, i) => floats[i]);
  const edits = operands.map(operand => replace(operand, `int(${textOf(context.parsed, operand)})`));
  const say = `\`%\` is for whole numbers, and the values of metrics are floats. ${willError(message)} Write ${code(`int(${textOf(context.parsed, operands[0] ?? node)})`)}.`;
  return found('cond-modulo-float', node, say, [{ title: 'Turn it into a whole number', edits }]);
}

export function general(context: CheckContext, problem: TypeProblem): Reported {
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
