import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../scripts/rules/apply-edits.ts';
import { checkCondition } from '../../../server/core/expr/check/check.ts';
import { classify } from '../../../server/core/expr/evaluate/classify.ts';
import { evaluate } from '../../../server/core/expr/evaluate/evaluate.ts';
import { completeCondition } from '../../../server/core/expr/help/complete.ts';
import { explain } from '../../../server/core/expr/help/explain.ts';
import { bracketPairs, semanticTokens } from '../../../server/core/expr/help/semantic-tokens.ts';
import { signatureHelp } from '../../../server/core/expr/help/signature-help.ts';
import { type Node, walk } from '../../../server/core/expr/syntax/ast.ts';
import { parse } from '../../../server/core/expr/syntax/parser.ts';
import type { ResultShape } from '../../../server/core/expr/types/shape.ts';
import { fromJson } from '../../../server/core/expr/values/value.ts';
import type { Range } from '../../../server/core/text/range.ts';
import { Generator } from '../../oracle/random-expressions.ts';
import { fc } from '../../support/properties.ts';

const PIECES = [
  ...[
    'result',
    '[0]',
    '.a',
    '?.',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '{{args.x}}',
    '{{',
    '}}',
    ' ',
    '\n',
    '#',
    '.',
    ',',
    ';',
    ':',
    '::',
    '?',
    '|',
    '??',
  ],
  ...[
    '&&',
    'or',
    'not ',
    ' in ',
    'let x = ',
    'if ',
    ' else ',
    'all(',
    'len(',
    'max',
    '1',
    '0.5',
    '5m',
    "'a'",
    '"',
    "'",
    '`',
    '\\',
    '//',
    '/*',
    '*/',
  ],
  ...[
    '==',
    '=',
    '<',
    '>',
    '=>',
    '+',
    '-',
    '**',
    '%',
    '..',
    '&',
    '@',
    'é',
    '≥',
    '😀',
    '\ud800',
    'null',
    'AND',
    'matches',
    '9'.repeat(25),
    '_',
    '$env',
  ],
];

const soup = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map(pieces => pieces.join(''));
const anyText = fc.oneof(
  soup,
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.integer().map(seed => new Generator('1.17', seed).expression(4)),
);
const version = fc.constantFrom('1.15' as const, '1.17' as const);
const shapes = fc.subarray<ResultShape>([
  'float',
  'floats',
  'string',
  'map',
  'list',
  'maps',
  'bool',
  'nil',
  'cloudWatch',
  'json',
  'unknown',
]);
const flags = fc.record({
  mayBeEmpty: fc.boolean(),
  mayBeNil: fc.boolean(),
  mayBeNaN: fc.boolean(),
  dottedKeys: fc.boolean(),
  alone: fc.constantFrom('success' as const, 'failure' as const),
});
const json = fc.jsonValue({ maxDepth: 3 });

function expectInside(text: string, { start, end }: Range): void {
  expect(start).toBeGreaterThanOrEqual(0);
  expect(end).toBeGreaterThanOrEqual(start);
  expect(end).toBeLessThanOrEqual(text.length);
}

