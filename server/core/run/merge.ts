/** The AnalysisRun that the Experiment controller makes of a call: its templates merged, its args resolved, or why it makes none. */

import { parseGoDuration } from '../kube/duration.ts';
import type { AnalysisSpec, ExperimentSpec } from '../lifecycle/experiment-spec.ts';
import { EPOCH } from '../lifecycle/meter.ts';
import { nameReplicaSet } from '../lifecycle/replica-set.ts';
import type { Arg, MetricRule, TemplateReference } from '../model/analysis.ts';
import { exprVersion } from '../model/condition.ts';
import { fillTags } from '../model/go-json.ts';
import { intOrStringAt } from '../model/reading.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import type { From } from '../workspace/resolve.ts';
import type { ResolvedCall } from '../workspace/resolved-call.ts';
import type { ReadSecret } from '../workspace/secrets.ts';
import { isWhole } from '../workspace/whole.ts';
import { resolveAlias, scalarAt } from '../yaml/node.ts';
import { type RunArg, type RunParts, readRunArg } from './parts.ts';
import { readRunSpec } from './spec.ts';

/** Undefined: not all of its templates are known. `isComplete`: all files of the workspace are known, so that what is missing is not there. */
export function rehearsedRun(
  resolved: ResolvedCall,
  experiment: ExperimentSpec,
  { isComplete, readSecret }: { readonly isComplete: boolean; readonly readSecret: ReadSecret },
  argoVersion: ArgoVersion,
): Pick<AnalysisSpec, 'run' | 'runRefusal'> | undefined {
  const { analysis } = resolved;
  const nested = isComplete ? analysis.missing.find(({ from }) => from !== undefined) : undefined;
  if (nested) return { runRefusal: describeMissing(nested.reference, argoVersion) };
  const isKnown =
    analysis.templates.length > 0 &&
    analysis.missing.length === 0 &&
    analysis.cycle === undefined &&
    analysis.templates.every(({ at }) => isWhole(at));
  if (!isKnown) return undefined;
  const merged = merge(resolved, experiment, readSecret);
  if ('refusal' in merged) return { runRefusal: merged.refusal };
  if (merged.metrics.length === 0) {
    const name = `${experiment.name}-${resolved.call.name?.text ?? ''}`;
    return { runRefusal: `AnalysisRun.argoproj.io "${name}" is invalid: spec.metrics: Required value` };
  }
  return { run: readRunSpec(merged, argoVersion) };
}

/** Argo 1.10 names the kind where older releases name the resource. */
function describeMissing({ templateName, clusterScope }: TemplateReference, argoVersion: ArgoVersion): string {
  const kind = clusterScope ? 'clusteranalysistemplate' : 'analysistemplate';
  const resource = exprVersion(argoVersion) === '1.15' ? `${kind}s` : kind;
  return `${resource}.argoproj.io "${templateName?.text ?? ''}" not found`;
}

/** In the controller's order: the caller's args, then the templates, then the two together. */
function merge(
  { call, analysis }: ResolvedCall,
  experiment: ExperimentSpec,
  readSecret: ReadSecret,
): RunParts | { refusal: string } {
  const passed = resolvePassed(call.args, experiment);
  if ('refusal' in passed) return passed;
  const conflict =
    findTwice(analysis.metrics, metric => metric.name?.text ?? '', 'metrics') ??
    findTwice(analysis.dryRun, nameOf, 'Dry-Run metric rules') ??
    findTwice(analysis.measurementRetention, nameOf, 'Measurement Retention metric rules') ??
    findArgConflict(analysis.allArgs);
  if (conflict !== undefined) return { refusal: conflict };
  const args: RunArg[] = [];
  for (const [name, { what }] of analysis.args) {
    const value = passed.values.get(name) ?? what.value?.text;
    if (value === undefined && !what.valueFrom) return { refusal: `args.${name} was not resolved` };
    args.push(readRunArg(name, value, what.valueFrom, readSecret));
  }
  const dryRun = [...call.dryRun, ...analysis.dryRun.map(({ what }) => what)];
  const retention = [...call.measurementRetention, ...analysis.measurementRetention.map(({ what }) => what)];
  const twice =
    findTwice(
      dryRun.map(what => ({ what })),
      nameOf,
      'Dry-Run metric rules',
    ) ??
    findTwice(
      retention.map(what => ({ what })),
      nameOf,
      'Measurement Retention metric rules',
    );
  if (twice !== undefined) return { refusal: twice };
  return {
    metrics: analysis.metrics.map(({ what }) => what.node),
    args,
    dryRun: dryRun.map(nameOf),
    measurementRetention: retention.map(rule => ({
      metricName: nameOf(rule),
      limit: intOrStringAt(rule.node, 'limit') ?? 0,
    })),
  };
}

