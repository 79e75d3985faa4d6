/** The lowest floor of the type checker: names in scope, what is wrong, the types found. */

import { isBuiltin } from '../builtins/builtins.ts';
import type { ExprVersion } from '../builtins/version.ts';
import type { Node } from '../syntax/ast.ts';
import { ANY, BOOL, builtinFunction, FLOAT, func, type GoType, INT64, MAP, UNKNOWN } from '../types/type.ts';
import { overloadsOf } from './builtin-types.ts';

export type TypeReason =
  | 'unknown-name'
  | 'mismatch'
  | 'unary-mismatch'
  | 'condition-not-bool'
  | 'no-field'
  | 'nil-field'
  | 'not-indexable'
  | 'index-type'
  | 'key-type'
  | 'not-sliceable'
  | 'element-type'
  | 'arguments'
  | 'argument-type'
  | 'not-a-list'
  | 'predicate-not-bool'
  | 'predicate-nil'
  | 'unknown-pointer'
  | 'redeclared'
  | 'not-callable'
  | 'bad-pattern';

export interface TypeProblem {
  readonly reason: TypeReason;
  readonly node: Node;
  /** The library's own words. */
  readonly message: string;
  /** The types that do not go together, as far as there are any. */
  readonly types: readonly GoType[];
}

export interface Inferred {
  /** Nodes the library does not look at have no type. */
  readonly types: ReadonlyMap<Node, GoType>;
  /** The first is the one the library refuses the condition with. */
  readonly problems: readonly TypeProblem[];
  /** Whole-number literals that a float parameter turns into floats. */
  readonly floatLiterals: ReadonlySet<Node>;
}

interface Variable {
  readonly name: string;
  readonly type: GoType;
}

interface Predicate {
  readonly collection: GoType;
  readonly variables: readonly Variable[];
}

/** Argo's functions, as Go types. */
const ENVIRONMENT: ReadonlyMap<string, GoType> = new Map<string, GoType>([
  ['asInt', func([ANY], INT64)],
  ['asFloat', func([ANY], FLOAT)],
  ['isNaN', func([FLOAT], BOOL)],
  ['isInf', func([FLOAT], BOOL)],
  ['isNil', func([ANY], BOOL)],
  ['default', func([ANY, ANY], ANY)],
]);

export abstract class TypeScope {
  protected readonly version: ExprVersion;
  protected readonly types = new Map<Node, GoType>();
  protected readonly problems: TypeProblem[] = [];
  protected readonly floatLiterals = new Set<Node>();
  protected readonly predicates: Predicate[] = [];
  private readonly result: GoType;
  private readonly variables: Variable[] = [];

  constructor(version: ExprVersion, result: GoType) {
    this.version = version;
    this.result = result;
  }

  protected abstract visit(node: Node): GoType;

  protected wrong(reason: TypeReason, node: Node, message: string, ...types: readonly GoType[]): GoType {
    this.problems.push({ reason, node, message, types });
    return this.version === '1.17' ? UNKNOWN : ANY;
  }

  protected environment(name: string): GoType | undefined {
    return name === 'result' ? this.result : ENVIRONMENT.get(name);
  }

  protected identifier(node: Node, name: string): GoType {
    const variable = this.variables.findLast(candidate => candidate.name === name);
    if (variable) return variable.type;
    if (name === '$env') return this.version === '1.17' ? UNKNOWN : MAP;
    return this.lookup(node, name, true, true);
  }

  /** A name of the environment or the library. */
  protected lookup(node: Node, name: string, strict: boolean, builtins: boolean): GoType {
    const found = this.environment(name) ?? (builtins ? this.builtinType(name) : undefined);
    if (found) return found;
    if (strict) return this.wrong('unknown-name', node, `unknown name ${name}`);
    return this.version === '1.17' ? UNKNOWN : ANY;
  }

  /** A builtin that is named without a call. */
  private builtinType(name: string): GoType | undefined {
    if (!isBuiltin(name, this.version)) return undefined;
    const first = this.version === '1.17' ? overloadsOf(name, this.version)?.[0] : undefined;
    return first ? { kind: 'func', ...first, builtin: name } : builtinFunction(name);
  }

  protected declaration(node: Node, name: string, type: () => GoType, body: () => GoType): GoType {
    if (this.environment(name)) return this.wrong('redeclared', node, `cannot redeclare ${name}`);
    if (isBuiltin(name, this.version)) return this.wrong('redeclared', node, `cannot redeclare builtin ${name}`);
    if (this.variables.some(variable => variable.name === name)) {
      return this.wrong('redeclared', node, `cannot redeclare variable ${name}`);
    }
    this.variables.push({ name, type: type() });
    const result = body();
    this.variables.pop();
    return result;
  }

  protected within(collection: GoType, variables: readonly Variable[], body: () => GoType): GoType {
    this.predicates.push({ collection, variables });
    const type = body();
    this.predicates.pop();
    return type;
  }
}
