/** The Go type of a value, as a compile against that value sees it. */
import { CLOUD_WATCH_RESULT } from '../types/shape.ts';
import {
  ANY,
  ANY_MAP,
  BOOL,
  DURATION,
  FLOAT,
  func,
  type GoType,
  INT,
  type IntName,
  LIST,
  LOCATION,
  listOf,
  MAP,
  NIL,
  STRING,
  TIME,
} from '../types/type.ts';
import type { Value } from '../values/value.ts';

const LISTS: ReadonlyMap<string, GoType> = new Map<string, GoType>([
  ['[]float64', listOf(FLOAT)],
  ['[]string', listOf(STRING)],
  ['[]int', listOf(INT)],
  ['[]types.MetricDataResult', listOf(CLOUD_WATCH_RESULT)],
  ['[]map[string]interface {}', listOf(MAP)],
]);

export function goTypeOf(value: Value): GoType {
  if (value === null) return NIL;
  if (typeof value === 'boolean') return BOOL;
  if (typeof value === 'number') return FLOAT;
  if (typeof value === 'string') return STRING;
  switch (value.type) {
    case 'int':
      return value.name.includes('.')
        ? { kind: 'enum', name: value.name }
        : { kind: 'int', name: value.name as IntName };
    case 'list':
      return value.isNil ? NIL : (LISTS.get(value.name) ?? LIST);
    case 'map':
      return value.name.startsWith('map[string]') ? MAP : ANY_MAP;
    case 'time':
      return TIME;
    case 'duration':
      return DURATION;
    case 'location':
      return LOCATION;
    case 'named-string':
      return { kind: 'string', name: value.name };
    case 'struct':
      return CLOUD_WATCH_RESULT;
    default:
      return func(value.parameters, ANY);
  }
}
