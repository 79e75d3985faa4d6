import type { Rule } from '../rule.ts';
import { expNeverEnds } from './exp-never-ends.ts';
import { expRequiredMixedHang } from './exp-required-mixed-hang.ts';

/** Experiments: specs the controller refuses, errors while running, endings, names and Services (2.3, 2.4, 3.1, 3.2). */
export const EXPERIMENT_RULES: readonly Rule[] = [expRequiredMixedHang, expNeverEnds];
