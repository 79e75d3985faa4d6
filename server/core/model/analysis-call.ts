/** Every place that starts an analysis: which templates it names, and what it passes to them. */
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
import {
  type Arg,
  type MetricRule,
  maps,
  readArgs,
  readMetricRules,
  readReference,
  readReferences,
  type TemplateReference,
} from './analysis.ts';
import { booleanAt } from './reading.ts';

/**
 * `experiment`: an analysis of an Experiment; `experiment-step`: one of an experiment in a canary step; `inline`: an
 * analysis step; `background`: `canary.analysis`; `pre`, `post`: the promotion analyses of a blue-green Rollout.
 */
export type CallPlace = 'experiment' | 'experiment-step' | 'inline' | 'background' | 'pre' | 'post';

export interface AnalysisCall {
  readonly place: CallPlace;
  /** The object that holds the call. */
  readonly node: YamlMap;
  /** `name` of an analysis of an experiment. */
  readonly name?: YamlScalar;
  readonly references: readonly TemplateReference[];
  readonly args: readonly Arg[];
  /** Rules that the caller adds: of the Experiment, of the step's experiment, of the Rollout's analysis. */
  readonly dryRun: readonly MetricRule[];
  readonly measurementRetention: readonly MetricRule[];
  /** Undefined: not known. */
  readonly requiredForCompletion: boolean | undefined;
  /** Index of the canary step. */
  readonly step?: number;
}

/** In the order of the document. Other kinds: none. */
export function readCalls(root: YamlNode | undefined, kind: string): readonly AnalysisCall[] {
  if (kind === 'Experiment') return root ? remember(root, callsOfExperiment) : [];
  return root && kind === 'Rollout' ? remember(root, rolloutCalls) : [];
}

function callsOfExperiment(root: YamlNode): readonly AnalysisCall[] {
  return experimentCalls(valueAt(root, 'spec'), 'experiment');
}

function rolloutCalls(root: YamlNode): readonly AnalysisCall[] {
  const strategy = valueAt(root, 'spec', 'strategy');
  const steps = itemsAt(strategy, 'canary', 'steps').flatMap((item, step) => {
    const node = resolveAlias(item);
    const inner = experimentCalls(valueAt(node, 'experiment'), 'experiment-step').map(call => ({ ...call, step }));
    return [...rolloutAnalysis(valueAt(node, 'analysis'), 'inline').map(call => ({ ...call, step })), ...inner];
  });
  return [
    ...rolloutAnalysis(valueAt(strategy, 'canary', 'analysis'), 'background'),
    ...steps,
    ...rolloutAnalysis(valueAt(strategy, 'blueGreen', 'prePromotionAnalysis'), 'pre'),
    ...rolloutAnalysis(valueAt(strategy, 'blueGreen', 'postPromotionAnalysis'), 'post'),
  ];
}

function experimentCalls(spec: YamlNode | undefined, place: 'experiment' | 'experiment-step'): readonly AnalysisCall[] {
  const dryRun = readMetricRules(spec, 'dryRun');
  const measurementRetention = readMetricRules(spec, 'measurementRetention');
  return maps(itemsAt(spec, 'analyses')).map(({ node }): AnalysisCall => {
    const name = scalarAt(node, 'name');
    return {
      place,
      node,
      references: [readReference(node)],
      args: readArgs(node),
      dryRun,
      measurementRetention,
      requiredForCompletion: booleanAt(node, 'requiredForCompletion'),
      ...(name ? { name } : {}),
    };
  });
}

function rolloutAnalysis(node: YamlNode | undefined, place: CallPlace): readonly AnalysisCall[] {
  if (node?.kind !== 'map') return [];
  return [
    {
      place,
      node,
      references: readReferences(node, 'templates'),
      args: readArgs(node),
      dryRun: readMetricRules(node, 'dryRun'),
      measurementRetention: readMetricRules(node, 'measurementRetention'),
      requiredForCompletion: false,
    },
  ];
}
