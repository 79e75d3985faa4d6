import type { UndecidedRule } from '../rule.ts';

/** Known mistakes with args, placeholders and references that no rule of this family reports. */
export const UNDECIDED: readonly UndecidedRule[] = [
  {
    id: 'secret-not-found',
    title: 'Secret does not exist',
    why: 'needs a cluster: Secrets are seldom kept beside the templates that use them, so that one which is in no file is no sign',
  },
];
