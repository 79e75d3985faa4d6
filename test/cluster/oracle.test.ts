import { describe, expect, test } from 'vitest';
import { argoVersions } from '../../scripts/cluster/programs/programs.ts';
import { type Answer, askOracle, type Question } from '../oracle/oracle.ts';

/** Where the releases agree, and where they do not: the referee is the right one for each. */

const agreed: readonly (readonly [Question, Answer])[] = [
  [{ condition: 'result < 5', result: 3 }, { ok: true }],
  [{ condition: 'result[0] < 5', floats: [6] }, { ok: false }],
  [{ condition: 'isNaN(result[0])', floats: ['NaN'] }, { ok: true }],
  [{ condition: 'isInf(result)', float: '-Inf' }, { ok: true }],
  [{ condition: 'result', result: 3 }, { error: 'expected bool, but got float64' }],
  [{ condition: 'result % 2 == 1', result: 3, ints: true }, { ok: true }],
  [{ condition: 'result.a.b == "x"', result: { a: { b: 'x' } } }, { ok: true }],
  [{ successCondition: 'result < 5', result: 3 }, { phase: 'Successful' }],
  [{ successCondition: 'result < 5', result: 7 }, { phase: 'Failed' }],
  [{ successCondition: 'result < 5', failureCondition: 'result > 5', result: 5 }, { phase: 'Inconclusive' }],
  [{ failureCondition: 'result > 5', result: 5 }, { phase: 'Successful' }],
];

describe.each(argoVersions)('the oracle of Argo Rollouts %s', argo => {
  test('answers as the controller would', async () => {
    const answers = await askOracle(
      argo,
      agreed.map(([question]) => question),
    );
    expect(answers).toEqual(agreed.map(([, answer]) => answer));
  }, 300_000);

  test('refuses a question that it does not know', async () => {
    await expect(askOracle(argo, [{ condition: 'true', ...{ reslut: 1 } }])).rejects.toThrow(
      'line 1: json: unknown field "reslut"',
    );
  });
});

test('chained comparisons are an error up to 1.9 and mean something from 1.10 on', async () => {
  const question = { condition: '0 < result < 5', result: 3 };
  expect(await askOracle('1.10.2', [question])).toEqual([{ ok: true }]);
  expect((await askOracle('1.9.3', [question]))[0]?.error).toContain(
    'invalid operation: < (mismatched types bool and int)',
  );
});
