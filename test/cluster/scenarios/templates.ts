import { expect } from 'vitest';
import { analysis, analysisTemplate, experiment as experimentOf, file, pods, web } from '../documents.ts';
import { experiment, isScaledDown, readyReplicas, type Scenario, templateStatuses } from '../scenario.ts';
import { isCompleted, type Seen } from '../seen.ts';

function templateMessage(seen: Seen, template: string): unknown {
  return seen.value(experiment, `status.templateStatuses[${template}].message`);
}

const pending = { 'never-ready': 'true' };

/** What pods and their ReplicaSets do to an Experiment. */
export const templates: readonly Scenario[] = [
  {
    name: 'pods-never-available',
    title: 'pods that never get ready fail it at the deadline, and no analysis starts',
    async play({ stage, seen }) {
      await stage.apply(
        file(
          analysisTemplate('x', [web('x', [1])]),
          experimentOf({
            progressDeadlineSeconds: 5,
            templates: [pods('a', { play: pending })],
            analyses: [analysis('x')],
          }),
        ),
      );
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      expect(seen.phases(experiment)).toEqual(['Pending', 'Failed']);
      expect(templateStatuses(seen, 'a')).toEqual(['Progressing', 'Failed']);
      expect(templateMessage(seen, 'a')).toBe(`Template 'a' exceeded its progressDeadlineSeconds (5)`);
      expect(seen.message(experiment)).toBe(`Template 'a' exceeded its progressDeadlineSeconds (5)`);
      expect(seen.names('AnalysisRun')).toEqual([]);
      const begun = seen.time(experiment, 'status.templateStatuses[a].lastTransitionTime');
      expect(seen.wallClock(seen.second(experiment, 'status.phase', 'Failed')) - begun).toBeGreaterThanOrEqual(5);
    },
  },
  {
    name: 'image-pull-fails',
    title: 'an image that cannot be pulled looks like any pod that is not ready: Failed at the deadline',
    async play({ stage, seen }) {
      const stuck = pods('a', { play: { waiting: 'ImagePullBackOff' } });
      await stage.apply(
        file(experimentOf({ progressDeadlineSeconds: 4, scaleDownDelaySeconds: 0, templates: [stuck] })),
      );
      await stage.until(
        'it has ended without pods',
        () => isCompleted(seen.phase(experiment)) && isScaledDown(seen, 'e-a'),
      );
      expect(seen.phases(experiment)).toEqual(['Pending', 'Failed']);
      expect(templateMessage(seen, 'a')).toBe(`Template 'a' exceeded its progressDeadlineSeconds (4)`);
    },
  },
  {
    name: 'one-ready-other-failed',
    title: 'one template that fails ends the other one Successful and scales both down',
    async play({ stage, seen }) {
      const both = [pods('a'), pods('b', { play: pending })];
      await stage.apply(file(experimentOf({ progressDeadlineSeconds: 8, scaleDownDelaySeconds: 1, templates: both })));
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      await stage.until('the pods are gone', () => isScaledDown(seen, 'e-a') && isScaledDown(seen, 'e-b'));
      expect(seen.phases(experiment)).toEqual(['Pending', 'Failed']);
      // a busy 1.9 wrote Failed over Successful for a moment, from an old state
      await stage.until('the other one is Successful', () => templateStatuses(seen, 'a').at(-1) === 'Successful');
      expect(templateStatuses(seen, 'a').slice(0, 3)).toEqual(['Progressing', 'Running', 'Successful']);
      expect(templateStatuses(seen, 'b')).toEqual(['Progressing', 'Failed']);
    },
  },
  {
    name: 'deadline-restarts',
    title: 'every change of a replica count begins the deadline anew',
    async play({ stage, seen }) {
      // two pods, one after the other, take 10 s and more; each alone stays within the 8 s
      const slow = (replicas: number) => pods('a', { play: { 'ready-after': '5s' }, template: { replicas } });
      await stage.apply(file(experimentOf({ progressDeadlineSeconds: 8, templates: [slow(1)] })));
      await stage.until('it runs', () => seen.phase(experiment) === 'Running');
      await stage.patch(experiment, { spec: { templates: [slow(2)] } });
      await stage.until('the second pod is there', () => readyReplicas(seen, 'e-a') === 2);
      await stage.until('it runs again', () => seen.phases(experiment).length >= 4);
      expect(seen.phases(experiment)).toEqual(['Pending', 'Running', 'Pending', 'Running']);
      expect(seen.values(experiment, 'status.availableAt').length).toBe(1);
    },
  },
  {
    name: 'pods-flap',
    title: 'a Running Experiment falls back to Pending with its pods, and its duration goes on',
    async play({ stage, seen }) {
      const flapping = pods('a', { play: { 'crash-after': '3s', 'recover-after': '3s' } });
      await stage.apply(
        file(
          analysisTemplate('x', [web('x', [1], { interval: '1s' })]),
          experimentOf({ duration: '120s', templates: [flapping], analyses: [analysis('x')] }),
        ),
      );
      await stage.until('it came back', () => seen.phases(experiment).length >= 4);
      await stage.patch(experiment, { spec: { duration: '9s' } }); // counted from the time at which it was first available
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      const phases = seen.phases(experiment);
      expect(phases.slice(0, 4)).toEqual(['Pending', 'Running', 'Pending', 'Running']);
      expect(phases.at(-1)).toBe('Successful');
      expect(seen.values(experiment, 'status.availableAt').length).toBe(1);
      expect(seen.value('AnalysisRun/e-x', 'status.metricResults[x].count')).toBeGreaterThanOrEqual(4);
      expect(isCompleted(seen.value(experiment, 'status.analysisRuns[x].phase'))).toBe(false);
    },
  },
  {
    name: 'crash-for-good',
    title: 'pods that crash for good fail it when the deadline has passed, and its run is terminated',
    async play({ stage, seen }) {
      const crashing = pods('a', { play: { 'crash-after': '6s' } });
      await stage.apply(
        file(
          analysisTemplate('x', [web('x', [1], { interval: '1s' })]),
          experimentOf({
            duration: '60s',
            progressDeadlineSeconds: 9,
            templates: [crashing],
            analyses: [analysis('x')],
          }),
        ),
      );
      await stage.until(
        'both have ended',
        () => isCompleted(seen.phase(experiment)) && isCompleted(seen.phase('AnalysisRun/e-x')),
      );
      expect(seen.phases(experiment)).toEqual(['Pending', 'Running', 'Pending', 'Failed']);
      expect(templateMessage(seen, 'a')).toBe(`Template 'a' exceeded its progressDeadlineSeconds (9)`);
      expect(seen.message('AnalysisRun/e-x')).toBe('Run Terminated');
    },
  },
  {
    name: 'selector-mismatch',
    title: 'a selector that does not match the labels is an Error of the template',
    async play({ stage, seen }) {
      const mismatched = pods('a', { template: { selector: { matchLabels: { app: 'other' } } } });
      await stage.apply(file(experimentOf({ templates: [mismatched] })));
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      expect(seen.phase(experiment)).toBe('Error');
      expect(templateStatuses(seen, 'a')).toEqual(['Error']);
      expect(seen.message(experiment)).toEqual(
        expect.stringMatching(
          /^Failed to create ReplicaSet for template 'a': ReplicaSet\.apps "e-a" is invalid: spec\.template\.metadata\.labels: .*`selector` does not match template `labels`/,
        ),
      );
    },
  },
  {
    name: 'restart-policy-never',
    title: 'a pod template that no ReplicaSet takes is an Error of the template',
    async play({ stage, seen }) {
      await stage.apply(file(experimentOf({ templates: [pods('a', { pod: { restartPolicy: 'Never' } })] })));
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      expect(seen.phase(experiment)).toBe('Error');
      expect(seen.message(experiment)).toBe(
        `Failed to create ReplicaSet for template 'a': ReplicaSet.apps "e-a" is invalid: spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"`,
      );
    },
  },
  {
    name: 'replicas-negative',
    title: 'negative replicas are refused when scaling: Error',
    async play({ stage, seen }) {
      await stage.apply(file(experimentOf({ templates: [pods('a', { template: { replicas: -1 } })] })));
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      expect(seen.phase(experiment)).toBe('Error');
      expect(seen.message(experiment)).toEqual(
        expect.stringMatching(
          /^Unable to scale ReplicaSet for template 'a' to desired replica count '-1': .*spec\.replicas: Invalid value: -1: must be greater than or equal to 0/,
        ),
      );
    },
  },
  {
    name: 'status-in-file',
    title: 'a status in the file is kept: an Experiment that comes as Successful never runs',
    async play({ stage, seen }) {
      await stage.apply(file({ ...experimentOf({ duration: '1s' }), status: { phase: 'Successful' } }));
      await stage.until('its ReplicaSet is made', () => seen.exists('ReplicaSet/e-a'));
      await stage.stays('there is no pod', () => seen.names('Pod').length === 0, 4);
      expect(seen.phases(experiment)).toEqual(['Successful']);
    },
  },
];
