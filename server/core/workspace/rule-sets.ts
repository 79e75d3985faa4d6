/** The rules of `dryRun` and `measurementRetention`, and the runs for which they count. */
import { type Metric, type MetricRule, readAnalysis, readMetricRules, TEMPLATE_KINDS } from '../model/analysis.ts';
import { valueAt, type YamlMap } from '../yaml/node.ts';
import { isMergedElsewhere } from './merging.ts';
import type { From, ResolvedAnalysis } from './resolve.ts';
import { resolveBodies } from './resolved-body.ts';
import type { ResolvedCall } from './resolved-call.ts';
import type { Placed, Workspace } from './workspace.ts';

export type RuleField = 'dryRun' | 'measurementRetention';

/** Rules that are written in one place. */
export interface RuleSet {
  /** The map that holds the field. */
  readonly owner: YamlMap;
  readonly rules: readonly MetricRule[];
  readonly runs: readonly RuledRun[];
}

export interface RuledRun {
  readonly metrics: readonly From<Metric>[];
  /** All rules of the run: these, and those of its templates. */
  readonly rules: readonly MetricRule[];
  /** All metrics of the run are known. Looks through the workspace, so ask last. */
  readonly isCertain: () => boolean;
}

export interface RuleSource extends Placed {
  readonly workspace: Workspace;
  readonly calls: () => readonly ResolvedCall[];
  readonly merged: () => ResolvedAnalysis | undefined;
}

/** Only places that have rules. */
export function ruleSets(source: RuleSource, field: RuleField): readonly RuleSet[] {
  const { root } = source.document.content.yaml;
  const { kind } = source.document.content.identity;
  if (kind === 'Experiment' || kind === 'Rollout') return ofCalls(source, field);
  const owner = valueAt(root, 'spec');
  const rules = readMetricRules(owner, field);
  if (owner?.kind !== 'map' || rules.length === 0) return [];
  if (!TEMPLATE_KINDS.includes(kind)) {
    const at = { file: source.file, document: source.document };
    const metrics = readAnalysis(root).metrics.map(what => ({ what, at }));
    return [{ owner, rules, runs: [{ metrics, rules, isCertain: () => true }] }];
  }
  const analysis = source.merged();
  if (!analysis) return [];
  // What is merged with others may rule over their metrics.
  const isAlone = (): boolean => source.workspace.isComplete && !isMergedElsewhere(source, source.workspace);
  return [{ owner, rules, runs: [runOf(analysis, field, [], isAlone)] }];
}

function ofCalls(source: RuleSource, field: RuleField): readonly RuleSet[] {
  const { root } = source.document.content.yaml;
  const { kind } = source.document.content.identity;
  const resolved = source.calls();
  const set = (owner: YamlMap, own: readonly ResolvedCall[]): readonly RuleSet[] => {
    const rules = readMetricRules(owner, field);
    const analyses = new Set(own.map(({ analysis }) => analysis));
    const runs = [...analyses].map(analysis => runOf(analysis, field, rules, () => true));
    return rules.length === 0 ? [] : [{ owner, rules, runs }];
  };
  const ofBodies = resolveBodies(root, kind, resolved).flatMap(({ node, calls }) => set(node, calls));
  const ofAnalyses = resolved.filter(({ call }) => !call.place.startsWith('experiment'));
  return [...ofBodies, ...ofAnalyses.flatMap(each => set(each.call.node, [each]))];
}

function runOf(
  analysis: ResolvedAnalysis,
  field: RuleField,
  rules: readonly MetricRule[],
  isAlone: () => boolean,
): RuledRun {
  const own = analysis[field].map(({ what }) => what);
  return { metrics: analysis.metrics, rules: [...own, ...rules], isCertain: () => analysis.isCertain && isAlone() };
}
