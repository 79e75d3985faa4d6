import type { Rule } from '../rule.ts';
import { argEmptyValue } from './arg-empty-value.ts';
import { argUnused } from './arg-unused.ts';

/** Args, placeholders and references to templates (2.4, 2.6, 2.8, 3.3). */
export const ARGUMENT_RULES: readonly Rule[] = [argUnused, argEmptyValue];
