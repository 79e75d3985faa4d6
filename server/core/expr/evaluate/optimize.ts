/**
 * What the library makes of a condition between checking and running it. This matters because it shows: a list of strings becomes a set
 * that only strings can be looked up in, `filter(...)[0]` stops at the first hit, `all(a) && all(b)` goes through the list once.
 */

import type { ExprVersion } from '../builtins/version.ts';
import type { Inferred } from '../infer/infer-scope.ts';
import { rewrite, sameTree } from '../infer/rewrite.ts';
import type { BinaryNode, BuiltinNode, ConstantNode, Node, PredicateNode } from '../syntax/ast.ts';
import { FLOAT, type GoType, kindOf, printType } from '../types/type.ts';
import { checkPattern } from '../values/regexp.ts';
import { GoError } from '../values/value.ts';
import { Folding } from './fold.ts';

export interface Optimized {
  readonly tree: Node;
  readonly types: ReadonlyMap<Node, GoType>;
}

/** Rounds of folding; each fixes all that the one before laid open. */
const MAX_ROUNDS = 50;
const MAX_RANGE = 1_000_000n;

/** Throws a GoError when the library refuses the condition at this point. */
export function optimize(tree: Node, inferred: Inferred, version: ExprVersion): Optimized {
  return new Optimizer(inferred, version).run(tree);
}

class Optimizer {
  private readonly version: ExprVersion;
  private readonly types: Map<Node, GoType>;
  private readonly floatLiterals: ReadonlySet<Node>;

  constructor(inferred: Inferred, version: ExprVersion) {
    this.version = version;
    this.types = new Map(inferred.types);
    this.floatLiterals = inferred.floatLiterals;
  }

