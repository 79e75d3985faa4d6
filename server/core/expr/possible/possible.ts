/**
 * What each part of a condition can come to, for every result of one kind at once. Operations are run by the evaluator itself, on values
 * that stand for the kinds of their operands; only what decides whether a part is looked at at all is read here.
 */
import type { BinaryNode, BuiltinNode, CallNode, ConditionalNode, MapNode, MemberNode, Node } from '../syntax/ast.ts';
import { printType, STRING } from '../types/type.ts';
import { list, mapOf } from '../values/value.ts';
import {
  ANY_INT,
  ANYTHING,
  exact,
  formsOf,
  isNil,
  isOpen,
  type Kind,
  type Kinds,
  kindsOfType,
  listKind,
  mapKind,
  ONLY_NIL,
  scalar,
  union,
} from './kind.ts';
import { onlyValue } from './kind-words.ts';
import { PossibleLoops } from './loops.ts';

/** Functions that hand out what lies deeper than the samples go. */
const HANDS_OUT_ANYTHING = new Set(['flatten', 'fromJSON', 'fromPairs']);

export class Possible extends PossibleLoops {
  private readonly known = new Map<Node, Kinds>();
  /** Whether a `?.` in the chain that is being read can meet nil. */
  private chainEnds = false;

  visit(node: Node): Kinds {
    const before = this.known.get(node);
    if (before) return before;
    const kinds = this.compute(node);
    this.known.set(node, kinds);
    return kinds;
  }

  private compute(node: Node): Kinds {
    switch (node.kind) {
      case 'string':
        return node.open ? [scalar(STRING)] : [exact(node.value)];
      case 'nil':
      case 'bool':
      case 'int':
      case 'float':
      case 'constant':
        return this.combine(node, []);
      case 'identifier':
        return this.identifier(node.name);
      case 'pointer':
        return this.pointer(node.name);
      case 'unary':
        // What binds how is open as long as only a placeholder stands there.
        return node.operand.kind === 'placeholder' ? ANYTHING : this.combine(node, [node.operand]);
      case 'binary':
        return this.binary(node);
      case 'chain':
        return this.chain(node, node.body);
      case 'member':
        return this.member(node);
      case 'slice':
        return this.combine(node, [node.object, ...(node.to ? [node.to] : []), ...(node.from ? [node.from] : [])]);
      case 'call':
        return this.call(node);
      case 'builtin':
        return this.builtin(node);
      case 'predicate':
        return this.passedOn(node, node.body);
      case 'let':
        return this.declaration(node, node.name, node.value, node.body);
      case 'sequence':
        return this.inOrder(node, node.nodes);
      case 'conditional':
        return this.conditional(node);
      case 'array':
        return this.array(node, node.items);
      case 'map':
        return this.mapLiteral(node);
      default:
        return ANYTHING;
    }
  }

  private identifier(name: string): Kinds {
    return this.variable(name) ?? (name === 'result' ? this.result : ANYTHING);
  }

  private pointer(name: string): Kinds {
    if (name === '') return this.elements.at(-1) ?? ANYTHING;
    return name === 'index' ? ANY_INT : ANYTHING;
  }

  private passedOn(node: Node, part: Node): Kinds {
    const kinds = this.visit(part);
    return kinds.length === 0 ? this.failsLike(node, part) : kinds;
  }

  private declaration(node: Node, name: string, value: Node, body: Node): Kinds {
    const kinds = this.visit(value);
    if (kinds.length === 0) return this.failsLike(node, value);
    return this.withVariable(name, kinds, () => this.passedOn(node, body));
  }

  private inOrder(node: Node, parts: readonly Node[]): Kinds {
    let last: Kinds = ANYTHING;
    for (const part of parts) {
      last = this.visit(part);
      if (last.length === 0) return this.failsLike(node, part);
    }
    return last;
  }

  private binary(node: BinaryNode): Kinds {
    switch (node.operator) {
      case 'and':
      case '&&':
        return this.logical(node, true);
      case 'or':
      case '||':
        return this.logical(node, false);
      case '??':
        return this.coalesce(node);
      default:
    }
    const isSet = node.operator === 'in' && node.right.kind === 'constant' && node.right.form !== 'list';
    return this.combine(node, isSet ? [node.left] : [node.left, node.right]);
  }

