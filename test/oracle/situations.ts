/** What each provider hands to conditions, as the checker is told it, and results of that kind for the oracle. */
import type { CheckOptions } from '../../server/core/expr/check/check-context.ts';
import type { Question } from './oracle.ts';

type Result = Omit<Question, 'condition' | 'successCondition' | 'failureCondition' | 'ints'>;

export interface Situation {
  readonly name: string;
  readonly options: Omit<CheckOptions, 'version'>;
  /** At least 30, without and with data. */
  readonly results: readonly Result[];
  /** Ways to name a part of the result that authors use. */
  readonly parts: readonly string[];
}

const NUMBERS = [
  0, 1, 2, 3, 5, 10, 42, 99, 100, 250, 404, 500, 1000, -1, -3.5, 0.5, 0.001, 0.05, 0.25, 0.95, 0.97, 0.99, 1.5,
];
const ODD = ['NaN', '+Inf', '-Inf', '1e300', '-1e-300', '9007199254740993', '0.30000000000000004', '12.75'];

const floats = (...lists: readonly (readonly (number | string)[])[]): readonly Result[] =>
  lists.map(list => ({ floats: list }));

const ROW = {
  ok: true,
  no: false,
  status: 'PASS',
  count: 5,
  rate: 0.25,
  text: '0.95',
  nothing: null,
  list: [1, 2, 3],
  none: [],
  names: ['a', 'b'],
  data: { value: 1.5, state: 'ok', items: [{ v: 1, name: 'a' }] },
  when: '2024-05-06T07:08:09Z',
  took: '1h30m',
  'average.duration': 0.3,
};

/** Every form of JSON that something at the end of a path can have. */
const FORMS: readonly unknown[] = [
  ...[null, true, false, 0, 5, 0.97, 'PASS', '', '0.95', '5', '2024-05-06', '1h30m', '{"a":1}', 'dGV4dA=='],
  ...[[], [1], [0.5, 2], ['a'], ['1h'], [true, false], [[1]], [[true]], {}],
];

const KEYS = [...Object.keys(ROW), 'value', 'a', 'b', 'v', 'name', 'm', 'n', 'e', 'f', 'no'];

/** Something at the end of whatever path. */
function under(form: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(KEYS.map(key => [key, form]));
}

const OBJECTS: readonly Readonly<Record<string, unknown>>[] = [
  ROW,
  {},
  ...FORMS.flatMap(form => [under(form), under(under(form)), under([form, form]), under([under(form)])]),
  { ...ROW, ok: 'true', count: '5', rate: null, status: 7 },
  { ...ROW, ok: null, list: [], names: null, data: null },
  { ...ROW, ok: false, count: 0, status: 'ok', rate: 1e6, nothing: 1, text: '7' },
  { ...ROW, ok: true, list: [0.1], names: [1, 2], took: '5m', when: '2024-05-06' },
  { ...ROW, list: [true, false], names: ['PASS'], nothing: true, status: true, count: false },
  { ...ROW, list: ['a'], nothing: 'PASS', rate: [1, 2], count: [0.5], text: 'abc' },
];

const LISTS: readonly (readonly unknown[])[] = [
  ...FORMS.flatMap(form => [[form], [form, form, form], [under(form)], [[form]]]),
  [1, 2, 3],
  [1, 'a', null, true],
  [ROW],
  ...NUMBERS.slice(0, 15).map(number => [number, number + 1]),
];

const VALUES: readonly unknown[] = [...FORMS, 'UTC', -1, ...LISTS, ...OBJECTS];

const SERIES = { Id: 'm1', Label: 'errors', StatusCode: 'Complete' } as const;

export const SITUATIONS: readonly Situation[] = [
  {
    name: 'vector',
    options: { shapes: ['floats'], mayBeEmpty: true },
    results: floats(
      [],
      ...NUMBERS.map(number => [number]),
      ...ODD.slice(0, 3).map(odd => [odd]),
      [0.1, 0.5, 0.9],
      [1, 'NaN'],
      [5, 4, 3, 2, 1],
      [0, 0],
    ),
    parts: ['result', 'result[0]', 'result[-1]', 'result[1]', 'first(result)', 'last(result)', 'len(result)'],
  },
  {
    name: 'scalar',
    options: { shapes: ['float'] },
    results: [...NUMBERS, ...ODD].map(float => ({ float })),
    parts: ['result', 'result', 'result', 'result[0]', 'result.value'],
  },
  {
    name: 'number or nil',
    options: { shapes: ['float'], mayBeNil: true },
    results: [{ result: null }, ...[...NUMBERS, ...ODD].map(float => ({ float }))],
    parts: ['result', 'result', 'default(result, 0)', '(result ?? 0)'],
  },
  {
    name: 'json',
    options: { shapes: ['json'], mayBeNil: true },
    results: VALUES.map(result => ({ result })),
    parts: [
      ...['result', 'result.ok', 'result.status', 'result.count', 'result.data.value', 'result.list', 'result[0]'],
      ...["result['average.duration']", 'result.list[0]', 'result?.data?.value', 'result.when', 'result.text'],
    ],
  },
  {
    name: 'row',
    options: { shapes: ['map'], dottedKeys: true },
    results: OBJECTS.map(result => ({ result })),
    parts: [
      ...['result.count', 'result.rate', "result['average.duration']", 'result.status', 'result.nothing', 'result.ok'],
      ...['result', 'result.list', 'result.names[0]', 'result[0]', 'result.took', 'result.when'],
    ],
  },
  {
    name: 'points',
    options: { shapes: ['list'] },
    results: LISTS.map(result => ({ result })),
    parts: ['result', 'result[0]', 'result[-1]', 'result[0].v', 'first(result)', 'last(result)'],
  },
  {
    name: 'cloudWatch',
    options: { shapes: ['cloudWatch'], mayBeEmpty: true },
    results: [
      ...NUMBERS.map(number => ({ cloudWatch: [{ ...SERIES, Values: [number] }] })),
      { cloudWatch: [{ ...SERIES, Values: [] }] },
      { cloudWatch: [{ Id: 'm1' }] },
      {
        cloudWatch: [
          { ...SERIES, Values: [1, 2] },
          { ...SERIES, Id: 'm2', Values: [3] },
        ],
      },
      { cloudWatch: [{ ...SERIES, Values: [1], Timestamps: ['2024-05-06T07:08:09Z'] }] },
      { cloudWatch: [{ ...SERIES, StatusCode: 'PartialData', Values: [0.5], Messages: [{ Code: 'c', Value: 'v' }] }] },
      { cloudWatch: [{ Id: 'e1', Label: 'e1', StatusCode: 'Complete', Values: [0, 0, 0] }] },
      { cloudWatch: [{ ...SERIES, Label: '', Values: [7, 8, 9] }] },
      { cloudWatch: [{ ...SERIES, Values: [0.999] }] },
    ],
    parts: ['result', 'result[0]', 'result[0].Values', 'result[0].Values[0]', 'result[0].Id', 'result[0].StatusCode'],
  },
];
