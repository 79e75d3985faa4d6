import type { Rule } from '../engine/rule.ts';
import { CHECKED_RULES } from './checked.ts';
import { condJsonpathMany } from './cond-jsonpath-many.ts';
import { condYamlSpecial } from './cond-yaml-special.ts';

/** Conditions, as expressions over the results that the provider can give (2.6, 3.5). */
export const CONDITION_RULES: readonly Rule[] = [condYamlSpecial, condJsonpathMany, ...CHECKED_RULES];
