import type { UndecidedRule } from '../engine/rule.ts';

export const UNDECIDED: readonly UndecidedRule[] = [
  {
    id: 'unknown-field-rollout',
    title: 'Unknown field in a Rollout',
    why: 'is reported as unknown-field: the same check reads all kinds',
  },
  {
    id: 'datadog-enum',
    title: '`apiVersion` or `aggregator` of Datadog outside the list',
    why: 'is reported as value-not-allowed: the same check reads all lists of values',
  },
];
