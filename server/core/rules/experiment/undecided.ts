import type { UndecidedRule } from '../rule.ts';

/** Known mistakes with experiments that no rule of this family reports. */
export const UNDECIDED: readonly UndecidedRule[] = [
  {
    id: 'exp-selector-missing',
    title: 'Template without a selector',
    why: 'is reported as exp-template-field-missing: the API server refuses the object before the controller sees it',
  },
  {
    id: 'exp-replicaset-name-taken',
    title: 'Name of the ReplicaSet is taken',
    why: 'needs a cluster: what else is called `<experiment>-<template>` there is in no file; two Experiments that make one name are exp-name-collision',
  },
  {
    id: 'exp-progress-deadline-exceeded',
    title: 'Pods are not available in time',
    why: 'cannot be decided from files: how long pods take to start is seen in a rehearsal or in a cluster; what can be known is exp-deadline-too-short',
  },
  {
    id: 'exp-analysisrun-deleted',
    title: 'AnalysisRun was deleted while it ran',
    why: 'needs a cluster: the tree view shows it',
  },
  {
    id: 'exp-terminate-required-hang',
    title: 'Terminated while a required analysis is unfinished',
    why: 'cannot be decided from files: it depends on when somebody terminates the Experiment, which a rehearsal plays; `terminate: true` in a file is exp-terminate-committed',
  },
  {
    id: 'exp-spec-edit-no-effect',
    title: 'Edit of a started Experiment without effect',
    why: 'needs a cluster: a file does not tell what it was when the Experiment started',
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
  {
    id: 'instance-id-missing',
    title: 'Object without the controller’s instance id',
    why: 'needs a cluster: files do not tell whether its controller runs with an instance id',
  },
];
