import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../scripts/rules/apply-edits.ts';
import { readMarks } from '../../../scripts/rules/marks.ts';
import { checkCondition } from '../../../server/core/expr/check/check.ts';
import type { CheckOptions } from '../../../server/core/expr/check/check-context.ts';

interface Case extends Partial<CheckOptions> {
  /** The condition with a mark under each problem. */
  readonly marked: string;
  readonly severities?: readonly string[];
  /** The whole condition after each fix of each problem, in order. */
  readonly fixed?: readonly string[];
}

function check({ marked, severities, fixed, ...options }: Case): void {
  const { text, marks } = readMarks(marked);
  const { problems } = checkCondition(text, { version: '1.17', shapes: ['unknown'], ...options });
  const lineStart = text.split('\n').map((_, i, lines) => lines.slice(0, i).join('\n').length + (i > 0 ? 1 : 0));
  expect(problems.map(({ code, range }) => ({ code, ...range }))).toEqual(
    marks.map(({ line, from, to, rule }) => ({
      code: rule,
      start: (lineStart[line] ?? 0) + from,
      end: (lineStart[line] ?? 0) + to,
    })),
  );
  if (severities) expect(problems.map(problem => problem.severity)).toEqual(severities);
  if (fixed) expect(problems.flatMap(problem => problem.fixes.map(fix => applyEdits(text, fix.edits)))).toEqual(fixed);
}

function silent(text: string, options: Partial<CheckOptions> = {}): void {
  expect(checkCondition(text, { version: '1.17', shapes: ['unknown'], ...options }).problems).toEqual([]);
}

describe('a list where one value is meant', () => {
  it('is an error with an index and a comparison of every value as repairs', () =>
    check({
      marked: 'result >= 0.95\n^^^^^^ cond-list-without-index',
      shapes: ['floats'],
      severities: ['error'],
      fixed: ['result[0] >= 0.95', 'len(result) > 0 && all(result, # >= 0.95)'],
    }));

  it('says what is wrong, what follows and what to write', () => {
    const { problems } = checkCondition('result < 0.05', {
      version: '1.17',
      shapes: ['floats'],
      because: 'Prometheus answers a vector',
    });
    expect(problems[0]?.message).toBe(
      'Write `result[0] < 0.05`: `result` is a list here (Prometheus answers a vector). The measurement will be Error ("invalid operation: < (mismatched types []float64 and float64)"), and after 5 in a row the run is Error.',
    );
  });

  it('is found on the right side, in arguments and behind a dot', () => {
    check({ marked: '1 > result\n    ^^^^^^ cond-list-without-index', shapes: ['floats'], fixed: ['1 > result[0]'] });
    check({
      marked: 'isNaN(result)\n      ^^^^^^ cond-list-without-index',
      shapes: ['floats'],
      fixed: ['isNaN(result[0])'],
    });
    check({
      marked: 'result.Values[0] > 1\n^^^^^^^^^^^^^ cond-list-without-index',
      shapes: ['cloudWatch'],
      fixed: ['result[0].Values[0] > 1'],
    });
  });

  it('is an info when only some shapes are lists, and nothing when it may be any JSON', () => {
    check({ marked: 'result < 1\n^^^^^^ cond-list-without-index', shapes: ['float', 'floats'], severities: ['info'] });
    silent('result < 1', { shapes: ['json'] });
  });
});

describe('an index where there is one number', () => {
  it('is dropped by the repair', () =>
    check({ marked: 'result[0] < 1\n^^^^^^^^^ cond-scalar-indexed', shapes: ['float'], fixed: ['result < 1'] }));
  it('is a warning when it may be a list as well', () =>
    check({
      marked: 'result[0] < 1\n^^^^^^^^^ cond-scalar-indexed',
      shapes: ['float', 'floats'],
      severities: ['warning'],
    }));
});

