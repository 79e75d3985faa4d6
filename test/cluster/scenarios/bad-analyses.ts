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
import { analysisPhase, experiment, type Scenario, templateStatuses, untilShownRunning } from '../scenario.ts';
import { isCompleted } from '../seen.ts';

/** A scenario in which run x ends badly beside an endless run y. */
function badPhase(name: string, phase: string, metric: object, message: string): Scenario {
  return {
    name,
    title: `an analysis that ends ${phase} gives the Experiment its phase and ends the other run`,
    async play({ stage, seen }) {
      await stage.apply(
        file(
          analysisTemplate('x', [metric]),
          analysisTemplate('y', [web('y', [1], endless)]),
          experimentOf({ duration: '60s', analyses: [analysis('x'), analysis('y')] }),
        ),
      );
      await stage.until('all have ended', () =>
        [experiment, 'AnalysisRun/e-x', 'AnalysisRun/e-y'].every(each => isCompleted(seen.phase(each))),
      );
      await stage.until('the template has ended', () => templateStatuses(seen, 'a').at(-1) === 'Successful');
      expect(seen.phases(experiment)).toEqual(['Pending', 'Running', phase]);
      expect(seen.message(experiment)).toBe(message);
      expect([seen.phase('AnalysisRun/e-x'), seen.message('AnalysisRun/e-x')]).toEqual([phase, message]);
      expect([seen.phase('AnalysisRun/e-y'), seen.message('AnalysisRun/e-y')]).toEqual([
        'Successful',
        'Run Terminated',
      ]);
      expect(analysisPhase(seen, 'x')).toBe(phase);
      const event = `Warning Experiment${phase}: Experiment transitioned from Running -> ${phase}`;
      await stage.until('the event is sent', () => seen.events(experiment).includes(event)); // the controller sends them slowly
      // the phase and the analysis' status come with one and the same write
      expect(seen.second(experiment, 'status.phase', phase)).toBe(
        seen.second(experiment, 'status.analysisRuns[x].phase', phase),
      );
    },
  };
}

/** A scenario whose analysis cannot be started. */
function badStart(
  name: string,
  title: string,
  documents: string,
  said: string | ((isArgo110: boolean) => string),
): Scenario {
  return {
    name,
    title,
    async play({ stage, seen, isArgo110 }) {
      const message = typeof said === 'string' ? said : said(isArgo110);
      expect(await stage.apply(documents)).toEqual([]);
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      expect(seen.phase(experiment)).toBe('Error');
      expect(seen.message(experiment)).toBe(message);
      expect(analysisPhase(seen, 'x')).toBe('Error');
      expect(seen.value(experiment, 'status.analysisRuns[x].message')).toBe(message);
      expect(seen.names('AnalysisRun')).toEqual([]);
    },
  };
}

/** 1.9 names the resource where 1.10 names the kind. */
function notFound(isArgo110: boolean, kind: string, name: string): string {
  return `${kind}${isArgo110 ? '' : 's'}.argoproj.io "${name}" not found`;
}

/** Lasts some seconds: of a run that ends at once, a busy controller makes a second one. */
const good = web('x', [1], { interval: '3s', count: 2 });

