/** Go's `reflect.Kind` of values, as the library names it in some of its reasons. */
import { isInt, isListValue, isMapValue, typeName, type Value } from './value.ts';

export function kindName(value: Value): string {
  if (value === null) return 'invalid';
  if (isListValue(value)) return value.name.startsWith('[2]') ? 'array' : 'slice';
  if (isMapValue(value)) return 'map';
  if (isInt(value)) return value.name.includes('.') ? 'int' : value.name;
  if (typeof value === 'object' && value !== null && value.type === 'struct') return 'struct';
  if (typeof value === 'object' && value !== null && value.type === 'named-string') return 'string';
  const name = typeName(value);
  return name === 'time.Time' ? 'struct' : name === 'time.Duration' ? 'int64' : name;
}
