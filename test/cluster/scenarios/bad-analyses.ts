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

/** Lasts some seconds: of a run that ends at once, a busy controller makes a second one. */
const good = web('x', [1], { interval: '3s', count: 2 });

/** Analyses that end badly, and runs that are lost or have to take another name. */
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
      expect(seen.phase(experiment)).toBe(analysisPhase(seen, 'x') === 'Failed' ? 'Failed' : 'Inconclusive');
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
