import type { UndecidedRule } from '../engine/rule.ts';

export const UNDECIDED: readonly UndecidedRule[] = [
  {
    id: 'yaml-implicit-bool',
    title: 'Unquoted `yes`, `no`, `on`, `off` where text is meant',
    why: 'is reported as wrong-type: the words are booleans for kubectl, and the message says so',
  },
];
