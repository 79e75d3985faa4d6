import type { UndecidedRule } from '../engine/rule.ts';

export const UNDECIDED: readonly UndecidedRule[] = [
  {
    id: 'ttl-misses-errors',
    title: 'A run that ends before it starts is never deleted',
    why: 'cannot be decided from files: whether a run ends as Error before it starts. The mistakes that make it do so are reported one by one.',
  },
  {
    id: 'ttl-misplaced',
    title: '`ttlStrategy` in a template or Experiment',
    why: 'is reported as unknown-field: the field exists in AnalysisRun only.',
  },
];
