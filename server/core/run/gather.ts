/** What the controller puts together for an AnalysisRun: its templates merged, its args resolved, or why it makes none. */
import type { ExperimentSpec } from '../lifecycle/spec/experiment-spec.ts';
import type { Arg, MetricRule, TemplateReference } from '../model/analysis.ts';
import type { AnalysisCall } from '../model/analysis-call.ts';
import { exprVersion } from '../model/condition.ts';
import { fillTags } from '../model/go-json.ts';
import { intOrStringAt } from '../model/reading.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import type { From, ResolvedAnalysis } from '../workspace/resolve.ts';
import type { ResolvedCall } from '../workspace/resolved-call.ts';
import type { ReadSecret } from '../workspace/secrets.ts';
import { isWhole } from '../workspace/whole.ts';
import type { Placed } from '../workspace/workspace.ts';
import { scalarAt } from '../yaml/node.ts';
import { type RunArg, type RunParts, readRunArg } from './parts.ts';
import { standInHash, tagsOf } from './tags.ts';

/** `crash`: the process of the controller ends when it makes the run. */
export type Gathered = RunParts | { readonly refusal: string } | { readonly crash: string };

export interface Ground {
  /** All files of the workspace are known, so that what is missing is not there. */
  readonly isComplete: boolean;
  readonly readSecret: ReadSecret;
  readonly argoVersion: ArgoVersion;
}

/** In the controller's order: the caller's args, then the templates, then the two together. Undefined: not all of its templates are known. */
export function gatherCall(
  { call, analysis }: ResolvedCall,
  experiment: ExperimentSpec | undefined,
  { isComplete, readSecret, argoVersion }: Ground,
): Gathered | undefined {
  const nested = isComplete ? analysis.missing.find(({ from }) => from !== undefined) : undefined;
  if (nested) return { refusal: describeMissing(nested.reference, argoVersion) };
  if (analysis.cycle) return { crash: describeCycle(analysis.cycle) };
  if (!isKnown(analysis)) return undefined;
  const passed = resolvePassed(call, experiment);
  if ('refusal' in passed) return passed;
  const conflict = findConflict(analysis);
  if (conflict !== undefined) return { refusal: conflict };
  const args: RunArg[] = [];
  for (const [name, { what }] of analysis.args) {
    const own = passed.args.get(name);
    if (!own && what.value === undefined && !what.valueFrom) return { refusal: `args.${name} was not resolved` };
    const isUnknown = own?.isUnknown ? ({ isUnknown: true } as const) : {};
    args.push({ ...readRunArg(name, own?.value ?? what.value?.text, what.valueFrom, readSecret), ...isUnknown });
  }
  const rules = mergeRules(call, analysis);
  if ('refusal' in rules) return rules;
  if (analysis.metrics.length === 0) {
    const name = `${experiment?.name ?? ''}-${call.name?.text ?? ''}`;
    return { refusal: `AnalysisRun.argoproj.io "${name}" is invalid: spec.metrics: Required value` };
  }
  return { metrics: analysis.metrics.map(({ what }) => what.node), args, ...rules };
}

/** `given`: values by the name of the arg. An arg without a value is one that its caller gives, as `isCalled` says, or that nobody does. */
export function gatherTemplate(
  analysis: ResolvedAnalysis,
  given: Readonly<Record<string, string>>,
  isCalled: boolean,
  readSecret: ReadSecret,
): Gathered {
  if (analysis.cycle) return { crash: describeCycle(analysis.cycle) };
  const conflict = findConflict(analysis);
  if (conflict !== undefined) return { refusal: conflict };
  const args = [...analysis.args].map(([name, { what }]): RunArg => {
    const value = Object.hasOwn(given, name) ? given[name] : what.value?.text;
    const arg = readRunArg(name, value, what.valueFrom, readSecret);
    return isCalled && value === undefined && !what.valueFrom ? { ...arg, ...UNKNOWN } : arg;
  });
  return {
    metrics: analysis.metrics.map(({ what }) => what.node),
    args,
    dryRun: analysis.dryRun.map(({ what }) => nameOf(what)),
    measurementRetention: analysis.measurementRetention.map(({ what }) => retentionOf(what)),
  };
}

const UNKNOWN = { value: 'unknown', isUnknown: true } as const;

