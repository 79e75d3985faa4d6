/** The type of every part of a condition, for one Go type of `result`, as the library's checker computes them. */

import type { ExprVersion } from '../builtins/version.ts';
import type { BuiltinNode, Node, PredicateNode } from '../syntax/ast.ts';
import {
  ANY,
  BOOL,
  dereference,
  elementOf,
  FLOAT,
  func,
  type GoType,
  INT,
  isAssignable,
  isList,
  isUnknown,
  LIST,
  listOf,
  MAP,
  NIL,
  printType,
  refinedList,
  STRING,
  UNKNOWN,
} from '../types/type.ts';
import { CallTypes } from './infer-calls.ts';
import type { Inferred } from './infer-scope.ts';

export function infer(tree: Node, version: ExprVersion, result: GoType): Inferred {
  return new Checker(version, result).run(tree);
}

const BOOL_PREDICATES = new Set([
  'all',
  'none',
  'any',
  'one',
  'filter',
  'count',
  'find',
  'findLast',
  'findIndex',
  'findLastIndex',
]);
const NO_OUTPUT = 'predicate should has one input and one output param';

class Checker extends CallTypes {
  run(tree: Node): Inferred {
    this.visit(tree);
    return { types: this.types, problems: this.problems, floatLiterals: this.floatLiterals };
  }

  protected visit(node: Node): GoType {
    const known = this.types.get(node);
    if (known) return known;
    const type = this.compute(node);
    this.types.set(node, type);
    return type;
  }

  private compute(node: Node): GoType {
    switch (node.kind) {
      case 'nil':
      case 'pair':
        return this.leaf(node);
      case 'int':
        return INT;
      case 'float':
        return FLOAT;
      case 'bool':
        return BOOL;
      case 'string':
        return STRING;
      case 'identifier':
        return this.identifier(node, node.name);
      case 'unary':
        return this.unary(node);
      case 'binary':
        return this.binary(node);
      case 'chain':
        return this.visit(node.body);
      case 'member':
        return this.member(node);
      case 'slice':
        return this.slice(node);
      case 'call':
        return this.call(node);
      case 'builtin':
        return this.builtin(node);
      case 'predicate':
        return this.predicate(node);
      case 'pointer':
        return this.pointer(node);
      case 'let':
        return this.declaration(
          node,
          node.name,
          () => this.visit(node.value),
          () => this.visit(node.body),
        );
      case 'sequence':
        return node.nodes.map(part => this.visit(part)).at(-1) ?? NIL;
      case 'conditional':
        return this.conditional(node);
      case 'array':
        return this.array(node);
      case 'map':
        for (const pair of node.pairs) this.visit(pair);
        return MAP;
      default:
        return UNKNOWN;
    }
  }

  private leaf(node: Node): GoType {
    if (node.kind === 'pair') {
      this.visit(node.key);
      this.visit(node.value);
    }
    return NIL;
  }

  private builtin(node: BuiltinNode): GoType {
    const [list, second] = node.args;
    const predicate = second?.kind === 'predicate' ? second : undefined;
    const counts = (node.name === 'count' || node.name === 'sum') && this.version === '1.17';
    if (list && (predicate || counts)) return this.overList(node, list, predicate);
    if (node.name === 'get') return this.get(node);
    return this.builtinCall(node.name, node, node.args);
  }

  private overList(node: BuiltinNode, list: Node, predicate: PredicateNode | undefined): GoType {
    const collection = this.visit(list);
    if (!isList(collection) && !isUnknown(collection)) {
      const message = `builtin ${node.name} takes only array (got ${this.print(this.version === '1.17' ? dereference(collection) : collection)})`;
      return this.wrong('not-a-list', list, message, collection);
    }
    if (!predicate) return node.name === 'count' ? INT : this.elements(collection);
    const variables = [
      ...(node.name === 'map' || node.name === 'reduce' ? [{ name: 'index', type: INT }] : []),
      ...(node.name === 'reduce' ? [{ name: 'acc', type: this.version === '1.17' ? UNKNOWN : ANY }] : []),
    ];
    const before = this.problems.length;
    const closure = this.within(collection, variables, () => this.visit(predicate));
    const initial = node.args[2];
    if (initial) this.visit(initial);
    if (closure.kind !== 'func') {
      if (this.problems.length > before) return this.version === '1.17' ? UNKNOWN : ANY;
      const message = node.name === 'reduce' ? 'predicate should has two input and one output param' : NO_OUTPUT;
      return this.wrong('predicate-nil', predicate, message);
    }
    return this.overResult(node, collection, predicate, closure.result);
  }

