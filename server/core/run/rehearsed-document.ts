/** What can be rehearsed of a file. */
import type { ExperimentSpec } from '../lifecycle/experiment-spec.ts';
import type { Placed } from '../workspace/workspace.ts';

/** An Experiment, or the experiment in a step, and where it stands. */
export interface RehearsedDocument {
  readonly at: Placed;
  readonly step?: number;
  readonly spec: ExperimentSpec;
}
