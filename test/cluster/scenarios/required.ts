import { expect } from 'vitest';
import {
  analysis,
  analysisTemplate,
  endless,
  experiment as experimentOf,
  file,
  pods,
  required,
  web,
} from '../documents.ts';
import {
  analysisPhase,
  experiment,
  isScaledDown,
  type Scenario,
  templateStatuses,
  untilShownRunning,
} from '../scenario.ts';
import { isCompleted, type Seen } from '../seen.ts';

const terminated = ['Successful', 'Run Terminated'];

function outcome(seen: Seen, run: string): unknown[] {
  return [seen.phase(`AnalysisRun/${run}`), seen.message(`AnalysisRun/${run}`)];
}

/** How analyses and the duration end an Experiment, or fail to. */
export const requiredAndOptional: readonly Scenario[] = [
  {
    name: 'optional-unfinished-at-duration',
    title: 'the duration ends it Successful and terminates a run that it does not require',
    async play({ stage, seen }) {
      await stage.apply(
        file(
          analysisTemplate('x', [web('x', [1], endless)]),
          experimentOf({ duration: '4s', analyses: [analysis('x')] }),
        ),
      );
      await untilShownRunning({ stage, seen }, 'x');
      await stage.until(
        'both have ended',
        () => isCompleted(seen.phase(experiment)) && isCompleted(seen.phase('AnalysisRun/e-x')),
      );
      await stage.stays('the analysis is shown as Running', () => analysisPhase(seen, 'x') === 'Running', 3);
      expect(seen.phases(experiment)).toEqual(['Pending', 'Running', 'Successful']);
      expect(seen.value('AnalysisRun/e-x', 'spec.terminate')).toBe(true);
      expect(outcome(seen, 'e-x')).toEqual(terminated);
    },
  },
  {
    name: 'optional-fails-after-duration',
    title: 'an optional run that would fail later is cut off and nobody learns of it',
    async play({ stage, seen }) {
      const metric = web('x', [...Array<number>(20).fill(1), 9], { ...endless, failureLimit: 0 });
      await stage.apply(
        file(analysisTemplate('x', [metric]), experimentOf({ duration: '3s', analyses: [analysis('x')] })),
      );
      await stage.until(
        'both have ended',
        () => isCompleted(seen.phase(experiment)) && isCompleted(seen.phase('AnalysisRun/e-x')),
      );
      expect(seen.phase(experiment)).toBe('Successful');
      expect(outcome(seen, 'e-x')).toEqual(terminated);
    },
  },
  {
    name: 'required-longer-than-duration',
    title: 'a required run goes on after the pods are gone and then gives the phase',
    async play({ stage, seen }) {
      await stage.apply(
        file(
          analysisTemplate('x', [web('x', [1], { interval: '3s', count: 6 })]),
          experimentOf({ duration: '3s', scaleDownDelaySeconds: 2, analyses: [analysis('x', required)] }),
        ),
      );
      await stage.until('the pods are gone', () => isScaledDown(seen, 'e-a'));
      expect(seen.phase(experiment)).toBe('Running');
      expect(templateStatuses(seen, 'a')).toEqual(['Progressing', 'Running', 'Successful']);
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      expect(seen.phases(experiment)).toEqual(['Pending', 'Running', 'Successful']);
      expect(seen.message(experiment)).toBe('Required AnalysisRuns completed');
      expect(seen.value('AnalysisRun/e-x', 'spec.terminate')).toBe(null);
    },
  },
  {
    name: 'required-fails-after-duration',
    title: 'a required run that fails after the duration makes it Failed',
    async play({ stage, seen }) {
      await stage.apply(
        file(
          analysisTemplate('x', [web('x', [1, 1, 1, 9], { interval: '2s', count: 6 })]),
          experimentOf({ duration: '2s', scaleDownDelaySeconds: 1, analyses: [analysis('x', required)] }),
        ),
      );
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      expect(seen.phases(experiment)).toEqual(['Pending', 'Running', 'Failed']);
      expect(templateStatuses(seen, 'a')).toEqual(['Progressing', 'Running', 'Successful']);
      expect(seen.message(experiment)).toBe('Metric "x" assessed Failed due to failed (1) > failureLimit (0)');
    },
  },
  {
    name: 'required-before-duration',
    title: 'a required run that succeeds ends it at once',
    async play({ stage, seen }) {
      await stage.apply(
        file(
          analysisTemplate('x', [web('x', [1])]),
          experimentOf({ duration: '90s', analyses: [analysis('x', required)] }),
        ),
      );
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)), 60);
      expect(seen.phases(experiment)).toEqual(['Pending', 'Running', 'Successful']);
      expect(seen.message(experiment)).toBe('Required AnalysisRuns completed');
    },
  },
  {
    name: 'required-beside-optional-hang',
    title: 'required Successful beside an unfinished optional run: the run ends, the Experiment never does',
    async play({ stage, seen }) {
      await stage.apply(
        file(
          // the required one ends only when the optional one is surely running
          analysisTemplate('x', [web('x', [1], { interval: '2s', count: 3 })]),
          analysisTemplate('y', [web('y', [1], endless)]),
          experimentOf({
            duration: '8s',
            scaleDownDelaySeconds: 1,
            analyses: [analysis('x', required), analysis('y')],
          }),
        ),
      );
      await stage.until('the optional run was ended', () => isCompleted(seen.phase('AnalysisRun/e-y')));
      await stage.until('the pods are gone', () => isScaledDown(seen, 'e-a'));
      await stage.stays('the Experiment is Running', () => seen.phase(experiment) === 'Running', 15);
      expect(seen.phases(experiment)).toEqual(['Pending', 'Running']);
      expect(outcome(seen, 'e-x')[0]).toBe('Successful');
      expect(outcome(seen, 'e-y')).toEqual(terminated);
      expect([analysisPhase(seen, 'x'), analysisPhase(seen, 'y')]).toEqual(['Successful', 'Running']);
      expect(templateStatuses(seen, 'a')).toEqual(['Progressing', 'Running', 'Successful']);
    },
  },
  {
    name: 'terminate-nothing-required',
    title: 'terminate makes it Successful; its status keeps showing the analysis as Running',
    async play({ stage, seen }) {
      await stage.apply(
        file(analysisTemplate('x', [web('x', [1], endless)]), experimentOf({ analyses: [analysis('x')] })),
      );
      await untilShownRunning({ stage, seen }, 'x');
      await stage.patch(experiment, { spec: { terminate: true } });
      await stage.until(
        'both have ended',
        () => isCompleted(seen.phase(experiment)) && isCompleted(seen.phase('AnalysisRun/e-x')),
      );
      await stage.stays('the analysis is shown as Running', () => analysisPhase(seen, 'x') === 'Running', 5);
      expect(seen.phases(experiment)).toEqual(['Pending', 'Running', 'Successful']);
      expect(outcome(seen, 'e-x')).toEqual(terminated);
    },
  },
  {
    name: 'terminate-required-unfinished',
    title: 'terminate while a required run is unfinished: Running for ever, without pods',
    async play({ stage, seen }) {
      await stage.apply(
        file(
          analysisTemplate('x', [web('x', [1], endless)]),
          experimentOf({ duration: '60s', scaleDownDelaySeconds: 1, analyses: [analysis('x', required)] }),
        ),
      );
      await untilShownRunning({ stage, seen }, 'x');
      await stage.patch(experiment, { spec: { terminate: true } });
      await stage.until('the run was ended', () => isCompleted(seen.phase('AnalysisRun/e-x')));
      await stage.until('the pods are gone', () => isScaledDown(seen, 'e-a'));
      await stage.stays('the Experiment is Running', () => seen.phase(experiment) === 'Running', 15);
      expect(seen.phases(experiment)).toEqual(['Pending', 'Running']);
      expect(outcome(seen, 'e-x')).toEqual(terminated);
      expect(templateStatuses(seen, 'a').at(-1)).toBe('Successful');
    },
  },
  {
    name: 'terminate-while-pending',
    title: 'terminate before it is available: Successful, and no run is ever made',
    async play({ stage, seen }) {
      await stage.apply(
        file(
          analysisTemplate('x', [web('x', [1])]),
          experimentOf({
            scaleDownDelaySeconds: 0,
            templates: [pods('a', { play: { 'never-ready': 'true' } })],
            analyses: [analysis('x', required)],
          }),
        ),
      );
      await stage.until('the pod is made', () => seen.names('Pod').length === 1);
      await stage.patch(experiment, { spec: { terminate: true } });
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      await stage.until('the pods are gone', () => isScaledDown(seen, 'e-a'));
      expect(seen.phases(experiment)).toEqual(['Pending', 'Successful']);
      expect(seen.names('AnalysisRun')).toEqual([]);
      expect(seen.value(experiment, 'status.availableAt')).toBe(null);
    },
  },
  {
    name: 'terminate-from-the-start',
    title: 'an Experiment that is created with terminate ends Successful without a pod',
    async play({ stage, seen }) {
      await stage.apply(
        file(analysisTemplate('x', [web('x', [1])]), experimentOf({ terminate: true, analyses: [analysis('x')] })),
      );
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      await stage.stays(
        'there is no pod and no run',
        () => seen.names('Pod').length + seen.names('AnalysisRun').length === 0,
        5,
      );
      expect(seen.phases(experiment)).toEqual(['Pending', 'Successful']);
      expect(seen.values('ReplicaSet/e-a', 'spec.replicas')).toEqual([0]);
    },
  },
  {
    name: 'initial-delay-exceeds-duration',
    title: 'a metric that waits longer than the duration never measures, and all is Successful',
    async play({ stage, seen }) {
      const metric = web('x', [9], { initialDelay: '60s' });
      await stage.apply(
        file(analysisTemplate('x', [metric]), experimentOf({ duration: '3s', analyses: [analysis('x')] })),
      );
      await stage.until(
        'both have ended',
        () => isCompleted(seen.phase(experiment)) && isCompleted(seen.phase('AnalysisRun/e-x')),
      );
      expect(seen.phase(experiment)).toBe('Successful');
      expect(outcome(seen, 'e-x')).toEqual(terminated);
      expect(seen.value('AnalysisRun/e-x', 'status.metricResults[x].count')).toBe(null);
    },
  },
];
