import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MANIFEST, makeRulesPage, RULES_PAGE, withRuleIds } from '../../scripts/rules-page.ts';
import { RULES, UNDECIDED_RULES, UNUSED_IGNORE } from '../../server/core/index.ts';

it('docs/rules.md is what the rules say (node scripts/rules-page.ts writes it)', () => {
  expect(readFileSync(RULES_PAGE, 'utf8')).toBe(makeRulesPage());
});

it('the setting of severities knows every rule (node scripts/rules-page.ts writes them)', () => {
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
