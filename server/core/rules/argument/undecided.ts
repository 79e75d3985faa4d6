import type { UndecidedRule } from '../engine/rule.ts';

/** Known mistakes with args, placeholders and references that no rule of this family reports. */
export const UNDECIDED: readonly UndecidedRule[] = [
  {
    id: 'secret-not-found',
    title: 'Secret does not exist',
    why: 'needs a cluster: and Secrets are not asked for there, because even a list of their names brings values along (the annotation of the last apply); in files they are seldom kept',
  },
];
