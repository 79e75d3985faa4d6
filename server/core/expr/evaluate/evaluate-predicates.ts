/** Builtins that look at elements one by one, in the order of the library's own steps. */

import type { BuiltinNode, Node } from '../syntax/ast.ts';
import { add, order } from '../values/arithmetic.ts';
import { GoError, GROUPS, int, list, mapOf, type Value } from '../values/value.ts';
import { conversion, EvaluationScope } from './evaluate-scope.ts';
import { sortBy } from './functions-list.ts';

type Push = (...values: readonly Value[]) => void;
type Loop = Parameters<Parameters<EvaluationScope['loop']>[1]>[0];

export abstract class PredicateEvaluation extends EvaluationScope {
  /** Undefined: the builtin takes plain values. */
  protected overList(node: BuiltinNode): Value | undefined {
    const body = this.bodyOf(node);
    const [over] = node.args;
    if (!body || !over) return undefined;
    const values = this.visit(over);
    return this.loop(values, loop => this.results(node, body, loop));
  }

  /** What is computed for each element; `count(x)` and `sum(x)` take the element itself. */
  private bodyOf(node: BuiltinNode): (() => Value) | undefined {
    const [, predicate] = node.args;
    if (predicate?.kind === 'predicate') return () => this.visit(predicate);
    const bare = this.version === '1.17' && (node.name === 'count' || node.name === 'sum') && node.args.length === 1;
    return bare ? () => this.element(this.loops.at(-1)) : undefined;
  }

  private results(node: BuiltinNode, body: () => Value, loop: Loop): Value | undefined {
    switch (node.name) {
      case 'all':
        return !this.until(loop, () => !this.boolean(body()));
      case 'none':
        return !this.until(loop, () => this.boolean(body()));
      case 'any':
        return this.until(loop, () => this.boolean(body()));
      case 'one':
        return this.count(loop, body) === 1;
      case 'count':
        return int(this.count(loop, body));
      case 'filter':
        return this.filter(node, loop, body);
      case 'map':
        return this.map(loop, body);
      case 'find':
      case 'findLast':
        return this.find(node, loop, body, () => (node.map ? this.visit(node.map) : this.element(loop)));
      case 'findIndex':
      case 'findLastIndex':
        return this.find(node, loop, body, () => int(loop.index));
      case 'groupBy':
        return this.groupBy(loop, body);
      case 'sortBy':
        return this.sortBy(node, loop, body);
      case 'sum':
        return this.sum(loop, body);
      case 'reduce':
        return this.reduce(node, loop, body);
      default:
        return undefined;
    }
  }

  private each(loop: Loop, step: () => void): void {
    for (; loop.index < loop.length; loop.index++) {
      this.spend(1);
      step();
    }
  }

  private until(loop: Loop, stop: () => boolean): boolean {
    for (; loop.index < loop.length; loop.index++) {
      this.spend(1);
      if (stop()) return true;
    }
    return false;
  }

  private count(loop: Loop, body: () => Value): number {
    let count = 0;
    this.each(loop, () => {
      if (this.boolean(body())) count++;
    });
    return count;
  }

  private filter(node: BuiltinNode, loop: Loop, body: () => Value): Value {
    let count = 0;
    const kept = this.stacked(push =>
      this.each(loop, () => {
        const keep = this.boolean(body());
        push();
        if (!keep) return;
        count++;
        const value = node.map ? this.visit(node.map) : this.element(loop);
        push(value);
      }),
    );
    this.grow(count);
    return list(this.top(kept, count));
  }

  private map(loop: Loop, body: () => Value): Value {
    const made = this.stacked(push => this.each(loop, () => push(body())));
    this.grow(loop.length);
    return list(this.top(made, loop.length));
  }

  /** Runs a loop that leaves values on the stack, together with what is forgotten between them. */
  private stacked(run: (push: Push) => void): Value[] {
    const below = this.residue;
    const stack: Value[] = [];
    this.residue = [];
    run((...values) => {
      stack.push(...this.residue, ...values);
      this.residue = [];
    });
    this.residue = below;
    return stack;
  }

  private top(stack: Value[], count: number): readonly Value[] {
    const taken = stack.splice(stack.length - count);
    this.residue.push(...stack);
    return taken;
  }

  private find(node: BuiltinNode, loop: Loop, body: () => Value, found: () => Value): Value {
    const backwards = node.name.startsWith('findLast');
    for (let step = 0; step < loop.length; step++) {
      this.spend(1);
      loop.index = backwards ? loop.length - 1 - step : step;
      if (backwards) this.residue.push(true);
      if (this.boolean(body())) return found();
    }
    if (backwards) this.residue.push(false);
    if (node.throws) throw new GoError('reflect: slice index out of range');
    return null;
  }

  private groupBy(loop: Loop, body: () => Value): Value {
    const groups: [Value, Value[]][] = [];
    const byKey = new Map<string, Value[]>();
    this.each(loop, () => {
      const key = body();
      const item = this.element(loop);
      const single = mapOf([[key, null]], GROUPS);
      const [id = ''] = single.entries.keys();
      const group = id.startsWith('nan') ? undefined : byKey.get(id);
      if (group) group.push(item);
      else {
        const items = [item];
        byKey.set(id, items);
        groups.push([key, items]);
      }
    });
    return mapOf(
      groups.map(([key, items]) => [key, list(items)] as const),
      GROUPS,
    );
  }

  private sortBy(node: BuiltinNode, loop: Loop, body: () => Value): Value {
    const desc = this.direction(node.args[2]);
    const items: Value[] = [];
    const keys: Value[] = [];
    this.each(loop, () => {
      keys.push(body());
      items.push(this.element(loop));
    });
    const sorted = sortBy(items, keys, (a, b) => (desc ? order('<', b, a) : order('<', a, b)), this.run);
    this.grow(loop.length);
    return list(sorted);
  }

  private direction(node: Node | undefined): boolean {
    if (!node) return false;
    const word = this.visit(node);
    if (typeof word !== 'string') throw conversion(word, 'string');
    if (word !== 'asc' && word !== 'desc') throw new GoError('unknown order, use asc or desc');
    return word === 'desc';
  }

  private sum(loop: Loop, body: () => Value): Value {
    loop.accumulator = int(0);
    this.each(loop, () => {
      loop.accumulator = add(body(), loop.accumulator);
    });
    return loop.accumulator;
  }

  private reduce(node: BuiltinNode, loop: Loop, body: () => Value): Value {
    const initial = node.args[2];
    if (initial) loop.accumulator = this.visit(initial);
    else {
      loop.accumulator = this.element(loop);
      loop.index = 1;
    }
    this.each(loop, () => {
      loop.accumulator = body();
    });
    return loop.accumulator;
  }
}
