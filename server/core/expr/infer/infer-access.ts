/** Types of members, slices and conditionals. */
import type { ArrayNode, ConditionalNode, MemberNode, Node, SliceNode } from '../syntax/ast.ts';
import { methodOf } from '../types/time-types.ts';
import {
  ANY,
  dereference,
  elementOf,
  type GoType,
  isAssignable,
  isInteger,
  isList,
  isUnknown,
  kindOf,
  LIST,
  type ListType,
  NIL,
  refinedList,
  type StructType,
  UNKNOWN,
} from '../types/type.ts';
import { OperatorTypes } from './infer-operators.ts';

export abstract class AccessTypes extends OperatorTypes {
  protected isIndex(type: GoType): boolean {
    return isInteger(type, this.version) || isUnknown(type);
  }

  protected member(node: MemberNode): GoType {
    if (node.object.kind === 'identifier' && node.object.name === '$env') return this.environmentMember(node);
    const base = this.visit(node.object);
    const property = this.visit(node.property);
    const name = node.property.kind === 'string' && !node.property.open ? node.property.value : undefined;
    if (isUnknown(base)) return this.version === '1.17' ? UNKNOWN : ANY;
    if (name !== undefined) {
      if (base.kind === 'nil') {
        const message = `type ${this.version === '1.17' ? 'nil' : '<nil>'} has no field ${name}`;
        return this.wrong('nil-field', node, message, base);
      }
      const method = methodOf(base, name);
      if (method) return method;
    }
    return this.element(node, dereference(base), property, name);
  }

  private environmentMember(node: MemberNode): GoType {
    if (this.version === '1.15') this.visit(node.property);
    if (node.property.kind !== 'string') return this.version === '1.17' ? UNKNOWN : ANY;
    return this.lookup(node, node.property.value, !node.optional, this.version === '1.15');
  }

  private element(node: MemberNode, base: GoType, property: GoType, name: string | undefined): GoType {
    if (base.kind === 'map') {
      if (isAssignable(property, base.key) || isUnknown(property)) return base.elem;
      if (this.version === '1.15' && property.kind === 'nil') return base.elem;
      const message = `cannot use ${this.print(property)} to get an element from ${this.print(base)}`;
      return this.wrong('key-type', node.property, message, property, base);
    }
    if (isList(base)) {
      if (this.isIndex(dereference(property))) return this.version === '1.17' ? elementOf(base) : base.elem;
      const message = `array elements can only be selected using an integer (got ${this.print(property)})`;
      return this.wrong('index-type', node.property, message, base, property);
    }
    if (kindOf(base) === 'struct' && name !== undefined) return this.field(node, base, name);
    if (name !== undefined && this.version === '1.17') return this.noField(node, base, name);
    return this.wrong(
      'not-indexable',
      node,
      `type ${this.print(base)}[${this.print(property)}] is undefined`,
      base,
      property,
    );
  }

  private field(node: MemberNode, base: GoType, name: string): GoType {
    const field = (base as StructType).fields?.get(name);
    return field ?? this.noField(node, base, name);
  }

  private noField(node: MemberNode, base: GoType, name: string): GoType {
    const message = `type ${this.print(base)} has no ${node.method ? 'method' : 'field'} ${name}`;
    return this.wrong('no-field', node, message, base);
  }

  protected slice(node: SliceNode): GoType {
    const type = this.visit(node.object);
    if (isUnknown(type) && this.version === '1.17') return UNKNOWN;
    if (!isUnknown(type) && type.kind !== 'string' && !isList(type)) {
      return this.wrong('not-sliceable', node, `cannot slice ${this.print(type)}`, type);
    }
    for (const bound of [node.from, node.to]) {
      if (!bound) continue;
      const index = dereference(this.visit(bound));
      if (!this.isIndex(index))
        return this.wrong('index-type', bound, `non-integer slice index ${this.print(index)}`, type, index);
    }
    return type;
  }

  protected conditional(node: ConditionalNode): GoType {
    const given = this.visit(node.condition);
    const condition = dereference(given);
    if (condition.kind !== 'bool' && !isUnknown(condition)) {
      const shown = this.version === '1.17' ? condition : given;
      const message = `non-bool expression (type ${this.print(shown)}) used as condition`;
      return this.wrong('condition-not-bool', node.condition, message, condition);
    }
    const then = this.visit(node.consequent);
    const otherwise = this.visit(node.alternative);
    if (then.kind === 'nil') return otherwise.kind === 'nil' ? NIL : otherwise;
    if (otherwise.kind === 'nil') return then;
    if (!isAssignable(then, otherwise)) return this.version === '1.17' ? UNKNOWN : ANY;
    if (this.version === '1.17' && isList(then) && isList(otherwise) && !this.sameElements(then, otherwise))
      return LIST;
    return then;
  }

  private sameElements(left: ListType, right: ListType): boolean {
    return isAssignable(elementOf(left), elementOf(right)) && isAssignable(elementOf(right), elementOf(left));
  }

  /** A list knows its elements when all have one kind; then it takes the last one's type for all of them. */
  protected array(node: ArrayNode): GoType {
    let previous: GoType | undefined;
    let same = true;
    for (const item of node.items) {
      const type = this.visit(item);
      if (previous && !this.sameKind(type, previous)) same = false;
      previous = type;
    }
    if (!same) return LIST;
    if (this.version === '1.17') return refinedList(previous ?? UNKNOWN);
    return previous && previous.kind !== 'nil' ? refinedList(previous) : LIST;
  }

  private sameKind(left: GoType, right: GoType): boolean {
    if (this.version === '1.15' && (left.kind === 'nil' || right.kind === 'nil')) return false;
    return kindOf(left) === kindOf(right);
  }

  protected pointer(node: Node & { readonly kind: 'pointer' }): GoType {
    const scope = this.predicates.at(-1);
    if (!scope) return this.wrong('unknown-pointer', node, 'cannot use pointer accessor outside predicate');
    if (node.name === '') {
      const { collection } = scope;
      if (isUnknown(collection)) return this.version === '1.17' ? UNKNOWN : ANY;
      if (isList(collection)) return this.version === '1.17' ? elementOf(collection) : collection.elem;
      return this.wrong('unknown-pointer', node, `cannot use ${this.print(collection)} as array`);
    }
    const variable = scope.variables.find(candidate => candidate.name === node.name);
    return variable?.type ?? this.wrong('unknown-pointer', node, `unknown pointer #${node.name}`);
  }
}
