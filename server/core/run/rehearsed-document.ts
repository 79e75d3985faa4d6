/** What can be rehearsed of a file. */
import type { ExperimentSpec } from '../lifecycle/spec/experiment-spec.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import type { Placed, Workspace } from '../workspace/workspace.ts';
import { type JudgedExperiment, judge } from './judge.ts';

/** An Experiment, or the experiment in a step, and where it stands. */
export interface RehearsedDocument {
  readonly at: Placed;
  readonly step?: number;
  readonly spec: ExperimentSpec;
}

/** Undefined: the document is too broken to have analyses. */
export function judgeRehearsed(
  { at, step }: RehearsedDocument,
  workspace: Workspace,
  argoVersion: ArgoVersion,
): JudgedExperiment | undefined {
  return judge(at, workspace, argoVersion).experiments.find(({ body }) => body.step === step);
}
