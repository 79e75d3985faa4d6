/**
 * The second of two verbs: what becomes of the analyses of a document as the files stand, when, and why. Rules, hints, lenses, rehearsals
 * and results ask here. All of it is worked out when it is first asked for, and kept as long as no file changes.
 */
import {
  boundExperiment,
  boundMetric,
  boundRun,
  type EndBounds,
  isEndless,
  type MetricBounds,
  type RunBounds,
} from '../lifecycle/analysis/end-bounds.ts';
import type { ExperimentSpec } from '../lifecycle/spec/experiment-spec.ts';
import type { MetricSpec } from '../lifecycle/spec/metric-spec.ts';
import { ANALYSIS_KINDS, type Metric, TEMPLATE_KINDS } from '../model/analysis.ts';
import type { AnalysisCall } from '../model/analysis-call.ts';
import { readExperiment, readExperimentStep } from '../model/experiment.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { variablesIn } from '../templating/tokens.ts';
import { explainMissing, type MissingTemplateReason } from '../workspace/missing-template.ts';
import { rememberState } from '../workspace/remember-state.ts';
import type { From, ResolvedAnalysis } from '../workspace/resolve.ts';
import { type ResolvedBody, resolveBodies } from '../workspace/resolved-body.ts';
import { type ResolvedCall, resolveCalls } from '../workspace/resolved-call.ts';
import type { Placed, Workspace } from '../workspace/workspace.ts';
import { type CompiledRun, compile } from './compile.ts';
import { type Flaw, findFlaws } from './flaws.ts';
import { type DeadHost, findDeadHosts } from './hosts.ts';
import { tagsOf } from './tags.ts';

export function judge(at: Placed, workspace: Workspace, argoVersion: ArgoVersion): Judgement {
  return rememberState(workspace, at, `judgement for ${argoVersion}`, () => new Judgement(at, workspace, argoVersion));
}

export class Judgement {
  readonly #at: Placed;
  readonly #workspace: Workspace;
  readonly #argoVersion: ArgoVersion;
  #calls: readonly JudgedCall[] | undefined;
  #experiments: readonly JudgedExperiment[] | undefined;
  #run: JudgedRun | undefined;
  readonly #specs = new Map<number | undefined, ExperimentSpec>();

  constructor(at: Placed, workspace: Workspace, argoVersion: ArgoVersion) {
    this.#at = at;
    this.#workspace = workspace;
    this.#argoVersion = argoVersion;
  }

  /** The analyses that the document starts, in its order. */
  get calls(): readonly JudgedCall[] {
    this.#calls ??= resolveCalls(this.#at, this.#workspace).map(
      resolved => new JudgedCall(resolved, () => this.#compileCall(resolved)),
    );
    return this.#calls;
  }

  /** An Experiment, or those in the steps of a Rollout. */
  get experiments(): readonly JudgedExperiment[] {
    const { yaml, identity } = this.#at.document.content;
    this.#experiments ??= resolveBodies(yaml.root, identity.kind, this.calls).map(
      body => new JudgedExperiment(body, this.#specOf(body.step), this.#at, this.#workspace),
    );
    return this.#experiments;
  }

  /** Of a template with its defaults, whose other args its callers give; of an AnalysisRun. Undefined: the document is neither. */
  get run(): JudgedRun | undefined {
    const { kind } = this.#at.document.content.identity;
    if (!ANALYSIS_KINDS.includes(kind)) return undefined;
    const source = TEMPLATE_KINDS.includes(kind)
      ? ({ kind: 'template', isCalled: true } as const)
      : ({ kind: 'run' } as const);
    this.#run ??= new JudgedRun(() => compile(source, this.#at, this.#workspace, this.#argoVersion));
    return this.#run;
  }

  #compileCall(resolved: ResolvedCall): CompiledRun {
    const { place, step } = resolved.call;
    const experiment = place.startsWith('experiment') ? this.#specOf(step) : undefined;
    const source = { kind: 'call', resolved, ...(experiment ? { experiment } : {}) } as const;
    return compile(source, this.#at, this.#workspace, this.#argoVersion);
  }

  #specOf(step: number | undefined): ExperimentSpec {
    const { root } = this.#at.document.content.yaml;
    const spec = this.#specs.get(step) ?? (step === undefined ? readExperiment(root) : readExperimentStep(root, step));
    this.#specs.set(step, spec);
    return spec;
  }
}

/** A metric of a run as it will be measured, args filled in. */
export interface JudgedMetric {
  readonly spec: MetricSpec;
  readonly written: From<Metric>;
  /** Undefined: it hangs on values that are not known. */
  readonly bounds: MetricBounds | undefined;
}

export class JudgedRun {
  readonly #compile: () => CompiledRun;
  #compiled: CompiledRun | undefined;
  #metrics: readonly JudgedMetric[] | undefined;

  constructor(work: () => CompiledRun) {
    this.#compile = work;
  }

  get compiled(): CompiledRun {
    this.#compiled ??= this.#compile();
    return this.#compiled;
  }

