import type { UndecidedRule } from '../rule.ts';

export const UNDECIDED: readonly UndecidedRule[] = [];
