import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { DOCS, makePages } from '../../scripts/rules/pages.ts';
import { MANIFEST, withRuleIds } from '../../scripts/rules/rule-ids.ts';
import { RULES, UNDECIDED_RULES, UNUSED_IGNORE } from '../../server/core/index.ts';

it('docs/rules.md and docs/rules/ are what rules and fixtures say (`npm run fixtures` writes them)', () => {
  const pages = makePages();
  expect(globSync('rules/*.md', { cwd: DOCS }).toSorted()).toEqual(
    [...pages.keys()].filter(page => page !== 'rules.md').toSorted(),
  );
  for (const [page, text] of pages) expect(readFileSync(path.join(DOCS, page), 'utf8'), page).toBe(text);
});

it('the setting of severities knows every rule (`npm run fixtures` writes them)', () => {
  const manifest = readFileSync(MANIFEST, 'utf8');
  expect(manifest).toBe(withRuleIds(manifest));
  const { properties } = JSON.parse(manifest).contributes.configuration;
  expect(properties['argoExperiments.severity'].propertyNames.enum).toEqual(
    [...RULES.map(({ id }) => id), UNUSED_IGNORE].toSorted(),
  );
});

it('a known mistake is either reported or accounted for, never both', () => {
  const reported = new Set(RULES.map(({ id }) => id));
  expect(UNDECIDED_RULES.filter(({ id }) => reported.has(id)).map(({ id }) => id)).toEqual([]);
  for (const { why } of UNDECIDED_RULES) {
    expect(why).toMatch(/^(needs a cluster|cannot be decided from files|is reported as [a-z0-9-]+): \S/);
  }
});
