/** Values that conditions find good, and bad, for whatever they ask. */
import { describe, expect, it } from 'vitest';
import type { ResultShape } from '../../../server/core/expr/types/shape.ts';
import { parseConditions } from '../../../server/core/lifecycle/answers/classify.ts';
import { deriveAnswer } from '../../../server/core/lifecycle/answers/derive-answer.ts';
import type { MetricSpec } from '../../../server/core/lifecycle/spec/metric-spec.ts';
import type { ProviderKind } from '../../../server/core/lifecycle/spec/provider-kind.ts';
import { metric } from './measured.ts';

const derive = (
  provider: ProviderKind,
  shapes: readonly ResultShape[],
  successCondition: string,
  failureCondition = '',
  more: Partial<MetricSpec> = {},
) => {
  const spec = metric({ provider, shapes, successCondition, failureCondition, ...more });
  const conditions = parseConditions(spec, '1.17');
  const [good, bad] = (['Successful', 'Failed'] as const).map(wanted => deriveAnswer(spec, conditions, wanted, 0));
  const told = [good, bad].map(each => (each?.isFound === false ? { instead: each.value } : each?.value));
  return { good: told[0], bad: told[1] };
};

describe('a good and a bad answer', () => {
  it.each([
    ['prometheus', ['floats'], 'result[0] < 0.05'],
    ['prometheus', ['floats'], 'all(result, # >= 0.95)'],
    ['prometheus', ['floats'], 'len(result) == 0 || isNaN(result[0]) || result[0] >= 0.95'],
    ['prometheus', ['float'], 'result <= 100 && result >= 10'],
    ['prometheus', ['floats'], 'result[0] > 5 and result[0] < 5.5'],
    ['web', ['json'], 'result == "ok"'],
    ['web', ['json'], 'result.errors.rate < 0.05 && result.ok'],
    ['web', ['json'], 'result.status in ["green", "yellow"] && result.items[0].age < 60'],
    ['web', ['json'], 'asFloat(result) < 5'],
    ['datadog', ['float'], 'default(result, 0) < 0.01'],
    ['newRelic', ['map', 'maps'], "result['p99.value'] < 300"],
    ['influxdb', ['list'], 'result[0] <= 3'],
    ['graphite', ['floats'], 'max(result) < 20'],
    ['cloudWatch', ['cloudWatch'], 'all(result[0].Values, # < 10)'],
    ['plugin', ['unknown'], 'result.score > 80'],
  ] as const)('%s %j %s', (provider, shapes, condition) => {
    const { good, bad } = derive(provider, shapes, condition);
    expect([good, bad]).not.toContain(undefined);
    expect(JSON.stringify({ good, bad })).toMatchSnapshot();
  });

  it('is looked for where success and failure leave a gap', () => {
    expect(derive('prometheus', ['floats'], 'result[0] < 1', 'result[0] > 5')).toMatchInlineSnapshot(`
      {
        "bad": [
          7.5,
        ],
        "good": [
          0.5,
        ],
      }
    `);
  });

  it('is what comes where there is none', () => {
    expect(derive('prometheus', ['floats'], 'result[0] < 0 && result[0] > 0')).toMatchObject({
      good: { instead: [1] },
    });
    expect(derive('prometheus', ['floats'], 'result[0] < 0 || result[0] >= 0')).toMatchObject({
      bad: { instead: [1] },
    });
  });

  it('is rather one that the condition can be asked about than one that it cannot', () => {
    expect(derive('web', ['json'], 'result.a > 1 && result.a < 0').good).toEqual({ instead: { a: 0.5 } });
  });

  it.each([
    ['does not look at the result', 'prometheus', ['floats'], '1 > 2', ''],
    ['does not look at the result, and is not alone', 'prometheus', ['floats'], 'true', 'true'],
    ['is not there', 'web', ['json'], '', ''],
  ] as const)('is a usual one where the condition %s', (_, provider, shapes, success, failure) => {
    const { good, bad } = derive(provider, shapes, success, failure);
    expect([good, bad]).not.toContain(undefined);
  });

  it('is a usual one where a condition is refused whatever is answered', () => {
    const { good, bad } = derive('prometheus', ['floats'], 'result < 5', '', { isRefused: true });
    expect([good, bad]).toEqual([{ instead: [2.5] }, { instead: [2.5] }]);
  });

  it('that both conditions find is Failed, and comes instead of the good one', () => {
    const { good, bad } = derive('web', ['json'], 'result == "ok"', "result  == 'ok'");
    expect([good, bad]).toEqual([{ instead: 'ok' }, 'ok']);
  });

  it('is not made up for what nobody knows', () => {
    const none = { good: undefined, bad: undefined };
    expect(derive('plugin', ['unknown'], 'result <')).toEqual(none);
    expect(derive('job', [], '')).toEqual(none);
  });
});
