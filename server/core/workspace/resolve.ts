/** Follows a call of an analysis to its templates, and merges them as the controller does (docs/controller/args.md#where-a-value-comes-from-in-order). */
import {
  type Analysis,
  type Arg,
  type Metric,
  type MetricRule,
  readAnalysis,
  type TemplateReference,
} from '../model/analysis.ts';
import { isWhole } from './whole.ts';
import type { Placed, Workspace } from './workspace.ts';

export interface ResolvedTemplate {
  readonly at: Placed;
  readonly analysis: Analysis;
}

/** A reference that leads nowhere: its template is in no file that we know. */
export interface MissingTemplate {
  readonly reference: TemplateReference;
  /** The template that holds the reference; absent: the caller itself. */
  readonly from?: Placed;
}

/** Something of a merged template, and where it is written. */
export interface From<T> {
  readonly what: T;
  readonly at: Placed;
}

export interface ResolvedAnalysis {
  /** The referenced templates, then nested ones depth first, namespaced before cluster ones; each once. */
  readonly templates: readonly ResolvedTemplate[];
  readonly missing: readonly MissingTemplate[];
  /** Templates that lead back to themselves, in the order of the way round. */
  readonly cycle?: readonly Placed[];
  readonly metrics: readonly From<Metric>[];
  /** By name; the definition in force: the first with a value, else the last. */
  readonly args: ReadonlyMap<string, From<Arg>>;
  /** All definitions of all templates, for those who look for conflicts. */
  readonly allArgs: readonly From<Arg>[];
  readonly dryRun: readonly From<MetricRule>[];
  readonly measurementRetention: readonly From<MetricRule>[];
  /** No template is missing, on the cluster neither where one is connected, none is one of several that fit as well, and each is read whole. */
  readonly isCertain: boolean;
}

/** More nested templates than any run has; a workspace that holds more is not followed further. */
const MAX_TEMPLATES = 200;

/** `near`: URI of the caller's file; of several templates that fit, those nearest to it count. */
export function resolveAnalysis(
  references: readonly TemplateReference[],
  namespace: string | undefined,
  workspace: Workspace,
  near?: string,
): ResolvedAnalysis {
  const search = new Search(namespace, workspace, near, workspace.home(namespace, near));
  for (const reference of references) search.follow(reference, undefined, []);
  return merge(search);
}

/** A template with all that it merges in, as if it were called by itself. */
export function resolveTemplate(at: Placed, workspace: Workspace): ResolvedAnalysis {
  const isCluster = at.document.content.identity.kind === 'ClusterAnalysisTemplate';
  const namespace = isCluster ? undefined : workspace.namespaceOf(at);
  const search = new Search(namespace, workspace, at.file.uri, workspace.homeOf(at));
  search.enter(at, []);
  return merge(search);
}

function merge({ found, missing, cycle, isCertain }: Search): ResolvedAnalysis {
  // The controller takes all namespaced templates before all cluster ones.
  const isCluster = ({ at }: ResolvedTemplate): boolean => at.document.content.identity.kind.startsWith('Cluster');
  const ordered = [...found].sort((a, b) => Number(isCluster(a)) - Number(isCluster(b)));
  const each = <T>(pick: (analysis: Analysis) => readonly T[]): readonly From<T>[] =>
    ordered.flatMap(({ at, analysis }) => pick(analysis).map(what => ({ what, at })));
  const allArgs = each(analysis => analysis.args);
  return {
    templates: found,
    missing,
    ...(cycle ? { cycle } : {}),
    metrics: each(analysis => analysis.metrics),
    args: mergeArgs(allArgs),
    allArgs,
    dryRun: each(analysis => analysis.dryRun),
    measurementRetention: each(analysis => analysis.measurementRetention),
    isCertain: isCertain && missing.length === 0,
  };
}

/** Whether an arg has a value by itself: a default, an empty one too, or a source. */
export function hasOwnValue({ value, valueFrom }: Arg): boolean {
  return value !== undefined || valueFrom !== undefined;
}

class Search {
  readonly found: ResolvedTemplate[] = [];
  readonly missing: MissingTemplate[] = [];
  cycle: readonly Placed[] | undefined;
  isCertain = true;
  readonly #namespace: string | undefined;
  readonly #workspace: Workspace;
  readonly #near: string | undefined;
  /** Where the cluster would look. */
  readonly #home: string | undefined;

  constructor(namespace: string | undefined, workspace: Workspace, near: string | undefined, home: string | undefined) {
    this.#home = home;
    this.#namespace = namespace;
    this.#workspace = workspace;
    this.#near = near;
  }

  follow(reference: TemplateReference, from: Placed | undefined, way: readonly Placed[]): void {
    const name = reference.templateName?.text;
    if (name === undefined || this.found.length > MAX_TEMPLATES) {
      this.isCertain = false;
      return;
    }
    const [own, ...others] = this.#workspace.analysisTemplates(
      name,
      reference.clusterScope,
      this.#namespace,
      from?.file.uri ?? this.#near,
    );
    if (others.length > 0) this.isCertain = false;
    const at = own ?? this.#workspace.cluster?.template(name, reference.clusterScope, this.#home);
    if (at) this.enter(at, way);
    else this.missing.push({ reference, ...(from ? { from } : {}) });
  }

  enter(at: Placed, way: readonly Placed[]): void {
    const before = way.findIndex(({ document }) => document === at.document);
    if (before >= 0) {
      this.cycle ??= way.slice(before);
      return;
    }
    if (this.found.some(each => each.at.document === at.document)) return;
    if (!isWhole(at)) this.isCertain = false;
    const analysis = readAnalysis(at.document.content.yaml.root);
    this.found.push({ at, analysis });
    const nested = [...analysis.templates].sort((a, b) => Number(a.clusterScope) - Number(b.clusterScope));
    for (const each of nested) this.follow(each, at, [...way, at]);
  }
}

function mergeArgs(all: readonly From<Arg>[]): ReadonlyMap<string, From<Arg>> {
  const merged = new Map<string, From<Arg>>();
  for (const arg of all) {
    const name = arg.what.name?.text;
    if (name === undefined) continue;
    const before = merged.get(name);
    // A source does not count here: a later definition replaces one that has no value of its own.
    if (!before || before.what.value === undefined) merged.set(name, arg);
  }
  return merged;
}
