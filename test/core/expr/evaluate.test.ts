import { describe, expect, it } from 'vitest';
import type { ExprVersion } from '../../../server/core/expr/builtins/version.ts';
import { type Evaluation, type EvaluationOptions, evaluate } from '../../../server/core/expr/evaluate/evaluate.ts';
import { floats, fromJson, type Value } from '../../../server/core/expr/values/value.ts';
import { encode } from './encode.ts';

function run(
  text: string,
  result: Value = null,
  version: ExprVersion = '1.17',
  options: EvaluationOptions = {},
): Evaluation {
  return evaluate(text, version, result, options);
}

/** The value, or how there is none. */
function outcome(evaluation: Evaluation): string {
  switch (evaluation.kind) {
    case 'value':
      return encode(evaluation.value);
    case 'unknown':
      return `unknown: ${evaluation.reason}`;
    default:
      return `${evaluation.kind}: ${evaluation.message}`;
  }
}

describe('the library, as seen on real controllers', () => {
  // The conditions, results and words of the controllers' own messages.
  it.each([
    ['result >', 1, 'refused: unexpected token EOF'],
    ['foo(result) > 1', 1, 'refused: unknown name foo'],
    ['result > 1', [1], 'refused: invalid operation: > (mismatched types []float64 and int)'],
    ['result >= 0.95', [1], 'refused: invalid operation: >= (mismatched types []float64 and float64)'],
    ['result[0] < 1', 1, 'refused: type float64[int] is undefined'],
    ['result[0] < 1', [], 'failed: index out of range: 0 (array length is 0)'],
    ['all(result, # < 1)', [], 'true'],
    ['none(result, # < 1)', [], 'true'],
    ['sum(result)', [], 'int:0'],
    ['mean(result)', [], 'float64:0'],
    ['5 / 0 > 1000', 1, 'true'],
    ['not result > 1', 1, 'refused: invalid operation: not (mismatched type float64)'],
    ['!result > 1', 1, 'refused: invalid operation: ! (mismatched type float64)'],
    ['result % 2 == 0', 1, 'refused: invalid operation: % (mismatched types float64 and int)'],
    ['default(result[0], 0) < 1', [1], 'failed: invalid operation: []float64 < int'],
  ] as const)('%s for %j: %s', (text, result, expected) => {
    expect(outcome(run(text, typeof result === 'number' ? result : floats(result)))).toBe(expected);
  });

  it.each([
    ['result.x > 4', { x: '5' }, 'failed: invalid operation: string > int'],
    ['asFloat(result.x) > 4', { x: '5' }, 'true'],
    ['result.ok == "true"', { ok: true }, 'false'],
    ['result == "true"', true, 'refused: invalid operation: == (mismatched types bool and string)'],
    ['default(result.a.b, 0) < 1', { a: {} }, 'failed: invalid operation: map[string]interface {} < int'],
    ['default(result, 0) < 1', null, 'true'],
    ['isNil(result.x)', { y: 1 }, 'false'],
    ['isNil(result) || result < 1', null, 'refused: invalid operation: < (mismatched types unknown and int)'],
    ['findIndex(result, # > 9) == -1', [1], 'failed: interface conversion: interface {} is nil, not int'],
    ['findIndex(result, # > 9) == nil', [1], 'true'],
    ['result.average.duration', {}, 'failed: cannot fetch duration from <nil>'],
    ["result['average.duration']", { 'average.duration': 1 }, 'float64:1'],
  ] as const)('%s for %j: %s', (text, result, expected) => expect(outcome(run(text, fromJson(result)))).toBe(expected));

  it('differs by version', () => {
    expect(outcome(run('0 < result < 2', 1, '1.15'))).toBe(
      'refused: invalid operation: < (mismatched types bool and int)',
    );
    expect(outcome(run('0 < result < 2', 1, '1.17'))).toBe('true');
    expect(outcome(run('result[0] < 1', floats([]), '1.15'))).toBe('failed: reflect: slice index out of range');
    expect(outcome(run("len('é')", null, '1.15'))).toBe('int:2');
    expect(outcome(run("len('é')", null, '1.17'))).toBe('int:1');
  });
});

