import type { UndecidedRule } from '../engine/rule.ts';

const ALWAYS =
  'cannot be decided from files: it holds for every one, and a finding under each would be noise; the hover of the field tells it';

/** Known mistakes with Rollouts that no rule of this family reports. */
export const UNDECIDED: readonly UndecidedRule[] = [
  {
    id: 'ro-nested-template-missing',
    title: 'Nested template does not exist',
    why: 'is reported as exp-nested-template-missing: it stands in the template that names the other one',
  },
  {
    id: 'ro-template-placeholder-unresolved',
    title: 'Template uses an arg that it does not declare',
    why: 'is reported as nested-arg-not-declared: in the template itself, or as arg-undeclared where no template declares it',
  },
  { id: 'step-exp-weight-while-pending', title: 'Weight counts while the Experiment is Running only', why: ALWAYS },
  { id: 'step-exp-skipped-initially', title: 'Experiment step is skipped on the first deployment', why: ALWAYS },
  {
    id: 'step-exp-terminate-passes',
    title: 'Terminated experiment of a step counts as Successful',
    why: 'cannot be decided from files: it depends on what somebody does while the step runs; the hover of `experiment` tells it',
  },
  {
    id: 'step-exp-invalid-blocks',
    title: 'Experiment of a step that is refused blocks the Rollout',
    why: 'is reported as exp-template-name-duplicate: and as the other rules for what the controller refuses in an Experiment, which look at steps too',
  },
  {
    id: 'analysis-hash-first-deploy',
    title: 'Analyses do not run on the first deployment',
    why: 'cannot be decided from files: it holds for every analysis of a Rollout, and a finding under each would be noise',
  },
];
