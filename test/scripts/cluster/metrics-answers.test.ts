import { describe, expect, test } from 'vitest';
import {
  type Answer,
  parseAnswers,
  prometheusBody,
  readQuery,
  webBody,
} from '../../../scripts/cluster/api/metrics-answers.ts';

function answer(script: string): Answer {
  const answers = parseAnswers(script);
  if (typeof answers === 'string' || answers[0] === undefined) throw new Error(String(answers));
  return answers[0];
}

describe('a script', () => {
  test('is a list of values, with or without more to say', () => {
    expect(parseAnswers('[1, "NaN", [1, 2], {"value": 3, "status": 200, "afterSeconds": 2}]')).toEqual([
      { value: 1, body: undefined, status: 200, afterSeconds: 0, scalar: false },
      { value: 'NaN', body: undefined, status: 200, afterSeconds: 0, scalar: false },
      { value: [1, 2], body: undefined, status: 200, afterSeconds: 0, scalar: false },
      { value: 3, body: undefined, status: 200, afterSeconds: 2, scalar: false },
    ]);
  });

  test.each([
    ['', 'the answers are not JSON'],
    ['1', 'the answers have to be a non-empty JSON list'],
    ['[]', 'the answers have to be a non-empty JSON list'],
    [
      '[1, {"vlaue": 2}]',
      'answers[1] has the unknown field "vlaue": known are value, body, status, afterSeconds, scalar',
    ],
    ['[{"status": 99}]', 'answers[0].status has to be 200 to 599'],
    ['[{"afterSeconds": -1}]', 'answers[0].afterSeconds has to be 0 to 3600'],
    ['[{"body": 5}]', 'answers[0].body has to be text'],
    ['[{"scalar": 1}]', 'answers[0].scalar has to be true or false'],
  ])('%j is refused: %s', (script, why) => {
    expect(parseAnswers(script)).toBe(why);
  });
});

describe('a PromQL text', () => {
  test('names its series by a label', () => {
    expect(readQuery('sum(rate(errors{app="a", series="checkout"}[1m]))')).toEqual({
      series: 'checkout',
      answers: undefined,
    });
  });

  test('may carry its script, in either kind of quotes', () => {
    expect(readQuery(`up{series='x', answers='[1,"NaN"]'}`)).toEqual({ series: 'x', answers: '[1,"NaN"]' });
    expect(readQuery('up{series="x", answers="[\\"NaN\\"]"}')).toEqual({ series: 'x', answers: '["NaN"]' });
  });

  test('is its own series without the label', () => {
    expect(readQuery('up')).toEqual({ series: 'up', answers: undefined });
  });
});

describe('what goes over the wire', () => {
  test('web: the value as JSON, or a raw body', () => {
    expect(webBody(answer('[{"value": {"a": [1]}}]'))).toBe('{"a":[1]}');
    expect(webBody(answer('["NaN"]'))).toBe('"NaN"');
    expect(webBody(answer('[{"body": "oops"}]'))).toBe('oops');
  });

  const data = (script: string, range = false): unknown => JSON.parse(prometheusBody(answer(script), range, 100));

  test('Prometheus: a sample, several, none, a scalar', () => {
    expect(data('[0.5]')).toEqual({
      status: 'success',
      data: { resultType: 'vector', result: [{ metric: {}, value: [100, '0.5'] }] },
    });
    expect(data('[[1, "+Inf"]]')).toEqual({
      status: 'success',
      data: {
        resultType: 'vector',
        result: [
          { metric: { i: '0' }, value: [100, '1'] },
          { metric: { i: '1' }, value: [100, '+Inf'] },
        ],
      },
    });
    expect(data('[[]]')).toEqual({ status: 'success', data: { resultType: 'vector', result: [] } });
    expect(data('[{"value": 2, "scalar": true}]')).toEqual({
      status: 'success',
      data: { resultType: 'scalar', result: [100, '2'] },
    });
  });

  test('Prometheus: a list is a series over time for a range query', () => {
    const values = [
      [100, '1'],
      [101, '2'],
    ];
    expect(data('[[1, 2]]', true)).toEqual({
      status: 'success',
      data: { resultType: 'matrix', result: [{ metric: {}, values }] },
    });
  });

  test('Prometheus: an error', () => {
    expect(data('[{"status": 503}]')).toEqual({
      status: 'error',
      errorType: 'scripted',
      error: 'scripted answer with status 503',
    });
  });
});
