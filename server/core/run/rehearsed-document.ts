/** What can be rehearsed of a file. */
import type { ExperimentSpec } from '../lifecycle/spec/experiment-spec.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import type { Placed, Workspace } from '../workspace/workspace.ts';
import { judge } from './judge.ts';

/** An Experiment, or the experiment in a step, and where it stands. */
export interface RehearsedDocument {
  readonly at: Placed;
  readonly step?: number;
  readonly spec: ExperimentSpec;
}

/** The spec with what is measured, as far as the templates are known. */
export function specWithRuns(
  { at, step, spec }: RehearsedDocument,
  workspace: Workspace,
  argoVersion: ArgoVersion,
): ExperimentSpec {
  return judge(at, workspace, argoVersion).experiments.find(({ body }) => body.step === step)?.spec ?? spec;
}
