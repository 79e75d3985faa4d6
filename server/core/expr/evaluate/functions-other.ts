/** Builtins for types, codecs and time. */
import { fromBase64, toBase64 } from '../values/base64.ts';
import { parseJson, printValue, toJson } from '../values/print.ts';
import { DATE_LAYOUTS, parseDuration, parseTime } from '../values/time-parse.ts';
import { fromJson, GoError, isInt, type LocationValue, UnknownValueError, type Value } from '../values/value.ts';
import type { BuiltinFunction, FunctionTable, Run } from './function.ts';
import { text } from './functions-string.ts';

function readBase64(value: string): string {
  const text = fromBase64(value);
  if (text === undefined) throw new GoError('illegal base64 data');
  return text;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  list: 'array',
  map: 'map',
  time: 'time.Time',
  duration: 'time.Duration',
  location: 'time.Location',
  func: 'func',
};

function typeOf(value: Value): string {
  if (value === null) return 'nil';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'string') return 'string';
  if (isInt(value)) return value.name.includes('.') ? value.name : value.name.startsWith('u') ? 'uint' : 'int';
  if (value.type === 'struct' || value.type === 'named-string') {
    return value.name.replace(/^types\./, 'github.com/aws/aws-sdk-go-v2/service/cloudwatch/types.');
  }
  return TYPE_NAMES[value.type] ?? 'unknown';
}

function isLocation(value: Value | undefined): value is LocationValue {
  return typeof value === 'object' && value?.type === 'location';
}

/** Zones other than UTC are in the controller's image, not here. */
function zone(name: string): LocationValue {
  if (name === '' || name === 'UTC') return { type: 'location', name: 'UTC' };
  throw new UnknownValueError(`the time zone ${name}`);
}

function date(args: readonly Value[]): Value {
  const rest = isLocation(args[0]) ? args.slice(1) : args;
  if (rest.length === 0) throw new GoError('runtime error: index out of range [0] with length 0');
  const value = text(rest[0]);
  if (rest.length === 1) {
    for (const layout of DATE_LAYOUTS) {
      const time = parseTime(layout, value);
      if (time) return time;
    }
    throw new GoError(`invalid date ${value}`);
  }
  const layout = text(rest[1]);
  if (rest.length === 3) zone(text(rest[2]));
  const time = parseTime(layout, value);
  if (time) return time;
  throw new GoError(`parsing time ${JSON.stringify(value)} as ${JSON.stringify(layout)}: cannot parse`);
}

function now(args: readonly Value[], run: Run): Value {
  if (run.now === undefined) throw new UnknownValueError('the current time');
  return {
    type: 'time',
    nanoseconds: run.now,
    offset: 0,
    zone: 'UTC',
    ...(args.length === 0 ? { fromClock: true } : {}),
  };
}

function json(value: string): Value {
  const parsed = fromJson(parseJson(value));
  if (hasInfinity(parsed)) throw new GoError('json: cannot unmarshal number into Go value of type float64');
  return parsed;
}

/** JSON has no infinity; JavaScript reads one from numbers that Go refuses. */
function hasInfinity(value: Value): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return false;
  if (value.type === 'list') return value.items.some(hasInfinity);
  return value.type === 'map' && [...value.entries.values()].some(entry => hasInfinity(entry.value));
}

const toText: BuiltinFunction = ([value = null]) => printValue(value);

export const OTHER_FUNCTIONS: FunctionTable = {
  string: toText,
  type: ([value = null]) => typeOf(value),
  toJSON: ([value = null]) => toJson(value),
  fromJSON: ([value]) => json(text(value)),
  toBase64: ([value]) => toBase64(text(value)),
  fromBase64: ([value]) => readBase64(text(value)),
  now,
  duration: ([value]) => parseDuration(text(value)),
  date,
  timezone: ([value]) => zone(text(value)),
};