describe('no data', () => {
  const floats = { shapes: ['floats'], mayBeEmpty: true } as const;

  it('makes an index fail, unless the length is asked for first', () => {
    check({
      ...floats,
      marked: 'result[0] < 1 || result[1] < 2\n^^^^^^^^^ cond-empty-list',
      severities: ['info'],
      fixed: [
        'len(result) > 0 && (result[0] < 1 || result[1] < 2)',
        'len(result) == 0 || result[0] < 1 || result[1] < 2',
      ],
    });
    silent('len(result) == 0 || result[0] < 1', floats);
    silent('len(result) > 0 && result[0] < 1', floats);
    silent('len(result) > 0 ? result[0] < 1 : false', floats);
    silent('(first(result) ?? 0) < 1', floats);
    silent('(get(result, 0) ?? 0) < 1', floats);
    silent('len(result) == 0 || max(result) < 1', floats);
    silent('any(result, # < 1)', floats);
    silent('result[0] < 1', { shapes: ['floats'] });
  });

  it.each([
    'result?.[0] < 1\n^^^^^^^^^^^ cond-empty-list',
    '(result?.[0] ?? 0) < 1\n ^^^^^^^^^^^ cond-empty-list',
    'result[-1] < 1\n^^^^^^^^^^ cond-empty-list',
    'first(result) < 1\n^^^^^^^^^^^^^^^^^ cond-empty-list',
    'last(result) < 1\n^^^^^^^^^^^^^^^^ cond-empty-list',
    'get(result, 0) < 1\n^^^^^^^^^^^^^^^^^^ cond-empty-list',
    'max(result) < 1\n^^^^^^^^^^^^^^^ cond-empty-list',
    'min(result) < 1\n^^^^^^^^^^^^^^^ cond-empty-list',
    'asFloat(last(result)) < 1\n^^^^^^^^^^^^^^^^^^^^^ cond-empty-list',
    'result[0] < {{args.limit}}\n^^^^^^^^^ cond-empty-list',
  ])('fails in other spellings, too: %s', marked => check({ ...floats, marked, severities: ['info'] }));

  it('says what to ask first, and what the controller says', () => {
    const message = (version: '1.15' | '1.17'): string | undefined =>
      checkCondition('first(result) < 1', { version, ...floats }).problems[0]?.message;
    const start = 'Ask for `len(result) > 0` first: without data `result` is empty, and `first(result) < 1` fails.';
    const end = 'and after 5 in a row the run is Error.';
    expect(message('1.17')).toBe(
      `${start} The measurement will be Error ("metric result is nil or empty: no data returned from the metric provider"), ${end}`,
    );
    expect(message('1.15')).toBe(`${start} The measurement will be Error ("invalid operation: <nil> < int"), ${end}`);
  });

  it('is asked for too late behind the index', () => {
    check({
      ...floats,
      marked: 'result[0] < 1 && len(result) > 0\n^^^^^^^^^ cond-late-guard',
      severities: ['warning'],
      fixed: ['len(result) > 0 && result[0] < 1'],
    });
    check({
      ...floats,
      marked: 'first(result) < 1 or len(result) == 0\n^^^^^^^^^^^^^^^^^ cond-late-guard',
      fixed: ['len(result) == 0 or first(result) < 1'],
    });
    check({ ...floats, marked: '(result[0] < 1) && (len(result) > 0)\n ^^^^^^^^^ cond-late-guard', fixed: [] });
  });

  it('is nil for some providers', () => {
    const nil = { shapes: ['float'], mayBeNil: true } as const;
    check({
      ...nil,
      marked: 'result > 0\n^^^^^^^^^^ cond-nil-result',
      severities: ['warning'],
      fixed: ['default(result, 0) > 0'],
    });
    silent('default(result, 0) > 0', nil);
    silent('(result ?? 0) > 0', nil);
    silent('result == 1', nil);
    silent('result.a > 0', { shapes: ['json'], mayBeNil: true });
  });

  it('keeps the brackets of a repaired condition in order', () => {
    check({
      ...floats,
      marked: '(result[0] < 1) || false\n ^^^^^^^^^ cond-empty-list',
      fixed: ['len(result) > 0 && ((result[0] < 1) || false)', 'len(result) == 0 || (result[0] < 1) || false'],
    });
    check({
      ...floats,
      marked: '(result[0] < 1 || false)\n ^^^^^^^^^ cond-empty-list',
      fixed: ['len(result) > 0 && (result[0] < 1 || false)', 'len(result) == 0 || (result[0] < 1 || false)'],
    });
    check({
      ...floats,
      marked: 'result[0] < 1 ? true : false\n^^^^^^^^^ cond-empty-list',
      fixed: [
        'len(result) > 0 && (result[0] < 1 ? true : false)',
        'len(result) == 0 || (result[0] < 1 ? true : false)',
      ],
    });
  });

  it('is looked for in the Values of CloudWatch', () =>
    check({
      shapes: ['cloudWatch'],
      mayBeEmpty: true,
      marked: 'result[0].Values[0] < 1\n^^^^^^^^^^^^^^^^^^^ cond-empty-list',
      fixed: [
        'len(result[0].Values) > 0 && result[0].Values[0] < 1',
        'len(result[0].Values) == 0 || result[0].Values[0] < 1',
      ],
    }));

  it('makes all and none true, and sums zero', () => {
    check({
      ...floats,
      marked: 'all(result, # < 1)\n^^^ cond-vacuous-all',
      severities: ['info'],
      fixed: ['len(result) > 0 && all(result, # < 1)'],
    });
    check({ ...floats, marked: 'none(result, # > 1)\n^^^^ cond-vacuous-all' });
    check({ ...floats, marked: 'sum(result) < 1\n^^^ cond-vacuous-all', severities: ['info'] });
    silent('any(result, # < 1)', floats);
    silent('len(result) > 0 && all(result, # < 1)', floats);
  });
});

