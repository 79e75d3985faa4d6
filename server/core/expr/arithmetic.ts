/** Operators on values, with Go's rules for whole numbers and floats. */
import { compareText } from './utf8.ts';
import {
  type DurationValue,
  GoError,
  int,
  isInt,
  isListValue,
  isMapValue,
  isNilValue,
  type TimeValue,
  typeName,
  type Value,
} from './value.ts';
import type { ExprVersion } from './version.ts';

function isTime(value: Value): value is TimeValue {
  return typeof value === 'object' && value !== null && value.type === 'time';
}

function isDuration(value: Value): value is DurationValue {
  return typeof value === 'object' && value !== null && value.type === 'duration';
}

/** A plain number: no duration, no month. */
function isPlainInt(value: Value): boolean {
  return isInt(value) && !value.name.includes('.');
}

export function isPlainNumber(value: Value): boolean {
  return typeof value === 'number' || isPlainInt(value);
}

export function toFloat(value: Value): number {
  if (typeof value === 'number') return value;
  if (isInt(value) && isPlainInt(value)) return Number(value.value);
  throw new GoError(`invalid operation: float(${typeName(value)})`);
}

function refuse(operator: string, left: Value, right: Value): never {
  throw new GoError(`invalid operation: ${typeName(left)} ${operator} ${typeName(right)}`);
}

/** Negative, zero, positive or NaN; undefined when the two have no order. */
function compare(left: Value, right: Value): number | undefined {
  if (isInt(left) && isInt(right) && isPlainInt(left) && isPlainInt(right)) {
    return left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
  }
  if (isPlainNumber(left) && isPlainNumber(right)) {
    const a = toFloat(left);
    const b = toFloat(right);
    return a === b ? 0 : a < b ? -1 : a > b ? 1 : Number.NaN;
  }
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if ((isTime(left) && isTime(right)) || (isDuration(left) && isDuration(right))) {
    return Number(left.nanoseconds < right.nanoseconds ? -1 : left.nanoseconds > right.nanoseconds);
  }
  return undefined;
}

export function order(operator: string, left: Value, right: Value): boolean {
  const compared = compare(left, right);
  if (compared === undefined) return refuse(operator, left, right);
  switch (operator) {
    case '<':
      return compared < 0;
    case '>':
      return compared > 0;
    case '<=':
      return compared <= 0;
    default:
      return compared >= 0;
  }
}

function integers(
  left: Value,
  right: Value,
  combine: (a: bigint, b: bigint) => bigint,
  floats: (a: number, b: number) => number,
): Value | undefined {
  if (isInt(left) && isInt(right) && isPlainInt(left) && isPlainInt(right))
    return int(combine(left.value, right.value));
  if (isPlainNumber(left) && isPlainNumber(right)) return floats(toFloat(left), toFloat(right));
  return undefined;
}

function duration(nanoseconds: bigint): DurationValue {
  return { type: 'duration', nanoseconds: BigInt.asIntN(64, nanoseconds) };
}

function shift(time: TimeValue, by: bigint): TimeValue {
  return { ...time, nanoseconds: time.nanoseconds + by };
}

export function add(left: Value, right: Value): Value {
  const number = integers(
    left,
    right,
    (a, b) => a + b,
    (a, b) => a + b,
  );
  if (number !== undefined) return number;
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  if (isTime(left) && isDuration(right)) return shift(left, right.nanoseconds);
  if (isDuration(left) && isTime(right)) return shift(right, left.nanoseconds);
  if (isDuration(left) && isDuration(right)) return duration(left.nanoseconds + right.nanoseconds);
  return refuse('+', left, right);
}

export function subtract(left: Value, right: Value): Value {
  const number = integers(
    left,
    right,
    (a, b) => a - b,
    (a, b) => a - b,
  );
  if (number !== undefined) return number;
  if (isTime(left) && isTime(right)) return saturated(left.nanoseconds - right.nanoseconds);
  if (isTime(left) && isDuration(right)) return shift(left, -right.nanoseconds);
  if (isDuration(left) && isDuration(right)) return duration(left.nanoseconds - right.nanoseconds);
  return refuse('-', left, right);
}