function nameOf({ metricName }: MetricRule): string {
  return metricName?.text ?? '';
}

function findTwice<T>(
  list: readonly Pick<From<T>, 'what'>[],
  name: (what: T) => string,
  words: string,
): string | undefined {
  const seen = new Set<string>();
  for (const { what } of list) {
    if (seen.has(name(what))) return `two ${words} have the same name '${name(what)}'`;
    seen.add(name(what));
  }
  return undefined;
}

function findArgConflict(all: readonly From<Arg>[]): string | undefined {
  const values = new Map<string, string>();
  for (const { what } of all) {
    const name = what.name?.text ?? '';
    const value = what.value?.text;
    const before = values.get(name);
    if (before !== undefined && value !== undefined && before !== value) {
      return `Argument \`${name}\` specified multiple times with different values: '${before}', '${value}'`;
    }
    if (value !== undefined && before === undefined) values.set(name, value);
  }
  return undefined;
}

/** Values that the Experiment passes, with its own placeholders filled in. Sources are dropped, but for those that a step's Rollout reads. */
function resolvePassed(
  args: readonly Arg[],
  experiment: ExperimentSpec,
): { values: ReadonlyMap<string, string> } | { refusal: string } {
  const tags = tagsOf(experiment);
  const values = new Map<string, string>();
  for (const { name, value, valueFrom } of args) {
    const text = value?.text ?? standInOf(valueFrom);
    if (text === undefined) continue;
    const filled = fillTags(text, tags);
    if ('error' in filled) return { refusal: filled.error };
    values.set(name?.text ?? '', filled.text);
  }
  return { values };
}

/** A text in the place of what only a cluster knows. */
function standInOf(valueFrom: Arg['valueFrom']): string | undefined {
  const node = resolveAlias(valueFrom);
  const hash = scalarAt(node, 'podTemplateHashValue')?.text;
  if (hash !== undefined) return standInHash(hash);
  return scalarAt(node, 'fieldRef', 'fieldPath')?.text;
}

/** The tags of the Experiment's engine. The clock of a rehearsal begins at a fixed time, which stands for that of availability, too. */
function tagsOf(experiment: ExperimentSpec): ReadonlyMap<string, string> {
  const tags = new Map([['experiment.availableAt', formatTime(EPOCH)]]);
  const duration = experiment.duration ? parseGoDuration(experiment.duration) : undefined;
  if (duration?.ok === true) tags.set('experiment.finishedAt', formatTime(EPOCH + duration.ms));
  for (const { name } of experiment.templates) {
    tags.set(`templates.${name}.podTemplateHash`, standInHash(name));
    tags.set(`templates.${name}.replicaset.name`, nameReplicaSet(experiment.name, name));
  }
  return tags;
}

/** RFC 3339, whole seconds; times beyond those that a date can have stay at its limit. */
function formatTime(ms: number): string {
  const limit = 8.64e15;
  return new Date(Math.max(-limit, Math.min(limit, ms))).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Looks like the hash of a pod template and is the same in every rehearsal. */
function standInHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  const characters = 'bcdfghjklmnpqrstvwxz2456789';
  let out = '';
  for (let i = 0; i < 9; i++) {
    out += characters.charAt(hash % characters.length);
    hash = (Math.imul(hash, 0x01000193) + 0x9e3779b9) >>> 0;
  }
  return out;
}