describe('nil', () => {
  it('is not what default takes its first argument for', () => {
    check({
      marked: 'default(result[0], 0) < 1\n^^^^^^^^^^^^^^^^^^^^^ cond-default-misused',
      shapes: ['floats'],
      mayBeEmpty: true,
      severities: ['error'],
      fixed: ['(len(result) > 0 ? result[0] : 0) < 1'],
    });
    check({
      marked: 'default(result.a.b, 0) < 1\n^^^^^^^^^^^^^^^^^^^^^^ cond-default-misused',
      shapes: ['json'],
      fixed: ['(result.a?.b ?? 0) < 1'],
    });
    silent('default(result, 0) < 1', { shapes: ['float'], mayBeNil: true });
  });

  it('is not what isNil asks its argument about', () => {
    check({
      marked: 'isNil(result.x)\n^^^^^^^^^^^^^^^ cond-isnil-misused',
      shapes: ['json'],
      fixed: ['result.x == nil'],
    });
    check({
      marked: 'isNil(result.x) == true\n^^^^^^^^^^^^^^^ cond-isnil-misused',
      shapes: ['json'],
      fixed: ['(result.x == nil) == true'],
    });
    silent('isNil(result)', { shapes: ['json'] });
  });

  it('cannot be guarded against where it does not compile', () => {
    const float = { shapes: ['float'], mayBeNil: true } as const;
    check({
      ...float,
      marked: 'isNil(result) || result < 1\n^^^^^^^^^^^^^ cond-isnil-guard',
      fixed: ['isNil(result) || default(result, 0) < 1'],
    });
    check({
      ...float,
      marked: 'result != nil && result < 1\n^^^^^^^^^^^^^ cond-isnil-guard',
      fixed: ['result != nil && default(result, 0) < 1'],
    });
    check({
      ...float,
      marked: 'isNil(result) ? false : result < 1\n^^^^^^^^^^^^^ cond-isnil-guard',
      fixed: ['isNil(result) ? false : default(result, 0) < 1'],
    });
    check({
      ...float,
      marked: 'if isNil(result) { false } else { result < 1 }\n   ^^^^^^^^^^^^^ cond-isnil-guard',
      fixed: ['if isNil(result) { false } else { default(result, 0) < 1 }'],
    });
    silent('result == nil || result == 1', float);
  });
});

