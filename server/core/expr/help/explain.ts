/** A condition in plain words. Modest: what has no words stays as it is written. */

import { isResult } from '../check/guards.ts';
import { code, textOf } from '../check/source.ts';
import type { BinaryNode, BuiltinNode, MemberNode, Node } from '../syntax/ast.ts';
import type { Parsed } from '../syntax/parser.ts';

/** Undefined when the condition does not parse, or when words would say no more than the text. */
export function explain(parsed: Parsed): string | undefined {
  if (parsed.opaque || parsed.lexical.length > 0 || parsed.syntax.length > 0 || parsed.tokens.length <= 1)
    return undefined;
  const words = new Explainer(parsed).statement(parsed.tree);
  return words === code(textOf(parsed, parsed.tree)) ? undefined : words.charAt(0).toUpperCase() + words.slice(1);
}

/** Beyond this many parts words are no help. */
const MOST_PARTS = 60;

const COMPARED: Readonly<Record<string, string>> = {
  '<': 'is less than',
  '>': 'is more than',
  '<=': 'is at most',
  '>=': 'is at least',
  '==': 'is',
  '!=': 'is not',
  in: 'is in',
  contains: 'contains',
  startsWith: 'starts with',
  endsWith: 'ends with',
  matches: 'matches',
};

const OPPOSITE: Readonly<Record<string, string>> = {
  in: 'is not in',
  contains: 'does not contain',
  startsWith: 'does not start with',
  endsWith: 'does not end with',
  matches: 'does not match',
};

class Explainer {
  private readonly parsed: Parsed;
  private said = 0;
  /** What `#` is called, innermost last. */
  private readonly elements: string[] = [];

  constructor(parsed: Parsed) {
    this.parsed = parsed;
  }

  private text(node: Node): string {
    return code(textOf(this.parsed, node));
  }

  /** Something that is true or false. */
  statement(node: Node): string {
    if (++this.said > MOST_PARTS) return this.text(node);
    switch (node.kind) {
      case 'binary':
        return this.binary(node);
      case 'unary':
        return this.negated(node.operator, node.operand, node);
      case 'builtin':
        return this.quantified(node) ?? this.text(node);
      case 'call':
        return this.asked(node, '') ?? this.text(node);
      case 'bool':
        return node.value ? 'always' : 'never';
      case 'conditional':
        return `if ${this.statement(node.condition)}, then ${this.statement(node.consequent)}, else ${this.statement(node.alternative)}`;
      case 'identifier':
      case 'member':
      case 'pointer':
        return `${this.operand(node)} is true`;
      default:
        return this.text(node);
    }
  }

  private binary(node: BinaryNode): string {
    const { operator, left, right } = node;
    if (operator === 'and' || operator === '&&')
      return node.implied ? this.chain(node) : `${this.within(left, 'or')} and ${this.within(right, 'or')}`;
    if (operator === 'or' || operator === '||') return `${this.within(left, '')} or ${this.within(right, '')}`;
    const length = this.aboutLength(node);
    if (length !== undefined) return length;
    const words = Object.hasOwn(COMPARED, operator) ? COMPARED[operator] : undefined;
    return words === undefined ? this.text(node) : `${this.operand(left)} ${words} ${this.operand(right)}`;
  }

  /** `0 < x < 1` has x in the middle of two comparisons. */
  private chain(node: BinaryNode): string {
    return `${this.statement(node.left)} and ${this.statement(node.right)}`;
  }

  private within(node: Node, looser: string): string {
    const words = this.statement(node);
    const mixed = looser === 'or' && node.kind === 'binary' && (node.operator === 'or' || node.operator === '||');
    return mixed ? `(${words})` : words;
  }

  private aboutLength({ operator, left, right }: BinaryNode): string | undefined {
    if (left.kind !== 'builtin' || left.name !== 'len' || right.kind !== 'int' || !isResult(left.args[0]))
      return undefined;
    const none = right.value === 0n;
    if (none && (operator === '==' || operator === '<=')) return 'there are no values';
    if (none && (operator === '>' || operator === '!=')) return 'there is at least one value';
    return right.value === 1n && operator === '>=' ? 'there is at least one value' : undefined;
  }

