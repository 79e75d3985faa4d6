import type { Rule } from '../rule.ts';

/** Rollouts: strategies, steps, routing, references (2.7, 2.8, 3.7). */
export const ROLLOUT_RULES: readonly Rule[] = [];