describe('NaN and infinity', () => {
  it('are named where they decide', () => {
    const ratio = { shapes: ['floats'], mayBeNaN: true } as const;
    check({
      ...ratio,
      alone: 'success',
      marked: 'result[0] < 0.05\n^^^^^^^^^ cond-nan',
      severities: ['info'],
      fixed: ['isNaN(result[0]) || result[0] < 0.05', '!isNaN(result[0]) && result[0] < 0.05'],
    });
    check({
      ...ratio,
      mayBeEmpty: true,
      alone: 'success',
      marked: 'len(result) > 0 && result[0] >= 0.95\n                   ^^^^^^^^^ cond-nan',
      fixed: [
        'len(result) > 0 && (isNaN(result[0]) || result[0] >= 0.95)',
        'len(result) > 0 && !isNaN(result[0]) && result[0] >= 0.95',
      ],
    });
    check({
      ...ratio,
      mayBeEmpty: true,
      alone: 'success',
      marked: 'len(result) == 0 || result[0] >= 0.95\n                    ^^^^^^^^^ cond-nan',
      fixed: [],
    });
    silent('isNaN(result[0]) || result[0] < 0.05', { ...ratio, alone: 'failure' });
    silent('result[0] < 0.05', ratio);
    check({
      marked: 'result.a / result.b > 1\n^^^^^^^^^^^^^^^^^^^ cond-inf',
      shapes: ['map'],
      severities: ['info'],
      fixed: ['result.b != 0 && result.a / result.b > 1'],
    });
    silent('result.b != 0 && result.a / result.b > 1', { shapes: ['map'] });
    silent('result.a / 100 > 1', { shapes: ['map'] });
  });
});

describe('what becomes of NaN', () => {
  const outcome = (text: string, alone: 'success' | 'failure'): string | undefined =>
    checkCondition(text, { version: '1.17', shapes: ['floats'], mayBeNaN: true, alone }).problems[0]?.message;

  it.each([
    ['result[0] > 0.95', 'success', 'Failed'],
    ['not (result[0] > 0.05)', 'success', 'Successful'],
    ['result[0] > 0.05', 'failure', 'Successful'],
    ['!(result[0] <= 0.05)', 'failure', 'Failed'],
  ] as const)('is evaluated: %s as the %s condition is %s', (text, alone, phase) =>
    expect(outcome(text, alone)).toBe(
      `Ask for \`isNaN(result[0])\`: without traffic this value is NaN, and every comparison with NaN is false: the measurement is ${phase}.`,
    ),
  );
});

describe('text, bools and numbers', () => {
  it('do not mix', () => {
    check({
      marked: "result == 'true'\n^^^^^^^^^^^^^^^^ cond-bool-as-string",
      shapes: ['bool'],
      severities: ['error'],
      fixed: ['result == true'],
    });
    check({
      marked: "result.ok == 'true'\n             ^^^^^^ cond-bool-as-string",
      shapes: ['json'],
      severities: ['warning'],
      fixed: ['result.ok == true'],
    });
    check({
      marked: 'result > 5\n^^^^^^^^^^ cond-string-as-number',
      shapes: ['string'],
      fixed: ['asFloat(result) > 5'],
    });
    check({ marked: "result > '5'\n^^^^^^^^^^^^ cond-string-as-number", shapes: ['float'], fixed: ['result > 5'] });
    check({
      marked: 'result % 2 == 0\n^^^^^^^^^^ cond-modulo-float',
      shapes: ['float'],
      fixed: ['int(result) % 2 == 0'],
    });
    silent("result == 'true'", { shapes: ['string'] });
    silent("result.status == 'ok'", { shapes: ['json'] });
  });

  it('says what becomes of a bool beside text', () => {
    const message = (text: string): string | undefined =>
      checkCondition(text, { version: '1.17', shapes: ['json'] }).problems[0]?.message;
    expect(message("result == 'true'")).toBe(
      'Write `true` without quotes if `result` is a JSON bool: a bool cannot be compared with text. The measurement will be Error ("invalid operation: == (mismatched types bool and string)"), and after 5 in a row the run is Error.',
    );
    expect(message("result.ok != 'false'")).toBe(
      'Write `false` without quotes if `result.ok` is a JSON bool: a bool never equals text, and the comparison is silently true.',
    );
  });

  it('make no condition by themselves', () => {
    check({ marked: 'result\n^^^^^^ cond-not-bool', shapes: ['float'], severities: ['error'] });
    check({ marked: 'len(result)\n^^^^^^^^^^^ cond-not-bool', shapes: ['floats'] });
    silent('result', { shapes: ['bool'] });
    silent('result.ok', { shapes: ['json'] });
  });

  it('may leak through logic', () => {
    check({
      marked: 'true == true && result.ok\n                ^^^^^^^^^ cond-bool-leak',
      shapes: ['json'],
      severities: ['info'],
      fixed: ['true == true && result.ok == true'],
    });
    silent('result.ok && result.a > 1', { shapes: ['json'] });
  });
});

