/** Operators on values, with Go's rules for whole numbers and floats. */
import { compareText } from './utf8.ts';
import { type DurationValue, GoError, int, isInt, type TimeValue, typeName, type Value } from './value.ts';

export function isTime(value: Value): value is TimeValue {
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
export function compare(left: Value, right: Value): number | undefined {
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

export function negate(value: Value): Value {
  if (typeof value === 'number') return -value;
  if (isInt(value) && isPlainInt(value)) return int(-value.value, value.name);
  throw new GoError(`invalid operation: - ${typeName(value)}`);
}
