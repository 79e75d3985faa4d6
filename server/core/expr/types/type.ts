/**
 * Go types as the library sees them. `unknown` is a type the newer checker does not know; `any` is Go's `interface {}`, which it knows
 * to be anything. Both go with everything and may fail later.
 */
import type { ExprVersion } from '../builtins/version.ts';

export type IntName = 'int' | 'int64' | 'int32' | 'uint8';

export interface FunctionType {
  readonly kind: 'func';
  readonly parameters: readonly GoType[];
  readonly variadic?: boolean;
  readonly result: GoType;
  /** Set for the library's own functions, whose calls have rules of their own. */
  readonly builtin?: string;
}

export interface ListType {
  readonly kind: 'list';
  readonly elem: GoType;
  /** What the checker knows beyond the Go type: `[1, 2]` is a `[]interface {}` of ints. */
  readonly refined?: GoType;
  /** A Go array of this length instead of a slice. */
  readonly length?: number;
}

export interface StructType {
  readonly kind: 'struct';
  readonly name: string;
  readonly fields: ReadonlyMap<string, GoType>;
}

export type GoType =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'any' }
  | { readonly kind: 'nil' }
  | { readonly kind: 'bool' }
  | { readonly kind: 'int'; readonly name: IntName }
  | { readonly kind: 'float' }
  /** `name`: a defined type such as `types.StatusCode`. */
  | { readonly kind: 'string'; readonly name?: string }
  /** A defined type over int: `time.Month`. */
  | { readonly kind: 'enum'; readonly name: string }
  | ListType
  | { readonly kind: 'map'; readonly key: GoType; readonly elem: GoType }
  | StructType
  | { readonly kind: 'pointer'; readonly to: GoType }
  | { readonly kind: 'time' }
  | { readonly kind: 'duration' }
  | { readonly kind: 'location' }
  | FunctionType;

export const UNKNOWN: GoType = { kind: 'unknown' };
export const ANY: GoType = { kind: 'any' };
export const NIL: GoType = { kind: 'nil' };
export const BOOL: GoType = { kind: 'bool' };
export const INT: GoType = { kind: 'int', name: 'int' };
export const INT64: GoType = { kind: 'int', name: 'int64' };
export const FLOAT: GoType = { kind: 'float' };
export const STRING: GoType = { kind: 'string' };
export const TIME: GoType = { kind: 'time' };
export const DURATION: GoType = { kind: 'duration' };
export const LOCATION: GoType = { kind: 'location' };
export const LIST: ListType = { kind: 'list', elem: ANY };
export const MAP: GoType = { kind: 'map', key: STRING, elem: ANY };
export const ANY_MAP: GoType = { kind: 'map', key: ANY, elem: ANY };

export function listOf(elem: GoType): ListType {
  return { kind: 'list', elem };
}

/** A `[]interface {}` whose elements the checker knows better. */
export function refinedList(refined: GoType): ListType {
  return { kind: 'list', elem: ANY, refined };
}

export function func(parameters: readonly GoType[], result: GoType): FunctionType {
  return { kind: 'func', parameters, result };
}

/** What the library takes any builtin for that is named but not called. */
export function builtinFunction(name: string): FunctionType {
  return { kind: 'func', parameters: [LIST], variadic: true, result: ANY, builtin: name };
}

export function isUnknown(type: GoType): boolean {
  return type.kind === 'unknown' || type.kind === 'any';
}

/** Go's `reflect.Kind`. */
export function kindOf(type: GoType): string {
  switch (type.kind) {
    case 'unknown':
    case 'nil':
      return 'Invalid';
    case 'any':
      return 'Interface';
    case 'int':
      return type.name;
    case 'float':
      return 'float64';
    case 'enum':
      return 'int';
    case 'duration':
      return 'int64';
    case 'list':
      return type.length === undefined ? 'Slice' : 'Array';
    case 'time':
    case 'struct':
      return 'struct';
    case 'pointer':
    case 'location':
      return 'Ptr';
    default:
      return type.kind;
  }
}

export function dereference(type: GoType): GoType {
  let inner = type;
  while (inner.kind === 'pointer') inner = inner.to;
  return inner;
}

export function elementOf(list: ListType): GoType {
  return list.refined ?? list.elem;
}

/** The older checker takes a type by its kind, the newer one knows defined types such as `time.Duration` for what they are. */
export function isInteger(type: GoType, version: ExprVersion): boolean {
  return type.kind === 'int' || (version === '1.15' && (type.kind === 'duration' || type.kind === 'enum'));
}

export function isNumber(type: GoType, version: ExprVersion): boolean {
  return type.kind === 'float' || isInteger(type, version);
}

export function isList(type: GoType): type is ListType {
  return type.kind === 'list';
}

export function isAssignable(from: GoType, to: GoType): boolean {
  if (from.kind === 'nil')
    return ['pointer', 'location', 'any', 'func', 'map'].includes(to.kind) || kindOf(to) === 'Slice';
  if (from.kind === 'unknown' || to.kind === 'unknown' || to.kind === 'nil') return false;
  return to.kind === 'any' || printType(from) === printType(to);
}

/** The type as Go prints it. */
export function printType(type: GoType, version: ExprVersion = '1.17'): string {
  switch (type.kind) {
    case 'unknown':
      return version === '1.17' ? 'unknown' : 'interface {}';
    case 'nil':
      return version === '1.17' ? 'unknown' : '<nil>';
    case 'any':
      return 'interface {}';
    case 'int':
      return type.name;
    case 'float':
      return 'float64';
    case 'string':
      return type.name ?? 'string';
    case 'enum':
    case 'struct':
      return type.name;
    case 'list':
      return `[${type.length ?? ''}]${printType(type.elem)}`;
    case 'map':
      return `map[${printType(type.key)}]${printType(type.elem)}`;
    case 'pointer':
      return `*${printType(type.to)}`;
    case 'time':
      return 'time.Time';
    case 'duration':
      return 'time.Duration';
    case 'location':
      return '*time.Location';
    case 'func':
      return printFunction(type);
    default:
      return type.kind;
  }
}

function printFunction({ parameters, variadic, result, builtin }: FunctionType): string {
  if (variadic) return 'func(...interface {}) (interface {}, error)';
  const text = `func(${parameters.map(parameter => printType(parameter)).join(', ')})`;
  return builtin === undefined ? `${text} ${printType(result)}` : `${text} (${printType(result)}, error)`;
}