describe('any text', () => {
  it('has a tree whose nodes lie in the text and in their parents', () => {
    fc.assert(
      fc.property(anyText, version, (text, target) => {
        const parsed = parse(text, target);
        walk(parsed.tree, node => expectInside(text, node));
        for (const range of [
          ...parsed.tokens,
          ...parsed.comments,
          ...parsed.placeholders,
          ...parsed.lexical,
          ...parsed.syntax,
        ])
          expectInside(text, range);
      }),
      { numRuns: 3000 },
    );
  });

  it('has tokens in order that cover all but white space and comments', () => {
    fc.assert(
      fc.property(anyText, version, (text, target) => {
        const { tokens, comments } = parse(text, target);
        const covered = [...tokens, ...comments].toSorted((a, b) => a.start - b.start || a.end - b.end);
        let at = 0;
        for (const { start, end } of covered) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(text.slice(at, start)).toMatch(/^[\s\u0085]*$/);
          at = end;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('can be checked, with problems and repairs inside the text', () => {
    fc.assert(
      fc.property(anyText, version, shapes, flags, (text, target, possible, more) => {
        const { problems } = checkCondition(text, { version: target, shapes: possible, ...more });
        for (const problem of problems) {
          expectInside(text, problem.range);
          expect(problem.message.length).toBeGreaterThan(0);
          for (const fix of problem.fixes) {
            for (const edit of fix.edits) expectInside(text, edit.range);
            expect(applyEdits(text, fix.edits)).not.toBe(text);
          }
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('can be evaluated for any result', () => {
    fc.assert(
      fc.property(anyText, version, json, (text, target, result) => {
        const evaluation = evaluate(text, target, fromJson(result), { limits: { steps: 20_000 } });
        if ('trace' in evaluation) for (const part of evaluation.trace) expectInside(text, part);
        if ('range' in evaluation && evaluation.range) expectInside(text, evaluation.range);
        classify({ successCondition: text, failureCondition: text }, target, fromJson(result), {
          limits: { steps: 20_000 },
        });
      }),
      { numRuns: 3000 },
    );
  });

  it('can be completed, explained and coloured at every place', () => {
    fc.assert(
      fc.property(anyText, version, shapes, fc.nat(), (text, target, possible, at) => {
        const offset = text.length === 0 ? 0 : at % (text.length + 1);
        for (const item of completeCondition(text, offset, { version: target, shapes: possible }))
          expectInside(text, item.range);
        const parsed = parse(text, target);
        explain(parsed);
        const help = signatureHelp(parsed, offset);
        if (help) expectInside(text, help.range);
        let end = 0;
        for (const token of semanticTokens(parsed)) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          ({ end } = token);
        }
        for (const { open, close } of bracketPairs(parsed)) expect(open.end).toBeLessThanOrEqual(close.start);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('an error of the checker', () => {
  it('is refused by the evaluator for every result of the shape', () => {
    const floats = fc.array(fc.double(), { maxLength: 4 });
    fc.assert(
      fc.property(fc.integer(), version, floats, (seed, target, values) => {
        const text = new Generator(target, seed).expression(3);
        const { problems } = checkCondition(text, { version: target, shapes: ['floats'] });
        if (!problems.some(problem => problem.severity === 'error') || text.includes('{{')) return;
        const result = { type: 'list', name: '[]float64', items: values } as const;
        const evaluation = evaluate(text, target, result);
        const isBool = evaluation.kind === 'value' && typeof evaluation.value === 'boolean';
        expect(isBool, `${text} is ${evaluation.kind}`).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('is never raised for what the library accepts and answers with a bool', () => {
    fc.assert(
      fc.property(fc.integer(), version, (seed, target) => {
        const text = new Generator(target, seed).expression(2);
        const result = fromJson({
          a: 1,
          f: 0.25,
          b: 'x',
          ok: true,
          n: null,
          list: [1, 2],
          names: ['a'],
          m: { k: 1 },
          e: [],
        });
        const evaluation = evaluate(text, target, result);
        if (evaluation.kind !== 'value' || typeof evaluation.value !== 'boolean') return;
        const { problems } = checkCondition(text, { version: target, shapes: ['map'] });
        expect(problems.filter(problem => problem.severity === 'error')).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('large and deep text', () => {
  it.each([
    ['(', 20_000],
    ['[', 20_000],
    ['!', 20_000],
    ['1+', 20_000],
    ['a.b', 20_000],
    ['{a:', 20_000],
    ['a ? b : ', 10_000],
    ['0 < (0 < ', 5_000],
    ['all(result, ', 5_000],
    ["'{{args.x}}' + ", 5_000],
    ['let x = 1; ', 5_000],
    ['#', 20_000],
    ['a ?: ', 10_000],
  ])('%j, %d times, is harmless', (piece, times) => {
    const text = piece.repeat(times);
    for (const target of ['1.15', '1.17'] as const) {
      const { parsed } = checkCondition(text, { version: target, shapes: ['json'], mayBeEmpty: true });
      evaluate(text, target, null);
      explain(parsed);
      semanticTokens(parsed);
      completeCondition(text, text.length, { version: target, shapes: ['floats'] });
    }
  });

  it('just below the limits is still checked and evaluated', () => {
    const wide = Array.from({ length: 590 }, (_, i) => `result > ${i}`)
      .slice(0, 295)
      .join(' || ');
    const deep = `${'('.repeat(50)}result > 1${')'.repeat(50)}`;
    for (const text of [wide, deep]) {
      expect(evaluate(text, '1.17', 5)).toMatchObject({ kind: 'value', value: true });
      expect(
        checkCondition(text, { version: '1.17', shapes: ['float'] }).problems.filter(
          ({ severity }) => severity === 'error',
        ),
      ).toEqual([]);
    }
  });

  it('does not double with every shared middle', () => {
    const text = `${'0 < ('.repeat(28)}1${') < 2'.repeat(28)}`;
    let nodes = 0;
    walk(parse(text, '1.17').tree, (_: Node) => {
      nodes++;
    });
    expect(nodes).toBeLessThan(300);
    expect(checkCondition(text, { version: '1.17', shapes: ['float'] }).problems.length).toBeGreaterThan(0);
    expect(evaluate(text, '1.17', 1).kind).toBe('refused');
  });
});