describe('numbers', () => {
  it.each([
    ['9223372036854775807 + 1', 'int:-9223372036854775808'],
    ['7 / 2', 'float64:3.5'],
    ['-7 % 4', 'int:-3'],
    ['1 == 1.0', 'true'],
    ['int(result) + 1', 'int:3'],
    ['result + 1', 'float64:3.5'],
    ['1 % 0', 'refused: integer divide by zero'],
    ['int(result) % 0', 'failed: runtime error: integer divide by zero'],
  ])('%s is %s', (text, expected) => expect(outcome(run(text, 2.5))).toBe(expected));
});

describe('the trace', () => {
  it('tells which part had which value', () => {
    const text = 'len(result) > 0 && result[0] >= 0.95';
    const evaluation = run(text, floats([0.87]));
    if (evaluation.kind === 'refused') throw new Error('refused');
    expect(evaluation.trace.map(({ start, end, value }) => `${text.slice(start, end)} = ${encode(value)}`)).toEqual([
      'result = []float64[float64:0.87]',
      'len(result) = int:1',
      'len(result) > 0 = true',
      'result = []float64[float64:0.87]',
      'result[0] = float64:0.87',
      'result[0] >= 0.95 = false',
      'len(result) > 0 && result[0] >= 0.95 = false',
    ]);
  });

  it('leaves out what was not looked at, and counts what was looked at often', () => {
    const evaluation = run('len(result) == 2 || all(result, # < 1)', floats([0.1, 0.2]));
    if (evaluation.kind === 'refused') throw new Error('refused');
    expect(evaluation.trace.filter(part => part.start >= 20)).toEqual([]);
    const counted = run('all(result, # < 1)', floats([0.1, 0.2, 0.3]));
    if (counted.kind === 'refused') throw new Error('refused');
    expect(counted.trace.find(part => part.start === 12 && part.end === 13)).toMatchObject({ times: 3, value: 0.3 });
  });

  it('says where it failed', () => {
    expect(run('len(result) >= 0 && result[3] < 1', floats([]))).toMatchObject({
      kind: 'failed',
      range: { start: 20, end: 29 },
    });
    expect(run('result > 1', floats([]))).toMatchObject({ kind: 'refused', range: { start: 0, end: 10 } });
  });
});

describe('what only the controller can know', () => {
  it('is unknown, and named', () => {
    expect(outcome(run('now().Year() > 2000'))).toBe('unknown: the current time');
    expect(outcome(run('now().Year()', null, '1.17', { now: Date.UTC(2026, 4, 3) }))).toBe('int:2026');
    expect(outcome(run('result < {{args.max}}', 1))).toBe('unknown: the value of a placeholder');
    expect(outcome(run("now(timezone('Europe/Berlin')).Hour() < 24"))).toBe('unknown: the time zone Europe/Berlin');
    expect(outcome(run('keys(result)[0]', fromJson({ a: 1, b: 2 })))).toBe(
      'unknown: the order of a map, which Go leaves to chance',
    );
    expect(outcome(run('len(keys(result))', fromJson({ a: 1, b: 2 })))).toBe('int:2');
    expect(outcome(run("'a' in keys(result)", fromJson({ a: 1, b: 2 })))).toBe('true');
  });
});

describe('limits', () => {
  it('end long computations without an answer', () => {
    expect(outcome(run('len(map(1..5000, sum(1..5000)))'))).toBe('unknown: a computation this long');
    expect(outcome(run('1..10', null, '1.17', { limits: { steps: 5 } }))).toBe('unknown: a computation this long');
  });

  it('are the library’s own where it has some', () => {
    expect(outcome(run('len(1..1000000)'))).toBe('failed: memory budget exceeded');
    expect(outcome(run("repeat('a', 1000001)"))).toBe('failed: memory budget exceeded');
  });

  it('keep regular expressions linear', () => {
    const long = 'a'.repeat(3000);
    expect(outcome(run(`result matches '^(a+)+$'`, `${long}b`))).toBe('false');
    expect(outcome(run(`result matches '^(a|aa)+$'`, long))).toBe('true');
  });
});
