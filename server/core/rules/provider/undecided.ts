import type { UndecidedRule } from '../engine/rule.ts';

export const UNDECIDED: readonly UndecidedRule[] = [
  {
    id: 'provider-secret-missing',
    title: 'The Secret with the token of a provider is missing',
    why: 'needs a cluster: and Secrets are not asked for there, because even a list of their names brings values along (the annotation of the last apply).',
  },
  {
    id: 'web-non-json',
    title: 'An answer that is no JSON is always Successful',
    why: 'cannot be decided from files: only the endpoint tells what it answers.',
  },
  {
    id: 'datadog-null-point',
    title: 'A missing point counts as 0',
    why: 'cannot be decided from files: only Datadog tells whether a series has gaps.',
  },
  {
    id: 'cloudwatch-no-data',
    title: '`Values[0]` of an empty answer',
    why: 'is reported as cond-empty-list: the list may be empty.',
  },
  {
    id: 'job-terminated',
    title: 'A Job in flight is deleted when its run is terminated',
    why: 'cannot be decided from files: which of several metrics ends first. A run that is certainly cut off is reported as exp-optional-cut-off.',
  },
  {
    id: 'kayenta-thresholds-name',
    title: '`thresholds` instead of `threshold`',
    why: 'is reported as unknown-field: the field does not exist.',
  },
  {
    id: 'job-metadata-ignored',
    title: 'Metadata of a Job other than labels and annotations',
    why: 'is reported as unknown-field: the other fields do not exist there.',
  },
];
