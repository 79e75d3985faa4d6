import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeRulesPage, RULES_PAGE } from '../../scripts/rules-page.ts';
import { RULES, UNDECIDED_RULES } from '../../server/core/index.ts';

it('docs/rules.md is what the rules say (node scripts/rules-page.ts writes it)', () => {
  expect(readFileSync(RULES_PAGE, 'utf8')).toBe(makeRulesPage());
});

it('a known mistake is either reported or accounted for, never both', () => {
  const reported = new Set(RULES.map(({ id }) => id));
  expect(UNDECIDED_RULES.filter(({ id }) => reported.has(id)).map(({ id }) => id)).toEqual([]);
  for (const { why } of UNDECIDED_RULES) {
    expect(why).toMatch(/^(needs a cluster|cannot be decided from files|is reported as [a-z0-9-]+): \S/);
  }
});
