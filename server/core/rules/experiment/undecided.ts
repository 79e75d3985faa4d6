import type { UndecidedRule } from '../engine/rule.ts';

/** Known mistakes with experiments that no rule of this family reports. */
export const UNDECIDED: readonly UndecidedRule[] = [
  {
    id: 'exp-selector-missing',
    title: 'Template without a selector',
    why: 'is reported as exp-template-field-missing: the API server refuses the object before the controller sees it',
  },
  {
    id: 'exp-progress-deadline-exceeded',
    title: 'Pods are not available in time',
    why: 'cannot be decided from files: how long pods take to start is seen in a rehearsal or in a cluster; what can be known is exp-deadline-too-short',
  },
  {
    id: 'exp-analysisrun-deleted',
    title: 'AnalysisRun was deleted while it ran',
    why: 'needs a cluster: it is nothing that a file says, so it has no place to be underlined; the tree view shows it',
  },
  {
    id: 'exp-terminate-required-hang',
    title: 'Terminated while a required analysis is unfinished',
    why: 'cannot be decided from files: it depends on when somebody terminates the Experiment, which a rehearsal plays; `terminate: true` in a file is exp-terminate-committed',
  },
  {
    id: 'exp-pods-flap',
    title: 'Pods become unready during the run',
    why: 'cannot be decided from files: a rehearsal plays it',
  },
  {
    id: 'exp-service-gone-early',
    title: 'Service is gone before the analysis ends',
    why: 'is reported as exp-required-outlives-pods: the Service goes with the pods',
  },
];
