/** Rehearses one runnable: the files give the spec, the scenario what the world does. */
import type { ExperimentSpec } from '../lifecycle/experiment-spec.ts';
import { defaultScenario, scenariosFor } from '../lifecycle/ready-made-scenarios.ts';
import { rehearse } from '../lifecycle/rehearse.ts';
import type { AnalysisScenario, Scenario } from '../lifecycle/scenario.ts';
import type { Timeline } from '../lifecycle/timeline.ts';
import { analysisLength } from '../model/analysis-length.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface Rehearsal {
  readonly timeline: Timeline;
  readonly scenario: Scenario;
}

/** Parts that `chosen` leaves out are as in the first of {@link scenariosOf}. */
export function rehearseSpec(spec: ExperimentSpec, chosen: Partial<Scenario>, workspace: Workspace): Rehearsal {
  const well = withKnownLengths(defaultScenario(spec), spec, workspace);
  const scenario = { ...well, ...chosen, analyses: { ...well.analyses, ...chosen.analyses } };
  return { timeline: rehearse(spec, scenario), scenario };
}

export function scenariosOf(spec: ExperimentSpec, workspace: Workspace): readonly Scenario[] {
  return scenariosFor(spec).map(scenario => withKnownLengths(scenario, spec, workspace));
}

/** Analyses whose template is known take as long as that template says. */
function withKnownLengths(scenario: Scenario, spec: ExperimentSpec, workspace: Workspace): Scenario {
  const known: Record<string, AnalysisScenario> = {};
  for (const { name, templateName, clusterScope } of spec.analyses) {
    const template = workspace.analysisTemplate(templateName, clusterScope === true, spec.namespace);
    const length = template && analysisLength(template.document.content.yaml.root);
    if (length === 'endless') known[name] = { outcome: 'endless', afterMs: 0 };
    else if (length !== undefined) known[name] = { ...scenario.defaultAnalysis, afterMs: length };
  }
  return { ...scenario, analyses: { ...known, ...scenario.analyses } };
}
