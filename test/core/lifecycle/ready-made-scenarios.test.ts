import { describe, expect, it } from 'vitest';
import { defaultScenario, scenariosFor } from '../../../server/core/lifecycle/answers/ready-made-scenarios.ts';
import { rehearse } from '../../../server/core/lifecycle/experiment/rehearse.ts';
import type { ExperimentSpec } from '../../../server/core/lifecycle/spec/experiment-spec.ts';
import { analysis, experiment, required, template } from './play.ts';

/** Each scenario's title, and what it comes to. */
function offer(spec: ExperimentSpec): string[] {
  return scenariosFor(spec).map(scenario => {
    const { verdict } = rehearse(spec, scenario);
    return `${scenario.title}: ${verdict.kind}${'phase' in verdict ? ` ${verdict.phase}` : ''}`;
  });
}

describe('scenariosFor', () => {
  it('offers the good day first, then one bad thing at a time', () => {
    const spec = experiment({
      duration: '20m',
      templates: [template('baseline'), template('canary')],
      analyses: [analysis('errors')],
    });
    expect(offer(spec)).toMatchInlineSnapshot(`
      [
        "as the file stands: finished Successful",
        "pods are slow (5 min): finished Successful",
        "baseline never ready (ImagePullBackOff): finished Failed",
        "baseline crashes: finished Failed",
        "canary never ready (ImagePullBackOff): finished Failed",
        "canary crashes: finished Failed",
        "pods crash again and again: finished Successful",
        "errors fails: finished Failed",
        "errors ends in error: finished Error",
        "errors is inconclusive: finished Inconclusive",
        "terminated after 1 min: finished Successful",
      ]
    `);
  });

  it('offers the order of finishing when required and optional analyses are mixed', () => {
    expect(offer(experiment({ analyses: [required('compare'), analysis('purple')] }))).toMatchInlineSnapshot(`
      [
        "as the file stands: finished Successful",
        "required analyses finish first: hangs Running",
        "pods are slow (5 min): finished Successful",
        "a never ready (ImagePullBackOff): finished Failed",
        "a crashes: finished Successful",
        "pods crash again and again: finished Successful",
        "compare fails: finished Failed",
        "compare ends in error: finished Error",
        "compare is inconclusive: finished Inconclusive",
        "purple fails: finished Failed",
        "purple ends in error: finished Error",
        "purple is inconclusive: finished Inconclusive",
        "terminated after 1 min: hangs Running",
      ]
    `);
  });

  it('offers an experiment without anything a day and its end', () => {
    expect(offer(experiment({ templates: [] }))).toMatchInlineSnapshot(`
      [
        "as the file stands: finished Successful",
        "terminated after 1 min: finished Successful",
      ]
    `);
  });

  it('lets things happen within a short duration', () => {
    expect(offer(experiment({ duration: '10s', analyses: [analysis('x')] }))).toMatchInlineSnapshot(`
      [
        "as the file stands: finished Successful",
        "pods are slow (5 min): finished Successful",
        "a never ready (ImagePullBackOff): finished Failed",
        "a crashes: finished Failed",
        "pods crash again and again: finished Successful",
        "x fails: finished Failed",
        "x ends in error: finished Error",
        "x is inconclusive: finished Inconclusive",
        "terminated after 5 s: finished Successful",
      ]
    `);
  });

  it('lets things happen once pods have been asked whether they are ready', () => {
    const templates = [{ ...template('a'), firstProbeSeconds: 400 }];
    expect(offer(experiment({ duration: '1m', templates }))).toMatchInlineSnapshot(`
      [
        "as the file stands: finished Successful",
        "a never ready (ImagePullBackOff): finished Failed",
        "a crashes: finished Failed",
        "pods crash again and again: finished Successful",
        "terminated after 6 min 41 s: finished Successful",
      ]
    `);
  });

  it('stays a short list', () => {
    const templates = Array.from({ length: 1000 }, (_, i) => template(`t${i}`));
    expect(scenariosFor(experiment({ templates })).length).toBe(24);
  });
});

describe('defaultScenario', () => {
  it('looks a day beyond everything that the spec names', () => {
    expect(defaultScenario(experiment({ duration: '48h' })).horizonMs).toBe(72 * 3_600_000 + 600_000);
    expect(defaultScenario(experiment({ duration: '5d', progressDeadlineSeconds: 0 })).horizonMs).toBe(86_430_000);
    const templates = [{ ...template('a'), firstProbeSeconds: 7200 }];
    expect(defaultScenario(experiment({ templates })).horizonMs).toBe(86_400_000 + 7_200_000);
    expect(defaultScenario(experiment({ duration: '-5m', scaleDownDelaySeconds: -1 })).horizonMs).toBe(87_000_000);
  });
});