/** A difference of times that does not fit is the longest duration there is. */
function saturated(nanoseconds: bigint): DurationValue {
  const most = 2n ** 63n - 1n;
  return {
    type: 'duration',
    nanoseconds: nanoseconds > most ? most : nanoseconds < -most - 1n ? -most - 1n : nanoseconds,
  };
}

export function multiply(left: Value, right: Value): Value {
  const number = integers(
    left,
    right,
    (a, b) => a * b,
    (a, b) => a * b,
  );
  if (number !== undefined) return number;
  if (!isDuration(left) && !isDuration(right)) return refuse('*', left, right);
  const a = factor(left);
  const b = factor(right);
  if (a === undefined || b === undefined) return refuse('*', left, right);
  if (typeof a === 'bigint' && typeof b === 'bigint') return duration(a * b);
  return Number(a) * Number(b);
}

function factor(value: Value): bigint | number | undefined {
  if (isDuration(value)) return value.nanoseconds;
  if (typeof value === 'number') return value;
  return isInt(value) && isPlainInt(value) ? value.value : undefined;
}

export function divide(left: Value, right: Value): number {
  if (!isPlainNumber(left) || !isPlainNumber(right)) return refuse('/', left, right);
  return toFloat(left) / toFloat(right);
}

export function modulo(left: Value, right: Value): Value {
  if (!isInt(left) || !isInt(right) || !isPlainInt(left) || !isPlainInt(right)) return refuse('%', left, right);
  if (right.value === 0n) throw new GoError('runtime error: integer divide by zero');
  return int(left.value % right.value);
}

/** Step by step as in Go's library, whose roundings differ from JavaScript's. */
export function power(left: Value, right: Value): number {
  const base = toFloat(left);
  const exponent = toFloat(right);
  if (exponent === 0 || base === 1) return 1;
  if (exponent === 1) return base;
  if (exponent === 0.5) return Math.sqrt(base === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : base);
  if (exponent === -0.5) return 1 / Math.sqrt(base === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : base);
  if (base === -1 && !Number.isFinite(exponent) && !Number.isNaN(exponent)) return 1;
  const regular = base !== 0 && Number.isFinite(base) && Number.isFinite(exponent) && Math.abs(exponent) < 2 ** 53;
  if (!regular || (base < 0 && !Number.isInteger(exponent))) return base ** exponent;
  return regularPower(base, exponent);
}

/** The whole part of the exponent bit by bit, the rest by logarithm. */
function regularPower(base: number, exponent: number): number {
  let whole = Math.floor(Math.abs(exponent));
  let rest = Math.abs(exponent) - whole;
  if (rest > 0.5) {
    rest--;
    whole++;
  }
  let result = rest === 0 ? 1 : Math.exp(rest * Math.log(base));
  let resultBinary = 0;
  let [fraction, binary] = split(base);
  for (; whole > 0; whole = Math.floor(whole / 2)) {
    if (binary < -4096 || binary > 4096) {
      resultBinary += binary;
      break;
    }
    if (whole % 2 === 1) {
      result *= fraction;
      resultBinary += binary;
    }
    fraction *= fraction;
    binary *= 2;
    if (fraction < 0.5) {
      fraction += fraction;
      binary--;
    }
  }
  return exponent < 0 ? scale(1 / result, -resultBinary) : scale(result, resultBinary);
}

/** A number as a fraction in [0.5, 1) and a power of two. */
function split(value: number): [number, number] {
  let fraction = value;
  let binary = 0;
  while (Math.abs(fraction) >= 1) {
    fraction /= 2;
    binary++;
  }
  while (Math.abs(fraction) < 0.5) {
    fraction *= 2;
    binary--;
  }
  return [fraction, binary];
}

function scale(fraction: number, binary: number): number {
  if (binary > 1100) return fraction * Number.POSITIVE_INFINITY;
  if (binary < -1200) return fraction * 0;
  // In two steps, so that neither power leaves the range of floats.
  const half = Math.trunc(binary / 2);
  return fraction * 2 ** half * 2 ** (binary - half);
}

export function negate(value: Value): Value {
  if (typeof value === 'number') return -value;
  if (isInt(value) && isPlainInt(value)) return int(-value.value, value.name);
  throw new GoError(`invalid operation: - ${typeName(value)}`);
}

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