/** Analyses that fail, and analyses that cannot even begin. */
export const badAnalyses: readonly Scenario[] = [
  badPhase(
    'analysis-failed',
    'Failed',
    web('x', [1, 9], endless),
    'Metric "x" assessed Failed due to failed (1) > failureLimit (0)',
  ),
  badPhase(
    'analysis-error',
    'Error',
    web('x', [{ status: 503 }], { ...endless, consecutiveErrorLimit: 0 }),
    'Metric "x" assessed Error due to consecutiveErrors (1) > consecutiveErrorLimit (0): "Error Message: received non 2xx response code: 503"',
  ),
  badPhase(
    'analysis-inconclusive',
    'Inconclusive',
    web('x', [5], { ...endless, successCondition: 'result < 5', failureCondition: 'result > 5' }),
    'Metric "x" assessed Inconclusive due to inconclusive (1) > inconclusiveLimit (0)',
  ),
  {
    name: 'analysis-failed-beats-inconclusive',
    title: 'of a Failed and an Inconclusive analysis the Failed one counts',
    async play({ stage, seen }) {
      const inconclusive = web('y', [5], {
        successCondition: 'result < 5',
        failureCondition: 'result > 5',
        initialDelay: '1s',
      });
      await stage.apply(
        file(
          analysisTemplate('x', [web('x', [9], { initialDelay: '1s' })]),
          analysisTemplate('y', [inconclusive]),
          experimentOf({ duration: '60s', analyses: [analysis('x'), analysis('y')] }),
        ),
      );
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      // whichever run the controller reads first decides; read together, Failed is the worse one
      const together = seen.second('AnalysisRun/e-y', 'status.phase', 'Inconclusive') ?? Number.POSITIVE_INFINITY;
      const failed = seen.second('AnalysisRun/e-x', 'status.phase', 'Failed') ?? Number.POSITIVE_INFINITY;
      const bothShown = analysisPhase(seen, 'x') === 'Failed' && analysisPhase(seen, 'y') === 'Inconclusive';
      expect(seen.phase(experiment)).toBe(bothShown || failed < together ? 'Failed' : 'Inconclusive');
    },
  },
  {
    name: 'analysis-template-missing',
    title: 'a missing AnalysisTemplate is an Error on the second pass; its ReplicaSet is made',
    async play({ stage, seen, isArgo110 }) {
      await stage.apply(file(experimentOf({ analyses: [analysis('x')] })));
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      const message = `AnalysisTemplate verification failed for analysis 'x': ${notFound(isArgo110, 'analysistemplate', 'x')}`;
      expect(seen.phases(experiment)).toEqual(['Pending', 'Error']);
      expect(seen.message(experiment)).toBe(message);
      expect(seen.value(experiment, 'status.analysisRuns[x].message')).toBe(message);
      await stage.until('its ReplicaSet is seen', () => seen.exists('ReplicaSet/e-a'));
      expect(seen.names('AnalysisRun')).toEqual([]);
    },
  },
  {
    name: 'analysis-template-of-cluster',
    title: 'clusterScope looks only among ClusterAnalysisTemplates',
    async play({ stage, seen, isArgo110 }) {
      await stage.apply(
        file(analysisTemplate('x', [good]), experimentOf({ analyses: [analysis('x', { clusterScope: true })] })),
      );
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      expect(seen.message(experiment)).toBe(
        `ClusterAnalysisTemplate verification failed for analysis 'x': ${notFound(isArgo110, 'clusteranalysistemplate', 'x')}`,
      );
    },
  },
  badStart(
    'nested-template-missing',
    'a template that another one names is only looked for when the run is made',
    file(
      analysisTemplate('x', [good], { templates: [{ templateName: 'nowhere' }] }),
      experimentOf({ analyses: [analysis('x')] }),
    ),
    isArgo110 => `Failed to create AnalysisRun for analysis 'x': ${notFound(isArgo110, 'analysistemplate', 'nowhere')}`,
  ),
  badStart(
    'arg-unresolved',
    'an arg that nobody gives a value is an Error when the run is made',
    file(analysisTemplate('x', [good], { args: [{ name: 'limit' }] }), experimentOf({ analyses: [analysis('x')] })),
    `Failed to create AnalysisRun for analysis 'x': args.limit was not resolved`,
  ),
  badStart(
    'arg-placeholder-unknown',
    'a placeholder that the Experiment does not know is an Error when the run is made',
    file(
      analysisTemplate('x', [good], { args: [{ name: 'hash' }] }),
      experimentOf({
        analyses: [analysis('x', { args: [{ name: 'hash', value: '{{templates.z.podTemplateHash}}' }] })],
      }),
    ),
    `Failed to create AnalysisRun for analysis 'x': failed to resolve {{templates.z.podTemplateHash}}`,
  ),
  badStart(
    'arg-finished-at-without-duration',
    'experiment.finishedAt is unknown without a duration',
    file(
      analysisTemplate('x', [good], { args: [{ name: 'end' }] }),
      experimentOf({ analyses: [analysis('x', { args: [{ name: 'end', value: '{{experiment.finishedAt}}' }] })] }),
    ),
    `Failed to create AnalysisRun for analysis 'x': failed to resolve {{experiment.finishedAt}}`,
  ),
  badStart(
    'dry-run-rule-twice',
    'a dryRun rule that stands in the Experiment and in the template is an Error',
    file(
      analysisTemplate('x', [good], { dryRun: [{ metricName: 'x' }] }),
      experimentOf({ dryRun: [{ metricName: 'x' }], analyses: [analysis('x')] }),
    ),
    `Failed to create AnalysisRun for analysis 'x': two Dry-Run metric rules have the same name 'x'`,
  ),
  {
    name: 'args-resolved',
    title: 'args of the Experiment reach the metric, with the pod hash and the names of ReplicaSets in them',
    async play({ stage, seen }) {
      const args = [
        { name: 'limit', value: '7' },
        { name: 'hash', value: '{{templates.a.podTemplateHash}}' },
        { name: 'replicaset', value: '{{templates.a.replicaset.name}}' },
        { name: 'end', value: '{{experiment.finishedAt}}' },
      ];
      await stage.apply(
        file(
          analysisTemplate(
            'x',
            [web('x', [6], { interval: '3s', count: 2, successCondition: 'result < {{args.limit}}' })],
            {
              args: [{ name: 'limit', value: '5' }, { name: 'hash' }, { name: 'replicaset' }, { name: 'end' }],
            },
          ),
          experimentOf({ duration: '60s', analyses: [analysis('x', { ...required, args })] }),
        ),
      );
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      expect(seen.phase(experiment)).toBe('Successful');
      const spec: unknown = seen.object('AnalysisRun/e-x')?.spec;
      const labels = seen.object('ReplicaSet/e-a')?.metadata.labels;
      expect(spec).toMatchObject({
        args: [
          { name: 'limit', value: '7' },
          { name: 'hash', value: labels?.['rollouts-pod-template-hash'] },
          { name: 'replicaset', value: 'e-a' },
          { name: 'end', value: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) },
        ],
      });
    },
  },
  {
    name: 'analysis-run-deleted',
    title: 'deleting an unfinished run makes the Experiment Error',
    async play({ stage, seen }) {
      await stage.apply(
        file(
          analysisTemplate('x', [web('x', [1], endless)]),
          experimentOf({ duration: '60s', analyses: [analysis('x')] }),
        ),
      );
      await untilShownRunning({ stage, seen }, 'x');
      await stage.remove('AnalysisRun/e-x');
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      expect(seen.phases(experiment)).toEqual(['Pending', 'Running', 'Error']);
      expect(seen.message(experiment)).toBe('analysisruns.argoproj.io "e-x" not found');
    },
  },
  {
    name: 'analysis-run-name-taken',
    title: 'a run whose name is taken gets the next one',
    async play({ stage, seen }) {
      await stage.apply(
        file(
          {
            apiVersion: 'argoproj.io/v1alpha1',
            kind: 'AnalysisRun',
            metadata: { name: 'e-x' },
            spec: { metrics: [web('other', [1])] },
          },
          analysisTemplate('x', [good]),
          experimentOf({
            templates: [pods('a', { play: { 'ready-after': '2s' } })],
            analyses: [analysis('x', required)],
          }),
        ),
      );
      await stage.until('it has ended', () => isCompleted(seen.phase(experiment)));
      expect(seen.phase(experiment)).toBe('Successful');
      expect(seen.names('AnalysisRun')).toEqual(['e-x', 'e-x.1']);
      expect(seen.value(experiment, 'status.analysisRuns[x].analysisRun')).toBe('e-x.1');
    },
  },
];
