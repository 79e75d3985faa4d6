/**
 * Every fix of every bad fixture, the second and third ones too: it mends its problem, breaks nothing, keeps all comments,
 * and leaves JSON where there was JSON.
 */
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { applyEdits } from '../../scripts/rules/apply-edits.ts';
import { listFixtures, openSituation, readBad, type Situation, situationOf } from '../../scripts/rules/fixtures.ts';
import type { Problem, ProblemFix } from '../../server/core/index.ts';
import { expandSnippet } from '../../server/core/text/snippet.ts';

const FILES = listFixtures().flatMap(fixture =>
  fixture.pairs.map((pair): readonly [string, Situation] => {
    return [`${fixture.area}/${fixture.id}/bad${pair}.yaml`, situationOf(fixture, pair, readBad(fixture, pair).text)];
  }),
);

function problemsOf(situation: Situation): readonly Problem[] {
  return openSituation(situation).diagnose(situation.uri, situation.settings);
}

/** The fixes that change the file itself, with what it is after each. */
function fixed(
  situation: Situation,
): readonly { readonly problem: Problem; readonly fix: ProblemFix; readonly after: string }[] {
  return problemsOf(situation).flatMap(problem =>
    problem.fixes.flatMap(fix => {
      if (fix.edits.length === 0) return [];
      const edits = fix.snippet
        ? fix.edits.map(edit => ({ ...edit, newText: expandSnippet(edit.newText) }))
        : fix.edits;
      return [{ problem, fix, after: applyEdits(situation.text, edits) }];
    }),
  );
}

const isSyntax = ({ rule }: Problem): boolean => rule.startsWith('yaml-');

/** The documents as data; undefined: one of them cannot be read. */
function dataOf(text: string): readonly unknown[] | undefined {
  const documents = [...parseAllDocuments(text, { version: '1.1', logLevel: 'silent' })];
  if (documents.some(({ errors }) => errors.length > 0)) return undefined;
  try {
    return documents.map(each => each.toJS());
  } catch (error) {
    // An alias without its anchor is noticed here only, and a merge of what is no map.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

describe.each(FILES)('%s', (_, situation) => {
  const { text } = situation;

  it('is mended by each of its fixes, and is YAML as before', () => {
    const before = problemsOf(situation);
    const count = (problems: readonly Problem[], rule: string) => problems.filter(each => each.rule === rule).length;
    for (const { problem, fix, after } of fixed(situation)) {
      const left = problemsOf({ ...situation, text: after });
      expect(count(left, problem.rule), fix.title).toBeLessThan(count(before, problem.rule));
      expect(left.filter(isSyntax).length, fix.title).toBeLessThanOrEqual(before.filter(isSyntax).length);
    }
  });

  it('keeps all comments of what is not removed', () => {
    const lines = text.split('\n').map((line, index) => {
      return /^ *(- )*[\w.-]+:( [\w./:-]+)?$/.test(line) ? `${line} # comment ${index}.` : line;
    });
    const commented = lines.join('\n');
    expect(dataOf(commented)).toEqual(dataOf(text));
    const comments = commented.match(/# comment \d+\./g) ?? [];
    for (const { fix, after } of fixed({ ...situation, text: commented })) {
      const lost = comments.filter(comment => !after.includes(comment));
      if (!/^(Remove|Keep) /.test(fix.title)) expect(lost, fix.title).toEqual([]);
    }
  });

  it('stays JSON if it is JSON', () => {
    const data = dataOf(text);
    if (data?.length !== 1) return;
    const json = `${JSON.stringify(data[0], null, 2)}\n`;
    for (const { fix, after } of fixed({ ...situation, text: json })) {
      // Another document cannot be JSON's.
      if (!after.includes('\n---')) expect(() => JSON.parse(after), `${fix.title}:\n${after}`).not.toThrow();
    }
  });
});
