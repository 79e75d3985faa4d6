/** The marks of fixtures: what they say is taken out again, whatever a message holds. */
import { describe, expect, it } from 'vitest';
import { readMarks, writeMarks } from '../../scripts/rules/marks.ts';
import type { Problem } from '../../server/core/index.ts';

const URI = 'file:///shop.yaml';
const TEXT = 'kind: Experiment\nspec:\n  duration: 5 m\n  templates: []\n';

function problem(word: string, told: Partial<Problem> = {}): Problem {
  const start = TEXT.indexOf(word);
  return {
    rule: 'exp-duration-invalid',
    severity: 'error',
    message: 'It is wrong.',
    range: { start, end: start + word.length },
    related: [],
    unnecessary: false,
    fixes: [],
    ...told,
  };
}

const fix = (title: string, isSafe = false): Problem['fixes'][number] => {
  return { title, edits: [], others: [], snippet: false, isSafe };
};

describe('a mark', () => {
  it('says all that a person is told, and where', () => {
    const told = problem('5 m', {
      severity: 'warning',
      unnecessary: true,
      related: [
        { uri: URI, range: problem('templates').range, message: 'the templates' },
        { uri: 'cluster:/shop', range: { start: 0, end: 0 }, message: 'on the cluster' },
      ],
      fixes: [fix('Write `5m`', true), fix('Remove `duration`')],
    });
    expect(writeMarks(TEXT, URI, [told]).split('\n')).toEqual([
      'kind: Experiment',
      'spec:',
      '  duration: 5 m',
      '          # ^^^ exp-duration-invalid (warning, unnecessary): It is wrong.',
      '          #   see cluster:/shop: on the cluster',
      '          #   safe fix: Write `5m`',
      '          #   fix: Remove `duration`',
      '  templates: []',
      '# ~~~~~~~~~ exp-duration-invalid: the templates',
      '',
    ]);
  });

  it('has no `#` in the first columns, where none fits', () => {
    expect(
      writeMarks(TEXT, URI, [problem('kind', { fixes: [fix('Remove `kind`')] })])
        .split('\n')
        .slice(1, 3),
    ).toEqual(['^^^^ exp-duration-invalid: It is wrong.', '#   fix: Remove `kind`']);
  });

  it('goes on below, and is read as one sentence', () => {
    const message = `Here ${'are many words, '.repeat(30)}and it ends.`;
    const marked = writeMarks(TEXT, URI, [problem('[]', { message, fixes: [fix(message.slice(0, -1))] })]);
    expect(marked.split('\n').every(line => line.length <= 140)).toBe(true);
    expect(readMarks(marked)).toEqual({
      text: TEXT,
      marks: [
        {
          line: 3,
          from: 13,
          to: 15,
          rule: 'exp-duration-invalid',
          severity: undefined,
          message,
          fixes: [{ title: message.slice(0, -1), isSafe: false }],
        },
      ],
    });
  });

  it('waits for its message where it says none', () => {
    const { text, marks } = readMarks('a: 1\n # ^ some-rule\nb: 2\n# a comment\n');
    expect(text).toBe('a: 1\nb: 2\n# a comment\n');
    expect(marks).toEqual([
      { line: 0, from: 3, to: 4, rule: 'some-rule', severity: undefined, message: undefined, fixes: [] },
    ]);
  });

  it('is refused where carets cannot stand', () => {
    const over = { ...problem('5 m'), range: { start: 0, end: TEXT.length } };
    expect(() => writeMarks(TEXT, URI, [over])).toThrow('what lies at 1:0 to 5:0 cannot be marked');
    expect(() => writeMarks(TEXT, URI, [problem('')])).toThrow('cannot be marked');
  });
});
