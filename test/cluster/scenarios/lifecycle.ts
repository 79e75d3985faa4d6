import { expect } from 'vitest';
import {
  analysis,
  analysisTemplate,
  endless,
  experiment as experimentOf,
  file,
  job,
  pods,
  required,
  web,
} from '../documents.ts';
import { analysisPhase, experiment, isScaledDown, type Scenario, templateStatuses } from '../scenario.ts';
import { isCompleted } from '../seen.ts';
import { mapIn, ownerOf } from '../stage.ts';

/** How an Experiment goes from its creation to its end. */
export const lifecycle: readonly Scenario[] = [
  {
    name: 'two-templates-three-analyses',
    title: 'goes Pending, Running, Successful with the objects that its names promise',
    async play({ stage, seen }) {
      await stage.apply(
        file(
          analysisTemplate('web', [web('errors', [1, 2, 3], { interval: '1s', count: 3 })]),
          analysisTemplate('load', [job('bench', { 'run-for': '2s' })]),
          analysisTemplate('prod', [web('latency', [1], { interval: '3s', count: 2 })]),
          experimentOf({
            duration: '20s',
            scaleDownDelaySeconds: 2,
            templates: [
              pods('a', { template: { service: {} }, container: { ports: [{ containerPort: 80 }] } }),
              pods('b', { play: { 'ready-after': '2s' } }),
            ],
            analyses: [analysis('web', required), analysis('load', required), analysis('prod', required)],
          }),
        ),
      );
      await stage.until(
        'the Service of the finished Experiment is gone',
        () => isCompleted(seen.phase(experiment)) && !seen.exists('Service/e-a'),
      );
      await stage.until('all pods are gone', () => isScaledDown(seen, 'e-a') && isScaledDown(seen, 'e-b'));

      expect(seen.phases(experiment)).toEqual(['Pending', 'Running', 'Successful']);
      expect(seen.message(experiment)).toBe('Required AnalysisRuns completed');
      expect(seen.names('ReplicaSet').sort()).toEqual(['e-a', 'e-b']);
      expect(seen.names('Service')).toEqual(['e-a']);
      expect(seen.names('AnalysisRun').sort()).toEqual(['e-load', 'e-prod', 'e-web']);
      expect(['e-web', 'e-load', 'e-prod'].map(run => seen.phase(`AnalysisRun/${run}`))).toEqual([
        'Successful',
        'Successful',
        'Successful',
      ]);
      expect(ownerOf(seen, 'ReplicaSet/e-a')).toBe(experiment);
      expect(ownerOf(seen, 'Service/e-a')).toBe(experiment);
      expect(ownerOf(seen, 'AnalysisRun/e-web')).toBe(experiment);
      expect(mapIn(seen, 'Service/e-a', 'spec', 'selector')).toEqual(
        mapIn(seen, 'ReplicaSet/e-a', 'metadata', 'labels'),
      );
      expect(mapIn(seen, 'ReplicaSet/e-a', 'metadata', 'annotations')).toMatchObject({
        'experiment.argoproj.io/name': 'e',
        'experiment.argoproj.io/template-name': 'a',
      });
      // runs are made when the last template is available, never before
      const created = Date.parse(String(mapIn(seen, 'AnalysisRun/e-web', 'metadata', 'creationTimestamp'))) / 1000;
      expect(created - seen.time(experiment, 'status.availableAt')).toBeGreaterThanOrEqual(0);
    },
  },
  {
    name: 'duration-only',
    title: 'ends Successful after its duration; its pods go 30 s later and then the Service',
    async play({ stage, seen }) {
      const templates = [pods('a', { template: { service: {} }, container: { ports: [{ containerPort: 80 }] } })];
      await stage.apply(file(experimentOf({ duration: '5s', templates })));
      await stage.until('the Service came and went', () => seen.values('Service/e-a', 'exists').length === 2);

      expect(seen.phases(experiment)).toEqual(['Pending', 'Running', 'Successful']);
      expect(templateStatuses(seen, 'a')).toEqual(['Progressing', 'Running', 'Successful']);
      expect(seen.values('ReplicaSet/e-a', 'spec.replicas')).toEqual([0, 1, 0]);
      // times in a status are whole seconds, so either may lie up to one second early
      const ended = seen.time(experiment, 'status.conditions[Progressing].lastTransitionTime');
      expect(ended - seen.time(experiment, 'status.availableAt')).toBeGreaterThanOrEqual(4);
      const deadline = seen.time('ReplicaSet/e-a', 'metadata.annotations.scale-down-deadline');
      expect(deadline - ended).toBeGreaterThanOrEqual(29);
      const scaledDown = seen.changes.findLast(
        ({ object, field }) => object === 'ReplicaSet/e-a' && field === 'spec.replicas',
      );
      expect(seen.wallClock(scaledDown?.second)).toBeGreaterThanOrEqual(deadline);
    },
  },
  {
    name: 'no-duration-optional-analyses',
    title: 'stays Running when nothing ends it, though every analysis has succeeded',
    async play({ stage, seen }) {
      await stage.apply(file(analysisTemplate('x', [web('x', [1])]), experimentOf({ analyses: [analysis('x')] })));
      await stage.until('the analysis succeeded', () => analysisPhase(seen, 'x') === 'Successful');
      await stage.stays('the Experiment is Running', () => seen.phase(experiment) === 'Running', 20);
      expect(seen.phases(experiment)).toEqual(['Pending', 'Running']);
      expect(isScaledDown(seen, 'e-a')).toBe(false);
    },
  },
  {
    name: 'templates-empty',
    title: 'without templates it is Successful at once and starts no analysis',
    async play({ stage, seen }) {
      await stage.apply(
        file(
          analysisTemplate('x', [web('x', [1])]),
          experimentOf({ templates: [], analyses: [analysis('x', required)] }),
        ),
      );
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      await stage.stays('there is no AnalysisRun', () => seen.names('AnalysisRun').length === 0, 5);
      expect(seen.phases(experiment)).toEqual(['Pending', 'Successful']);
      expect(seen.names('ReplicaSet')).toEqual([]);
    },
  },
  {
    name: 'replicas-zero',
    title: 'a template with 0 replicas is available at once',
    async play({ stage, seen }) {
      await stage.apply(file(experimentOf({ duration: '2s', templates: [pods('a', { template: { replicas: 0 } })] })));
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      expect(seen.phase(experiment)).toBe('Successful');
      expect(seen.values('ReplicaSet/e-a', 'spec.replicas')).toEqual([0]);
      expect(seen.names('Pod')).toEqual([]);
    },
  },
  {
    name: 'duration-zero',
    title: 'a duration of 0s ends it as soon as it is available; its analysis is created and ended',
    async play({ stage, seen }) {
      await stage.apply(
        file(
          analysisTemplate('x', [web('x', [1], endless)]),
          experimentOf({ duration: '0s', analyses: [analysis('x')] }),
        ),
      );
      await stage.until(
        'both have ended',
        () => isCompleted(seen.phase(experiment)) && isCompleted(seen.phase('AnalysisRun/e-x')),
      );
      expect(seen.phase(experiment)).toBe('Successful');
      expect([seen.phase('AnalysisRun/e-x'), seen.message('AnalysisRun/e-x')]).toEqual([
        'Successful',
        'Run Terminated',
      ]);
    },
  },
  {
    name: 'min-ready-seconds',
    title: 'pods count as available only after minReadySeconds',
    async play({ stage, seen }) {
      await stage.apply(
        file(experimentOf({ duration: '1s', templates: [pods('a', { template: { minReadySeconds: 4 } })] })),
      );
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      expect(seen.phases(experiment)).toEqual(['Pending', 'Running', 'Successful']);
      const ready = Date.parse(String(mapIn(seen, `Pod/${seen.names('Pod')[0]}`, 'status', 'startTime'))) / 1000;
      expect(seen.time(experiment, 'status.availableAt') - ready).toBeGreaterThanOrEqual(3);
    },
  },
  {
    name: 'deadline-restarts-at-ready',
    title: 'pods that get ready before the deadline may become available after it: it begins anew',
    async play({ stage, seen }) {
      const template = { minReadySeconds: 7 };
      const templates = [pods('a', { play: { 'ready-after': '6s' }, template })];
      await stage.apply(file(experimentOf({ duration: '1s', progressDeadlineSeconds: 9, templates })));
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      expect(seen.phases(experiment)).toEqual(['Pending', 'Running', 'Successful']);
    },
  },
  {
    name: 'retry-stale-deadline',
    title: 'a retry reuses the ReplicaSets, makes a run of the next name, and then scales down without delay',
    async play({ stage, seen }) {
      await stage.apply(
        file(
          analysisTemplate('x', [web('x', [9])]),
          experimentOf({ duration: '60s', scaleDownDelaySeconds: 6, analyses: [analysis('x')] }),
        ),
      );
      await stage.until(
        'it has failed and its pods are gone',
        () => seen.phase(experiment) === 'Failed' && isScaledDown(seen, 'e-a'),
      );
      // told before the controller has read that itself, it writes its old status over the reset one
      await stage.until('the status knows', () => seen.value(experiment, 'status.templateStatuses[a].replicas') === 0);
      const deadline = seen.value('ReplicaSet/e-a', 'metadata.annotations.scale-down-deadline');
      await stage.patch(experiment, { status: null });
      await stage.until(
        'it has failed again',
        () => seen.phases(experiment).filter(phase => phase === 'Failed').length === 2,
      );
      await stage.until('its pods are gone', () => isScaledDown(seen, 'e-a'));

      expect(seen.phases(experiment)).toEqual(['Pending', 'Running', 'Failed', null, 'Pending', 'Running', 'Failed']);
      expect(seen.names('ReplicaSet')).toEqual(['e-a']);
      // a busy controller may not know yet that e-x.1 has ended, and makes another one
      expect(seen.names('AnalysisRun').slice(0, 2)).toEqual(['e-x', 'e-x.1']);
      expect(seen.values('ReplicaSet/e-a', 'spec.replicas')).toEqual([0, 1, 0, 1, 0]);
      expect(seen.values('ReplicaSet/e-a', 'metadata.annotations.scale-down-deadline')).toEqual([deadline]);
    },
  },
];
