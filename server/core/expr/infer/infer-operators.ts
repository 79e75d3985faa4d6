/** Types of operators. */
import type { BinaryNode, Node, UnaryNode } from '../syntax/ast.ts';
import {
  ANY,
  BOOL,
  DURATION,
  dereference,
  elementOf,
  FLOAT,
  type GoType,
  INT,
  isAssignable,
  isInteger,
  isList,
  isNumber,
  isUnknown,
  kindOf,
  listOf,
  NIL,
  printType,
  refinedList,
  STRING,
  TIME,
  UNKNOWN,
} from '../types/type.ts';
import { checkPattern } from '../values/regexp.ts';
import { TypeScope } from './infer-scope.ts';

type Check = (type: GoType) => boolean;

const isBool: Check = type => type.kind === 'bool';
const isString: Check = type => type.kind === 'string';
const isTime: Check = type => type.kind === 'time';
const isDuration: Check = type => type.kind === 'duration';
const isMap: Check = type => type.kind === 'map';
const isStruct: Check = type => kindOf(type) === 'struct';

export abstract class OperatorTypes extends TypeScope {
  private readonly isNumber: Check = type => isNumber(type, this.version);
  private readonly isInteger: Check = type => isInteger(type, this.version);

  protected print(type: GoType): string {
    return printType(type, this.version);
  }

  protected unary(node: UnaryNode): GoType {
    const type = dereference(this.visit(node.operand));
    // What binds how is open as long as only a placeholder stands there.
    if (node.operand.kind === 'placeholder') return UNKNOWN;
    const logical = node.operator === '!' || node.operator === 'not';
    if (logical && (isBool(type) || isUnknown(type))) return BOOL;
    if (!logical && this.isNumber(type)) return type;
    if (!logical && isUnknown(type)) return this.open();
    const message = `invalid operation: ${node.operator} (mismatched type ${this.print(type)})`;
    return this.wrong('unary-mismatch', node, message, type);
  }

  /** What comes of an operation with an operand that may be anything. */
  private open(): GoType {
    return this.version === '1.17' ? UNKNOWN : ANY;
  }

  protected binary(node: BinaryNode): GoType {
    const left = dereference(this.visit(node.left));
    const right = dereference(this.visit(node.right));
    const before = this.problems.length;
    const type = this.operation(node, left, right);
    if (type) return type;
    if (this.problems.length > before) return this.open();
    const message = `invalid operation: ${node.operator} (mismatched types ${this.print(left)} and ${this.print(right)})`;
    return this.wrong('mismatch', node, message, left, right);
  }

  private operation(node: BinaryNode, left: GoType, right: GoType): GoType | undefined {
    switch (node.operator) {
      case '==':
      case '!=':
        return this.isComparable(left, right) ? BOOL : undefined;
      case 'or':
      case '||':
      case 'and':
      case '&&':
        return this.both(left, right, isBool) ? BOOL : undefined;
      case '<':
      case '>':
      case '<=':
      case '>=':
        return this.ordered(left, right) ? BOOL : undefined;
      case '+':
        return this.sum(left, right);
      case '-':
        return this.difference(left, right);
      case '*':
        return this.product(left, right);
      case '/':
      case '**':
      case '^':
        return this.both(left, right, this.isNumber) ? FLOAT : undefined;
      case '%':
        return this.remainder(left, right);
      case 'in':
        return this.membership(node, left, right);
      case 'matches':
        return this.match(node, left, right);
      case 'contains':
      case 'startsWith':
      case 'endsWith':
        return this.both(left, right, isString) ? BOOL : undefined;
      case '..':
        if (!this.both(left, right, this.isInteger)) return undefined;
        return this.version === '1.17' ? refinedList(INT) : listOf(INT);
      case '??':
        return this.coalesce(left, right);
      default:
        return undefined;
    }
  }

  /** Both pass the check, or one does and the other may be anything. */
  private both(left: GoType, right: GoType, ...checks: readonly Check[]): boolean {
    if (checks.some(check => check(left) && check(right))) return true;
    return this.maybe(left, right, ...checks);
  }

  private maybe(left: GoType, right: GoType, ...checks: readonly Check[]): boolean {
    if (isUnknown(left)) return isUnknown(right) || checks.some(check => check(right));
    return isUnknown(right) && checks.some(check => check(left));
  }