  /** `goesOn`: what the left side has to be for the right side to count. */
  private logical(node: BinaryNode, goesOn: boolean): Kinds {
    const left = this.bools(node, node.left);
    if (left.length === 0) return [];
    const stops = left.includes(!goesOn);
    if (!left.includes(goesOn)) return [exact(!goesOn)];
    const right = this.visit(node.right);
    if (right.length === 0 && !stops) return this.failsLike(node, node.right);
    return union(stops ? [exact(!goesOn)] : [], right);
  }

  /** True, false or both; the node is to blame when it is neither. */
  private bools(node: Node, part: Node): readonly boolean[] {
    const kinds = this.visit(part);
    if (kinds.length === 0) {
      this.failsLike(node, part);
      return [];
    }
    const forms = formsOf(kinds);
    const bools = forms.flatMap(kind => (kind.is === 'exact' && typeof kind.value === 'boolean' ? [kind.value] : []));
    if (bools.length === 0) this.apply(node, [part], [forms]);
    return bools;
  }

  private coalesce(node: BinaryNode): Kinds {
    const left = this.visit(node.left);
    if (left.length === 0) return this.failsLike(node, node.left);
    const forms = formsOf(left);
    const given = forms.some(isNil) ? forms.filter(kind => !isNil(kind)) : left;
    if (given === left) return left;
    const right = this.visit(node.right);
    if (right.length === 0 && given.length === 0) return this.failsLike(node, node.right);
    return union(given, right);
  }

  private conditional(node: ConditionalNode): Kinds {
    const condition = this.bools(node, node.condition);
    if (condition.length === 0) return [];
    const branches = condition.map(value => (value ? node.consequent : node.alternative));
    const kinds = union(...branches.map(branch => this.visit(branch)));
    const [branch] = branches;
    return kinds.length === 0 && branch ? this.failsLike(node, branch) : kinds;
  }

  private chain(node: Node, body: Node): Kinds {
    const outer = this.chainEnds;
    this.chainEnds = false;
    const kinds = this.visit(body);
    const ends = this.chainEnds;
    this.chainEnds = outer;
    if (kinds.length === 0 && !ends) return this.failsLike(node, body);
    return ends ? union(kinds, ONLY_NIL) : kinds;
  }

  private member(node: MemberNode): Kinds {
    const object = this.visit(node.object);
    if (object.length === 0) return this.failsLike(node, node.object);
    const property = this.visit(node.property);
    if (property.length === 0) return this.failsLike(node, node.property);
    if (object.some(kind => kind.is === 'any')) {
      this.chainEnds ||= node.optional;
      return ANYTHING;
    }
    const forms = formsOf(object);
    const bases = node.optional ? forms.filter(kind => !isNil(kind)) : forms;
    this.chainEnds ||= bases.length < forms.length;
    // A nil that ends the chain is no failure of this part.
    if (bases.length === 0) return [];
    const made = bases.flatMap(base => [this.element(node, base, formsOf(property))]);
    const kinds = union(...made);
    if (kinds.length === 0) return this.apply(node, [node.object, node.property], [bases, formsOf(property)]);
    return kinds;
  }

  /** What is taken out of one kind of thing; empty: nothing can be. */
  private element(node: MemberNode, base: Kind, property: Kinds): Kinds {
    if (base.is === 'struct') return this.field(node, base);
    if (base.is !== 'list' && base.is !== 'map') return this.taken(node, [base], property);
    const isTaken = this.taken(node, [base], property).length > 0;
    if (!isTaken) return [];
    return base.is === 'list' ? base.of : union(base.of, ONLY_NIL);
  }

  private taken(node: MemberNode, base: Kinds, property: Kinds): Kinds {
    return this.apply(node, [node.object, node.property], [base, property]);
  }

  private field(node: MemberNode, base: Kind & { readonly is: 'struct' }): Kinds {
    if (node.property.kind !== 'string' || node.property.open) return ANYTHING;
    const type = base.type.fields.get(node.property.value);
    if (!type) return [];
    // What an answer does not have is a nil slice.
    return type.kind === 'list'
      ? [...kindsOfType(type), exact({ ...list([], printType(type)), isNil: true })]
      : kindsOfType(type);
  }

