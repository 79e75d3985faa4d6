/** The first of two verbs: makes the AnalysisRun that a controller would make, with its args filled in, or says why it makes none. */
import type { ExperimentSpec } from '../lifecycle/spec/experiment-spec.ts';
import type { RunSpec } from '../lifecycle/spec/metric-spec.ts';
import { type Metric, readAnalysis } from '../model/analysis.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { type From, resolveTemplate } from '../workspace/resolve.ts';
import type { ResolvedCall } from '../workspace/resolved-call.ts';
import { secretReader } from '../workspace/secrets.ts';
import type { Placed, Workspace } from '../workspace/workspace.ts';
import { type Gathered, gatherCall, gatherTemplate } from './gather.ts';
import { readRunParts } from './parts.ts';
import { readRunSpec } from './spec.ts';

/** What a run is made of. */
export type RunSource =
  /** `experiment`: the one whose tags stand in the args; absent: a Rollout calls. */
  | { readonly kind: 'call'; readonly resolved: ResolvedCall; readonly experiment?: ExperimentSpec }
  /** `args`: values that are passed. `isCalled`: others are passed as well, and not known. */
  | { readonly kind: 'template'; readonly args?: Readonly<Record<string, string>>; readonly isCalled?: boolean }
  | { readonly kind: 'run' };

export interface CompiledRun {
  /** What it measures, or why it ends before it begins. Absent: not all of its templates are known, or no run is made. */
  readonly spec?: RunSpec;
  /** Why no run is made, in the controller's words. */
  readonly refusal?: string;
  /** Why the process of the controller ends when it makes the run, as half a sentence. */
  readonly crash?: string;
  /** Where the metrics are written; those of `spec`, in its order. */
  readonly metrics: readonly From<Metric>[];
}

/** `at`: the document that calls, or the template, or the run. */
export function compile(source: RunSource, at: Placed, workspace: Workspace, argoVersion: ArgoVersion): CompiledRun {
  const { isComplete } = workspace;
  const readSecret = secretReader(at, workspace);
  const done = (gathered: Gathered | undefined, metrics: readonly From<Metric>[]): CompiledRun => {
    if (gathered === undefined) return { metrics };
    if ('refusal' in gathered || 'crash' in gathered) return { ...gathered, metrics };
    return { spec: readRunSpec(gathered, argoVersion), metrics };
  };
  switch (source.kind) {
    case 'call': {
      const { resolved, experiment } = source;
      return done(gatherCall(resolved, experiment, { isComplete, readSecret, argoVersion }), resolved.analysis.metrics);
    }
    case 'template': {
      const merged = resolveTemplate(at, workspace);
      return done(gatherTemplate(merged, source.args ?? {}, source.isCalled ?? false, readSecret), merged.metrics);
    }
    case 'run': {
      const { root } = at.document.content.yaml;
      const metrics = readAnalysis(root).metrics.map(what => ({ what, at }));
      return done(readRunParts(root, readSecret), metrics);
    }
  }
}