  /** None of a run that is refused, or not known. */
  get metrics(): readonly JudgedMetric[] {
    const { spec, metrics: written } = this.compiled;
    this.#metrics ??= (spec?.metrics ?? []).flatMap((metric, index): readonly JudgedMetric[] => {
      const place = written[index];
      return place
        ? [{ spec: metric, written: place, bounds: metric.isPaceUnknown ? undefined : boundMetric(metric) }]
        : [];
    });
    return this.#metrics;
  }

  /** Undefined: it is refused, or hangs on what is not known. */
  get bounds(): RunBounds | undefined {
    const { spec } = this.compiled;
    return spec && boundRun(spec);
  }
}

export class JudgedCall implements ResolvedCall {
  readonly call: AnalysisCall;
  readonly analysis: ResolvedAnalysis;
  /** What its templates come to with what it passes. Not to be relied on where `analysis.isCertain` is not true. */
  readonly run: JudgedRun;

  /** Of an analysis of an experiment; empty: it has none. */
  get name(): string {
    return this.call.name?.text ?? '';
  }

  constructor({ call, analysis }: ResolvedCall, work: () => CompiledRun) {
    this.call = call;
    this.analysis = analysis;
    this.run = new JudgedRun(work);
  }

  /** Undefined: not all that it hangs on is known, or the run is refused. */
  get bounds(): RunBounds | undefined {
    return this.analysis.isCertain ? this.run.bounds : undefined;
  }

  /** A metric that nothing ends but its failure. Undefined: there is none, or that is not known. */
  get endlessMetric(): JudgedMetric | undefined {
    const isFound = ({ bounds }: JudgedMetric): boolean => bounds !== undefined && isEndless(bounds);
    return this.analysis.isCertain ? this.run.metrics.find(isFound) : undefined;
  }
}

export class JudgedExperiment {
  readonly body: ResolvedBody<JudgedCall>;
  readonly #spec: ExperimentSpec;
  readonly #at: Placed;
  readonly #workspace: Workspace;
  #whole: ExperimentSpec | undefined;
  #deadHosts: readonly DeadHost<JudgedCall>[] | undefined;

  constructor(body: ResolvedBody<JudgedCall>, spec: ExperimentSpec, at: Placed, workspace: Workspace) {
    this.body = body;
    this.#spec = spec;
    this.#at = at;
    this.#workspace = workspace;
  }

  get calls(): readonly JudgedCall[] {
    return this.body.calls;
  }

  /** As it is written. */
  get text(): string {
    const { start, end } = this.body.node.range;
    return this.#at.document.text.slice(start, end);
  }

  /** With what its analyses measure, as far as their templates are known. */
  get spec(): ExperimentSpec {
    this.#whole ??= withRuns(this.#spec, this.calls);
    return this.#whole;
  }

  /** Why the template that one of its analyses names is not there. Undefined: it is, or not all is known. */
  missing({ call, analysis }: JudgedCall): MissingTemplateReason | undefined {
    if (!analysis.missing.some(({ from }) => from === undefined)) return undefined;
    const namespace = this.#workspace.namespaceOf(this.#at);
    const home = this.#workspace.homeOf(this.#at);
    for (const reference of call.references) {
      const why = explainMissing(reference, namespace, this.#workspace, home);
      if (why) return why;
    }
    return undefined;
  }

  /** It certainly has no template: the controller does not find it. */
  lacksTemplate(call: JudgedCall): boolean {
    const why = this.missing(call);
    return why !== undefined && !(why.is === 'absent' && why.isElsewhere);
  }

  /** What goes wrong in each of its metrics because of where it asks. */
  flawsOf(call: JudgedCall): readonly Flaw[] {
    return findFlaws(
      call.run.metrics,
      this.deadHosts.filter(each => each.call === call),
    );
  }

  /** Hosts that its analyses are told to ask, and that nobody finds. */
  get deadHosts(): readonly DeadHost<JudgedCall>[] {
    this.#deadHosts ??= findDeadHosts(this.body, this.#at, this.#workspace, tagsOf(this.#spec));
    return this.#deadHosts;
  }

  /** From the moment all templates are available. Undefined: an analysis is refused, or hangs on what is not known. */
  get bounds(): EndBounds | undefined {
    const isKnown = this.calls.every(({ analysis }) => analysis.isCertain) && variablesIn(this.text).length === 0;
    return isKnown ? boundExperiment(this.spec) : undefined;
  }
}

function withRuns(spec: ExperimentSpec, calls: readonly JudgedCall[]): ExperimentSpec {
  const byName = new Map<string, JudgedCall[]>();
  for (const each of calls) {
    byName.set(each.name, [...(byName.get(each.name) ?? []), each]);
  }
  const analyses = spec.analyses.map(analysis => {
    // Of several with one name each takes its own.
    const { spec: run, refusal, crash } = byName.get(analysis.name)?.shift()?.run.compiled ?? {};
    return {
      ...analysis,
      ...(run ? { run } : {}),
      ...(refusal === undefined ? {} : { runRefusal: refusal }),
      ...(crash === undefined ? {} : { crash }),
    };
  });
  return { ...spec, analyses };
}