  private call(node: CallNode): Kinds {
    const { callee } = node;
    if (callee.kind === 'identifier') {
      if (callee.name === 'isNil' || callee.name === 'default') return this.aboutResult(node, callee.name);
      return this.variable(callee.name) || callee.name === 'result' ? this.called(node) : this.combine(node, node.args);
    }
    if (callee.kind !== 'member' || callee.optional || callee.property.kind !== 'string') return this.called(node);
    const object = this.visit(callee.object);
    if (object.length === 0) return this.failsLike(node, callee.object);
    return isOpen(object) ? ANYTHING : this.combine(node, [callee.object, ...node.args]);
  }

  /** Of a function that is a value itself only what it is matters: no value of a provider can be called. */
  private called(node: CallNode): Kinds {
    const callee = this.visit(node.callee);
    if (callee.length === 0) return this.failsLike(node, node.callee);
    return isOpen(callee) ? ANYTHING : this.combine(node, [...node.args, node.callee]);
  }

  /** Argo's two functions that ask about the result, whatever they are given. */
  private aboutResult(node: CallNode, name: 'isNil' | 'default'): Kinds {
    for (const arg of node.args) if (this.visit(arg).length === 0) return this.failsLike(node, arg);
    const forms = formsOf(this.result);
    const given = forms.filter(kind => !isNil(kind));
    const mayBeNil = given.length < forms.length;
    if (name === 'isNil') return [...(mayBeNil ? [exact(true)] : []), ...(given.length > 0 ? [exact(false)] : [])];
    const [, other] = node.args;
    return union(mayBeNil ? given : this.result, mayBeNil && other ? this.visit(other) : []);
  }

  private builtin(node: BuiltinNode): Kinds {
    const loop = this.loop(node);
    if (loop) return loop;
    if (node.args.some(arg => arg.kind === 'predicate')) return ANYTHING;
    const kinds = this.combine(node, node.args);
    if (kinds.length === 0) return kinds;
    if (HANDS_OUT_ANYTHING.has(node.name)) return node.name === 'flatten' ? [listKind(ANYTHING)] : ANYTHING;
    return node.name === 'get' ? this.got(node, kinds) : kinds;
  }

  /** `get` of a list or map: an element of it, or nil. */
  private got(node: BuiltinNode, kinds: Kinds): Kinds {
    const [object] = node.args;
    const bases = object ? formsOf(this.visit(object)) : [];
    return union(kinds, ...bases.map(base => (base.is === 'list' || base.is === 'map' ? base.of : [])));
  }

  private array(node: Node, items: readonly Node[]): Kinds {
    const kinds: Kinds[] = [];
    for (const item of items) {
      const made = this.visit(item);
      if (made.length === 0) return this.failsLike(node, item);
      kinds.push(made);
    }
    const values = kinds.map(onlyValue);
    if (values.every(value => value !== undefined)) return [exact(list(values))];
    return [listKind(union(...kinds), undefined, true)];
  }

  private mapLiteral(node: MapNode): Kinds {
    const kinds: Kinds[] = [];
    for (const { key, value } of node.pairs) {
      for (const part of [key, value]) if (this.visit(part).length === 0) return this.failsLike(node, part);
      kinds.push(this.visit(value));
    }
    const keys = node.pairs.map(({ key }) => onlyValue(this.visit(key)));
    const values = kinds.map(onlyValue);
    const isExact =
      [...keys, ...values].every(value => value !== undefined) && keys.every(key => typeof key === 'string');
    if (isExact) return [exact(mapOf(keys.map((key, i) => [key ?? null, values[i] ?? null] as const).toReversed()))];
    if (keys.every(key => key === undefined || typeof key === 'string')) return [mapKind(union(...kinds))];
    // A key that is no text fails, whatever the rest is.
    const parts = node.pairs.flatMap(({ key, value }) => [key, value]);
    return this.apply(
      node,
      parts,
      parts.map(part => formsOf(this.visit(part)).slice(0, 1)),
    );
  }
}
