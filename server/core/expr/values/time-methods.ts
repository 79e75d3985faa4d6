/** Methods of Go's time values that a condition can call. */

import { methodOf } from '../types/time-types.ts';
import { DURATION, type GoType, TIME } from '../types/type.ts';
import { clockOf, daysFromCivil, formatDuration, formatTime } from './time-format.ts';
import {
  type DurationValue,
  type FunctionValue,
  int,
  list,
  type TimeValue,
  UnknownValueError,
  type Value,
} from './value.ts';

type Method<Receiver> = (receiver: Receiver, args: readonly Value[]) => Value;

const NANO = 1_000_000_000n;

function floor(value: bigint, by: bigint): bigint {
  return value % by < 0n ? value / by - 1n : value / by;
}

function other(args: readonly Value[]): TimeValue {
  const [time] = args;
  if (typeof time === 'object' && time?.type === 'time') return time;
  throw new UnknownValueError('a method of times');
}

function nanosecondsOf(args: readonly Value[]): bigint {
  const [duration] = args;
  if (typeof duration === 'object' && duration?.type === 'duration') return duration.nanoseconds;
  throw new UnknownValueError('a method of durations');
}

function whole(value: Value | undefined): number {
  return typeof value === 'object' && value?.type === 'int' ? Number(value.value) : 0;
}

const OF_TIME: Readonly<Record<string, Method<TimeValue>>> = {
  Year: time => int(clockOf(time).year),
  Month: time => int(clockOf(time).month, 'time.Month'),
  Day: time => int(clockOf(time).day),
  Hour: time => int(clockOf(time).hour),
  Minute: time => int(clockOf(time).minute),
  Second: time => int(clockOf(time).second),
  Nanosecond: time => int(clockOf(time).nanosecond),
  YearDay: time => int(clockOf(time).yearDay),
  Weekday: time => int(clockOf(time).weekday, 'time.Weekday'),
  Unix: time => int(floor(time.nanoseconds, NANO), 'int64'),
  UnixMilli: time => int(floor(time.nanoseconds, 1_000_000n), 'int64'),
  UnixMicro: time => int(floor(time.nanoseconds, 1_000n), 'int64'),
  UnixNano: time => int(time.nanoseconds, 'int64'),
  UTC: time => ({ ...time, offset: 0, zone: 'UTC' }),
  IsZero: time => time.nanoseconds === daysFromCivil(1, 1, 1) * 86_400n * NANO,
  Before: (time, args) => time.nanoseconds < other(args).nanoseconds,
  After: (time, args) => time.nanoseconds > other(args).nanoseconds,
  Equal: (time, args) => time.nanoseconds === other(args).nanoseconds,
  Compare: (time, args) => {
    const { nanoseconds } = other(args);
    return int(time.nanoseconds < nanoseconds ? -1 : time.nanoseconds > nanoseconds ? 1 : 0);
  },
  Add: (time, args) => ({ ...time, nanoseconds: time.nanoseconds + nanosecondsOf(args) }),
  Sub: (time, args) => ({
    type: 'duration',
    nanoseconds: BigInt.asIntN(64, time.nanoseconds - other(args).nanoseconds),
  }),
  Format: (time, [layout]) => {
    if (typeof layout !== 'string') throw new UnknownValueError('a layout that is no text');
    return formatTime(time, layout);
  },
  AddDate: (time, [years, months, days]) => addDate(time, whole(years), whole(months), whole(days)),
};

function addDate(time: TimeValue, years: number, months: number, days: number): TimeValue {
  const clock = clockOf(time);
  const monthIndex = clock.month - 1 + months;
  const year = clock.year + years + Math.floor(monthIndex / 12);
  const month = (((monthIndex % 12) + 12) % 12) + 1;
  const before = daysFromCivil(clock.year, clock.month, clock.day);
  const after = daysFromCivil(year, month, 1) + BigInt(clock.day - 1 + days);
  return { ...time, nanoseconds: time.nanoseconds + (after - before) * 86_400n * NANO };
}

function inUnits(duration: DurationValue, unit: bigint): number {
  return Number(duration.nanoseconds / unit) + Number(duration.nanoseconds % unit) / Number(unit);
}

const OF_DURATION: Readonly<Record<string, Method<DurationValue>>> = {
  Hours: duration => inUnits(duration, 3600n * NANO),
  Minutes: duration => inUnits(duration, 60n * NANO),
  Seconds: duration => inUnits(duration, NANO),
  Milliseconds: duration => int(duration.nanoseconds / 1_000_000n, 'int64'),
  Microseconds: duration => int(duration.nanoseconds / 1_000n, 'int64'),
  Nanoseconds: duration => int(duration.nanoseconds, 'int64'),
  Abs: duration => ({
    type: 'duration',
    nanoseconds: duration.nanoseconds < 0n ? -duration.nanoseconds : duration.nanoseconds,
  }),
  String: duration => formatDuration(duration.nanoseconds),
};

const STATUS_CODES = ['Complete', 'InternalError', 'PartialData', 'Forbidden'];

function bound<Receiver>(
  type: GoType,
  name: string,
  receiver: Receiver,
  table: Readonly<Record<string, Method<Receiver>>>,
): FunctionValue | undefined {
  const declared = methodOf(type, name);
  if (!declared) return undefined;
  const method = Object.hasOwn(table, name) ? table[name] : undefined;
  return {
    type: 'func',
    parameters: declared.parameters,
    call: args => {
      if (!method) throw new UnknownValueError(`the method ${name}`);
      return method(receiver, args);
    },
  };
}

/** The method of that name, bound to its value; undefined when the value has none. */
export function timeMethod(value: Value, name: string): FunctionValue | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (value.type === 'time') return bound(TIME, name, value, OF_TIME);
  if (value.type === 'duration') return bound(DURATION, name, value, OF_DURATION);
  if (value.type === 'int' && value.name.startsWith('time.')) {
    return bound({ kind: 'enum', name: value.name }, name, value, { String: () => enumName(value.name, value.value) });
  }
  if (value.type !== 'named-string') return undefined;
  const values = (): Value =>
    list(
      STATUS_CODES.map(code => ({ ...value, value: code })),
      `[]${value.name}`,
    );
  return bound({ kind: 'string', name: value.name }, name, value, { Values: values });
}

function enumName(type: string, value: bigint): string {
  const at: TimeValue = { type: 'time', nanoseconds: 0n, offset: 0, zone: 'UTC' };
  const day = type === 'time.Month' ? daysFromCivil(2023, Number(value), 1) : daysFromCivil(2023, 1, 1 + Number(value));
  return formatTime({ ...at, nanoseconds: day * 86_400n * NANO }, type === 'time.Month' ? 'January' : 'Monday');
}
