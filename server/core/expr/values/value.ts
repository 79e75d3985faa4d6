/**
 * Go values. A JavaScript number is a float64; whole numbers are big integers with their Go type, because the language tells them apart.
 */
import type { GoType } from '../types/type.ts';

export interface IntValue {
  readonly type: 'int';
  /** `int`, `int64`, `uint8`, or a defined type such as `time.Month`. */
  readonly name: string;
  readonly value: bigint;
}

export interface ListValue {
  readonly type: 'list';
  /** Go's name of the list's type. */
  readonly name: string;
  readonly items: readonly Value[];
  /** A nil slice: empty, and equal to nil. */
  readonly isNil?: boolean;
}

export interface MapValue {
  readonly type: 'map';
  readonly name: string;
  /** By what identifies the key. */
  readonly entries: ReadonlyMap<string, { readonly key: Value; readonly value: Value }>;
}

export interface TimeValue {
  readonly type: 'time';
  /** Nanoseconds since 1970 in UTC. */
  readonly nanoseconds: bigint;
  /** Seconds east of UTC. */
  readonly offset: number;
  /** Abbreviation of the zone; empty when there is only an offset. */
  readonly zone: string;
  /** Read from the clock: prints with a monotonic reading that nobody can know. */
  readonly fromClock?: boolean;
}

export interface DurationValue {
  readonly type: 'duration';
  readonly nanoseconds: bigint;
}

export interface LocationValue {
  readonly type: 'location';
  readonly name: string;
}

/** A string of a defined type, such as `types.StatusCode`. */
export interface NamedStringValue {
  readonly type: 'named-string';
  readonly name: string;
  readonly value: string;
}

export interface StructValue {
  readonly type: 'struct';
  readonly name: string;
  readonly fields: ReadonlyMap<string, Value>;
}

export interface FunctionValue {
  readonly type: 'func';
  readonly parameters: readonly GoType[];
  readonly call: (args: readonly Value[]) => Value;
}

export type Value =
  | null
  | boolean
  | number
  | string
  | IntValue
  | ListValue
  | MapValue
  | TimeValue
  | DurationValue
  | LocationValue
  | NamedStringValue
  | StructValue
  | FunctionValue;

/** What Go would panic with, or return as an error. */
export class GoError extends Error {}

/** What only the controller can tell. */
export class UnknownValueError extends Error {}

export const ANY_LIST = '[]interface {}';
export const STRING_MAP = 'map[string]interface {}';
export const ANY_KEY_MAP = 'map[interface {}]interface {}';
export const GROUPS = 'map[interface {}][]interface {}';

const INT_MIN = -(2n ** 63n);

export function int(value: bigint | number, name = 'int'): IntValue {
  const whole = typeof value === 'bigint' ? value : BigInt(value);
  return { type: 'int', name, value: name === 'uint8' ? BigInt.asUintN(8, whole) : BigInt.asIntN(64, whole) };
}

/** A float as Go's conversion to int has it on amd64: what does not fit is the smallest int. */
export function truncate(value: number): bigint {
  if (!Number.isFinite(value)) return INT_MIN;
  const whole = BigInt(Math.trunc(value));
  return whole > -INT_MIN - 1n || whole < INT_MIN ? INT_MIN : whole;
}

export function list(items: readonly Value[], name: string = ANY_LIST): ListValue {
  return { type: 'list', name, items };
}

export const NIL_LIST: ListValue = { type: 'list', name: ANY_LIST, items: [], isNil: true };

export function mapOf(pairs: Iterable<readonly [Value, Value]>, name: string = STRING_MAP): MapValue {
  const entries = new Map<string, { key: Value; value: Value }>();
  for (const [key, value] of pairs) entries.set(keyOf(key, entries.size), { key, value });
  return { type: 'map', name, entries };
}

/** What makes two map keys one. Lists and maps cannot be keys. A NaN is a key of its own each time: `nth` tells them apart. */
export function keyOf(key: Value, nth?: number): string {
  if (typeof key === 'string') return `s${key}`;
  if (key === null) return 'nil';
  if (typeof key === 'number') return Number.isNaN(key) ? `nan${nth ?? ''}` : `f${key === 0 ? 0 : key}`;
  if (typeof key === 'boolean') return `b${key}`;
  switch (key.type) {
    case 'int':
      return `${key.name}:${key.value}`;
    case 'duration':
      return `d${key.nanoseconds}`;
    case 'time':
      return `t${key.nanoseconds}/${key.offset}/${key.zone}`;
    case 'named-string':
      return `${key.name}:${key.value}`;
    case 'location':
      return `l${key.name}`;
    case 'list':
      if (key.name.startsWith('[2]')) return `a[${key.items.map(item => keyOf(item, nth)).join()}]`;
      break;
    default:
  }
  throw new GoError(`runtime error: hash of unhashable type ${typeName(key)}`);
}

/** Go's `%T`. */
export function typeName(value: Value): string {
  if (value === null) return '<nil>';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'float64';
  if (typeof value === 'string') return 'string';
  switch (value.type) {
    case 'time':
      return 'time.Time';
    case 'duration':
      return 'time.Duration';
    case 'location':
      return '*time.Location';
    case 'func':
      return 'func';
    default:
      return value.name;
  }
}

export function isInt(value: Value): value is IntValue {
  return typeof value === 'object' && value !== null && value.type === 'int';
}

export function isListValue(value: Value): value is ListValue {
  return typeof value === 'object' && value !== null && value.type === 'list';
}

export function isMapValue(value: Value): value is MapValue {
  return typeof value === 'object' && value !== null && value.type === 'map';
}

export function isNilValue(value: Value): boolean {
  return value === null || (isListValue(value) && value.isNil === true);
}

/** A JSON value as the providers hand it on: numbers are floats, objects are maps. Anything else is nil. */
export function fromJson(json: unknown): Value {
  if (typeof json === 'boolean' || typeof json === 'number' || typeof json === 'string') return json;
  if (Array.isArray(json)) return list(json.map(fromJson));
  if (typeof json !== 'object' || json === null) return null;
  return mapOf(Object.entries(json).map(([key, value]) => [key, fromJson(value)] as const));
}

/** A list of floats, as Prometheus and others hand it on. */
export function floats(values: readonly number[]): ListValue {
  return list(values, '[]float64');
}