describe('what comes from other languages', () => {
  it.each([
    ['result = 1\n       ^ cond-foreign-operators', 'result == 1'],
    ['result === 1\n       ^^^ cond-foreign-operators', 'result == 1'],
    ['result <> 1\n       ^^ cond-foreign-operators', 'result != 1'],
    ['result => 1\n       ^^ cond-foreign-operators', 'result >= 1'],
    ['result > 1 AND result < 2\n           ^^^ cond-foreign-operators', 'result > 1 and result < 2'],
    ['result > 5 OR result < 2\n           ^^ cond-foreign-operators', 'result > 5 or result < 2'],
    ['result > 1 & result < 2\n           ^ cond-foreign-operators', 'result > 1 && result < 2'],
    ['result == null\n          ^^^^ cond-foreign-operators', 'result == nil'],
    ['result == None\n          ^^^^ cond-foreign-operators', 'result == nil'],
    ['NOT (result > 1)\n^^^ cond-foreign-operators', 'not (result > 1)'],
    ['result > 5%\n         ^^ cond-foreign-operators', 'result > 0.05'],
    ['result > 12.5%\n         ^^^^^ cond-foreign-operators', 'result > 0.125'],
  ])('%s', (marked, fixed) => check({ marked, shapes: ['float'], severities: ['error'], fixed: [fixed] }));

  it('is a comment with # as well', () => {
    check({
      marked: 'result < 1 # fine\n           ^ cond-hash-comment',
      shapes: ['float'],
      fixed: ['result < 1 // fine'],
    });
    check({ marked: "# don't\n^ cond-hash-comment\nresult < 1", shapes: ['float'], fixed: ["// don't\nresult < 1"] });
  });
});

describe('syntax', () => {
  it('is reported where it breaks', () => {
    check({ marked: 'result < 1)\n          ^ cond-syntax', shapes: ['float'] });
    check({ marked: '# > 1\n^ cond-predicate-outside', shapes: ['floats'] });
    check({ marked: '.x > 1\n^ cond-predicate-outside', shapes: ['floats'] });
    check({ marked: 'result < 5m\n         ^^ cond-syntax', shapes: ['float'], fixed: ['result < duration("5m")'] });
    check({ marked: "result == 'a\n          ^^ cond-syntax", shapes: ['string'], fixed: ["result == 'a'"] });
    check({ marked: 'result ≥ 1\n       ^ cond-syntax', shapes: ['float'], fixed: ['result >= 1'] });
    check({
      marked: 'result.a ?? 0 > 1\n              ^ cond-coalesce-mixed',
      shapes: ['json'],
      fixed: ['(result.a ?? 0) > 1'],
    });
  });

  it('ends too early at the end', () => {
    const [problem] = checkCondition('result[0] < ', { version: '1.17', shapes: ['floats'] }).problems;
    expect(problem).toMatchObject({ code: 'cond-syntax', range: { start: 11, end: 11 } });
  });

  it('has nothing to say about an empty condition, which counts as none', () => silent(''));
});

