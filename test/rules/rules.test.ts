/**
 * Every rule against its fixtures, `<area>/<rule id>/`, where the area is the folder of the rule's own file:
 * `bad.yaml` with a mark under each problem, `fixed.yaml` as it stands after the first fix of every finding (hand-corrected
 * where the rule has no fix), `good.yaml` right beside the trap. More pairs are called `bad-x.yaml` and `fixed-x.yaml`.
 * `cluster.yaml`: what the connected cluster has, as `kubectl get` prints it. Rules that need a cluster have one, and are
 * silent about the same files without it; of other rules the pair `bad-cluster.yaml` meets it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type ClusterFacts,
  DEFAULT_SETTINGS,
  type Problem,
  RULES,
  type Rule,
  readClusterDump,
  type Service,
  type Settings,
} from '../../server/core/index.ts';
import { applyEdits, expandSnippet } from '../support/apply-edits.ts';
import { readMarks } from '../support/marked.ts';
import { newService } from '../support/service.ts';
import { WITHOUT_FIX } from './without-fix.ts';

const FOLDER = import.meta.dirname;
const AREAS = foldersIn(path.join(FOLDER, '../../server/core/rules')).filter(folder => folder !== 'engine');

interface Fixture {
  readonly area: string;
  readonly id: string;
}

const FIXTURES = foldersIn(FOLDER).flatMap(area =>
  foldersIn(path.join(FOLDER, area)).map((id): Fixture => ({ area, id })),
);

function foldersIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter(entry => entry.isDirectory()).map(entry => entry.name);
}

describe('the registry', () => {
  const ids = RULES.map(rule => rule.id);

  it('uses no id twice', () => {
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('has a fixture folder for every rule, and a rule for every fixture folder', () => {
    expect(FIXTURES.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  it('has a rule for every reason to offer no fix', () => {
    expect(Object.keys(WITHOUT_FIX).filter(id => !ids.includes(id))).toEqual([]);
  });

  it.each(AREAS)('lists the rules of %s where their fixtures are', async area => {
    const lists: Record<string, readonly Rule[]> = await import(`../../server/core/rules/${area}/list.ts`);
    const own = FIXTURES.filter(fixture => fixture.area === area);
    const listed = Object.values(lists).flatMap(list => list.map(rule => rule.id));
    expect(own.map(({ id }) => id).toSorted()).toEqual(listed.toSorted());
  });

  it.each(RULES)('says of $id what it is about, and why', ({ id, title, docs }) => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(title).toMatch(/^\S.*[^.\s]$/);
    expect(docs).toMatch(/^\S[\s\S]*\.$/);
  });
});

describe.each(FIXTURES)('$area/$id', ({ area, id }) => {
  const read = (name: string): string => readFileSync(path.join(FOLDER, area, id, name), 'utf8');
  const uriOf = (name: string): string => `file:///${area}/${id}/${name}`;
  const names = readdirSync(path.join(FOLDER, area, id)).toSorted();
  const rule = RULES.find(each => each.id === id);
  const dump = names.includes('cluster.yaml') ? readClusterDump(read('cluster.yaml'), 'prod') : undefined;
  const clusterOf = (end: string) => (rule?.needs === 'cluster' || end === '-cluster.yaml' ? dump : undefined);
  const pairs = names.flatMap(name => (/^bad(-[a-z0-9-]+)?\.yaml$/.test(name) ? name.replace('bad', '') : []));

  it('has bad.yaml and good.yaml, a fixed file beside each bad one, perhaps a cluster, and nothing else', () => {
    expect(pairs).toContain('.yaml');
    const files = names.filter(name => name !== 'cluster.yaml');
    expect(files).toEqual([...pairs.flatMap(end => [`bad${end}`, `fixed${end}`]), 'good.yaml'].toSorted());
    if (rule?.needs === 'cluster') expect(names).toContain('cluster.yaml');
  });

  it('offers a fix for some bad file, or has a reason to offer none', () => {
    const offers = pairs.some(end => {
      const { text } = readMarks(read(`bad${end}`));
      const uri = uriOf(`bad${end}`);
      const problems = serviceOf(uri, text, clusterOf(end)).diagnose(uri, settingsOf(text));
      return problems.some(problem => problem.rule === id && problem.fixes.length > 0);
    });
    expect(offers ? [] : [id]).toEqual(Object.keys(WITHOUT_FIX).filter(each => each === id));
  });

  if (rule?.needs === 'cluster') {
    it('is silent without a cluster', () => {
      for (const name of names.filter(each => /^bad/.test(each))) {
        const { text } = readMarks(read(name));
        const service = serviceOf(uriOf(name), text, undefined);
        expect(service.diagnose(uriOf(name), settingsOf(text)).map(problem => problem.rule)).not.toContain(id);
      }
    });
  }

  describe.each(pairs)('bad%s', end => {
    const uri = uriOf(`bad${end}`);
    const cluster = clusterOf(end);
    const { text, marks } = readMarks(read(`bad${end}`));
    const service = serviceOf(uri, text, cluster);
    const problems = service.diagnose(uri, settingsOf(text));

    it('has exactly the marked problems', () => {
      const expected = marks.map(({ line, from, to, rule }) => `${line + 1}:${from}-${line + 1}:${to} ${rule}`);
      expect(problems.map(problem => describeProblem(service, uri, problem)).toSorted()).toEqual(expected.toSorted());
      expect(marks.map(mark => mark.rule)).toContain(id);
    });

    it('is told what is wrong in whole sentences', () => {
      for (const { message, fixes } of problems) {
        expect(message).toMatch(/^[A-Z\d`].*[.?]$/);
        // What the controller says is quoted, in its own words.
        expect(message.replace(/\(".*"\)/, '')).not.toMatch(/invalid value|undefined|\[object|\n/i);
        for (const fix of fixes) expect(fix.title).toMatch(/^[A-Z].*[^.]$/);
      }
    });

    it('becomes the fixed file', () => {
      const own = problems.filter(problem => problem.rule === id);
      const withFix = own.filter(problem => problem.fixes.length > 0);
      expect([0, own.length], 'findings with a fix: all or none; split the file otherwise').toContain(withFix.length);
      const fixed = read(`fixed${end}`);
      if (withFix.length > 0) expect(applyAllFixes(text, uri, id, cluster)).toBe(fixed);
      expect(idsIn(uri, fixed, cluster)).not.toContain(id);
    });
  });

  it('is silent about good.yaml, as all other rules are', () => {
    const uri = uriOf('good.yaml');
    const good = read('good.yaml');
    const problems = serviceOf(uri, good, clusterOf('.yaml')).diagnose(uri, settingsOf(good));
    expect(
      problems.filter(problem => problem.severity !== 'hint').map(({ rule, message }) => `${rule}: ${message}`),
    ).toEqual([]);
    expect(problems.map(problem => problem.rule)).not.toContain(id);
  });
});

/** A fixture about another release line says so in its first line: `# argoVersion: 1.9`. */
function settingsOf(text: string): Settings {
  const line = /^# argoVersion: (1\.[789]|1\.10|next)$/m.exec(text)?.[1];
  const argoVersion = (['1.7', '1.8', '1.9', '1.10', 'next'] as const).find(version => version === line);
  return argoVersion ? { ...DEFAULT_SETTINGS, argoVersion } : DEFAULT_SETTINGS;
}

