import type { BinaryNode, BuiltinNode, CallNode, ConstantNode, MemberNode, Node, SliceNode } from '../syntax/ast.ts';
import { type GoType, isAssignable } from '../types/type.ts';
import { fetch, isIn, slice, toIndex } from '../values/access.ts';
import { add, divide, modulo, multiply, negate, order, subtract } from '../values/arithmetic.ts';
import { equal } from '../values/equality.ts';
import { kindName } from '../values/kind-name.ts';
import { power } from '../values/power.ts';
import { matchPattern } from '../values/regexp.ts';
import {
  GoError,
  int,
  isNilValue,
  keyOf,
  list,
  mapOf,
  typeName,
  UnknownValueError,
  type Value,
} from '../values/value.ts';
import { functionOf } from './builtin-functions.ts';
import { PredicateEvaluation } from './evaluate-predicates.ts';
import { ChainEnd, conversion } from './evaluate-scope.ts';
import { goTypeOf } from './value-type.ts';

/** Literals are worth what they say. */
const UNTRACED: ReadonlySet<Node['kind']> = new Set(['predicate', 'int', 'float', 'string', 'bool', 'nil', 'constant']);

export class Evaluator extends PredicateEvaluation {
  visit(node: Node): Value {
    this.spend(1);
    try {
      const value = this.compute(node);
      if (!UNTRACED.has(node.kind) && node.start < node.end) this.note(node, value);
      return value;
    } catch (error) {
      if (!this.failedAt && !(error instanceof ChainEnd)) this.failedAt = { start: node.start, end: node.end };
      throw error;
    }
  }

  private compute(node: Node): Value {
    switch (node.kind) {
      case 'nil':
        return null;
      case 'bool':
      case 'float':
      case 'string':
        return node.value;
      case 'int':
        return int(node.value);
      case 'identifier':
        return this.identifier(node.name);
      case 'unary':
        return this.unary(node.operator, this.visit(node.operand));
      case 'binary':
        return this.binary(node);
      case 'chain':
        return this.chain(node.body);
      case 'member':
        return this.member(node);
      case 'slice':
        return this.slice(node);
      case 'call':
        return this.call(node);
      case 'builtin':
        return this.builtin(node);
      case 'predicate':
        return this.visit(node.body);
      case 'pointer':
        return this.pointer(node.name);
      case 'let':
        return this.withVariable(node.name, this.visit(node.value), () => this.visit(node.body));
      case 'sequence':
        return node.nodes.map(part => this.visit(part)).at(-1) ?? null;
      case 'conditional':
        return this.boolean(this.visit(node.condition)) ? this.visit(node.consequent) : this.visit(node.alternative);
      case 'array':
        return this.array(node.items);
      case 'map':
        return this.mapLiteral(node.pairs);
      case 'constant':
        return this.constant(node);
      default:
        throw new UnknownValueError('a condition that is not complete');
    }
  }

  private unary(operator: string, value: Value): Value {
    if (operator === '-') return negate(value);
    if (operator === '+') return value;
    return !this.boolean(value);
  }

  private binary(node: BinaryNode): Value {
    const { operator } = node;
    if (operator === 'or' || operator === '||') {
      const left = this.visit(node.left);
      return this.boolean(left) ? left : this.visit(node.right);
    }
    if (operator === 'and' || operator === '&&') {
      const left = this.visit(node.left);
      return this.boolean(left) ? this.visit(node.right) : left;
    }
    if (operator === '??') {
      const left = this.visit(node.left);
      return isNilValue(left) ? this.visit(node.right) : left;
    }
    if (operator === 'in' && node.right.kind === 'constant' && node.right.form !== 'list') {
      return this.inConstant(this.visit(node.left), node.right);
    }
    const [left = null, right = null] = this.gather([() => this.visit(node.left), () => this.visit(node.right)]);
    return this.operation(node, left, right);
  }