  private elements(collection: GoType): GoType {
    if (!isList(collection)) return this.version === '1.17' ? UNKNOWN : ANY;
    return this.version === '1.17' ? elementOf(collection) : collection.elem;
  }

  private overResult(node: BuiltinNode, collection: GoType, predicate: PredicateNode, out: GoType): GoType {
    if (BOOL_PREDICATES.has(node.name) && out.kind !== 'bool' && !isUnknown(out)) {
      const message = `predicate should return boolean (got ${printType(out)})`;
      return this.wrong('predicate-not-bool', predicate, message, out);
    }
    const newer = this.version === '1.17';
    switch (node.name) {
      case 'filter':
        if (!isList(collection)) return LIST;
        return newer ? refinedList(elementOf(collection)) : listOf(collection.elem);
      case 'map':
        return newer ? refinedList(this.visit(predicate.body)) : listOf(out);
      case 'find':
      case 'findLast':
        return this.elements(collection);
      case 'findIndex':
      case 'findLastIndex':
      case 'count':
        return INT;
      case 'groupBy':
        return { kind: 'map', key: ANY, elem: LIST };
      case 'sortBy':
        return collection;
      case 'sum':
        return out;
      case 'reduce':
        return newer ? this.visit(predicate.body) : out;
      default:
        return BOOL;
    }
  }

  /** A predicate is a function from anything to what its body is; a body that is nil makes none. */
  private predicate(node: PredicateNode): GoType {
    const body = this.visit(node.body);
    if (body.kind === 'nil') {
      return this.version === '1.17' ? NIL : this.wrong('predicate-nil', node.body, 'closure cannot be nil');
    }
    return func([ANY], body.kind === 'unknown' ? ANY : body.kind === 'list' ? { ...listOf(body.elem) } : body);
  }

  private get(node: BuiltinNode): GoType {
    const [object, key] = node.args;
    if (!object || !key || node.args.length !== 2) {
      return this.wrong('arguments', node, `invalid number of arguments (expected 2, got ${node.args.length})`);
    }
    if (object.kind === 'identifier' && object.name === '$env') return this.getFromEnvironment(object, key);
    const newer = this.version === '1.17';
    const base = this.visit(object);
    if (newer) this.visit(key);
    if (isUnknown(base)) return newer ? UNKNOWN : ANY;
    if (base.kind !== 'map' && !isList(base)) {
      return this.wrong('not-indexable', object, `type ${this.print(base)} does not support indexing`, base);
    }
    const type = this.visit(key);
    if (!newer && type.kind === 'nil') {
      return this.wrong('key-type', key, `cannot use nil as ${isList(base) ? 'slice' : 'map'} index`, type, base);
    }
    if (isList(base)) {
      if (this.isIndex(type)) return this.elements(base);
      return this.wrong('index-type', key, `non-integer slice index ${this.print(type)}`, base, type);
    }
    if (isAssignable(type, base.key) || isUnknown(type)) return base.elem;
    return this.wrong(
      'key-type',
      key,
      `cannot use ${this.print(type)} to get an element from ${this.print(base)}`,
      type,
      base,
    );
  }

  private getFromEnvironment(object: Node, key: Node): GoType {
    if (this.version === '1.17') {
      this.visit(object);
      this.visit(key);
    }
    const found = key.kind === 'string' ? this.environment(key.value) : undefined;
    if (found) return found;
    if (this.version === '1.17') return UNKNOWN;
    return key.kind === 'string' ? NIL : ANY;
  }
}
