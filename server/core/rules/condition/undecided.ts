import type { UndecidedRule } from '../engine/rule.ts';

export const UNDECIDED: readonly UndecidedRule[] = [];
