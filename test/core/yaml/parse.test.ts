import { describe, expect, it } from 'vitest';
import { effectiveEntries, resolveAlias, stringAt, valueAt, type YamlNode } from '../../../server/core/yaml/node.ts';
import { parseDocument } from '../../../server/core/yaml/parse.ts';

/** A tree as plain values, so that a test can say what a text means. */
function plain(node: YamlNode | undefined): unknown {
  const value = resolveAlias(node);
  if (!value) return undefined;
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'seq') return value.items.map(plain);
  return Object.fromEntries(effectiveEntries(value).map(entry => [entry.key.text, plain(entry.value)]));
}

const read = (text: string): unknown => plain(parseDocument(text).root);
/** Problems with the text they stand on. */
const problems = (text: string): readonly string[] =>
  parseDocument(text).problems.map(({ code, range }) => `${code} «${text.slice(range.start, range.end)}»`);

describe('values', () => {
  it('are those of YAML 1.1, as kubectl reads them', () => {
    expect(read('[yes, No, on, OFF, y, n, true, False, ~, null, "yes", yess]')).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
      true,
      false,
      null,
      null,
      'yes',
      'yess',
    ]);
    expect(read('[1, -2, 0x1F, 017, 0o17, 0b11, 1_000, 1.5, .5, 1e3, .inf, 1.2.3, 5m, 2026-11-23]')).toEqual([
      1,
      -2,
      31,
      15,
      15,
      3,
      1000,
      1.5,
      0.5,
      1000,
      Number.POSITIVE_INFINITY,
      '1.2.3',
      '5m',
      '2026-11-23',
    ]);
  });

  it('with a tag for text stay text', () => {
    expect(read('a: !!str 5')).toEqual({ a: '5' });
  });

  it('have exact places', () => {
    const text = 'spec:\n  duration: "5m" # short\n';
    const node = valueAt(parseDocument(text).root, 'spec', 'duration');
    expect(node && text.slice(node.range.start, node.range.end)).toBe('"5m"');
  });
});

describe('anchors', () => {
  it('are followed, and merged without overriding', () => {
    expect(read('base: &b {a: 1, b: 2}\nc: *b\nd:\n  <<: *b\n  a: 3\n')).toEqual({
      base: { a: 1, b: 2 },
      c: { a: 1, b: 2 },
      d: { a: 3, b: 2 },
    });
  });

  it('that do not exist are a problem at the alias', () => {
    expect(problems('a: *nothing\n')).toEqual(['UNKNOWN_ALIAS «*nothing»']);
  });

  it('that name themselves end', () => {
    expect(read('a: &a [*a]\n')).toEqual({ a: [undefined] });
    expect(problems('a: &a [*a]\n')).toEqual(['SELF_ALIAS «*a»']);
    expect(read('a: &a {<<: *a, b: 1}\n')).toEqual({ a: { b: 1 } });
  });
});

describe('half-typed text', () => {
  it.each([
    ['a word above a field', 'spec:\n  dur\n  templates: []\n', { spec: { templates: [] } }, ['HALF_TYPED «dur»']],
    ['a line too deep', 'spec:\n  a: 1\n   b: 2\n  c: 3\n', { spec: { a: 1, b: 2, c: 3 } }, ['TOO_DEEP_INDENT «b: 2»']],
    ['a tab', 'spec:\n\ta: 1\nb: 2\n', { spec: { a: 1 }, b: 2 }, ['TAB_AS_INDENT «\t»']],
    ['a colon in a value', 'a: b: c\nd: 1\n', { a: 'b: c', d: 1 }, ['COLON_IN_VALUE «b: c»']],
    ['a value that needs quotes', 'a: @x\nd: 1\n', { a: '@x', d: 1 }, ['NEEDS_QUOTES «@x»']],
  ])('keeps the rest: %s', (_, text, value, found) => {
    expect(read(text)).toEqual(value);
    expect(problems(text)).toEqual(found);
  });

  it('keeps the offsets of what follows', () => {
    const text = 'spec:\n  dur\n  templates: [a]\n';
    const node = valueAt(parseDocument(text).root, 'spec', 'templates', 0);
    expect(node && text.slice(node.range.start, node.range.end)).toBe('a');
  });
});

describe('`...` for left-out text', () => {
  it('hides nothing, at the margin and indented', () => {
    const text = 'spec:\n...\n  a:\n    b: 1\n    ...\n  c: 2\n';
    const parsed = parseDocument(text);
    expect(plain(parsed.root)).toEqual({ spec: { a: { b: 1 }, c: 2 } });
    expect(parsed.problems).toEqual([]);
    expect(parsed.ellipses.map(({ start, end }) => text.slice(start, end))).toEqual(['...', '...']);
  });

  it('at the end of a document is what YAML means by it', () => {
    expect(parseDocument('a: 1\n...\n').ellipses).toEqual([]);
  });

  it('in a block scalar is text', () => {
    const parsed = parseDocument('a: |\n  one\n  ...\n  two\n');
    expect(parsed.ellipses).toEqual([]);
    expect(stringAt(parsed.root, 'a')).toBe('one\n...\ntwo\n');
  });
});

describe('limits', () => {
  it('end in one problem', () => {
    expect(problems('['.repeat(300) + ']'.repeat(300))).toEqual([expect.stringMatching(/^TOO_DEEP/)]);
    expect(parseDocument(`a: ${'x'.repeat(1_600_000)}`).problems.map(({ code }) => code)).toEqual(['TOO_LARGE']);
  });
});