  private ordered(left: GoType, right: GoType): boolean {
    return this.both(left, right, this.isNumber, isString, isTime, ...(this.version === '1.17' ? [isDuration] : []));
  }

  private promoted(left: GoType, right: GoType): GoType {
    if (this.version === '1.15' && kindOf(left) === kindOf(right)) return left;
    return left.kind === 'float' || right.kind === 'float' ? FLOAT : INT;
  }

  private sum(left: GoType, right: GoType): GoType | undefined {
    if (this.isNumber(left) && this.isNumber(right)) return this.promoted(left, right);
    if (isString(left) && isString(right)) return STRING;
    if ((isTime(left) && isDuration(right)) || (isDuration(left) && isTime(right))) return TIME;
    if (isDuration(left) && isDuration(right)) return DURATION;
    return this.maybe(left, right, this.isNumber, isString, isTime, isDuration) ? this.open() : undefined;
  }

  private difference(left: GoType, right: GoType): GoType | undefined {
    if (this.isNumber(left) && this.isNumber(right)) return this.promoted(left, right);
    if (isTime(left) && isTime(right)) return DURATION;
    if (isTime(left) && isDuration(right)) return TIME;
    if (isDuration(left) && isDuration(right)) return DURATION;
    const durations = this.version === '1.17' ? [isDuration] : [];
    return this.maybe(left, right, this.isNumber, isTime, ...durations) ? this.open() : undefined;
  }

  private product(left: GoType, right: GoType): GoType | undefined {
    if (this.isNumber(left) && this.isNumber(right)) return this.promoted(left, right);
    if (this.version === '1.15') return this.maybe(left, right, this.isNumber) ? ANY : undefined;
    const numberOrDuration: Check = type => this.isNumber(type) || isDuration(type);
    if (numberOrDuration(left) && numberOrDuration(right)) return DURATION;
    return this.maybe(left, right, numberOrDuration) ? UNKNOWN : undefined;
  }

  private remainder(left: GoType, right: GoType): GoType | undefined {
    if (this.isInteger(left) && this.isInteger(right))
      return this.version === '1.17' ? INT : this.promoted(left, right);
    if (!this.maybe(left, right, this.isInteger)) return undefined;
    return this.version === '1.17' ? INT : ANY;
  }

  private isComparable(left: GoType, right: GoType): boolean {
    if (left.kind === 'nil' || right.kind === 'nil' || isUnknown(left) || isUnknown(right)) return true;
    if (this.isNumber(left) && this.isNumber(right)) return true;
    if (this.version === '1.15') return kindOf(left) === kindOf(right);
    if (isList(left) && isList(right)) return true;
    return isAssignable(left, right);
  }

  private membership(node: BinaryNode, left: GoType, right: GoType): GoType | undefined {
    if ((isString(left) || isUnknown(left)) && isStruct(right)) return BOOL;
    if (right.kind === 'map') {
      if (this.version === '1.15' && left.kind === 'nil') return BOOL;
      if (isUnknown(left) || isAssignable(left, right.key)) return BOOL;
      const message = `cannot use ${this.print(left)} as type ${this.print(right.key)} in map key`;
      return this.wrong('key-type', node, message, left, right.key);
    }
    if (isList(right)) return this.listMembership(node, left, elementOf(right));
    if (isUnknown(left) && (isString(right) || isMap(right))) return BOOL;
    return isUnknown(right) ? BOOL : undefined;
  }

  private listMembership(node: Node, left: GoType, element: GoType): GoType {
    if (this.isComparable(left, element)) return BOOL;
    const message = `cannot use ${this.print(left)} as type ${this.print(element)} in array`;
    return this.wrong('element-type', node, message, left, element);
  }

  private match(node: BinaryNode, left: GoType, right: GoType): GoType | undefined {
    if (node.right.kind === 'string' && !node.right.open) {
      const error = checkPattern(node.right.value);
      if (error !== undefined) return this.wrong('bad-pattern', node, error);
    }
    return this.both(left, right, isString) ? BOOL : undefined;
  }

  private coalesce(left: GoType, right: GoType): GoType {
    if (left.kind === 'nil') return right.kind === 'nil' ? NIL : right;
    if (right.kind === 'nil') return left;
    return isAssignable(right, left) ? left : this.open();
  }
}