describe('names', () => {
  it('are corrected when they are close', () => {
    check({ marked: 'resutl < 1\n^^^^^^ cond-unknown-name', shapes: ['float'], fixed: ['result < 1'] });
    check({ marked: 'isNan(result)\n^^^^^ cond-unknown-name', shapes: ['float'], fixed: ['isNaN(result)'] });
    check({ marked: 'foo(result) > 1\n^^^ cond-unknown-name', shapes: ['float'], fixed: [] });
  });

  it('of CloudWatch fields are capitalised', () => {
    check({
      marked: 'result[0].values[0] < 1\n          ^^^^^^ cond-struct-case',
      shapes: ['cloudWatch'],
      fixed: ['result[0].Values[0] < 1'],
    });
    check({
      marked: "result[0].StatusCode == 'Complete'\n^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cond-struct-case",
      shapes: ['cloudWatch'],
      fixed: ["string(result[0].StatusCode) == 'Complete'"],
    });
    silent("string(result[0].StatusCode) == 'Complete'", { shapes: ['cloudWatch'] });
  });

  it('of New Relic columns may have dots', () =>
    check({
      marked: 'result.average.duration < 1\n^^^^^^^^^^^^^^^^^^^^^^^ cond-newrelic-dots',
      shapes: ['map'],
      dottedKeys: true,
      fixed: ['result["average.duration"] < 1'],
    }));
});

describe('logic', () => {
  it('puts not before the comparison', () => {
    check({
      marked: 'not result[0] > 1\n^^^^^^^^^^^^^^^^^ cond-not-precedence',
      shapes: ['floats'],
      fixed: ['not (result[0] > 1)'],
    });
    check({ marked: '!result.a > 1\n^^^^^^^^^^^^^ cond-not-precedence', shapes: ['json'], fixed: ['!(result.a > 1)'] });
  });

  it('can be settled in advance', () => {
    check({
      marked: 'result > 1 && result < 0\n^^^^^^^^^^^^^^^^^^^^^^^^ cond-contradiction',
      shapes: ['float'],
      severities: ['hint'],
    });
    check({ marked: 'result > 0 || result < 1\n^^^^^^^^^^^^^^^^^^^^^^^^ cond-contradiction', shapes: ['float'] });
    check({ marked: '1 < 2\n^^^^^ cond-constant', shapes: ['float'], severities: ['warning'] });
    check({ marked: 'false\n^^^^^ cond-constant', shapes: ['float'], field: 'failure', alone: 'failure' });
    check({ marked: 'false\n^^^^^ cond-constant', shapes: ['float'], field: 'success' });
    silent('false', { shapes: ['float'], field: 'failure' });
    silent('result > 0 && result < 1', { shapes: ['float'] });
    silent('result < 0 || result > 1', { shapes: ['float'] });
    silent('{{args.min}} < 2', { shapes: ['float'] });
  });

  it('knows that no match is nil', () => {
    check({
      marked: 'findIndex(result, # > 9) == -1\n^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cond-index-of-minus-one',
      shapes: ['floats'],
      fixed: ['findIndex(result, # > 9) == nil'],
    });
    silent('findIndex(result, # > 9) == nil', { shapes: ['floats'] });
  });
});

describe('Argo <= 1.9', () => {
  const older = { version: '1.15' } as const;

  it.each([
    ['0 < result < 2\n^^^^^^^^^^^^^^ cond-version', 'float', '0 < result && result < 2'],
    ['max(result) < 1\n^^^^^^^^^^^ cond-version', 'floats', 'sort(result)[-1] < 1'],
    ['min(result) < 1\n^^^^^^^^^^^ cond-version', 'floats', 'sort(result)[0] < 1'],
    ['sum(result, .v) > 1\n^^^^^^^^^^^^^^^ cond-version', 'list', 'sum(map(result, .v)) > 1'],
    ['count(result) > 1\n^^^^^ cond-version', 'list', 'count(result, #) > 1'],
    ['sortBy(result, .v)[0] == 1\n               ^ cond-version', 'list', 'sortBy(result, "v")[0] == 1'],
    ['result == `a`\n          ^^^ cond-version', 'string', "result == 'a'"],
    ['result > 0b11\n         ^^^^ cond-version', 'float', 'result > 3'],
    ['len(result,) > 1\n          ^ cond-version', 'list', 'len(result) > 1'],
  ] as const)('%s', (marked, shape, fixed) =>
    check({ ...older, marked, shapes: [shape], severities: ['error'], fixed: [fixed] }),
  );

  it('lacks what has no older form', () => {
    check({ ...older, marked: 'uniq(result) == [1]\n^^^^ cond-version', shapes: ['list'], fixed: [] });
    check({ ...older, marked: 'if result < 1 { true } else { false }\n^^ cond-version', shapes: ['float'] });
    check({ ...older, marked: 'result?.[0] == 1\n      ^^ cond-version', shapes: ['floats'] });
  });

  it('loses a not behind another operator', () =>
    check({
      ...older,
      marked: 'result + 1 not in [2]\n           ^^^^^^ cond-version',
      shapes: ['float'],
      severities: ['warning'],
    }));

  it('is no concern of a newer target', () => {
    silent('0 < result < 2', { shapes: ['float'] });
    silent('max(result) < 1', { shapes: ['floats'] });
  });
});

