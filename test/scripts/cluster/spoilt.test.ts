import { describe, expect, test, vi } from 'vitest';
import { findMissedJob, isSpoilt, playUnspoilt } from '../../cluster/spoilt.ts';

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

test.each([
  ['that it has just made', 0.02, 'job.batch "r.bench.1" not found'],
  ['that its time to live has taken', 3, undefined],
])('a measurement that misses a Job %s', (_, second, spoilt) => {
  const made = { second: 0, object: 'Job/r.bench.1', field: 'exists', from: null, to: true };
  const field = 'status.metricResults[bench].measurement.1.message';
  const missed = { second, object: 'AnalysisRun/r', field, from: null, to: 'job.batch "r.bench.1" not found' };
  expect(findMissedJob([made, missed])).toBe(spoilt);
});

test('a run that the scenario deleted is missed rightly', () => {
  expect(isSpoilt('analysisruns.argoproj.io "e-x" not found', { documents, actions: deleted })).toBe(false);
});

describe('playing what may be spoilt', () => {
  /** Plays that end as told, one after the other; answers how many stages were opened and ended. */
  async function playThrough(...plays: readonly { readonly spoilt?: string; readonly fails?: string }[]) {
    vi.spyOn(console, 'log').mockImplementation(() => undefined);
    let [opened, ended] = [0, 0];
    const open = async () => {
      const { spoilt, fails } = plays[opened++] ?? {};
      return { spoilt, fails, end: async () => void ended++ };
    };
    const outcome = await playUnspoilt(open, async ({ fails }) => {
      if (fails !== undefined) throw new Error(fails);
    }).then(
      () => 'went well',
      (error: unknown) => String(error),
    );
    return { outcome, opened, ended };
  }

  test('is playing once when it goes well, spoilt or not', async () => {
    expect(await playThrough({ spoilt: 'not found' })).toEqual({ outcome: 'went well', opened: 1, ended: 1 });
  });

  test('is playing once more when it was spoilt', async () => {
    const spoilt = { spoilt: 'not found', fails: 'no' };
    expect(await playThrough(spoilt, {})).toEqual({ outcome: 'went well', opened: 2, ended: 2 });
  });

  test('is a failure when it fails for any other reason', async () => {
    expect(await playThrough({ fails: 'wrong' }, {})).toEqual({ outcome: 'Error: wrong', opened: 1, ended: 1 });
  });

  test('is a failure when it was spoilt three times', async () => {
    const spoilt = { spoilt: 'not found', fails: 'no' };
    expect(await playThrough(spoilt, spoilt, spoilt, {})).toEqual({ outcome: 'Error: no', opened: 3, ended: 3 });
  });
});
