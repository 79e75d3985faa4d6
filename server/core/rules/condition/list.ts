import type { Rule } from '../rule.ts';

/** Conditions, as expressions over the results that the provider can give (2.6, 3.5). */
export const CONDITION_RULES: readonly Rule[] = [];