function isKnown({ templates, missing }: ResolvedAnalysis): boolean {
  return templates.length > 0 && missing.length === 0 && templates.every(({ at }) => isWhole(at));
}

function describeCycle(cycle: readonly Placed[]): string {
  const names = [...cycle, ...cycle.slice(0, 1)].map(({ document }) => document.content.identity.name ?? '');
  return `the templates lead back to where they began (${names.join(' → ')})`;
}

/** Argo 1.10 names the kind where older releases name the resource. */
function describeMissing({ templateName, clusterScope }: TemplateReference, argoVersion: ArgoVersion): string {
  const kind = clusterScope ? 'clusteranalysistemplate' : 'analysistemplate';
  const resource = exprVersion(argoVersion) === '1.15' ? `${kind}s` : kind;
  return `${resource}.argoproj.io "${templateName?.text ?? ''}" not found`;
}

/** What the templates themselves say twice. */
function findConflict({ metrics, dryRun, measurementRetention, allArgs }: ResolvedAnalysis): string | undefined {
  return (
    findTwice(metrics, ({ what }) => what.name?.text ?? '', 'metrics') ??
    findTwice(dryRun, ({ what }) => nameOf(what), DRY_RUN) ??
    findTwice(measurementRetention, ({ what }) => nameOf(what), RETENTION) ??
    findArgConflict(allArgs)
  );
}

const DRY_RUN = 'Dry-Run metric rules';
const RETENTION = 'Measurement Retention metric rules';

/** The caller's rules and those of its templates. */
function mergeRules(
  call: AnalysisCall,
  analysis: ResolvedAnalysis,
): Pick<RunParts, 'dryRun' | 'measurementRetention'> | { readonly refusal: string } {
  const dryRun = [...call.dryRun, ...analysis.dryRun.map(({ what }) => what)];
  const retention = [...call.measurementRetention, ...analysis.measurementRetention.map(({ what }) => what)];
  const refusal = findTwice(dryRun, nameOf, DRY_RUN) ?? findTwice(retention, nameOf, RETENTION);
  if (refusal !== undefined) return { refusal };
  return { dryRun: dryRun.map(nameOf), measurementRetention: retention.map(retentionOf) };
}

function nameOf({ metricName }: MetricRule): string {
  return metricName?.text ?? '';
}

function retentionOf(rule: MetricRule): RunParts['measurementRetention'][number] {
  return { metricName: nameOf(rule), limit: intOrStringAt(rule.node, 'limit') ?? 0 };
}

function findTwice<T>(list: readonly T[], name: (item: T) => string, words: string): string | undefined {
  const seen = new Set<string>();
  for (const item of list) {
    if (seen.has(name(item))) return `two ${words} have the same name '${name(item)}'`;
    seen.add(name(item));
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

type Passed = ReadonlyMap<string, Pick<RunArg, 'isUnknown'> & { readonly value: string }>;

/** What the caller passes: an Experiment values, with its own placeholders filled in; a Rollout what it reads of itself, too. */
function resolvePassed(
  { args, place }: AnalysisCall,
  experiment: ExperimentSpec | undefined,
): { readonly args: Passed } | { readonly refusal: string } {
  const tags = experiment && tagsOf(experiment);
  const passed = new Map<string, Pick<RunArg, 'isUnknown'> & { readonly value: string }>();
  for (const { name, value, valueFrom } of args) {
    const source = place === 'experiment' ? undefined : readSource(valueFrom);
    const text = source?.value ?? value?.text ?? (place === 'experiment' ? undefined : '');
    if (text === undefined) continue;
    const filled = tags ? fillTags(text, tags) : { text };
    if ('error' in filled) return { refusal: filled.error };
    const isUnknown = source?.isUnknown ? ({ isUnknown: true } as const) : {};
    passed.set(name?.text ?? '', { value: filled.text, ...isUnknown });
  }
  return { args: passed };
}

/** A text in the place of what only a cluster knows: a hash looks like one, and of a field not even that is known. */
function readSource(valueFrom: Arg['valueFrom']): (Pick<RunArg, 'isUnknown'> & { readonly value: string }) | undefined {
  const hash = scalarAt(valueFrom, 'podTemplateHashValue')?.text;
  if (hash !== undefined) return { value: standInHash(hash) };
  const field = scalarAt(valueFrom, 'fieldRef', 'fieldPath')?.text;
  return field === undefined ? undefined : { value: field, isUnknown: true };
}
