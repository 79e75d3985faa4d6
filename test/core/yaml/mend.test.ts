import { describe, expect, it } from 'vitest';
import { itemsAt, scalarAt, valueAt } from '../../../server/core/yaml/node.ts';
import { parseDocument } from '../../../server/core/yaml/parse.ts';

/** A document with `line` in the middle of its spec. */
function withLine(line: string): string {
  return `kind: Experiment\nspec:\n  before: 1\n${line}\n  templates:\n    - name: a\n      replicas: 1\nlast: 1\n`;
}

describe('a line that breaks the document', () => {
  it.each([
    ['a word without its colon', '  dur', ['HALF_TYPED «dur»']],
    ['a colon without its space', '  duration:20m', ['NO_BLANK «duration:20m»']],
    ['a dash beside fields', '  - ', ['HALF_TYPED «-»']],
    ['a double quote that stays open', '  duration: "20m', ['OPEN_QUOTE «"20m»']],
    ['a single quote that stays open', "  duration: '20m # why", ["OPEN_QUOTE «'20m»"]],
    ['a quoted name that stays open', '  "dur', ['HALF_TYPED «"dur»']],
    ['a bracket that stays open', '  dryRun: [a, b', ['OPEN_BRACKET «[»']],
    ['a bracket that was never opened', '  dryRun: ]', ['STRAY_BRACKET «]»']],
    ['a brace that was never opened', '  dryRun: }', ['STRAY_BRACKET «}»']],
    ['text behind a quoted value', '  duration: "20m" or so', ['TEXT_BEHIND_VALUE «or so»']],
    ['text behind a block header', '  duration: |x', ['BAD_BLOCK_HEADER «x»']],
    ['a list in a value', '  duration: - 20m', ['LIST_IN_VALUE «- 20m»']],
    ['a character that no value begins with', '  duration: @20m', ['NEEDS_QUOTES «@20m»']],
    ['a colon in a plain value', '  duration: 20m: 30m', ['COLON_IN_VALUE «20m: 30m»']],
    ['a tab before a field', '\tduration: 20m', ['TAB_AS_INDENT «\t»']],
    ['an alias of nothing', '  duration: *x', ['UNKNOWN_ALIAS «*x»']],
  ])('is one problem, and hides nothing: %s', (_, line, expected) => {
    const text = withLine(line);
    const { root, problems } = parseDocument(text);
    expect(problems.map(({ code, range }) => `${code} «${text.slice(range.start, range.end)}»`)).toEqual(expected);
    expect(itemsAt(root, 'spec', 'templates')).toHaveLength(1);
    expect(scalarAt(root, 'spec', 'templates', 0, 'replicas')?.value).toBe(1);
    expect(scalarAt(root, 'spec', 'before')?.value).toBe(1);
    expect(scalarAt(root, 'last')?.value).toBe(1);
  });

  it('takes those below it along when they are indented too deep for it', () => {
    const text = withLine(' duration: 20m').replace('  before: 1\n', '');
    const { root, problems } = parseDocument(text);
    expect(problems.map(({ code, range }) => `${code} «${text.slice(range.start, range.end)}»`)).toEqual([
      'TOO_DEEP_INDENT «templates:»',
    ]);
    expect(scalarAt(root, 'spec', 'duration')?.text).toBe('20m');
    expect(scalarAt(root, 'last')?.value).toBe(1);
  });
});

describe('a text that is more than a document', () => {
  const deep = (depth: number): string => `a: ${'['.repeat(depth)}${']'.repeat(depth)}\nb: 1\n`;

  it('is read to a depth of 200, and said to be too deep once', () => {
    expect(parseDocument(deep(190)).problems).toEqual([]);
    for (const depth of [250, 20_000]) {
      const { root, problems } = parseDocument(deep(depth));
      expect(problems.map(problem => problem.code)).toEqual(['TOO_DEEP']);
      expect(valueAt(root, 'a')?.kind).toBe('seq');
    }
  });

  it('has at most a hundred problems', () => {
    expect(parseDocument('a: *x\n'.repeat(5000)).problems).toHaveLength(100);
  });

  it('breaks its lines at lone carriage returns too, as kubectl does', () => {
    const { root, problems } = parseDocument('a: 1\rb:\r  c: 2\r');
    expect(problems).toEqual([]);
    expect(scalarAt(root, 'b', 'c')?.value).toBe(2);
  });
});