function serviceOf(uri: string, text: string, cluster: ClusterFacts | undefined): Service {
  const service = newService({ [uri]: text });
  service.setComplete(true);
  service.setCluster(cluster);
  return service;
}

function idsIn(uri: string, text: string, cluster: ClusterFacts | undefined): readonly string[] {
  return serviceOf(uri, text, cluster)
    .diagnose(uri, settingsOf(text))
    .map(problem => problem.rule);
}

/** One after another, as a person does it: each fix is asked for in the text that the one before left. */
function applyAllFixes(bad: string, uri: string, id: string, cluster: ClusterFacts | undefined): string {
  let text = bad;
  for (let round = 0; round < 50; round++) {
    const next = serviceOf(uri, text, cluster)
      .diagnose(uri, settingsOf(text))
      .find(problem => problem.rule === id && problem.fixes.length > 0);
    const [fix] = next?.fixes ?? [];
    if (!fix) return text;
    const edits = fix.snippet ? fix.edits.map(edit => ({ ...edit, newText: expandSnippet(edit.newText) })) : fix.edits;
    text = applyEdits(text, edits);
  }
  throw new Error(`the fixes of ${id} do not come to an end:\n${text}`);
}

function describeProblem(service: Service, uri: string, { rule, range }: Problem): string {
  const lines = service.lines(uri);
  const start = lines?.position(range.start);
  const end = lines?.position(range.end);
  return `${(start?.line ?? 0) + 1}:${start?.character}-${(end?.line ?? 0) + 1}:${end?.character} ${rule}`;
}
