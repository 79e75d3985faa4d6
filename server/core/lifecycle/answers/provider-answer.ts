/**
 * What providers make of the data behind them: the `result` that conditions see, and the text that the status keeps. Each takes
 * what fits it least by its word, too: a single number where it answers a list is a list of one.
 */
import { floats, fromJson, list, type StructValue, type Value } from '../../expr/values/value.ts';
import type { MetricSpec } from '../spec/metric-spec.ts';
import type { AnswerValue } from '../spec/scenario.ts';

/** A result, or the provider's error. */
export type ProviderAnswer = { readonly result: Value; readonly text: string } | { readonly error: string };

/** Of a metric, what tells how its provider answers. */
export type Asked = Pick<MetricSpec, 'shapes'>;

export function isNumberOnly({ shapes }: Asked): boolean {
  return shapes.length === 1 && shapes[0] === 'float';
}

export function firstOf(value: AnswerValue): AnswerValue {
  return Array.isArray(value) ? (value[0] ?? 'NaN') : value;
}

export function numberAnswer(value: AnswerValue): { readonly result: Value; readonly text: string } {
  const number = toNumber(value);
  return { result: number, text: formatNumber(number) };
}

export function floatsAnswer(value: AnswerValue): { readonly result: Value; readonly text: string } {
  const items = (Array.isArray(value) ? value : value === null ? [] : [value]).map(toNumber);
  return { result: floats(items), text: `[${items.map(formatNumber).join(',')}]` };
}

/** A number, or a list of them where a query has several series. */
export function numberOrFloats(value: AnswerValue): ProviderAnswer {
  if (Array.isArray(value)) return floatsAnswer(value);
  return value === null ? { result: null, text: '[]' } : numberAnswer(value);
}

export function listAnswer(value: AnswerValue): ProviderAnswer {
  return { result: list((Array.isArray(value) ? value : [value]).map(each => fromJson(each))), text: textOf(value) };
}

export function rowsAnswer(value: AnswerValue): ProviderAnswer {
  return { result: rowsOf(value), text: textOf(value) };
}

export function cloudWatchAnswer(value: AnswerValue): ProviderAnswer {
  return { result: cloudWatchResults(value), text: textOf(value) };
}

/** Any JSON, as it is. */
export function jsonAnswer(value: AnswerValue): ProviderAnswer {
  return { result: fromJson(value), text: textOf(value) };
}

function toNumber(value: AnswerValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string') return Number.NaN;
  const infinite = /^([-+]?)Inf(inity)?$/i.exec(value);
  if (infinite) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return value.trim() === '' ? Number.NaN : Number(value);
}

/** Go's `FormatFloat(x, 'f', -1, 64)`: never an exponent. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const text = Object.is(value, -0) ? '-0' : String(value);
  const [mantissa = '', exponentText] = text.split('e');
  if (exponentText === undefined) return text;
  const [sign, digits] = mantissa.startsWith('-') ? ['-', mantissa.slice(1)] : ['', mantissa];
  const [whole = '', fraction = ''] = digits.split('.');
  const exponent = Number(exponentText);
  if (exponent > 0) return sign + whole + fraction.padEnd(exponent, '0');
  return `${sign}0.${'0'.repeat(-exponent - 1)}${whole}${fraction}`;
}

function textOf(value: AnswerValue): string {
  return JSON.stringify(value);
}

function rowsOf(value: AnswerValue): Value {
  return Array.isArray(value)
    ? list(
        value.map(row => fromJson(row)),
        '[]map[string]interface {}',
      )
    : fromJson(value);
}

/** Objects with Go's field names, lists of values, or single values. */
function cloudWatchResults(value: AnswerValue): Value {
  const items = Array.isArray(value) ? value : [value];
  return list(items.map(cloudWatchResult), '[]types.MetricDataResult');
}

function cloudWatchResult(item: AnswerValue, index: number): StructValue {
  const isObject = typeof item === 'object' && item !== null && !Array.isArray(item);
  const fields: Readonly<Record<string, AnswerValue>> = isObject
    ? (item as Readonly<Record<string, AnswerValue>>) // neither null nor a list
    : { Values: Array.isArray(item) ? item : [item] };
  const values = fields.Values;
  return {
    type: 'struct',
    name: 'types.MetricDataResult',
    fields: new Map<string, Value>([
      ['Id', typeof fields.Id === 'string' ? fields.Id : `m${index + 1}`],
      ['Label', typeof fields.Label === 'string' ? fields.Label : ''],
      ['Messages', list([], '[]types.MessageData')],
      [
        'StatusCode',
        { type: 'named-string', name: 'types.StatusCode', value: String(fields.StatusCode ?? 'Complete') },
      ],
      ['Timestamps', list([], '[]time.Time')],
      ['Values', floats((Array.isArray(values) ? values : []).map(toNumber))],
    ]),
  };
}