describe('placeholders', () => {
  it.each([
    'result {{args.operator}} 5',
    '{{args.condition}}',
    'result[0] < {{args.max}}',
    "result.status == '{{args.status}}'",
    'result.{{args.field}} > 1',
    'result[{{args.index}}] > 1',
    'result[0] < 0.{{args.digits}}',
    'result[0] < {{args.max}}5',
    '{{args.function}}(result) > 1',
    'all(result, # < {{args.max}})',
    'result[0] < {{args.a}} {{args.b}}',
    "result[0] matches '{{args.pattern}}['",
    'result[0] < {{args.unclosed',
    '{{args.a}} && {{args.b}}',
    'not {{args.a}} > 1',
  ])('%s is left in peace', text => silent(text));

  it('do not hide what is wrong beside them', () =>
    check({
      marked: 'result < {{args.max}}\n^^^^^^ cond-list-without-index',
      shapes: ['floats'],
      fixed: ['result[0] < {{args.max}}', 'len(result) > 0 && all(result, # < {{args.max}})'],
    }));
});

describe('what fails for every result', () => {
  const floats = { shapes: ['floats'], because: 'Prometheus answers a vector' } as const;
  const json = { shapes: ['json'], mayBeNil: true } as const;

  it.each<Case>([
    {
      ...floats,
      marked: 'default(result, 0) < 0.05\n^^^^^^^^^^^^^^^^^^ cond-list-without-index',
      fixed: ['(len(result) > 0 ? result[0] : 0) < 0.05'],
    },
    {
      ...floats,
      marked: '(result ?? 0) < 1\n ^^^^^^^^^^^ cond-list-without-index',
      fixed: ['(len(result) > 0 ? result[0] : 0) < 1'],
    },
    {
      ...floats,
      marked: 'asFloat(result) < 1\n        ^^^^^^ cond-list-without-index',
      fixed: ['asFloat(result[0]) < 1'],
    },
    { ...floats, marked: 'asInt(result) < 1\n      ^^^^^^ cond-list-without-index', fixed: ['asInt(result[0]) < 1'] },
    {
      ...floats,
      marked: 'result && result[0] >= 0.95\n^^^^^^ cond-list-without-index',
      fixed: ['len(result) > 0 && result[0] >= 0.95'],
    },
    { ...floats, marked: '!result || true\n ^^^^^^ cond-list-without-index', fixed: ['len(result) == 0 || true'] },
    {
      ...floats,
      marked: 'result ? result[0] < 1 : false\n^^^^^^ cond-list-without-index',
      fixed: ['len(result) > 0 ? result[0] < 1 : false'],
    },
    { ...floats, marked: 'isNaN(len(result))\n^^^^^^^^^^^^^^^^^^ cond-type' },
    { ...json, marked: 'result.count.size() > 1\n^^^^^^^^^^^^^^^^^^^ cond-type', fixed: ['len(result.count) > 1'] },
    {
      ...json,
      marked: 'result.items.contains("a")\n^^^^^^^^^^^^^^^^^^^^^^^^^^ cond-type',
      fixed: ['result.items contains "a"'],
    },
    {
      ...json,
      marked: 'result.count % 2 == 0\n^^^^^^^^^^^^^^^^ cond-modulo-float',
      fixed: ['int(result.count) % 2 == 0'],
    },
    { ...json, marked: 'now() - date("yesterday") < duration("1h")\n             ^^^^^^^^^^^ cond-type' },
    {
      ...json,
      marked: 'date(result.at) > now() - duration("1 day")\n                                   ^^^^^^^ cond-type',
    },
    { ...json, marked: 'result.ok ? "yes" : "no"\n^^^^^^^^^^^^^^^^^^^^^^^^ cond-not-bool' },
    { ...json, marked: 'asFloat("x") > 1\n^^^^^^^^^^^^ cond-type' },
    { ...json, marked: '5 % 0 == 0\n^^^^^^^^^^ cond-type' },
    { ...json, marked: 'result > 1 && result startsWith "a"\n              ^^^^^^^^^^^^^^^^^^^^^ cond-type' },
  ])('is an error where it fails: $marked', each => check({ ...each, severities: ['error'] }));

  it.each([
    [
      'default(result, 0) < 0.05',
      floats,
      'Write `(len(result) > 0 ? result[0] : 0)`: `default(result, 0)` is a list here (Prometheus answers a vector), and `default` gives it back whole. The measurement will be Error ("invalid operation: []float64 < float64"), and after 5 in a row the run is Error.',
    ],
    [
      'result && true',
      floats,
      'Write `len(result) > 0`: `result` is a list here (Prometheus answers a vector), which is neither true nor false. The measurement will be Error ("invalid operation: && (mismatched types []float64 and bool)"), and after 5 in a row the run is Error.',
    ],
    [
      'asFloat(result) < 1',
      floats,
      'Write `asFloat(result[0])`: `result` is a list here (Prometheus answers a vector). The measurement will be Error ("asFloat() not supported on []float64"), and after 5 in a row the run is Error.',
    ],
    [
      'duration("1 day") > duration("1h")',
      json,
      'Write a duration such as `1h30m`, with the units h, m, s or ms: `"1 day"` cannot be read. The measurement will be Error ("time: unknown unit " day" in duration "1 day""), and after 5 in a row the run is Error.',
    ],
    [
      'result.at.size() > 1',
      json,
      'Write `len(result.at)`: `result.at` is a JSON value, which has no methods. The measurement will be Error ("cannot fetch size from <nil>"), and after 5 in a row the run is Error.',
    ],
    [
      'result > 1 && result startsWith "a"',
      json,
      'Convert or pick a part so that both sides fit: `startsWith` does not work between a number and text. The measurement will be Error ("invalid operation: startsWith (mismatched types float64 and string)"), and after 5 in a row the run is Error. This is so of a number; every other value fails in another part.',
    ],
  ] as const)('says what to write, and quotes the library: %s', (text, options, message) => {
    const { problems } = checkCondition(text, { version: '1.17', ...options });
    expect(problems.map(problem => problem.message)).toEqual([message]);
  });

  it('is a warning where a nil result alone works', () => {
    check({ ...json, shapes: ['float'], marked: 'result == "ok"\n^^^^^^^^^^^^^^ cond-type', severities: ['warning'] });
  });

  it('is not said of what may work', () => {
    for (const text of [
      'result.a.b.c > 1',
      'asFloat(result) > 1',
      'date(result.at) > now()',
      'date(result, "02.01.2006") > now()',
      'duration(result.took) < duration("1h")',
      'result == "x" && asInt("nope") > 1',
      'result matches result',
      'fromJSON(result).ok',
      'len(fromBase64(result)) > 1',
      'result[12] == 1',
      'let x = result.a; x[3] > 1',
      'all(result, asInt("nope") > 1)',
      'values(result)[0].a.b',
      'flatten(result)[5].a == 1',
    ]) {
      const { problems } = checkCondition(text, { version: '1.17', ...json });
      expect(
        problems.filter(problem => problem.severity === 'error'),
        text,
      ).toEqual([]);
    }
  });
});
