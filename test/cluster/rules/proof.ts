import type { ObjectKind } from '../api.ts';
import type { KubernetesObject } from '../fields.ts';
import type { Seen } from '../seen.ts';
import type { Refusal } from '../stage.ts';

/**
 * Who finds a mistake without us, by Argo's source: `apply` the API server, `lint` the validation of Rollouts that
 * `kubectl argo rollouts lint` and the controller share, `run` only the controller, `trap` nobody: it runs and does the wrong thing.
 */
export type Level = 'apply' | 'lint' | 'run' | 'trap';

/** What can be seen of one staged file. */
export interface Scene {
  readonly seen: Seen;
  /** What the API server refused. */
  readonly refusals: readonly Refusal[];
  /** Seconds since the first change in the namespace. */
  readonly second: number;
  /** What the controller has written since, where `endsController` asks for it. */
  readonly log: string;
  /** Objects of the kinds that the staging reads, as they are now. */
  readonly read: readonly KubernetesObject[];
}

/** Something that the cluster does. */
export interface Outcome {
  /** In a few words, for the table and for a test that fails. */
  readonly says: string;
  readonly holds: (scene: Scene) => boolean;
  /** What it is when it is not so, in a few words. */
  readonly otherwise?: string;
  /** Whether it can be told already that it will not come to this; without it: once everything has settled. */
  readonly refuted?: (scene: Scene) => boolean;
}

/** How a fixture is put on the stage. Without any of it: see `documents.ts`. */
export interface Staging {
  /** The pair of fixtures: `-step` is `bad-step.yaml` and `fixed-step.yaml`. */
  readonly pair?: string;
  /** Changes of both texts, each found in one of them at least; a regular expression has the flag `g`. */
  readonly edits?: readonly (readonly [from: string | RegExp, to: string])[];
  /** YAML documents that are applied beside those of the file. */
  readonly also?: string;
  /** What is there and running when the file is applied over it, as by `kubectl apply`. */
  readonly before?: string;
  /** Answers of the metrics server, in turn, for every metric or by the name of the metric. */
  readonly answers?: readonly unknown[] | Readonly<Record<string, readonly unknown[]>>;
  /** Values for args that an AnalysisTemplate declares without one. */
  readonly args?: Readonly<Record<string, string>>;
  /** An Experiment starts the AnalysisTemplates of the file, not a run of its own for each. */
  readonly byExperiment?: boolean;
  /** Gives the Rollout another image once its first revision is out: only then are there steps and analyses. */
  readonly update?: boolean;
  /** Touches the Experiments a few seconds later: without an event they may not look at their runs for minutes. */
  readonly nudge?: boolean;
  /** Kinds that nobody watches and the outcome asks for. */
  readonly reads?: readonly ObjectKind[];
  /** Seconds that a minute of the file lasts; 1 unless said. */
  readonly minute?: number;
  /** Keeps the controller so busy that others would be late: staged when all others are done. */
  readonly busy?: boolean;
  /** The controller dies of it: staged last, the fixed text first. */
  readonly endsController?: boolean;
  /** Nothing is made but what the file has: no Services, Ingresses and Secrets. */
  readonly unaided?: boolean;
  /** Seconds that a staging may take; 90 unless said: a busy machine takes its time. */
  readonly seconds?: number;
  /** The API server reads the YAML itself, document by document, as kubectl would; nothing is kept. */
  readonly raw?: boolean;
  /** Texts that are staged instead of the fixtures, and why. */
  readonly instead?: { readonly bad: string; readonly fixed: string; readonly because: string };
}

/** A rule, and what the cluster does about its fixtures. */
export interface Proof {
  readonly rule: string;
  readonly level: Level;
  /** Of the bad fixture; the fixed one does not do it. */
  readonly bad: Outcome;
  /** Set where the rule is about something without effect: the fixed fixture does the same, and this is why. */
  readonly same?: string;
  /** What the fixed fixture does, where that can be said. */
  readonly fixed?: Outcome;
  readonly staging?: Staging;
}
