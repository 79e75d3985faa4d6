/**
 * Writes into the fixtures of the rules what the rules say now, `npm run fixtures [-- <rule or its beginning>...]`: marks with
 * messages, related places and titles of fixes, and the files after the fixes. Then what is made of rules and fixtures: their
 * pages in `docs/`, and their ids in the manifest. What changed is reviewed as a diff; a problem that is new or gone is named
 * here, too.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RULES } from '../../server/core/index.ts';
import { fixAll } from './fix-all.ts';
import { FIXTURES, type Fixture, listFixtures, openSituation, pathOf, readBad, situationOf } from './fixtures.ts';
import { type Mark, readMarks, writeMarks } from './marks.ts';
import { DOCS, makePages } from './pages.ts';
import { MANIFEST, withRuleIds } from './rule-ids.ts';

const ROOT = path.join(FIXTURES, '../..');

/** What changed in one file, a line each. */
function fill(fixture: Fixture, pair: string): readonly string[] {
  const { marked, text, marks } = readBad(fixture, pair);
  const situation = situationOf(fixture, pair, text);
  const problems = openSituation(situation).diagnose(situation.uri, situation.settings);
  const filled = writeMarks(text, situation.uri, problems);
  const fixed = fixAll(situation, fixture.id);
  const changed = [
    ...write(pathOf(fixture, `bad${pair}.yaml`), marked, filled),
    ...(fixed === undefined ? [] : writeAnew(pathOf(fixture, `fixed${pair}.yaml`), fixed)),
  ];
  return [...changed, ...compare(marks, readMarks(filled).marks)];
}

function write(file: string, before: string | undefined, after: string): readonly string[] {
  if (before === after) return [];
  writeFileSync(file, after);
  return [path.relative(ROOT, file)];
}

function writeAnew(file: string, text: string): readonly string[] {
  return write(file, existsSync(file) ? readFileSync(file, 'utf8') : undefined, text);
}

function compare(before: readonly Mark[], after: readonly Mark[]): readonly string[] {
  const told = ({ line, from, to, rule }: Mark): string => `${rule} at line ${line + 1}, columns ${from} to ${to}`;
  const [old, now] = [before.map(told), after.map(told)];
  return [
    ...now.filter(each => !old.includes(each)).map(each => `  new: ${each}`),
    ...old.filter(each => !now.includes(each)).map(each => `  gone: ${each}`),
  ];
}

function writePages(): readonly string[] {
  const pages = makePages();
  mkdirSync(path.join(DOCS, 'rules'), { recursive: true });
  const old = globSync('rules/*.md', { cwd: DOCS }).filter(page => !pages.has(page.replaceAll(path.sep, '/')));
  for (const page of old) rmSync(path.join(DOCS, page));
  return [...pages].flatMap(([page, text]) => writeAnew(path.join(DOCS, page), text));
}

function main(wanted: readonly string[]): void {
  const unknown = wanted.filter(start => !RULES.some(({ id }) => id.startsWith(start)));
  if (unknown.length > 0) throw new Error(`No rule begins with ${unknown.join(', ')}.`);
  const fixtures = listFixtures().filter(({ id }) => wanted.length === 0 || wanted.some(start => id.startsWith(start)));
  for (const fixture of fixtures) {
    for (const pair of fixture.pairs) {
      try {
        for (const line of fill(fixture, pair)) process.stdout.write(`${line}\n`);
      } catch (error) {
        process.exitCode = 1;
        const told = error instanceof Error ? error.message : String(error);
        process.stderr.write(`${fixture.area}/${fixture.id}/bad${pair}.yaml: ${told}\n`);
      }
    }
  }
  const manifest = readFileSync(MANIFEST, 'utf8');
  const made = [...writePages(), ...write(MANIFEST, manifest, withRuleIds(manifest))];
  for (const line of made) process.stdout.write(`${line}\n`);
}

main(process.argv.slice(2));
