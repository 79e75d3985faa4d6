/** Divisions of 0 by 0, which are NaN: of a rate by a rate, when nothing happens. */
import type { SyntaxNode } from '@lezer/common';
import { argsOf, type QueryText, sideOf } from './query-text.ts';

/** How fast something counts up: 0 when nothing happens. */
const RATES: ReadonlySet<string> = new Set(['rate', 'irate', 'increase']);
/** Never 0 when they have an answer, or a number that has nothing to do with traffic. */
const NEVER_ZERO: ReadonlySet<string> = new Set([
  'count',
  'group',
  'absent',
  'absent_over_time',
  'exp',
  'count_values',
  'time',
  'pi',
]);
const ARITHMETIC: ReadonlySet<string> = new Set(['Add', 'Sub', 'Mul', 'Div', 'Mod', 'Pow', 'Atan2']);

export class Divisions {
  readonly #text: QueryText;

  constructor(text: QueryText) {
    this.#text = text;
  }

  mayBeNaN(node: SyntaxNode): boolean {
    if (node.name === 'BinaryExpr') return this.#binary(node);
    const name = this.#nameOf(node);
    if (NEVER_ZERO.has(name)) return false;
    return this.#partsOf(node).some(part => this.mayBeNaN(part));
  }

  #binary(node: SyntaxNode): boolean {
    const { left, right, operator } = sideOf(node);
    if (!left || !right) return false;
    if (operator === 'Or') return this.mayBeNaN(left) || this.mayBeNaN(right);
    if (operator === 'And' || operator === 'Unless') return this.mayBeNaN(left);
    // A comparison with NaN is false: it drops the series, or is 0 with `bool`.
    if (!ARITHMETIC.has(operator)) return false;
    const isDivision = operator === 'Div' || operator === 'Mod';
    const isOfZeros = isDivision && this.#mayBeZero(right) && this.#text.numberOf(left) === undefined;
    return isOfZeros || this.mayBeNaN(left) || this.mayBeNaN(right);
  }

  /** Whether it is 0 when nothing happens. */
  #mayBeZero(node: SyntaxNode): boolean {
    const number = this.#text.numberOf(node);
    if (number !== undefined) return number === 0;
    if (node.name === 'BinaryExpr') return this.#zeroOfBinary(node);
    const name = this.#nameOf(node);
    if (RATES.has(name)) return true;
    if (NEVER_ZERO.has(name)) return false;
    const [first, second] = argsOf(node);
    if ((name === 'clamp_min' || name === 'clamp') && first && second && this.#isPositive(second)) return false;
    return this.#partsOf(node).some(part => this.#text.numberOf(part) === undefined && this.#mayBeZero(part));
  }

  #zeroOfBinary(node: SyntaxNode): boolean {
    const { left, right, operator, isBool } = sideOf(node);
    if (!left || !right) return false;
    const [a, b] = [this.#mayBeZero(left), this.#mayBeZero(right)];
    switch (operator) {
      case 'Add':
      case 'Sub':
        return a && b;
      case 'Mul':
      case 'Or':
        return a || b;
      case 'Div':
      case 'Mod':
      case 'And':
      case 'Unless':
      case 'Pow':
        return a;
      default:
        return !isBool && a && !this.#dropsZero(operator, right);
    }
  }

  /** `> 0`, `>= 5`, `!= 0`: what is 0 has no series behind it. */
  #dropsZero(operator: string, right: SyntaxNode): boolean {
    const number = this.#text.numberOf(right);
    if (number === undefined) return false;
    if (operator === 'Gtr') return number >= 0;
    if (operator === 'Gte' || operator === 'Eql') return number > 0 || (operator === 'Eql' && number !== 0);
    return operator === 'Neq' && number === 0;
  }

  #isPositive(node: SyntaxNode): boolean {
    const number = this.#text.numberOf(node);
    // What a placeholder gives is meant to be one.
    return number === undefined || number > 0;
  }

  #nameOf(node: SyntaxNode): string {
    return (this.#text.nameOf(node, 'FunctionIdentifier') || this.#text.nameOf(node, 'AggregateOp')).toLowerCase();
  }

  #partsOf(node: SyntaxNode): readonly SyntaxNode[] {
    return [...node.getChildren('Expr'), ...argsOf(node)];
  }
}
