/** Builtins for numbers and bits, and Argo's conversions. */
import { add, order, toFloat } from '../values/arithmetic.ts';
import { kindName } from '../values/kind-name.ts';
import { printValue } from '../values/print.ts';
import { GoError, int, isInt, isListValue, truncate, typeName, type Value } from '../values/value.ts';
import type { FunctionTable, Run } from './function.ts';

function isPlain(value: Value): boolean {
  return typeof value === 'number' || (isInt(value) && !value.name.includes('.'));
}

function rounding(name: string, apply: (value: number) => number): (args: readonly Value[]) => Value {
  return ([value = null]) => {
    if (!isPlain(value)) throw new GoError(`invalid argument for ${name} (type ${typeName(value)})`);
    return typeof value === 'number' ? apply(value) : toFloat(value);
  };
}

/** Halves away from zero; JavaScript rounds them up. */
function round(value: number): number {
  if (!Number.isFinite(value) || Number.isInteger(value)) return value;
  const size = Math.trunc(Math.abs(value)) + (Math.abs(value) % 1 >= 0.5 ? 1 : 0);
  return value < 0 ? -size : size;
}

function parseInteger(text: string): bigint | undefined {
  if (!/^[+-]?[0-9]+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  return value === BigInt.asIntN(64, value) ? value : undefined;
}

/** Go's `strconv.ParseFloat`, with hexadecimal floats and the words for what is no number. */
export function parseFloatText(text: string): number | undefined {
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (word) {
    if ((word[2] ?? '').toLowerCase() === 'nan') return word[1] === '' ? Number.NaN : undefined;
    return word[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  const hex = /^([+-]?)0x_?([0-9a-f_]*)\.?([0-9a-f_]*)p([+-]?[0-9]+)$/i.exec(text);
  if (hex) return parseHexFloat(hex);
  if (!/^[+-]?([0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(e[+-]?[0-9]+)?$/i.test(text)) return undefined;
  if (/__|_$|_\.|\._|_e/i.test(text)) return undefined;
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : undefined;
}

function parseHexFloat(match: RegExpExecArray): number | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const digits = (whole + fraction).replaceAll('_', '');
  if (digits === '' || digits.length > 13) return undefined;
  const value = Number.parseInt(digits, 16) * 2 ** (Number(exponent) - 4 * fraction.replaceAll('_', '').length);
  if (!Number.isFinite(value)) return undefined;
  return sign === '-' ? -value : value;
}

function numberError(name: string, text: string): GoError {
  const isTooLarge = /^[+-]?\d[\d.]*(e[+-]?\d+)?$/i.test(text) && (name === 'ParseFloat' || /^[+-]?\d+$/.test(text));
  const why = isTooLarge ? 'value out of range' : 'invalid syntax';
  return new GoError(`strconv.${name}: parsing ${JSON.stringify(text)}: ${why}`);
}

function flatten(args: readonly Value[], name: string, run: Run): number[] {
  const values: number[] = [];
  for (const arg of args) {
    run.spend(1);
    if (isListValue(arg)) values.push(...flatten(arg.items, name, run));
    else if (typeof arg === 'number') values.push(arg);
    else if (isInt(arg)) values.push(Number(arg.value));
    else if (typeof arg === 'object' && arg?.type === 'duration') values.push(Number(arg.nanoseconds));
    else throw new GoError(`invalid argument for ${name} (type ${typeName(arg)})`);
  }
  return values;
}

/** The older library looks at the elements of its one list only. */
function numbersOf(args: readonly Value[], name: string, run: Run): number[] {
  if (run.version === '1.17') return flatten(args, name, run);
  const [values = null] = args;
  if (!isListValue(values)) throw new GoError(`cannot ${name} ${kindName(values)}`);
  return values.items.map(value => {
    if (typeof value === 'number') return value;
    if (isInt(value) && value.name !== 'uint8') return Number(value.value);
    if (typeof value === 'object' && value?.type === 'duration') return Number(value.nanoseconds);
    throw new GoError(`cannot ${name} ${kindName(value)}`);
  });
}

/** The order of Go's float sort: NaN first. */
export function compareFloats(left: number, right: number): number {
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(right)) - Number(Number.isNaN(left));
  return left - right || 0;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted(compareFloats);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 || sorted.length === 0 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** In nested lists the sums of the inner ones are added, which may round differently. */
function nestedMean(args: readonly Value[], run: Run): number {
  const total = (values: readonly Value[]): number =>
    values.reduce<number>(
      (sum, value) => sum + (isListValue(value) ? total(value.items) : (flatten([value], 'mean', run)[0] ?? 0)),
      0,
    );
  const count = flatten(args, 'mean', run).length;
  return count === 0 ? 0 : total(args) / count;
}

function extreme(name: 'max' | 'min'): (args: readonly Value[], run: Run) => Value {
  const operator = name === 'max' ? '<' : '>';
  const older = (args: readonly Value[]): Value => {
    let best: Value = null;
    for (const arg of args) if (best === null || order(operator, best, arg)) best = arg;
    return best;
  };
  const newer = (args: readonly Value[], run: Run): Value => {
    let best: Value = null;
    const take = (value: Value): void => {
      if (best === null || order(operator, best, value)) best = value;
    };
    for (const arg of args) {
      run.spend(1);
      if (isListValue(arg)) {
        for (const item of arg.items) {
          const value = newer([item], run);
          if (!isPlain(value)) throw new GoError(`invalid argument for ${name} (type ${typeName(value)})`);
          take(value);
        }
      } else if (typeof arg === 'number' || isInt(arg) || (typeof arg === 'object' && arg?.type === 'duration'))
        take(arg);
      else if (args.length === 1) return arg;
      else throw new GoError(`invalid argument for ${name} (type ${typeName(arg)})`);
    }
    return best;
  };
  return (args, run) => (run.version === '1.17' ? newer(args, run) : older(args));
}

/** The older library's sum: whole numbers until the first float. */
function olderSum([values = null]: readonly Value[]): Value {
  if (!isListValue(values)) throw new GoError(`cannot sum ${kindName(values)}`);
  let total: Value = int(0);
  for (const value of values.items) {
    if (typeof value === 'object' && value?.type === 'duration') total = add(total, int(value.nanoseconds));
    else if (typeof value === 'number' || (isInt(value) && value.name !== 'uint8'))
      total = add(total, isInt(value) ? int(value.value) : value);
    else throw new GoError(`cannot sum ${kindName(value)}`);
  }
  return total;
}

function bits(name: string, apply: (a: bigint, b: bigint) => bigint): (args: readonly Value[]) => Value {
  return ([left = null, right = null]) => int(apply(bit(left, name), bit(right, name)));
}

function bit(value: Value, name: string): bigint {
  if (isInt(value) && !value.name.includes('.')) return value.value;
  throw new GoError(`cannot use ${typeName(value)} as argument (type int) to call ${name}`);
}

function shift(by: bigint): bigint {
  if (by < 0n) throw new GoError(`invalid operation: negative shift count ${by} (type int)`);
  return by > 64n ? 64n : by;
}

export const NUMBER_FUNCTIONS: FunctionTable = {
  abs: ([value = null]) => {
    if (typeof value === 'number') return value < 0 ? -value : value;
    if (isInt(value) && isPlain(value)) return value.value < 0n ? int(-value.value, value.name) : value;
    throw new GoError(`invalid argument for abs (type ${typeName(value)})`);
  },
  ceil: rounding('ceil', Math.ceil),
  floor: rounding('floor', Math.floor),
  round: rounding('round', round),
  int: ([value = null], run) => {
    if (typeof value === 'number') return int(truncate(value));
    if (isInt(value) && (isPlain(value) || run.version === '1.17')) return int(value.value);
    if (typeof value === 'object' && value?.type === 'duration' && run.version === '1.17')
      return int(value.nanoseconds);
    const parsed = typeof value === 'string' ? parseInteger(value) : undefined;
    if (parsed !== undefined) return int(parsed);
    throw new GoError(`invalid operation: int(${typeof value === 'string' ? value : typeName(value)})`);
  },
  float: ([value = null]) => {
    if (isPlain(value)) return toFloat(value);
    const parsed = typeof value === 'string' ? parseFloatText(value) : undefined;
    if (parsed !== undefined) return parsed;
    throw new GoError(`invalid operation: float(${typeof value === 'string' ? value : typeName(value)})`);
  },
  max: extreme('max'),
  min: extreme('min'),
  sum: olderSum,
  mean: (args, run) => (run.version === '1.17' ? nestedMean(args, run) : mean(numbersOf(args, 'mean', run))),
  median: (args, run) => median(numbersOf(args, 'median', run)),
  bitand: bits('bitand', (a, b) => a & b),
  bitor: bits('bitor', (a, b) => a | b),
  bitxor: bits('bitxor', (a, b) => a ^ b),
  bitnand: bits('bitnand', (a, b) => a & ~b),
  bitshl: bits('bitshl', (a, b) => a << shift(b)),
  bitshr: bits('bitshr', (a, b) => a >> shift(b)),
  bitushr: bits('bitushr', (a, b) => BigInt.asUintN(64, a) >> shift(b)),
  bitnot: ([value = null]) => int(~bit(value, 'bitnot')),
};

export const ARGO_NUMBER_FUNCTIONS: FunctionTable = {
  asInt: ([value = null]) => {
    if (typeof value === 'number') return int(truncate(value), 'int64');
    if (isInt(value) && isPlain(value)) return int(value.value, 'int64');
    if (typeof value !== 'string')
      throw new GoError(`asInt() not supported on ${typeName(value)} ${printValue(value)}`);
    const parsed = parseInteger(value);
    if (parsed === undefined) throw numberError('ParseInt', value);
    return int(parsed, 'int64');
  },
  asFloat: ([value = null]) => {
    if (isPlain(value)) return toFloat(value);
    if (typeof value !== 'string')
      throw new GoError(`asFloat() not supported on ${typeName(value)} ${printValue(value)}`);
    const parsed = parseFloatText(value);
    if (parsed === undefined) throw numberError('ParseFloat', value);
    return parsed;
  },
  isNaN: ([value = null]) => Number.isNaN(onlyFloat(value)),
  isInf: ([value = null]) => Math.abs(onlyFloat(value)) === Number.POSITIVE_INFINITY,
};

function onlyFloat(value: Value): number {
  if (typeof value === 'number') return value;
  throw new GoError(
    `interface conversion: interface {} is ${typeName(value) === '<nil>' ? 'nil' : typeName(value)}, not float64`,
  );
}