  private negated(operator: string, operand: Node, node: Node): string {
    if (operator !== 'not' && operator !== '!') return this.text(node);
    if (operand.kind === 'binary' && Object.hasOwn(OPPOSITE, operand.operator)) {
      return `${this.operand(operand.left)} ${OPPOSITE[operand.operator]} ${this.operand(operand.right)}`;
    }
    if (operand.kind === 'call') return this.asked(operand, ' not') ?? this.text(node);
    return `it is not so that ${this.statement(operand)}`;
  }

  private asked(node: Node & { readonly kind: 'call' }, not: string): string | undefined {
    const [value] = node.args;
    if (node.callee.kind !== 'identifier' || !value) return undefined;
    if (node.callee.name === 'isNaN')
      return `${this.operand(value)} is${not === '' ? ' not a number (NaN)' : ' a number'}`;
    if (node.callee.name === 'isInf') return `${this.operand(value)} is${not} infinite`;
    return node.callee.name === 'isNil' ? `the result is${not} nil` : undefined;
  }

  private quantified(node: BuiltinNode): string | undefined {
    const [list, predicate] = node.args;
    if (!list || predicate?.kind !== 'predicate') return undefined;
    const values = isResult(list) ? '' : ` of ${this.text(list)}`;
    const subject = {
      all: `every value${values}`,
      any: `at least one value${values}`,
      none: `no value${values}`,
      one: `exactly one value${values}`,
    }[node.name];
    if (subject === undefined) return undefined;
    this.elements.push(subject);
    const words = this.statement(predicate.body);
    this.elements.pop();
    const simple = words.startsWith(subject);
    return simple ? words : `for ${subject}: ${words}`;
  }

  /** Something that has a value. */
  private operand(node: Node): string {
    switch (node.kind) {
      case 'identifier':
        return isResult(node) ? 'the result' : this.text(node);
      case 'member':
        return this.member(node);
      case 'pointer':
        return node.name === '' ? (this.elements.at(-1) ?? 'the value') : this.text(node);
      case 'int':
      case 'float':
      case 'string':
      case 'placeholder':
        return textOf(this.parsed, node);
      case 'bool':
        return String(node.value);
      case 'nil':
        return 'nil';
      case 'builtin':
        return this.aggregate(node) ?? this.text(node);
      case 'call':
        return this.fallback(node);
      default:
        return this.text(node);
    }
  }

  private fallback(node: Node & { readonly kind: 'call' }): string {
    const [value, other] = node.args;
    const withDefault = node.callee.kind === 'identifier' && node.callee.name === 'default' && other && isResult(value);
    return withDefault ? `the result (${textOf(this.parsed, other)} without one)` : this.text(node);
  }

  private member({ object, property, dot }: MemberNode): string {
    if (dot && property.kind === 'string') {
      if (object.kind === 'pointer') return `\`${property.value}\` of ${this.operand(object)}`;
      return isResult(object)
        ? `\`${property.value}\` of the result`
        : code(`${textOf(this.parsed, object)}.${property.value}`);
    }
    if (!isResult(object)) return code(`${textOf(this.parsed, object)}[${textOf(this.parsed, property)}]`);
    if (property.kind === 'int') return property.value === 0n ? 'the first value' : `value ${property.value + 1n}`;
    const last =
      property.kind === 'unary' &&
      property.operator === '-' &&
      property.operand.kind === 'int' &&
      property.operand.value === 1n;
    return last ? 'the last value' : `${this.operand(property)} of the result`;
  }

  private aggregate(node: BuiltinNode): string | undefined {
    const [list, predicate] = node.args;
    const of = isResult(list) ? 'the values' : list ? this.text(list) : '';
    const names: Readonly<Record<string, string>> = {
      sum: 'the sum of',
      mean: 'the average of',
      median: 'the median of',
      max: 'the greatest of',
      min: 'the least of',
      len: 'the number of',
    };
    if (node.args.length === 1 && Object.hasOwn(names, node.name)) return `${names[node.name]} ${of}`;
    if (node.name !== 'count' || predicate?.kind !== 'predicate') return undefined;
    this.elements.push('the value');
    const words = this.statement(predicate.body);
    this.elements.pop();
    return `the number of ${isResult(list) ? 'values' : `elements of ${of}`} for which ${words}`;
  }
}
