/** Values in the notation of the oracle's table, and its results as values. */
import { printFloat } from '../../../server/core/expr/values/print.ts';
import { formatTime } from '../../../server/core/expr/values/time-format.ts';
import { floats, fromJson, list, type MapValue, typeName, type Value } from '../../../server/core/expr/values/value.ts';
import type { CloudWatchSpec, ResultSpec } from '../../oracle/results.ts';

/** Go's `json.Marshal` of a string. */
function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function encode(value: Value): string {
  if (value === null) return 'nil';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return `float64:${printFloat(value)}`;
  if (typeof value === 'string') return quote(value);
  switch (value.type) {
    case 'int':
      return `${value.name}:${value.name.startsWith('time.') ? enumText(value.name, value.value) : value.value}`;
    case 'list':
      return value.isNil ? `${value.name}nil` : `${value.name}[${value.items.map(encode).join(',')}]`;
    case 'map':
      return encodeMap(value);
    case 'time':
      return `time:${formatTime({ ...value, offset: 0, zone: 'UTC' }, '2006-01-02T15:04:05.999999999Z07:00')}`;
    case 'duration':
      return `duration:${value.nanoseconds}`;
    case 'named-string':
      return quote(value.value);
    case 'struct':
      return `struct ${value.name}`;
    default:
      return value.type;
  }
}

function enumText(name: string, value: bigint): string {
  const names =
    name === 'time.Month'
      ? [
          '',
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
        ]
      : ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  return names[Number(value)] ?? '';
}

function encodeMap(map: MapValue): string {
  const parts = [...map.entries.values()].map(({ key, value }) => `${encode(key)}=${encode(value)}`);
  return `${map.name}{${parts.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).join(',')}}`;
}

/** Go's `%T`. */
export function encodeType(value: Value): string {
  return typeName(value);
}

function parseFloatWord(text: string): number {
  return text === '+Inf' ? Number.POSITIVE_INFINITY : text === '-Inf' ? Number.NEGATIVE_INFINITY : Number(text);
}

function messageValue({ Code, Value: text }: { readonly Code?: string; readonly Value?: string }): Value {
  const fields = new Map<string, Value>([
    ['Code', Code ?? null],
    ['Value', text ?? null],
  ]);
  return { type: 'struct', name: 'types.MessageData', fields };
}

function timeValue(text: string): Value {
  return { type: 'time', nanoseconds: BigInt(Date.parse(text)) * 1_000_000n, offset: 0, zone: 'UTC' };
}

function cloudWatchResult(spec: CloudWatchSpec): Value {
  const typed = (items: readonly Value[] | undefined, name: string): Value =>
    items ? list(items, name) : { type: 'list', name, items: [], isNil: true };
  return {
    type: 'struct',
    name: 'types.MetricDataResult',
    fields: new Map<string, Value>([
      ['Id', spec.Id ?? null],
      ['Label', spec.Label ?? null],
      ['Messages', typed(spec.Messages?.map(messageValue), '[]types.MessageData')],
      ['StatusCode', { type: 'named-string', name: 'types.StatusCode', value: spec.StatusCode ?? '' }],
      ['Timestamps', typed(spec.Timestamps?.map(timeValue), '[]time.Time')],
      ['Values', typed(spec.Values, '[]float64')],
    ]),
  };
}

export function resultValue(spec: ResultSpec): Value {
  if ('float' in spec) return parseFloatWord(spec.float);
  if ('floats' in spec) return floats(spec.floats.map(parseFloatWord));
  if ('cloudWatch' in spec) return list(spec.cloudWatch.map(cloudWatchResult), '[]types.MetricDataResult');
  return fromJson(spec.result);
}
