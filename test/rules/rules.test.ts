/** Every rule against its fixtures (`scripts/rules/fixtures.ts` says what they are). All that a bad file is told is in its marks. */
import { describe, expect, it } from 'vitest';
import { fixAll } from '../../scripts/rules/fix-all.ts';
import {
  FIXTURES,
  foldersIn,
  listFixtures,
  openSituation,
  readBad,
  readFixture,
  type Situation,
  situationOf,
} from '../../scripts/rules/fixtures.ts';
import { writeMarks } from '../../scripts/rules/marks.ts';
import { WITHOUT_FIX } from '../../scripts/rules/without-fix.ts';
import { type Problem, RULES, type Rule } from '../../server/core/index.ts';

const AREAS = foldersIn(FIXTURES);
const ALL = listFixtures();

describe('the registry', () => {
  const ids = RULES.map(rule => rule.id);

  it('uses no id twice', () => {
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('has a fixture folder for every rule, and a rule for every fixture folder', () => {
    expect(ALL.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  it('has a rule for every reason to offer no fix', () => {
    expect(Object.keys(WITHOUT_FIX).filter(id => !ids.includes(id))).toEqual([]);
  });

  it.each(AREAS)('lists the rules of %s where their fixtures are', async area => {
    const lists: Record<string, readonly Rule[]> = await import(`../../server/core/rules/${area}/list.ts`);
    const own = ALL.filter(fixture => fixture.area === area);
    const listed = Object.values(lists).flatMap(list => list.map(rule => rule.id));
    expect(own.map(({ id }) => id).toSorted()).toEqual(listed.toSorted());
  });

  it.each(RULES)('says of $id what it is about, and why', ({ id, title, docs }) => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(title).toMatch(/^\S.*[^.\s]$/);
    expect(docs).toMatch(/^\S[\s\S]*\.$/);
  });
});

describe.each(ALL)('$area/$id', fixture => {
  const { id, names, pairs, rule } = fixture;
  const has = (name: string): boolean => names.includes(name);

  it('has bad.yaml and good.yaml, a mended file beside each bad one, perhaps a cluster or chart, and nothing else', () => {
    expect(pairs).toContain('');
    const known = pairs.flatMap(pair => [`bad${pair}.yaml`, `fixed${pair}.yaml`, `corrected${pair}.yaml`]);
    expect(names.filter(name => ![...known, 'good.yaml', 'cluster.yaml', 'Chart.yaml'].includes(name))).toEqual([]);
    expect(pairs.filter(pair => !has(`fixed${pair}.yaml`) && !has(`corrected${pair}.yaml`))).toEqual([]);
    expect(has('good.yaml')).toBe(true);
    if (rule?.needs === 'cluster') expect(has('cluster.yaml')).toBe(true);
  });

  it('has a fixed file for some bad one, or a reason to offer no fix', () => {
    const offers = pairs.some(pair => has(`fixed${pair}.yaml`));
    expect(offers ? [] : [id]).toEqual(Object.keys(WITHOUT_FIX).filter(each => each === id));
  });

  if (rule?.needs === 'cluster') {
    it.each(pairs)('is silent about bad%s.yaml without a cluster', pair => {
      const { text } = readBad(fixture, pair);
      expect(idsIn({ ...situationOf(fixture, pair, text), cluster: undefined })).not.toContain(id);
    });
  }

  describe.each(pairs)('bad%s.yaml', pair => {
    it('is told what its marks say (`npm run fixtures` fills them in; review the diff)', () => {
      const { marked, text, marks } = readBad(fixture, pair);
      const unfilled = marks
        .filter(({ message }) => message === undefined)
        .map(({ line, rule }) => `${line + 1} ${rule}`);
      expect(unfilled, `These marks have no message yet: \`npm run fixtures -- ${id}\` fills them in`).toEqual([]);
      const situation = situationOf(fixture, pair, text);
      expect(writeMarks(text, situation.uri, diagnose(situation))).toBe(marked);
      expect(marks.map(mark => mark.rule)).toContain(id);
    });

    it('is told it in whole sentences', () => {
      for (const { message, fixes } of diagnose(situationOf(fixture, pair, readBad(fixture, pair).text))) {
        expect(message).toMatch(/^[A-Z\d`].*[.?]$/);
        // What the controller says is quoted, in its own words.
        expect(message.replace(/\(".*"\)/, '')).not.toMatch(/invalid value|undefined|\[object|\n/i);
        for (const fix of fixes) expect(fix.title).toMatch(/^[A-Z].*[^.]$/);
      }
    });

    it(has(`fixed${pair}.yaml`) ? 'becomes the fixed file by the fix of each problem' : 'has no fix', () => {
      const bad = situationOf(fixture, pair, readBad(fixture, pair).text);
      const fixed = has(`fixed${pair}.yaml`) ? readFixture(fixture, `fixed${pair}.yaml`) : undefined;
      const fixes = diagnose(bad).flatMap(problem => (problem.rule === id ? [problem.fixes.length > 0] : []));
      expect(fixes, 'all have a fix, or none; split the file otherwise').toEqual(fixes.map(() => fixed !== undefined));
      expect(fixAll(bad, id)).toBe(fixed);
      if (fixed !== undefined) expect(idsIn({ ...bad, text: fixed })).not.toContain(id);
    });

    it('has nothing left to be told when it is mended, by a person where the fixes alone leave something', () => {
      const [name = ''] = [`corrected${pair}.yaml`, `fixed${pair}.yaml`].filter(has);
      const mended = readFixture(fixture, name);
      if (name.startsWith('corrected') && has(`fixed${pair}.yaml`)) {
        expect(mended).not.toBe(readFixture(fixture, `fixed${pair}.yaml`));
      }
      expect(moreThanHints(situationOf(fixture, pair, mended))).toEqual([]);
      expect(idsIn(situationOf(fixture, pair, mended))).not.toContain(id);
    });
  });

  it('is silent about good.yaml, as all other rules are', () => {
    const good = situationOf(fixture, '', readFixture(fixture, 'good.yaml'));
    expect(moreThanHints(good)).toEqual([]);
    expect(idsIn(good)).not.toContain(id);
  });

  it('has a good.yaml that is more than a mended file', () => {
    const good = readFixture(fixture, 'good.yaml');
    const mended = names.filter(name => /^(fixed|corrected)/.test(name));
    expect(mended.filter(name => readFixture(fixture, name) === good)).toEqual([]);
  });
});

function diagnose(situation: Situation): readonly Problem[] {
  return openSituation(situation).diagnose(situation.uri, situation.settings);
}

function idsIn(situation: Situation): readonly string[] {
  return diagnose(situation).map(problem => problem.rule);
}

function moreThanHints(situation: Situation): readonly string[] {
  const problems = diagnose(situation).filter(({ severity }) => severity !== 'hint');
  return problems.map(({ rule, message }) => `${rule}: ${message}`);
}
