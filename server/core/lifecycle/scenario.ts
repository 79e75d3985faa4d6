/** What a rehearsal is told of the world: everything that the files do not say. */

export interface PodScenario {
  /** Milliseconds from a pod's creation until it is ready; `minReadySeconds` comes on top. */
  readonly readyAfterMs: number;
  /** Milliseconds by which each further pod of the template is ready later than the one before; default 0. */
  readonly apartMs?: number;
  /** The pods never become ready, for this reason (`ImagePullBackOff`, `CrashLoopBackOff`, `Unready`). */
  readonly neverReady?: string;
  /** Milliseconds from its creation after which a pod, ready or not, stops being ready, for good. */
  readonly crashAfterMs?: number;
  /** Milliseconds from the crash after which the pod is ready once more, and now for good. */
  readonly readyAgainAfterMs?: number;
}

/** What an AnalysisRun comes to, chosen and not measured. */
export interface AnalysisScenario {
  /** `endless`: it runs until it is terminated. */
  readonly outcome: 'Successful' | 'Failed' | 'Error' | 'Inconclusive' | 'endless';
  /** Milliseconds from the run's creation to its outcome; means nothing for `endless`. */
  readonly afterMs: number;
  readonly message?: string;
}

export interface Scenario {
  /** A few words for a person: `all well`, `canary never ready`. */
  readonly title: string;
  /** By template name; what is not named is `defaultPods`. */
  readonly pods: Readonly<Record<string, PodScenario>>;
  readonly defaultPods: PodScenario;
  /** By analysis name; what is not named is `defaultAnalysis`. */
  readonly analyses: Readonly<Record<string, AnalysisScenario>>;
  readonly defaultAnalysis: AnalysisScenario;
  /** Analyses whose (Cluster)AnalysisTemplate does not exist. */
  readonly missingTemplates: readonly string[];
  /** Milliseconds after creation at which somebody sets `spec.terminate`. */
  readonly terminateAtMs?: number;
  /** Milliseconds after creation at which somebody retries the experiment (`kubectl argo rollouts retry`: its status is cleared). */
  readonly retryAtMs?: number;
  /** Milliseconds after which the rehearsal stops looking. */
  readonly horizonMs: number;
}