  run(root: Node): Optimized {
    let tree = this.pass(root, node => this.floatLiteral(node));
    tree = this.pass(tree, node => this.inArray(node));
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const folding = new Folding(this.version, this.types);
      tree = this.pass(tree, node => folding.visit(node));
      if (!folding.applied) break;
    }
    tree = this.pass(tree, node => this.inRange(node));
    if (this.version === '1.15') tree = this.pass(tree, node => this.constantRange(node));
    tree = this.pass(tree, node => this.mapOfFilter(node));
    tree = this.pass(tree, node => this.lengthOfFilter(node));
    tree = this.pass(tree, node => this.endOfFilter(node, -1n, 'last', 'findLast'));
    tree = this.pass(tree, node => this.endOfFilter(node, 0n, 'first', 'find'));
    if (this.version === '1.17') {
      tree = this.pass(tree, node => (node.kind === 'binary' ? this.combined(node) : node));
      tree = this.pass(tree, node => this.sumOfArray(node));
      tree = this.pass(tree, node => this.sumOfMap(node));
      this.pass(tree, node => this.patterns(node));
    }
    return { tree, types: this.types };
  }

  private pass(tree: Node, visit: (node: Node) => Node): Node {
    return rewrite(tree, this.types, visit);
  }

  /** The replaced node's type, which only the newer library carries over. */
  private typed<N extends Node>(node: N, before: Node): N {
    const type = this.types.get(before);
    if (type && this.version === '1.17') this.types.set(node, type);
    return node;
  }

  private floatLiteral(node: Node): Node {
    if (node.kind !== 'int' || !this.floatLiterals.has(node)) return node;
    const float: Node = { kind: 'float', value: Number(node.value), start: node.start, end: node.end };
    this.types.set(float, FLOAT);
    return float;
  }

  private isInt(node: Node): boolean {
    const type = this.types.get(node);
    return type !== undefined && kindOf(type) === 'int';
  }

  /** A list of literals becomes a set of ints if an int is looked up, of strings whatever is. */
  private inArray(node: Node): Node {
    if (
      node.kind !== 'binary' ||
      node.operator !== 'in' ||
      node.right.kind !== 'array' ||
      node.right.items.length === 0
    )
      return node;
    const { items, start, end } = node.right;
    const values = items.flatMap(item =>
      item.kind === 'int' || (item.kind === 'string' && !item.open) ? [item.value] : [],
    );
    const form = items.every(item => item.kind === 'int')
      ? 'int-set'
      : items.every(item => item.kind === 'string')
        ? 'string-set'
        : undefined;
    if (form === undefined || values.length < items.length || (form === 'int-set' && !this.isInt(node.left)))
      return node;
    const right: ConstantNode = { kind: 'constant', form, values, start, end };
    return this.typed({ ...node, right }, node);
  }

  private inRange(node: Node): Node {
    if (node.kind !== 'binary' || node.operator !== 'in' || !this.isInt(node.left)) return node;
    const { left, right } = node;
    if (right.kind !== 'binary' || right.operator !== '..' || right.left.kind !== 'int' || right.right.kind !== 'int')
      return node;
    const part = (operator: string, bound: Node): BinaryNode => ({ ...node, operator, left, right: bound });
    return this.typed({ ...node, operator: 'and', left: part('>=', right.left), right: part('<=', right.right) }, node);
  }

  private constantRange(node: Node): Node {
    if (node.kind !== 'binary' || node.operator !== '..' || node.left.kind !== 'int' || node.right.kind !== 'int')
      return node;
    const size = BigInt.asIntN(64, node.right.value - node.left.value + 1n);
    if (size > MAX_RANGE) return node;
    return {
      kind: 'constant',
      form: 'int-range',
      values: [node.left.value, node.right.value],
      start: node.start,
      end: node.end,
    };
  }

  private mapOfFilter(node: Node): Node {
    if (node.kind !== 'builtin' || node.name !== 'map' || node.args.length !== 2) return node;
    const [filter, predicate] = node.args;
    if (filter?.kind !== 'builtin' || filter.name !== 'filter' || filter.map || predicate?.kind !== 'predicate')
      return node;
    if (this.version === '1.17' && usesIndex(predicate)) return node;
    return this.typed({ ...node, name: 'filter', args: filter.args, map: predicate.body }, node);
  }

  private lengthOfFilter(node: Node): Node {
    const filter = this.filterIn(node, 'len');
    if (node.kind !== 'builtin' || !filter) return node;
    return this.typed({ ...node, name: 'count', args: filter.args }, node);
  }

  /** The one argument of a call, when it is a filter. */
  private filterIn(node: Node, name: string): BuiltinNode | undefined {
    if (node.kind !== 'builtin' || node.name !== name || node.args.length !== 1) return undefined;
    const [filter] = node.args;
    return filter?.kind === 'builtin' && filter.name === 'filter' && filter.args.length === 2 ? filter : undefined;
  }

  private endOfFilter(node: Node, position: bigint, name: string, found: string): Node {
    const called = this.filterIn(node, name);
    if (called) return this.find(called, node, found, false);
    if (node.kind !== 'member' || node.optional || node.property.kind !== 'int' || node.property.value !== position)
      return node;
    const { object } = node;
    if (object.kind !== 'builtin' || object.name !== 'filter' || object.args.length !== 2) return node;
    return this.find(object, node, found, true);
  }

  private find(filter: BuiltinNode, before: Node, name: string, throws: boolean): Node {
    const { start, end } = before;
    return this.typed({ ...filter, name, throws, start, end }, before);
  }

  /** `all(x, a) && all(x, b)` is `all(x, a && b)`, and the like. */
  private combined(node: BinaryNode): Node {
    const { left, right, start, end } = node;
    if (left.kind !== 'builtin' || right.kind !== 'builtin' || left.name !== right.name) return node;
    const operator = combinedOperator(left.name, node.operator);
    const [list, first] = left.args;
    const [otherList, second] = right.args;
    if (!operator || !list || !otherList || first?.kind !== 'predicate' || second?.kind !== 'predicate') return node;
    if (!this.sameType(list, otherList) || !sameTree(list, otherList)) return node;
    const both: BinaryNode = { ...node, operator, left: first.body, right: second.body };
    const predicate: PredicateNode = { kind: 'predicate', body: this.combined(both), start, end };
    return this.typed({ ...left, args: [list, predicate], start, end }, node);
  }

  private sameType(left: Node, right: Node): boolean {
    const print = (node: Node): string => {
      const type = this.types.get(node);
      return type && type.kind !== 'unknown' && type.kind !== 'nil' ? printType(type) : 'interface {}';
    };
    return print(left) === print(right);
  }

  private sumOfArray(node: Node): Node {
    if (node.kind !== 'builtin' || node.name !== 'sum' || node.args.length !== 1) return node;
    const [array] = node.args;
    if (array?.kind !== 'array' || array.items.length < 2) return node;
    const { start, end } = node;
    const plus = (right: Node, left: Node): Node => ({
      kind: 'binary',
      operator: '+',
      operatorRange: { start, end },
      left,
      right,
      start,
      end,
    });
    const sum = array.items.reduceRight(plus);
    return this.typed(sum, node);
  }

  private sumOfMap(node: Node): Node {
    if (node.kind !== 'builtin' || node.name !== 'sum' || node.args.length !== 1) return node;
    const [map] = node.args;
    if (map?.kind !== 'builtin' || map.name !== 'map' || map.args.length !== 2) return node;
    return this.typed({ ...node, args: map.args }, node);
  }

  /** The newer library compiles every pattern that is constant by now. */
  private patterns(node: Node): Node {
    const constant =
      node.kind === 'binary' && node.operator === 'matches' && node.right.kind === 'string' && !node.right.open;
    const error = constant && node.right.kind === 'string' ? checkPattern(node.right.value) : undefined;
    if (error !== undefined) throw new GoError(error);
    return node;
  }
}

function usesIndex(node: Node): boolean {
  let found = false;
  rewrite(node, new Map(), inner => {
    if (inner.kind === 'pointer' && inner.name === 'index') found = true;
    return inner;
  });
  return found;
}

function combinedOperator(name: string, operator: string): string | undefined {
  const and = operator === 'and' || operator === '&&';
  const or = operator === 'or' || operator === '||';
  if (name === 'all' && and) return operator;
  if (name === 'any' && or) return operator;
  if (name === 'none' && and) return operator === 'and' ? 'or' : '||';
  return undefined;
}
