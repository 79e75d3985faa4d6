import { expect, test } from 'vitest';
import { isSpoilt } from '../../cluster/spoilt.ts';

const documents = [
  { kind: 'AnalysisTemplate', metadata: { name: 'x' } },
  { kind: 'Experiment', metadata: { name: 'e' } },
];
const deleted = [{ second: 1, what: 'delete AnalysisRun/e-x' }];

test.each([
  [
    'a ReplicaSet that it has just made',
    `Failed to create ReplicaSet for template 'a': replicaset.apps "e-a" not found`,
    true,
  ],
  [
    'a template that is there, in 1.10',
    `AnalysisTemplate verification failed for analysis 'x': analysistemplate.argoproj.io "x" not found`,
    true,
  ],
  [
    'a template that is there, in 1.9',
    `Failed to create AnalysisRun for analysis 'x': analysistemplates.argoproj.io "x" not found`,
    true,
  ],
  [
    'a template that is not there',
    `AnalysisTemplate verification failed for analysis 'y': analysistemplate.argoproj.io "y" not found`,
    false,
  ],
  [
    'a template of another kind',
    `ClusterAnalysisTemplate verification failed for analysis 'x': clusteranalysistemplate.argoproj.io "x" not found`,
    false,
  ],
  ['a run that it has just made', 'analysisruns.argoproj.io "e-x" not found', true],
  ['something else', 'Metric "x" assessed Failed due to failed (1) > failureLimit (0)', false],
])('an Experiment that misses %s', (_, message, spoilt) => {
  expect(isSpoilt(message, { documents, actions: [] })).toBe(spoilt);
});

test('a run that the scenario deleted is missed rightly', () => {
  expect(isSpoilt('analysisruns.argoproj.io "e-x" not found', { documents, actions: deleted })).toBe(false);
});