  private operation(node: BinaryNode, left: Value, right: Value): Value {
    switch (node.operator) {
      case '==':
        return this.equals(node, left, right);
      case '!=':
        return !(this.version === '1.17' ? this.equals(node, left, right) : equal(left, right, this.version));
      case '<':
      case '>':
      case '<=':
      case '>=':
        return order(node.operator, left, right);
      case '+':
        return add(left, right);
      case '-':
        return subtract(left, right);
      case '*':
        return multiply(left, right);
      case '/':
        return divide(left, right);
      case '%':
        return modulo(left, right);
      case '..':
        return this.range(toIndex(left), toIndex(right), true);
      case 'in':
        return isIn(left, right, this.version);
      case 'matches':
      case 'contains':
      case 'startsWith':
      case 'endsWith':
        return this.textual(node.operator, left, right);
      default:
        return power(left, right);
    }
  }

  /** Two ints or two strings by type are compared as such; if a value is none after all, that fails. */
  private equals(node: BinaryNode, left: Value, right: Value): boolean {
    const kind = simpleKind(this.types.get(node.left));
    if (kind !== undefined && kind === simpleKind(this.types.get(node.right))) {
      for (const value of [left, right]) if (typeName(value) !== kind) throw conversion(value, kind);
    }
    return equal(left, right, this.version);
  }

  private textual(operator: string, left: Value, right: Value): boolean {
    if (this.version === '1.17' && (isNilValue(left) || isNilValue(right))) return false;
    if (operator === 'matches' && typeof right !== 'string') throw conversion(right, 'string');
    if (typeof left !== 'string')
      throw conversion(left, operator === 'matches' && this.version === '1.17' ? '[]uint8' : 'string');
    if (typeof right !== 'string') throw conversion(right, 'string');
    if (operator === 'contains') return left.includes(right);
    if (operator === 'startsWith') return left.startsWith(right);
    if (operator === 'endsWith') return left.endsWith(right);
    this.spend(left.length);
    const matched = matchPattern(right, left);
    if (!matched) throw new UnknownValueError('this regular expression');
    if ('error' in matched) throw new GoError(matched.error);
    return matched.matches;
  }

  private range(from: bigint, to: bigint, books: boolean): Value {
    const size = Number(BigInt.asIntN(64, to - from + 1n));
    if (size <= 0) return list([], '[]int');
    if (books) this.grow(size);
    else this.spend(size);
    return list(
      Array.from({ length: size }, (_, i) => int(from + BigInt(i))),
      '[]int',
    );
  }

  private constant(node: ConstantNode): Value {
    if (node.form === 'int-range') {
      const [from = 0n, to = -1n] = node.values;
      return typeof from === 'bigint' && typeof to === 'bigint' ? this.range(from, to, false) : null;
    }
    return list(node.values.map(value => (typeof value === 'bigint' ? int(value) : value)));
  }

  /** A lookup in a set takes keys of its type only; nil stands for the type's zero. */
  private inConstant(needle: Value, constant: ConstantNode): boolean {
    if (constant.form === 'int-range') return isIn(needle, this.constant(constant), this.version);
    const ints = constant.form === 'int-set';
    const key = needle ?? (ints ? int(0) : '');
    const fits = ints ? typeName(key) === 'int' : typeof key === 'string';
    if (!fits)
      throw new GoError(
        `reflect.Value.MapIndex: value of type ${typeName(key)} is not assignable to type ${ints ? 'int' : 'string'}`,
      );
    return constant.values.some(value => keyOf(typeof value === 'bigint' ? int(value) : value) === keyOf(key));
  }

  private chain(body: Node): Value {
    const below = this.residue;
    try {
      const value = this.visit(body);
      return this.version === '1.17' && isNilValue(value) ? null : value;
    } catch (error) {
      if (!(error instanceof ChainEnd)) throw error;
      this.residue = below;
      return null;
    }
  }

  private member(node: MemberNode): Value {
    const base = (): Value => {
      const value = this.visit(node.object);
      if (node.optional && isNilValue(value)) throw new ChainEnd();
      return value;
    };
    const { property } = node;
    if (property.kind === 'string') return fetch(base(), property.value, this.version);
    const [object = null, key = null] = this.gather([base, () => this.visit(property)]);
    return fetch(object, key, this.version);
  }

