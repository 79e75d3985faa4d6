/** The spec of an experiment with all that the files say of what it measures. */
import type { ExperimentSpec } from '../lifecycle/experiment-spec.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { type ResolvedCall, resolveCalls } from '../workspace/resolved-call.ts';
import { secretReader } from '../workspace/secrets.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { rehearsedRun } from './merge.ts';
import type { RehearsedDocument } from './rehearsed-document.ts';

/** The spec with what is measured, as far as the templates are known. */
export function withRuns(
  { at, step, spec }: RehearsedDocument,
  workspace: Workspace,
  argoVersion: ArgoVersion,
): ExperimentSpec {
  const calls = resolveCalls(at, workspace).filter(({ call }) =>
    step === undefined ? call.place === 'experiment' : call.place === 'experiment-step' && call.step === step,
  );
  const byName = new Map<string, ResolvedCall[]>();
  for (const resolved of calls) {
    const name = resolved.call.name?.text ?? '';
    byName.set(name, [...(byName.get(name) ?? []), resolved]);
  }
  const known = { isComplete: workspace.isComplete, readSecret: secretReader(at, workspace) };
  const analyses = spec.analyses.map(analysis => {
    // Of several with one name each takes its own.
    const resolved = byName.get(analysis.name)?.shift();
    return { ...analysis, ...(resolved && rehearsedRun(resolved, spec, known, argoVersion)) };
  });
  return { ...spec, analyses };
}
