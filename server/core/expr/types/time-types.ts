/** Methods that values of Go's time types have, as far as conditions can call them: name to type without the receiver. */
import {
  BOOL,
  DURATION,
  FLOAT,
  type FunctionType,
  func,
  type GoType,
  INT,
  INT64,
  LOCATION,
  listOf,
  STRING,
  TIME,
} from './type.ts';

const MONTH: GoType = { kind: 'enum', name: 'time.Month' };
const WEEKDAY: GoType = { kind: 'enum', name: 'time.Weekday' };

function methods(...groups: readonly (readonly [string, FunctionType])[]): ReadonlyMap<string, FunctionType> {
  return new Map(groups.flatMap(([names, type]) => names.split(' ').map(name => [name, type] as const)));
}

const OF_TIME = methods(
  ['Year Day Hour Minute Second Nanosecond YearDay', func([], INT)],
  ['Unix UnixMilli UnixMicro UnixNano', func([], INT64)],
  ['Month', func([], MONTH)],
  ['Weekday', func([], WEEKDAY)],
  ['UTC Local', func([], TIME)],
  ['IsZero IsDST', func([], BOOL)],
  ['Location', func([], LOCATION)],
  ['String GoString', func([], STRING)],
  ['Format', func([STRING], STRING)],
  ['Add', func([DURATION], TIME)],
  ['Sub', func([TIME], DURATION)],
  ['Before After Equal', func([TIME], BOOL)],
  ['Compare', func([TIME], INT)],
  ['Truncate Round', func([DURATION], TIME)],
  ['AddDate', func([INT, INT, INT], TIME)],
  ['In', func([LOCATION], TIME)],
);

const OF_DURATION = methods(
  ['Hours Minutes Seconds', func([], FLOAT)],
  ['Milliseconds Microseconds Nanoseconds', func([], INT64)],
  ['Abs', func([], DURATION)],
  ['String', func([], STRING)],
  ['Truncate Round', func([DURATION], DURATION)],
);

const OF_ENUM = methods(['String', func([], STRING)]);
const OF_STATUS = methods(['Values', func([], listOf({ kind: 'string', name: 'types.StatusCode' }))]);

export function methodOf(type: GoType, name: string): FunctionType | undefined {
  if (type.kind === 'time') return OF_TIME.get(name);
  if (type.kind === 'duration') return OF_DURATION.get(name);
  if (type.kind === 'enum' || type.kind === 'location') return OF_ENUM.get(name);
  if (type.kind === 'string' && type.name === 'types.StatusCode') return OF_STATUS.get(name);
  return undefined;
}

/** Names for completion behind a value of this type. */
export function methodNames(type: GoType): readonly string[] {
  if (type.kind === 'time') return [...OF_TIME.keys()];
  if (type.kind === 'duration') return [...OF_DURATION.keys()];
  return [];
}
