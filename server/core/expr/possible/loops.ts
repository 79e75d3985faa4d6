/** Functions that go through the elements of a list with a predicate. */
import type { BuiltinNode, Node, PredicateNode } from '../syntax/ast.ts';
import { FLOAT, INT } from '../types/type.ts';
import { GROUPS, int, list } from '../values/value.ts';
import {
  ANY_INT,
  ANYTHING,
  EITHER_BOOL,
  exact,
  formsOf,
  type Kind,
  type Kinds,
  listKind,
  mapKind,
  ONLY_NIL,
  scalar,
  union,
} from './kind.ts';
import { PossibleScope } from './scope.ts';

/** What can be gone through, and what its elements are. */
interface Sequence {
  readonly of: Kinds;
  readonly mayBeEmpty: boolean;
  readonly kind: Kind;
}

export abstract class PossibleLoops extends PossibleScope {
  /** Undefined: it goes through nothing. */
  protected loop(node: BuiltinNode): Kinds | undefined {
    const [over, predicate] = node.args;
    if (!over || predicate?.kind !== 'predicate') return undefined;
    // Made by the optimizer of two functions in one: what it does is not read twice.
    if (node.map || node.throws) return ANYTHING;
    const kinds = this.visit(over);
    if (kinds.length === 0) return this.failsLike(node, over);
    const sequences = formsOf(kinds).flatMap(kind => this.sequenceOf(kind));
    if (sequences.length === 0) return this.notThroughable(node, over, kinds);
    const initial = node.args[2];
    if (initial && this.visit(initial).length === 0) return this.failsLike(node, initial);
    const elements = union(...sequences.map(sequence => sequence.of));
    const body = this.withElements(elements, () => (elements.length === 0 ? [] : this.visit(predicate)));
    const made = sequences.map(sequence => this.through(node, sequence, body));
    const all = union(...made);
    if (all.length > 0) return all;
    return body.length === 0 ? this.failsLike(node, predicate) : this.notBool(node, predicate, body);
  }

  private sequenceOf(kind: Kind): readonly Sequence[] {
    if (kind.is === 'list') return [{ of: kind.of, mayBeEmpty: !kind.isNeverEmpty, kind }];
    if (kind.is === 'exact' && typeof kind.value === 'object' && kind.value?.type === 'list') {
      const { items } = kind.value;
      return [{ of: items.map(exact), mayBeEmpty: items.length === 0, kind }];
    }
    // Bytes of a text; a map has a length, and no elements.
    if (kind.is === 'map') return [{ of: ANYTHING, mayBeEmpty: true, kind }];
    const isText =
      kind.is === 'scalar' ? kind.type.kind === 'string' : kind.is === 'exact' && typeof kind.value === 'string';
    return isText ? [{ of: [scalar({ kind: 'int', name: 'uint8' })], mayBeEmpty: true, kind }] : [];
  }

  private notThroughable(node: BuiltinNode, over: Node, kinds: Kinds): Kinds {
    return this.apply(node, [over], [formsOf(kinds)]);
  }

  private notBool(node: BuiltinNode, predicate: PredicateNode, body: Kinds): Kinds {
    const [kind] = formsOf(body);
    const sample = kind ? this.samplesOf(kind)[0] : undefined;
    const probe: BuiltinNode = { ...node, name: 'all' };
    const [over] = node.args;
    const stepped =
      sample === undefined || !over ? undefined : this.run(probe, [over, predicate.body], [list([null]), sample]);
    return this.failsItself(node, stepped && 'error' in stepped ? stepped.error : '');
  }

  private through(node: BuiltinNode, sequence: Sequence, body: Kinds): Kinds {
    const none = sequence.mayBeEmpty;
    const some = sequence.of.length > 0;
    const bools = formsOf(body).filter(kind => kind.is === 'exact' && typeof kind.value === 'boolean');
    const asked = some && bools.length > 0;
    switch (node.name) {
      case 'all':
      case 'none':
      case 'any':
      case 'one':
        return [...(none ? [exact(node.name === 'all' || node.name === 'none')] : []), ...(asked ? EITHER_BOOL : [])];
      case 'count':
        return none || asked ? ANY_INT : [];
      case 'filter':
        return none || asked ? [listKind(sequence.of)] : [];
      case 'find':
      case 'findLast':
        return [...(none || asked ? ONLY_NIL : []), ...(asked ? sequence.of : [])];
      case 'findIndex':
      case 'findLastIndex':
        return [...(none || asked ? ONLY_NIL : []), ...(asked ? ANY_INT : [])];
      default:
        return this.made(node, sequence, some ? body : []);
    }
  }

  /** Functions whose predicate may come to anything. */
  private made(node: BuiltinNode, sequence: Sequence, body: Kinds): Kinds {
    const none = sequence.mayBeEmpty;
    const some = body.length > 0;
    switch (node.name) {
      case 'map':
        return none || some ? [listKind(body, undefined, !none)] : [];
      case 'groupBy':
        return none || some ? [mapKind([listKind(sequence.of)], GROUPS)] : [];
      case 'sortBy':
        return none || some ? [listKind(sequence.of)] : [];
      case 'sum':
        return [...(none ? [exact(int(0))] : []), ...(body.some(isNumber) ? [scalar(INT), scalar(FLOAT)] : [])];
      default:
        return ANYTHING;
    }
  }
}

function isNumber(kind: Kind): boolean {
  if (kind.is === 'exact')
    return typeof kind.value === 'number' || (typeof kind.value === 'object' && kind.value?.type === 'int');
  return kind.is === 'scalar'
    ? kind.type.kind === 'float' || kind.type.kind === 'int'
    : kind.is === 'json' || kind.is === 'any';
}
