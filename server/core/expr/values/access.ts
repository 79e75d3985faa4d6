/** Members, slices and membership of values. */

import type { ExprVersion } from '../builtins/version.ts';
import { equal } from './equality.ts';
import { printValue } from './print.ts';
import { timeMethod } from './time-methods.ts';
import { byteLength, decodeUtf8, encodeUtf8 } from './utf8.ts';
import {
  GoError,
  GROUPS,
  int,
  isInt,
  isListValue,
  isMapValue,
  keyOf,
  list,
  type MapValue,
  NIL_LIST,
  truncate,
  typeName,
  type Value,
} from './value.ts';

/** A position: any plain number, floats cut off. */
export function toIndex(value: Value): bigint {
  if (typeof value === 'number') return truncate(value);
  if (isInt(value) && !value.name.includes('.')) return value.value;
  throw new GoError(`invalid operation: int(${typeName(value)})`);
}

function lengthOf(value: Value): number | undefined {
  if (typeof value === 'string') return byteLength(value);
  if (isListValue(value)) return value.items.length;
  return undefined;
}

function elementAt(value: Value, index: number): Value {
  if (typeof value === 'string') return int(encodeUtf8(value)[index] ?? 0, 'uint8');
  return isListValue(value) ? (value.items[index] ?? null) : null;
}

/** The element of a list or the byte of a string; undefined when there is none. Negative positions count from the end. */
export function atIndex(value: Value, position: bigint): Value | undefined {
  const length = lengthOf(value) ?? 0;
  const index = position < 0n ? position + BigInt(length) : position;
  return index < 0n || index >= BigInt(length) ? undefined : elementAt(value, Number(index));
}

/** A key of the map's own type; Go panics about others. nil stands for the empty key. */
export function mapEntry(map: MapValue, key: Value): Value | undefined {
  const strings = map.name.startsWith('map[string]');
  if (key === null) return map.entries.get(strings ? 's' : 'nil')?.value;
  if (strings && typeof key !== 'string') {
    throw new GoError(`reflect.Value.MapIndex: value of type ${typeName(key)} is not assignable to type string`);
  }
  return map.entries.get(keyOf(key))?.value;
}

export function fetch(from: Value, key: Value, version: ExprVersion): Value {
  if (typeof key === 'string') {
    const method = timeMethod(from, key);
    if (method) return method;
  }
  if (lengthOf(from) !== undefined) {
    const index = toIndex(key);
    const found = atIndex(from, index);
    if (found !== undefined) return found;
    throw outOfRange(from, index, version);
  }
  if (isMapValue(from)) return mapEntry(from, key) ?? (from.name === GROUPS ? NIL_LIST : null);
  if (typeof from === 'object' && from !== null && from.type === 'struct') {
    if (typeof key !== 'string')
      throw new GoError(`interface conversion: interface {} is ${typeName(key)}, not string`);
    const field = from.fields.get(key);
    if (field !== undefined) return field;
  }
  throw new GoError(`cannot fetch ${printValue(key)} from ${typeName(from)}`);
}

function outOfRange(from: Value, index: bigint, version: ExprVersion): GoError {
  const length = lengthOf(from) ?? 0;
  if (version === '1.17') {
    const shown = index < 0n ? index + BigInt(length) : index;
    return new GoError(`index out of range: ${shown} (array length is ${length})`);
  }
  const kind = typeof from === 'string' ? 'string' : typeName(from).startsWith('[2]') ? 'array' : 'slice';
  return new GoError(`reflect: ${kind} index out of range`);
}

/** Bounds are cut to what is there. */
export function slice(value: Value, from: Value, to: Value, version: ExprVersion): Value {
  const length = lengthOf(value);
  if (length === undefined) throw new GoError(`cannot slice ${printValue(from)}`);
  if (version === '1.15' && isListValue(value) && value.name.startsWith('[2]')) {
    throw new GoError('reflect.Value.Slice: slice of unaddressable array');
  }
  const start = bound(toIndex(from), length);
  const end = Math.min(bound(toIndex(to), length), length);
  const first = Math.min(start, end);
  if (typeof value === 'string') return decodeUtf8(encodeUtf8(value).slice(first, end));
  if (!isListValue(value)) return null;
  return {
    ...list(value.items.slice(first, end), value.name.replace('[2]', '[]')),
    ...(value.isNil ? { isNil: true } : {}),
  };
}

function bound(index: bigint, length: number): number {
  const from = index < 0n ? BigInt(length) + index : index;
  return from < 0n ? 0 : Number(from > BigInt(length) ? BigInt(length) : from);
}

export function isIn(needle: Value, haystack: Value, version: ExprVersion): boolean {
  if (haystack === null) return false;
  if (isListValue(haystack)) return haystack.items.some(item => equal(item, needle, version));
  if (isMapValue(haystack)) return mapEntry(haystack, needle) !== undefined;
  if (typeof haystack === 'object' && (haystack.type === 'struct' || haystack.type === 'time')) {
    if (typeof needle !== 'string')
      throw new GoError(`cannot use ${typeName(needle)} as field name of ${typeName(haystack)}`);
    return haystack.type === 'struct' && haystack.fields.has(needle);
  }
  throw new GoError(`operator "in" not defined on ${typeName(haystack)}`);
}
