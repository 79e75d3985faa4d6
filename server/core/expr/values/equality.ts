/** When values are equal: numbers by value, the rest by type as well. */

import type { ExprVersion } from '../builtins/version.ts';
import { compare, isPlainNumber, isTime } from './arithmetic.ts';
import { isListValue, isMapValue, isNilValue, typeName, type Value } from './value.ts';

export function equal(left: Value, right: Value, version: ExprVersion): boolean {
  if (isPlainNumber(left) && isPlainNumber(right)) return compare(left, right) === 0;
  if (isTime(left) && isTime(right)) return left.nanoseconds === right.nanoseconds;
  if (version === '1.17' && isListValue(left) && isListValue(right)) {
    const typed = left.name === right.name && ['[]float64', '[]int', '[]string'].includes(left.name);
    if (typed || left.name === '[]interface {}' || right.name === '[]interface {}') {
      const basic = [left.name, right.name].every(name =>
        ['[]interface {}', '[]float64', '[]int', '[]string'].includes(name),
      );
      if (basic)
        return (
          left.items.length === right.items.length &&
          left.items.every((item, i) => equal(item, right.items[i] ?? null, version))
        );
    }
  }
  if (isNilValue(left) && isNilValue(right)) return true;
  return deepEqual(left, right);
}

/** Go's `reflect.DeepEqual`: same types all the way down, and one thing always equals itself. */
export function deepEqual(left: Value, right: Value): boolean {
  if (left === null || right === null) return left === right;
  if (typeof left !== 'object' || typeof right !== 'object') return left === right;
  if (typeName(left) !== typeName(right)) return false;
  if (isListValue(left) && isListValue(right)) {
    if (left.isNil !== right.isNil || left.items.length !== right.items.length) return false;
    if (left.items === right.items && !left.name.startsWith('[2]')) return true;
    return left.items.every((item, i) => deepEqual(item, right.items[i] ?? null));
  }
  if (isMapValue(left) && isMapValue(right)) {
    if (left === right) return true;
    if (left.entries.size !== right.entries.size) return false;
    return [...left.entries].every(([key, { value }]) => {
      const other = right.entries.get(key);
      return other !== undefined && deepEqual(value, other.value);
    });
  }
  return sameLeaf(left, right);
}

function sameLeaf(left: Exclude<Value, null | boolean | number | string>, right: Value): boolean {
  if (typeof right !== 'object' || right === null) return false;
  switch (left.type) {
    case 'int':
      return right.type === 'int' && left.value === right.value;
    case 'time':
      return (
        right.type === 'time' &&
        left.nanoseconds === right.nanoseconds &&
        left.offset === right.offset &&
        left.zone === right.zone
      );
    case 'duration':
      return right.type === 'duration' && left.nanoseconds === right.nanoseconds;
    case 'named-string':
      return right.type === 'named-string' && left.value === right.value;
    case 'location':
      return right.type === 'location' && left.name === right.name;
    case 'struct':
      return (
        right.type === 'struct' &&
        [...left.fields].every(([name, value]) => deepEqual(value, right.fields.get(name) ?? null))
      );
    default:
      return false;
  }
}