  private slice(node: SliceNode): Value {
    let length: Value = null;
    const [object = null, to = null, from = null] = this.gather([
      () => {
        const value = this.visit(node.object);
        if (!node.to) length = this.lengthFor(value);
        return value;
      },
      () => (node.to ? this.visit(node.to) : length),
      () => (node.from ? this.visit(node.from) : int(0)),
    ]);
    return slice(object, from, to, this.version);
  }

  private lengthFor(object: Value): Value {
    const length = functionOf('len')?.([object], { ...this.run, version: '1.15' });
    return length ?? int(0);
  }

  private call(node: CallNode): Value {
    const type = this.types.get(node.callee);
    const parts = node.args.map(arg => () => this.visit(arg));
    if (this.version === '1.15' && type?.kind === 'func' && type.builtin !== undefined) {
      return this.olderIndirect(type.builtin, this.gather(parts));
    }
    const values = this.gather([...parts, () => this.visit(node.callee)]);
    const callee = values.at(-1) ?? null;
    const args = values.slice(0, -1);
    if (this.version === '1.15' && (callee === null || typeof callee !== 'object' || callee.type !== 'func')) {
      throw new GoError(`reflect: call of reflect.Value.Call on ${callee === null ? 'zero' : kindName(callee)} Value`);
    }
    if (callee === null) throw new GoError('invalid operation: cannot call nil');
    if (typeof callee !== 'object' || callee.type !== 'func') {
      throw new GoError(`invalid operation: cannot call non-function of type ${typeName(callee)}`);
    }
    if (args.length !== callee.parameters.length)
      throw new GoError('reflect: Call with wrong number of input arguments');
    return callee.call(args.map((arg, i) => this.passed(arg, callee.parameters[i], type?.kind === 'func')));
  }

  /** The older library calls a builtin through a variable, unless it is one of its fast ones. */
  private olderIndirect(name: string, args: readonly Value[]): Value {
    const fast = ['len', 'type', 'abs', 'ceil', 'floor', 'round', 'int', 'float', 'string', 'upper', 'lower'].includes(
      name,
    );
    const called = fast ? undefined : functionOf(name);
    if (!called) throw new GoError('runtime error: invalid memory address or nil pointer dereference');
    return called(args, this.run);
  }

  private passed(arg: Value, parameter: GoType | undefined, typed: boolean): Value {
    if (!parameter || parameter.kind === 'any') return arg;
    if (arg === null && !typed && this.version === '1.17' && parameter.kind === 'float') return 0;
    const type = goTypeOf(arg);
    if (arg === null || !isAssignable(type, parameter))
      throw conversion(arg, parameter.kind === 'float' ? 'float64' : parameter.kind);
    return arg;
  }

  private builtin(node: BuiltinNode): Value {
    const found = this.overList(node);
    if (found !== undefined) return found;
    const args = this.gather(node.args.map(arg => () => this.visit(arg)));
    const called = functionOf(node.name);
    if (!called) throw new UnknownValueError(`the function ${node.name}`);
    return called(args, this.run);
  }

  private pointer(name: string): Value {
    const loop = this.loops.at(-1);
    if (name === 'index') return int(loop?.index ?? 0);
    if (name === 'acc') return loop?.accumulator ?? null;
    return this.element(loop);
  }

  private array(items: readonly Node[]): Value {
    const values = this.gather(items.map(item => () => this.visit(item)));
    this.grow(values.length);
    return list(values);
  }

  /** Of two equal keys the first one wins. */
  private mapLiteral(pairs: readonly (Node & { readonly kind: 'pair' })[]): Value {
    const values = this.gather(pairs.flatMap(({ key, value }) => [() => this.visit(key), () => this.visit(value)]));
    const entries = pairs.map((_, i) => [values[2 * i] ?? null, values[2 * i + 1] ?? null] as const);
    this.grow(entries.length);
    for (const [key] of entries.toReversed()) if (typeof key !== 'string') throw conversion(key, 'string');
    return mapOf(entries.toReversed());
  }
}

function simpleKind(type: GoType | undefined): string | undefined {
  if (type?.kind === 'int' && type.name === 'int') return 'int';
  return type?.kind === 'string' && type.name === undefined ? 'string' : undefined;
}
