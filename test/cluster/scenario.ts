import type { Seen } from './seen.ts';
import { Spoilt } from './spoilt.ts';
import type { Stage } from './stage.ts';

/** What a scenario plays on. */
export interface Scene {
  readonly stage: Stage;
  readonly seen: Seen;
  /** Whether the controller is of release line 1.10 or later. */
  readonly isArgo110: boolean;
}

/** Something that the controllers do, staged and stated. */
export interface Scenario {
  /** Unique; also the name of the timeline's file. */
  readonly name: string;
  /** What it shows, in a few words. */
  readonly title: string;
  readonly play: (scene: Scene) => Promise<void>;
}

/** The fields of the Experiment that most scenarios state. */
export const experiment = 'Experiment/e';

export function templateStatuses(seen: Seen, template: string): unknown[] {
  return seen.values(experiment, `status.templateStatuses[${template}].status`);
}

/** Phase that the Experiment shows for one of its analyses. */
export function analysisPhase(seen: Seen, name: string): unknown {
  return seen.value(experiment, `status.analysisRuns[${name}].phase`);
}

export function readyReplicas(seen: Seen, replicaSet: string): unknown {
  return seen.value(`ReplicaSet/${replicaSet}`, 'status.availableReplicas') ?? 0;
}

/** Whether a ReplicaSet has had pods and none is left; every ReplicaSet of an Experiment begins with 0. */
export function isScaledDown(seen: Seen, replicaSet: string): boolean {
  const object = `ReplicaSet/${replicaSet}`;
  const wasScaledUp = seen.values(object, 'spec.replicas').some(replicas => Number(replicas) > 0);
  return wasScaledUp && seen.value(object, 'spec.replicas') === 0 && seen.value(object, 'status.replicas') === 0;
}

/**
 * Waits until a run of the Experiment is Running and the Experiment shows it. A run's progress wakes nobody, so without a nudge the
 * Experiment may show Pending or nothing for as long as the run lasts.
 */
export async function untilShownRunning({ stage, seen }: Pick<Scene, 'stage' | 'seen'>, name: string): Promise<void> {
  await stage.until('the run is Running', () => seen.phase(`AnalysisRun/e-${name}`) === 'Running');
  // A pass may still read the run as it was before.
  for (let nudges = 1; analysisPhase(seen, name) !== 'Running'; nudges += 1) {
    await stage.patch(experiment, { metadata: { annotations: { nudged: String(nudges) } } });
    await stage
      .until('the Experiment shows it', () => analysisPhase(seen, name) === 'Running', 3)
      .catch((error: unknown) => {
        if (error instanceof Spoilt || nudges === 10) throw error;
      });
  }
}
