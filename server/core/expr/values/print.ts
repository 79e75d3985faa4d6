/** Values as Go prints them: `%v`, and JSON. */
import { formatDuration, formatTime } from './time-format.ts';
import { compareText } from './utf8.ts';
import { GoError, type MapValue, typeName, UnknownValueError, type Value } from './value.ts';

/** Go's `%v`. */
export function printValue(value: Value): string {
  if (value === null) return '<nil>';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return printFloat(value);
  if (typeof value === 'string') return value;
  switch (value.type) {
    case 'int':
      if (value.name === 'time.Month') return MONTHS[Number(value.value) - 1] ?? '';
      if (value.name === 'time.Weekday') return WEEKDAYS[Number(value.value)] ?? '';
      return String(value.value);
    case 'list':
      return `[${value.items.map(printValue).join(' ')}]`;
    case 'map':
      return `map[${sortedEntries(value)
        .map(([key, item]) => `${printValue(key)}:${printValue(item)}`)
        .join(' ')}]`;
    case 'time':
      if (value.fromClock) throw new UnknownValueError('the text of the current time');
      return formatTime(value, '2006-01-02 15:04:05.999999999 -0700 MST');
    case 'duration':
      return formatDuration(value.nanoseconds);
    case 'location':
      return value.name;
    case 'named-string':
      return value.value;
    default:
      throw new UnknownValueError(`the text of a ${value.type}`);
  }
}

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Go's shortest form of a float: with an exponent below 1e-4 and from a million on. */
export function printFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [digits = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < MOST_DIGITS) return String(value);
  const sign = exponent < 0 ? '-' : '+';
  return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

const MOST_DIGITS = 6;

function sortedEntries(map: MapValue): readonly (readonly [Value, Value])[] {
  const entries = [...map.entries.values()].map(({ key, value }) => [key, value] as const);
  if (!map.name.startsWith('map[string]')) {
    if (new Set(entries.map(([key]) => typeName(key))).size > 1) throw new UnknownValueError('the order of mixed keys');
    if (entries.length > 1 && typeof entries[0]?.[0] !== 'string')
      return entries.toSorted(([a], [b]) => byNumber(a, b));
  }
  return entries.toSorted(([a], [b]) => compareText(String(a), String(b)));
}

function byNumber(left: Value, right: Value): number {
  const number = (value: Value): number => {
    if (typeof value === 'number') return value;
    if (typeof value === 'object' && value !== null && value.type === 'int') return Number(value.value);
    throw new UnknownValueError('the order of keys');
  };
  return number(left) - number(right);
}

/** Go's `json.MarshalIndent` with two spaces. */
export function toJson(value: Value, indent = ''): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return jsonFloat(value);
  if (typeof value === 'string') return jsonString(value);
  switch (value.type) {
    case 'int':
      return String(value.value);
    case 'duration':
      return String(value.nanoseconds);
    case 'named-string':
      return jsonString(value.value);
    case 'list': {
      if (value.isNil) return 'null';
      return block(
        '[',
        ']',
        value.items.map(item => toJson(item, `${indent}  `)),
        indent,
      );
    }
    case 'map':
      return jsonMap(value, indent);
    case 'time':
      if (value.fromClock) throw new UnknownValueError('the text of the current time');
      return jsonString(formatTime(value, '2006-01-02T15:04:05.999999999Z07:00'));
    case 'struct':
      return block(
        '{',
        '}',
        [...value.fields].map(([name, field]) => `${jsonString(name)}: ${toJson(field, `${indent}  `)}`),
        indent,
      );
    case 'func':
      throw new GoError('json: unsupported type: func');
    default:
      throw new UnknownValueError(`the JSON of a ${value.type}`);
  }
}

function jsonMap(value: MapValue, indent: string): string {
  if (!value.name.startsWith('map[string]')) throw new GoError(`json: unsupported type: ${value.name}`);
  const parts = sortedEntries(value).map(([key, item]) => `${jsonString(String(key))}: ${toJson(item, `${indent}  `)}`);
  return block('{', '}', parts, indent);
}

function block(open: string, close: string, parts: readonly string[], indent: string): string {
  if (parts.length === 0) return open + close;
  return `${open}\n${parts.map(part => `${indent}  ${part}`).join(',\n')}\n${indent}${close}`;
}

function jsonFloat(value: number): string {
  if (!Number.isFinite(value)) throw new GoError(`json: unsupported value: ${printFloat(value)}`);
  return Object.is(value, -0) ? '-0' : String(value);
}

/** JSON.stringify, and Go's escapes of what could end a script. */
function jsonString(text: string): string {
  return JSON.stringify(text.replace(/[\ud800-\udfff]/gu, '\ufffd')).replace(
    /[<>&\u2028\u2029]/g,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** JSON text to the value that Go reads from it. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) throw new GoError(jsonRefusal(text));
    throw error;
  }
}

/** The library's reason, as far as it depends on where the text begins to be no JSON. */
function jsonRefusal(text: string): string {
  const [first] = text.trimStart();
  if (first === undefined) return 'unexpected end of JSON input';
  return /[-\d"[{tfn]/.test(first)
    ? 'invalid character'
    : `invalid character '${first}' looking for beginning of value`;
}
