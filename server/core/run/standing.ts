/**
 * "As the file stands": the scenario of every rehearsal that chooses nothing else. What is certain to go wrong goes wrong in it, and
 * everything else goes well.
 */

import { defaultScenario } from '../lifecycle/answers/ready-made-scenarios.ts';
import type { ExperimentSpec } from '../lifecycle/spec/experiment-spec.ts';
import { type Scenario, type Series, withSeries } from '../lifecycle/spec/scenario.ts';
import type { JudgedExperiment } from './judge.ts';

/** `spec`: with what is measured. `judged`: undefined where the document is too broken to have analyses. */
export function standingScenario(spec: ExperimentSpec, judged: JudgedExperiment | undefined): Scenario {
  if (judged === undefined) return defaultScenario(spec);
  const missingTemplates = judged.calls.filter(call => judged.lacksTemplate(call)).map(({ name }) => name);
  const flawed = judged.calls.map((call): Series => {
    const flaws = judged.flawsOf(call).map(({ metric, answer }) => [metric, { inTurn: [answer] }] as const);
    return { [call.name]: Object.fromEntries(flaws) };
  });
  return {
    ...defaultScenario(spec),
    missingTemplates,
    metrics: flawed.reduce((all, each) => withSeries(all, each), {}),
  };
}

/** What `chosen` says goes before what is certain, since whoever chose it may know more; what it leaves out stands. */
export function completeScenario(standing: Scenario, chosen: Partial<Scenario>): Scenario {
  const isChosen = (analysis: string): boolean =>
    Object.hasOwn(chosen.analyses ?? {}, analysis) || Object.hasOwn(chosen.metrics ?? {}, analysis);
  const missing = standing.missingTemplates.filter(analysis => !isChosen(analysis));
  return {
    ...standing,
    ...chosen,
    analyses: { ...standing.analyses, ...chosen.analyses },
    metrics: withSeries(standing.metrics, chosen.metrics),
    missingTemplates: [...new Set([...missing, ...(chosen.missingTemplates ?? [])])],
  };
}
