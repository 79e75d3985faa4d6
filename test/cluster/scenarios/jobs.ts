import { expect } from 'vitest';
import { analysisRun, file, job } from '../documents.ts';
import type { Scenario } from '../scenario.ts';
import { isCompleted, type Seen } from '../seen.ts';
import { mapIn } from '../stage.ts';

const run = 'AnalysisRun/r';

function outcome(seen: Seen): unknown[] {
  return [seen.phase(run), seen.value(run, 'status.metricResults[bench].measurement.1.phase')];
}

function isMeasuring(seen: Seen): boolean {
  return (
    seen.value(run, 'status.metricResults[bench].measurement.1.phase') === 'Running' && seen.names('Job').length === 1
  );
}

/** Metrics that are Jobs. */
export const jobs: readonly Scenario[] = [
  {
    name: 'job-succeeds',
    title: 'a Job that completes is a success; its name is made of the run, the metric and a number',
    async play({ stage, seen }) {
      await stage.apply(file(analysisRun([job('bench', { 'run-for': '1s' })])));
      await stage.until('the run has ended', () => isCompleted(seen.phase(run)));
      const uid = seen.object(run)?.metadata.uid;
      const [name] = seen.names('Job');
      expect(outcome(seen)).toEqual(['Successful', 'Successful']);
      expect(name).toBe(`${uid}.bench.1`);
      expect(mapIn(seen, `Job/${name}`, 'metadata', 'labels')).toMatchObject({ 'analysisrun.argoproj.io/uid': uid });
      expect(seen.value(run, 'status.metricResults[bench].measurement.1.metadata.job-name')).toBe(name);
    },
  },
  {
    name: 'job-fails',
    title: 'a Job that fails is a failure',
    async play({ stage, seen }) {
      await stage.apply(file(analysisRun([job('bench', { exit: '1', 'run-for': '1s' })])));
      await stage.until('the run has ended', () => isCompleted(seen.phase(run)));
      expect(outcome(seen)).toEqual(['Failed', 'Failed']);
      expect(seen.message(run)).toBe('Metric "bench" assessed Failed due to failed (1) > failureLimit (0)');
    },
  },
  {
    name: 'job-terminated',
    title: 'ending a run with a Job under way: Inconclusive from 1.10 on, Successful before',
    async play({ stage, seen, isArgo110 }) {
      await stage.apply(file(analysisRun([job('bench', { 'run-for': '100s' })])));
      await stage.until('the Job runs', () => isMeasuring(seen));
      await stage.patch(run, { spec: { terminate: true } });
      await stage.until('the run has ended', () => isCompleted(seen.phase(run)));
      const phase = isArgo110 ? 'Inconclusive' : 'Successful';
      expect(outcome(seen)).toEqual([phase, phase]);
      await stage.until('the Job is gone', () => seen.names('Job').every(name => !seen.exists(`Job/${name}`)));
    },
  },
  {
    name: 'job-image-pull',
    title: 'a Job whose image cannot be pulled: Inconclusive from 1.10 on, Running for ever before',
    async play({ stage, seen, isArgo110 }) {
      await stage.apply(file(analysisRun([job('bench', { waiting: 'ImagePullBackOff' })])));
      if (isArgo110) {
        await stage.until('the run has ended', () => isCompleted(seen.phase(run)));
        expect(outcome(seen)).toEqual(['Inconclusive', 'Inconclusive']);
        expect(seen.value(run, 'status.metricResults[bench].measurement.1.message')).toBe(
          `Pod ${seen.names('Pod')[0]}, container bench has terminal error (ImagePullBackOff): told to wait\n`,
        );
      } else {
        await stage.until('the Job runs', () => isMeasuring(seen));
        await stage.stays('the run is Running', () => seen.phase(run) === 'Running', 20);
        expect(outcome(seen)).toEqual(['Running', 'Running']);
      }
    },
  },
  {
    name: 'job-restart-policy',
    title: 'a Job without restartPolicy is refused: an error of the measurement',
    async play({ stage, seen }) {
      const template = { spec: { containers: [{ name: 'bench', image: 'registry.example/bench:1' }] } };
      const metric = { name: 'bench', consecutiveErrorLimit: 0, provider: { job: { spec: { template } } } };
      await stage.apply(file(analysisRun([metric])));
      await stage.until('the run has ended', () => isCompleted(seen.phase(run)));
      expect(outcome(seen)).toEqual(['Error', 'Error']);
      expect(seen.value(run, 'status.metricResults[bench].measurement.1.message')).toEqual(
        expect.stringMatching(
          /^Job\.batch "[0-9a-f-]+\.bench\.1" is invalid: spec\.template\.spec\.restartPolicy: Required value: valid values: "OnFailure", "Never"$/,
        ),
      );
    },
  },
];
