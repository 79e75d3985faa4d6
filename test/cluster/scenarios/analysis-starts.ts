import { expect } from 'vitest';
import { analysis, analysisTemplate, experiment as experimentOf, file, required, web } from '../documents.ts';
import { analysisPhase, experiment, type Scenario } from '../scenario.ts';
import { isCompleted } from '../seen.ts';

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

/** How the run of an analysis is made, and why it cannot be. */
export const analysisStarts: readonly Scenario[] = [
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
    'arg-duration-unparsable',
    'with a duration that does not parse no value of an arg can be worked out, whatever it holds',
    file(
      analysisTemplate('x', [good], { args: [{ name: 'host' }] }),
      experimentOf({ duration: '1d', analyses: [analysis('x', { args: [{ name: 'host', value: 'shop' }] })] }),
    ),
    `Failed to create AnalysisRun for analysis 'x': time: unknown unit "d" in duration "1d"`,
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
];
