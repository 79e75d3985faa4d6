/** Time to parse and check one condition, warm: `node bench/expr.ts`. The goal is less than 0.2 ms for 200 characters. */
import { checkCondition } from '../server/core/expr/check/check.ts';
import { evaluate } from '../server/core/expr/evaluate/evaluate.ts';
import { parse } from '../server/core/expr/syntax/parser.ts';
import { floats } from '../server/core/expr/values/value.ts';

const CONDITION =
  'len(result) > 0 && !isNaN(result[0]) && result[0] >= 0.95 && all(result, # >= 0.9 && # <= 1) && (len(result) < 3 || mean(result) > 0.97) && count(filter(result, # < 0.93), true) <= 2 && max(result) < 1.5';

const WARM_UP = 3000;
const ROUNDS = 5000;

/** Median of single runs, in milliseconds. */
function measure(run: () => unknown): number {
  for (let i = 0; i < WARM_UP; i++) run();
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

const result = floats([0.97, 0.98, 0.99]);
const cases: readonly (readonly [string, () => unknown])[] = [
  ['parse', () => parse(CONDITION, '1.17')],
  [
    'parse + check',
    () =>
      checkCondition(CONDITION, {
        version: '1.17',
        shapes: ['floats'],
        mayBeEmpty: true,
        mayBeNaN: true,
        alone: 'success',
      }),
  ],
  ['parse + check, any JSON', () => checkCondition(CONDITION, { version: '1.17', shapes: ['json'] })],
  ['evaluate', () => evaluate(CONDITION, '1.17', result)],
];
process.stdout.write(`${CONDITION.length} characters, median of ${ROUNDS}\n`);
for (const [name, run] of cases) process.stdout.write(`${name.padEnd(26)} ${measure(run).toFixed(4)} ms\n`);
