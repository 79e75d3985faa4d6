/** Reads what AnalysisTemplate, ClusterAnalysisTemplate and AnalysisRun have in common, with the nodes to point at. */
import {
  effectiveEntries,
  itemsAt,
  resolveAlias,
  scalarAt,
  valueAt,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from '../yaml/node.ts';
import { remember } from '../yaml/remember.ts';
import { isTrueAt } from './reading.ts';

export const TEMPLATE_KINDS: readonly string[] = ['AnalysisTemplate', 'ClusterAnalysisTemplate'];
export const ANALYSIS_KINDS: readonly string[] = [...TEMPLATE_KINDS, 'AnalysisRun'];
/** Kinds that start analyses. */
export const CALLER_KINDS: readonly string[] = ['Experiment', 'Rollout'];
/** Every kind of Argo Rollouts. */
export const ARGO_KINDS: readonly string[] = [...ANALYSIS_KINDS, ...CALLER_KINDS];

export function templateKind(clusterScope: boolean | undefined): string {
  return clusterScope === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
}

export interface Metric {
  readonly node: YamlMap;
  readonly index: number;
  readonly name?: YamlScalar;
  /** The keys of `provider` that have a value; a plugin counts once here, whatever plugins it names. */
  readonly providers: readonly YamlEntry[];
}

/** An arg that is declared in a template or run, or passed by a caller. */
export interface Arg {
  readonly node: YamlMap;
  readonly name?: YamlScalar;
  readonly value?: YamlScalar;
  readonly valueFrom?: YamlMap;
}

/** A rule of `dryRun` or `measurementRetention`. */
export interface MetricRule {
  readonly node: YamlMap;
  readonly metricName?: YamlScalar;
}

/** A reference to a template by name. */
export interface TemplateReference {
  readonly node: YamlMap;
  readonly templateName?: YamlScalar;
  readonly clusterScope: boolean;
}

export interface Analysis {
  readonly metrics: readonly Metric[];
  readonly args: readonly Arg[];
  readonly dryRun: readonly MetricRule[];
  readonly measurementRetention: readonly MetricRule[];
  /** `spec.templates`: other templates merged in. */
  readonly templates: readonly TemplateReference[];
}

export function readAnalysis(root: YamlNode | undefined): Analysis {
  return root ? remember(root, read) : NOTHING;
}

const NOTHING: Analysis = { metrics: [], args: [], dryRun: [], measurementRetention: [], templates: [] };

function read(root: YamlNode): Analysis {
  const spec = valueAt(root, 'spec');
  return {
    metrics: maps(itemsAt(spec, 'metrics')).map(readMetric),
    args: readArgs(spec),
    dryRun: readMetricRules(spec, 'dryRun'),
    measurementRetention: readMetricRules(spec, 'measurementRetention'),
    templates: readReferences(spec, 'templates'),
  };
}

/** `args` of a template, run or caller. */
export function readArgs(owner: YamlNode | undefined): readonly Arg[] {
  return maps(itemsAt(owner, 'args')).map(({ node }): Arg => {
    const name = scalarAt(node, 'name');
    const value = scalarAt(node, 'value');
    const valueFrom = valueAt(node, 'valueFrom');
    return {
      node,
      ...(name ? { name } : {}),
      ...(value ? { value } : {}),
      ...(valueFrom?.kind === 'map' ? { valueFrom } : {}),
    };
  });
}

export function readMetricRules(
  owner: YamlNode | undefined,
  field: 'dryRun' | 'measurementRetention',
): readonly MetricRule[] {
  return maps(itemsAt(owner, field)).map(({ node }): MetricRule => {
    const metricName = scalarAt(node, 'metricName');
    return { node, ...(metricName ? { metricName } : {}) };
  });
}

export function readReferences(owner: YamlNode | undefined, field: string): readonly TemplateReference[] {
  return maps(itemsAt(owner, field)).map(({ node }) => readReference(node));
}

export function readReference(node: YamlMap): TemplateReference {
  const templateName = scalarAt(node, 'templateName');
  return { node, clusterScope: isTrueAt(node, 'clusterScope'), ...(templateName ? { templateName } : {}) };
}

/** The items of a list that are maps, aliases followed, with their place in the list. */
export function maps(items: readonly YamlNode[]): readonly { readonly node: YamlMap; readonly index: number }[] {
  return items.flatMap((item, index) => {
    const node = resolveAlias(item);
    return node?.kind === 'map' ? [{ node, index }] : [];
  });
}

export function readMetric({ node, index }: { readonly node: YamlMap; readonly index: number }): Metric {
  const name = scalarAt(node, 'name');
  const provider = valueAt(node, 'provider');
  const entries = provider?.kind === 'map' ? effectiveEntries(provider) : [];
  const providers = entries.filter(entry => {
    const value = resolveAlias(entry.value);
    return value !== undefined && !(value.kind === 'scalar' && value.value === null);
  });
  return { node, index, providers, ...(name ? { name } : {}) };
}
