import { describe, expect, it } from 'vitest';
import type { MeasurementView, MetricView } from '../../../client/experiments/view/view.ts';
import { readNumbers } from '../../../client/results/model/numbers.ts';
import { describeReason } from '../../../client/results/model/reason.ts';
import { thresholdsOf } from '../../../client/results/model/threshold.ts';
import { english } from '../support/english.ts';

describe('thresholds', () => {
  const lines = (successCondition: string, failureCondition?: string) =>
    thresholdsOf({ successCondition, ...(failureCondition === undefined ? {} : { failureCondition }) }).map(
      ({ value, label, kind }) => `${kind} ${value}: ${label}`,
    );

  it.each([
    ['result[0] >= 0.95', ['success 0.95: result[0] >= 0.95']],
    ['  result   < 5e-2 ', ['success 0.05: result < 5e-2']],
    ['0.95 <= result[0]', ['success 0.95: 0.95 <= result[0]']],
    ['asFloat(result) > -1', ['success -1: asFloat(result) > -1']],
    ['default(result[0], 0) < 2', ['success 2: default(result[0], 0) < 2']],
    [
      'len(result) > 0 && (result[0] > 1 || result[0] < 0.5)',
      ['success 1: result[0] > 1', 'success 0.5: result[0] < 0.5'],
    ],
  ])('are read from %s', (condition, expected) => {
    expect(lines(condition)).toEqual(expected);
  });

  it('of both conditions', () => {
    expect(lines('result < 1', 'result > 2')).toEqual(['success 1: result < 1', 'failure 2: result > 2']);
  });

  it.each([
    '',
    'isNaN(result)',
    'all(result, # < 0.05)',
    'result[0] < result[1]',
    'result.status == 200',
    "result == 'a && result < 5'",
    'result < {{args.limit}}',
    'len(result) == 0',
    'result < 1e999',
    'result[0] < 0.05 * 2',
    '((((((((',
  ])('are not guessed: %s', condition => {
    expect(lines(condition)).toEqual([]);
  });
});

describe('numbers of values', () => {
  it.each<[string, readonly (number | null)[]]>([
    ['0.97', [0.97]],
    ['[0.97]', [0.97]],
    ['[1 2 NaN]', [1, 2, null]],
    ['[1,+Inf, -3e2]', [1, null, -300]],
    ['NaN', [null]],
    ['', []],
    ['[]', []],
    ['true', []],
    ['{"a":1}', []],
    ['[1,"a"]', []],
    ['[1 2 3 4 5 6 7 8 9]', []],
    ['1e999', [null]],
  ])('%s', (value, expected) => {
    expect(readNumbers(value)).toEqual(expected);
  });
});

describe('why a measurement came to its phase', () => {
  const METRIC: MetricView = {
    name: 'm',
    phase: 'Running',
    message: '',
    dryRun: false,
    counts: {
      measured: 0,
      successful: 0,
      failed: 0,
      inconclusive: 0,
      error: 0,
      consecutiveError: 0,
      consecutiveSuccess: 0,
    },
    limits: { failure: 2, inconclusive: 0, consecutiveError: 4 },
    measurements: [],
  };
  const measured = (phase: MeasurementView['phase'], change: Partial<MeasurementView> = {}): MeasurementView => ({
    number: 1,
    phase,
    value: '',
    message: '',
    metadata: {},
    ...change,
  });
  const trace = (...pairs: readonly (readonly [string, string])[]) => pairs.map(([text, value]) => ({ text, value }));
  const say = (metric: Partial<MetricView>, measurement: MeasurementView) =>
    describeReason({ ...METRIC, ...metric, measurements: [measurement] }, 0, english);

  it('puts the values in the places of the outermost operands', () => {
    const condition = 'default(result[0], 0) < 2 && result[0] > 1';
    expect(
      say(
        { successCondition: condition },
        measured('Successful', {
          trace: trace(
            [condition, 'true'],
            ['default(result[0], 0) < 2', 'true'],
            ['default(result[0], 0)', '1.5'],
            ['result[0] > 1', 'true'],
            ['result[0]', '1.5'],
            ['result', '[1.5]'],
          ),
        }),
      ),
    ).toBe('default(result[0], 0) = 1.5 → 1.5 < 2 && 1.5 > 1 is true → Successful');
  });

  it('tells of both conditions when there are two', () => {
    expect(
      say(
        { successCondition: 'result < 1', failureCondition: 'result > 2' },
        measured('Inconclusive', {
          trace: trace(['result < 1', 'false'], ['result', '1.5'], ['result > 2', 'false'], ['result', '1.5']),
          counts: { ...METRIC.counts, inconclusive: 1 },
        }),
      ),
    ).toBe('result = 1.5 → 1.5 < 1 is false, 1.5 > 2 is false → Inconclusive (1st, 0 allowed)');
  });

  it('never takes a name for a part of another', () => {
    expect(
      say(
        { successCondition: 'result.x == 1 && myresult' },
        measured('Successful', { trace: trace(['result.x == 1 && myresult', 'true'], ['result', 'map']) }),
      ),
    ).toBe('result = map → result.x == 1 && myresult is true → Successful');
  });

  it('leaves long values out of the condition', () => {
    const long = `[${'1 '.repeat(40)}]`;
    expect(
      say(
        { successCondition: 'len(result) > 3' },
        measured('Successful', { trace: trace(['len(result) > 3', 'true'], ['result', long]) }),
      ),
    ).toBe(`result = ${long} → len(result) > 3 is true → Successful`);
  });

  it('adds the message of an error, and counts errors in a row', () => {
    const error = measured('Error', { message: 'index out of range' });
    const metric = { ...METRIC, measurements: [error, measured('Failed'), error, error] };
    expect(
      [0, 1, 2, 3].map(index =>
        describeReason({ ...metric, counts: { ...METRIC.counts, failed: 11 } }, index, english),
      ),
    ).toEqual([
      'index out of range → Error (1st in a row, 4 allowed)',
      'Failed (11th, 2 allowed)',
      'index out of range → Error (1st in a row, 4 allowed)',
      'index out of range → Error (2nd in a row, 4 allowed)',
    ]);
  });

  it('says when failures are not counted', () => {
    expect(say({ limits: { failure: -1 }, counts: { ...METRIC.counts, failed: 22 } }, measured('Failed'))).toBe(
      'Failed (22nd, not counted)',
    );
  });
});
