/** What a provider makes of the data behind it: the `result` that conditions see, and the text that the status keeps. */
import { floats, fromJson, list, type StructValue, type Value } from '../../expr/values/value.ts';
import type { MetricSpec, ProviderKind } from '../spec/metric-spec.ts';
import type { AnswerValue } from '../spec/scenario.ts';

/** A result, or the provider's error. */
export type ProviderAnswer = { readonly result: Value; readonly text: string } | { readonly error: string };

type Metric = Pick<MetricSpec, 'provider' | 'shapes'>;

/** Takes what fits the provider least by its word, too: a single number where it answers a list is a list of one. */
export function answerWith(metric: Metric, value: AnswerValue, isScalar?: boolean): ProviderAnswer {
  switch (metric.provider) {
    case 'prometheus':
      return isScalar === true || isNumberOnly(metric) ? numberAnswer(firstOf(value)) : floatsAnswer(value);
    case 'graphite': {
      const answer = floatsAnswer(value);
      return answer.text === '[]' ? { error: 'no values found' } : answer;
    }
    case 'datadog':
    case 'wavefront':
      if (Array.isArray(value)) return floatsAnswer(value);
      return value === null ? { result: null, text: '[]' } : numberAnswer(value);
    case 'newRelic':
      return { result: rowsOf(value), text: textOf(value) };
    case 'influxdb':
      return {
        result: list((Array.isArray(value) ? value : [value]).map(each => fromJson(each))),
        text: textOf(value),
      };
    case 'cloudWatch':
      return { result: cloudWatchResults(value), text: textOf(value) };
    default:
      return { result: fromJson(value), text: textOf(value) };
  }
}

/** No data, as each provider says it. */
export function answerWithNothing(metric: Metric): ProviderAnswer {
  switch (metric.provider) {
    case 'prometheus':
      return answerWith(metric, isNumberOnly(metric) ? 'NaN' : []);
    case 'graphite':
      return { error: 'no values found' };
    case 'cloudWatch':
      return answerWith(metric, [[]]);
    default: {
      const error = NO_DATA[metric.provider];
      return error === undefined ? answerWith(metric, null) : { error };
    }
  }
}

/** Undefined: the provider has no such number. */
export function answerWithNaN(metric: Metric): ProviderAnswer | undefined {
  return metric.provider === 'prometheus' ? answerWith(metric, 'NaN') : undefined;
}

const NO_DATA: Readonly<Partial<Record<ProviderKind, string>>> = {
  newRelic: 'no results returned from NRQL query',
  wavefront: 'No TimeSeries found in response from Wavefront',
  influxdb: 'no results returned from flux query',
  skywalking: 'no results returned from SkyWalking query',
};

function isNumberOnly({ shapes }: Metric): boolean {
  return shapes.length === 1 && shapes[0] === 'float';
}

function firstOf(value: AnswerValue): AnswerValue {
  return Array.isArray(value) ? (value[0] ?? 'NaN') : value;
}

function numberAnswer(value: AnswerValue): { readonly result: Value; readonly text: string } {
  const number = toNumber(value);
  return { result: number, text: formatNumber(number) };
}

function floatsAnswer(value: AnswerValue): { readonly result: Value; readonly text: string } {
  const items = (Array.isArray(value) ? value : value === null ? [] : [value]).map(toNumber);
  return { result: floats(items), text: `[${items.map(formatNumber).join(',')}]` };
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
