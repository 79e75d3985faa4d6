/** The id of a rule is written once: where the rule is. Other places take it from the rule, or from a typed code of a room below. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../server/core/index.ts';
import { FILES, isIn, ROOT } from '../support/our-imports.ts';

const TEXTS = FILES.filter(file => !isIn(file, 'test') && !isIn(file, 'bench')).map(file => ({
  file,
  text: readFileSync(path.join(ROOT, file), 'utf8'),
}));

/** Reasons of single rules, for whoever reads the fixtures. */
const ABOUT_RULES = ['scripts/rules/without-fix.ts'];

const placesOf = (id: string): readonly string[] =>
  TEXTS.flatMap(({ file, text }) => {
    const times = text.split(`'${id}'`).length - 1;
    return ABOUT_RULES.includes(file) ? [] : Array.from({ length: times }, () => file);
  });

/** What a room below calls its own findings is a type there, so that a slip in it does not compile. */
const isCode = (places: readonly string[]): boolean =>
  places.some(file => isIn(file, 'server/core/expr/check') || isIn(file, 'server/core/schema'));

describe('the id of a rule', () => {
  it('is written in one place', () => {
    const several = RULES.map(({ id }) => ({ id, places: placesOf(id) })).filter(
      ({ places }) => places.length > 1 && !isCode(places),
    );
    expect(several.map(({ id, places }) => `${id}: ${places.join(', ')}`)).toEqual([]);
  });

  it('stands in the family that lists it', () => {
    const elsewhere = RULES.map(({ id }) => ({ id, places: placesOf(id) })).filter(
      ({ places }) => !places.some(file => isIn(file, 'server/core/rules')),
    );
    expect(elsewhere.map(({ id }) => id)).toEqual([]);
  });
});
