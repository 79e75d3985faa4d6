/** Constants folded as the library folds them, mistakes included: `x && false` is false whatever x would have done. */

import type { ExprVersion } from '../builtins/version.ts';
import type { BinaryNode, BuiltinNode, ConstantNode, Node } from '../syntax/ast.ts';
import { BOOL, FLOAT, type GoType, INT, LIST, STRING } from '../types/type.ts';
import { add, divide, multiply, subtract } from '../values/arithmetic.ts';
import { power } from '../values/power.ts';
import { GoError, int, isInt, type Value } from '../values/value.ts';

type Literal = bigint | number | string | boolean;

export class Folding {
  applied = false;
  private readonly version: ExprVersion;
  private readonly types: Map<Node, GoType>;

  constructor(version: ExprVersion, types: Map<Node, GoType>) {
    this.version = version;
    this.types = types;
  }

  visit(node: Node): Node {
    switch (node.kind) {
      case 'unary':
        return this.unary(node.operator, node.operand, node);
      case 'binary':
        return this.binary(node);
      case 'array':
        return this.array(node);
      case 'builtin':
        return this.filterOfFilter(node);
      default:
        return node;
    }
  }

  /** A new literal. The older library forgets to type some of them, which decides how they compare. */
  private literal(value: Literal, at: Node, typed: boolean): Node {
    this.applied = true;
    const { start, end } = at;
    let node: Node;
    let type: GoType;
    if (typeof value === 'bigint') [node, type] = [{ kind: 'int', value: BigInt.asIntN(64, value), start, end }, INT];
    else if (typeof value === 'number') [node, type] = [{ kind: 'float', value, start, end }, FLOAT];
    else if (typeof value === 'string') [node, type] = [{ kind: 'string', value, start, end }, STRING];
    else [node, type] = [{ kind: 'bool', value, start, end }, BOOL];
    if (typed || this.version === '1.17') this.types.set(node, type);
    return node;
  }

  private unary(operator: string, operand: Node, node: Node): Node {
    if (operator === '!' || operator === 'not')
      return operand.kind === 'bool' ? this.literal(!operand.value, node, false) : node;
    if (operand.kind === 'int') return this.literal(operator === '-' ? -operand.value : operand.value, node, true);
    if (operand.kind === 'float') return this.literal(operator === '-' ? -operand.value : operand.value, node, true);
    return node;
  }

  private binary(node: BinaryNode): Node {
    const { operator, left, right } = node;
    if (['and', '&&', 'or', '||'].includes(operator))
      return this.logical(node, operator === 'and' || operator === '&&');
    if (operator === '==') return this.equality(node);
    if (operator === '%') return this.remainder(node);
    if (operator === '+' && left.kind === 'string' && right.kind === 'string' && !left.open && !right.open) {
      return this.literal(left.value + right.value, node, false);
    }
    const a = numberOf(left);
    const b = numberOf(right);
    if (a === undefined || b === undefined) return node;
    const value = arithmetic(operator, a, b);
    return value === undefined ? node : this.literal(isInt(value) ? value.value : Number(value), node, true);
  }

  private remainder(node: BinaryNode): Node {
    if (node.left.kind !== 'int' || node.right.kind !== 'int') return node;
    if (node.right.value === 0n) throw new GoError('integer divide by zero');
    return this.literal(node.left.value % node.right.value, node, false);
  }

  private equality(node: BinaryNode): Node {
    const { left, right } = node;
    if (left.kind === 'int' && right.kind === 'int') return this.literal(left.value === right.value, node, false);
    if (left.kind === 'bool' && right.kind === 'bool') return this.literal(left.value === right.value, node, false);
    if (left.kind !== 'string' || right.kind !== 'string' || left.open || right.open) return node;
    return this.literal(left.value === right.value, node, false);
  }

  /** `neutral` is the constant that leaves the other side alone. */
  private logical(node: BinaryNode, neutral: boolean): Node {
    const { left, right } = node;
    const a = left.kind === 'bool' ? left.value : undefined;
    const b = right.kind === 'bool' ? right.value : undefined;
    if (a === neutral) return this.instead(right);
    if (b === neutral) return this.instead(left);
    return a === undefined && b === undefined ? node : this.literal(!neutral, node, false);
  }

  private instead(node: Node): Node {
    this.applied = true;
    if (this.version === '1.17') this.types.set(node, BOOL);
    return node;
  }

  private array(node: Node & { readonly kind: 'array' }): Node {
    const values: Literal[] = [];
    for (const item of node.items) {
      const constant =
        item.kind === 'int' || item.kind === 'float' || item.kind === 'bool' || (item.kind === 'string' && !item.open);
      if (!constant) return node;
      values.push(item.value);
    }
    if (values.length === 0) return node;
    this.applied = true;
    const constant: ConstantNode = { kind: 'constant', form: 'list', values, start: node.start, end: node.end };
    if (this.version === '1.17') this.types.set(constant, LIST);
    return constant;
  }

  /** `filter(filter(x, a), b)` is `filter(x, a && b)`. */
  private filterOfFilter(node: BuiltinNode): Node {
    const [base, second] = node.args;
    if (node.name !== 'filter' || base?.kind !== 'builtin' || base.name !== 'filter') return node;
    const [list, first] = base.args;
    if (!list || first?.kind !== 'predicate' || second?.kind !== 'predicate') return node;
    this.applied = true;
    const { start, end } = node;
    const newer = this.version === '1.17';
    const body: Node = {
      kind: 'binary',
      operator: '&&',
      operatorRange: { start, end },
      left: newer ? first.body : first,
      right: newer ? second.body : second,
      start,
      end,
    };
    const merged: Node = { ...node, args: [list, { kind: 'predicate', body, start, end }] };
    const type = this.types.get(node);
    if (newer && type) this.types.set(merged, type);
    return merged;
  }
}

function numberOf(node: Node): Value | undefined {
  if (node.kind === 'int') return int(node.value);
  return node.kind === 'float' ? node.value : undefined;
}

function arithmetic(operator: string, left: Value, right: Value): Value | undefined {
  switch (operator) {
    case '+':
      return add(left, right);
    case '-':
      return subtract(left, right);
    case '*':
      return multiply(left, right);
    case '/':
      return divide(left, right);
    case '**':
    case '^':
      return power(left, right);
    default:
      return undefined;
  }
}
