import { describe, expect, it } from 'vitest';
import { type ConditionPair, classify, phaseOf } from '../../../server/core/expr/evaluate/classify.ts';
import { floats, type Value } from '../../../server/core/expr/values/value.ts';

describe('the phase of a measurement', () => {
  it.each([
    [undefined, undefined, 'Successful'],
    [true, undefined, 'Successful'],
    [false, undefined, 'Failed'],
    [undefined, true, 'Failed'],
    [undefined, false, 'Successful'],
    [true, true, 'Failed'],
    [false, true, 'Failed'],
    [true, false, 'Successful'],
    [false, false, 'Inconclusive'],
  ] as const)('success %s, failure %s: %s', (success, failure, phase) => {
    expect(phaseOf(success, failure)).toBe(phase);
    const condition = (holds: boolean | undefined): string =>
      holds === undefined ? '' : `result == result && ${holds}`;
    expect(
      classify({ successCondition: condition(success), failureCondition: condition(failure) }, '1.17', 1).phase,
    ).toBe(phase);
  });

  const phase = (pair: ConditionPair, result: Value): string => classify(pair, '1.17', result).phase;

  it('of NaN depends on which condition is there', () => {
    expect(phase({ successCondition: 'result > 0.5' }, Number.NaN)).toBe('Failed');
    expect(phase({ failureCondition: 'result > 0.5' }, Number.NaN)).toBe('Successful');
    expect(phase({ successCondition: 'result > 0.5', failureCondition: 'result < 0.5' }, Number.NaN)).toBe(
      'Inconclusive',
    );
  });

  it('is Error when either condition has no answer, and then says which', () => {
    expect(classify({ successCondition: 'result >', failureCondition: 'nonsense' }, '1.17', 1)).toMatchObject({
      phase: 'Error',
      message: 'could not evaluate successCondition "result >": unexpected token EOF',
    });
    expect(classify({ successCondition: 'result > 0', failureCondition: 'foo' }, '1.17', 1)).toMatchObject({
      phase: 'Error',
      message: 'could not evaluate failureCondition "foo": unknown name foo',
      success: { holds: true },
    });
    expect(classify({ successCondition: 'result' }, '1.17', 1).message).toBe(
      'could not evaluate successCondition "result": expected bool, but got float64',
    );
  });

  it('blames missing data since 1.10, and the condition before', () => {
    expect(classify({ successCondition: 'result[0] < 1' }, '1.17', floats([])).message).toBe(
      'could not evaluate successCondition "result[0] < 1": metric result is nil or empty: no data returned from the metric provider',
    );
    expect(classify({ successCondition: 'result[0] < 1' }, '1.15', floats([])).message).toBe(
      'reflect: slice index out of range',
    );
  });

  it('is unknown when the verdict is', () => {
    expect(phase({ successCondition: 'result < {{args.max}}' }, 1)).toBe('Unknown');
    expect(phase({ successCondition: 'result >', failureCondition: '{{args.x}}' }, 1)).toBe('Error');
  });
});
