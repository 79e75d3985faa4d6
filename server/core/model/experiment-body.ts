/** What an Experiment and the experiment in a canary step have in common, with the nodes to point at. */
import {
  itemsAt,
  resolveAlias,
  scalarAt,
  valueAt,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../yaml/node.ts';
import { remember } from '../yaml/remember.ts';
import { maps } from './analysis.ts';
import { type AnalysisCall, readCalls } from './analysis-call.ts';

export interface ExperimentBody {
  /** `spec` of an Experiment, `experiment` of a step. */
  readonly node: YamlMap;
  /** Index of the canary step; absent: the document is an Experiment. */
  readonly step?: number;
  readonly templates: readonly ExperimentTemplate[];
  readonly analyses: readonly AnalysisCall[];
  readonly duration?: YamlScalar;
}

export interface ExperimentTemplate {
  readonly node: YamlMap;
  readonly index: number;
  readonly name?: YamlScalar;
  /** What makes the controller want a Service. */
  readonly service?: WantedService;
  /** The pods' own: `template` of an Experiment's template, `spec.template` of the Rollout of a step. */
  readonly pods?: YamlMap;
}

export interface WantedService {
  /** Where it is asked for: `service`, or the `weight` of a step's template. */
  readonly node: YamlNode;
  readonly name?: YamlScalar;
}

/** Of an Experiment one, of a Rollout one for each step that has an experiment. */
export function readBodies(root: YamlNode | undefined, kind: string): readonly ExperimentBody[] {
  if (kind === 'Experiment') return root ? remember(root, experimentBodies) : [];
  return root && kind === 'Rollout' ? remember(root, stepBodies) : [];
}

function experimentBodies(root: YamlNode): readonly ExperimentBody[] {
  const spec = valueAt(root, 'spec');
  const calls = readCalls(root, 'Experiment');
  return spec?.kind === 'map' ? [readBody(spec, calls, template => valueAt(template, 'template'))] : [];
}

function stepBodies(root: YamlNode): readonly ExperimentBody[] {
  const calls = readCalls(root, 'Rollout');
  const pods = valueAt(root, 'spec', 'template');
  const byStep = new Map<number | undefined, AnalysisCall[]>();
  for (const call of calls) {
    if (call.place !== 'experiment-step') continue;
    const sharing = byStep.get(call.step);
    if (sharing) sharing.push(call);
    else byStep.set(call.step, [call]);
  }
  return itemsAt(root, 'spec', 'strategy', 'canary', 'steps').flatMap((item, step) => {
    const node = valueAt(resolveAlias(item), 'experiment');
    if (node?.kind !== 'map') return [];
    return [{ ...readBody(node, byStep.get(step) ?? [], () => pods), step }];
  });
}

/** A scalar's text, unless a placeholder or another tool's tag makes it something else. */
export function literal(scalar: YamlScalar | undefined): string | undefined {
  return scalar === undefined || scalar.text.includes('{{') ? undefined : scalar.text;
}

function readBody(
  node: YamlMap,
  analyses: readonly AnalysisCall[],
  podsOf: (template: YamlMap) => YamlNode | undefined,
): ExperimentBody {
  const duration = scalarAt(node, 'duration');
  const templates = maps(itemsAt(node, 'templates')).map(({ node: template, index }): ExperimentTemplate => {
    const name = scalarAt(template, 'name');
    const service = wantedService(template);
    const pods = podsOf(template);
    return {
      node: template,
      index,
      ...(name ? { name } : {}),
      ...(service ? { service } : {}),
      ...(pods?.kind === 'map' ? { pods } : {}),
    };
  });
  return { node, templates, analyses, ...(duration ? { duration } : {}) };
}

function wantedService(template: YamlMap): WantedService | undefined {
  const service = valueAt(template, 'service');
  if (service?.kind === 'map') {
    const name = scalarAt(service, 'name');
    return { node: service, ...(name && name.text !== '' ? { name } : {}) };
  }
  const weight = scalarAt(template, 'weight');
  return weight ? { node: weight } : undefined;
}
