/** What a rehearsal is told of the world: everything that the files do not say. */

export interface PodScenario {
  /** Milliseconds from a pod's creation until it is ready; `minReadySeconds` comes on top. */
  readonly readyAfterMs: number;
  /** Milliseconds by which each further pod of the template is ready later than the one before; default 0. */
  readonly apartMs?: number;
  /** The pods never become ready, for this reason (`ImagePullBackOff`, `CrashLoopBackOff`, `Unready`). */
  readonly neverReady?: string;
  /** Milliseconds from its creation after which a pod, ready or not, stops being ready. */
  readonly crashAfterMs?: number;
  /** Milliseconds from a crash after which the pod is ready once more. Absent: never, or of several as the kubelet starts it again. */
  readonly readyAgainAfterMs?: number;
  /** How often it crashes; default 1. Between two crashes it is ready as long as before the first one, and after the last for good. */
  readonly crashes?: number | 'forever';
}

/** What an AnalysisRun comes to, chosen and not measured. */
export interface AnalysisScenario {
  /** `endless`: it runs until it is terminated. */
  readonly outcome: 'Successful' | 'Failed' | 'Error' | 'Inconclusive' | 'endless';
  /** Milliseconds from the run's creation to its outcome; means nothing for `endless`. */
  readonly afterMs: number;
  readonly message?: string;
}

/** What a provider answers. Numbers that JSON lacks are texts where a number is wanted: `NaN`, `+Inf`, `-Inf`. */
export type AnswerValue =
  | null
  | boolean
  | number
  | string
  | readonly AnswerValue[]
  | { readonly [key: string]: AnswerValue };

/**
 * One answer of a metric's provider.
 * - `good`, `bad`: a value that is looked for, so that the conditions make the measurement Successful, or Failed. A Job succeeds or fails.
 * - `nothing`: the provider has no data: an empty list, nil, or its error, as that provider has it. A Job never ends.
 * - `nan`: not a number, where the provider can say so.
 * - `phase`: what the measurement comes to, whatever the conditions say. Of a Job, Inconclusive means that its image cannot be pulled.
 */
export type MetricAnswer = (
  | { readonly kind: 'value'; readonly value: AnswerValue; readonly isScalar?: boolean }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'good' | 'nothing' | 'nan' }
  /** `message`: why, in words; the status does not tell it. */
  | { readonly kind: 'bad'; readonly message?: string }
  | { readonly kind: 'phase'; readonly phase: 'Successful' | 'Failed' | 'Inconclusive' }
) & {
  /** Milliseconds until the answer is there; default 0, of a Job 10 s, of Kayenta a minute. */
  readonly takesMs?: number;
};

export interface MetricScenario {
  /** The first measurement gets the first answer, and so on; the last one stays. Goes before `overTime`. */
  readonly inTurn?: readonly MetricAnswer[];
  /** What the provider answers from these times on, in order. Before the first: good. */
  readonly overTime?: readonly TimedAnswer[];
}

export interface TimedAnswer {
  /** Milliseconds since the AnalysisRun was created. */
  readonly fromMs: number;
  readonly answer: MetricAnswer;
}

/** By analysis name and metric name. */
export type Series = Readonly<Record<string, Readonly<Record<string, MetricScenario>>>>;

/** Those of both; where both have one for a metric, that of `chosen`. */
export function withSeries(well: Series = {}, chosen: Series = {}): Series {
  const analyses = new Set([...Object.keys(well), ...Object.keys(chosen)]);
  const own = (series: Series, analysis: string) => (Object.hasOwn(series, analysis) ? series[analysis] : {});
  return Object.fromEntries([...analyses].map(name => [name, { ...own(well, name), ...own(chosen, name) }]));
}

export interface Scenario {
  /** A few words for a person: `as the file stands`, `canary never ready`. */
  readonly title: string;
  /** By template name; what is not named is `defaultPods`. */
  readonly pods: Readonly<Record<string, PodScenario>>;
  readonly defaultPods: PodScenario;
  /** By analysis name: an outcome that is chosen, also where it could be measured. */
  readonly analyses: Readonly<Record<string, AnalysisScenario>>;
  /** Of analyses that cannot be measured. */
  readonly defaultAnalysis: AnalysisScenario;
  /** For analyses whose template is known and that `analyses` does not name; else all is good. */
  readonly metrics?: Series;
  /** Analyses whose (Cluster)AnalysisTemplate does not exist. */
  readonly missingTemplates: readonly string[];
  /** Secrets that do not exist, though args of analyses come from them; default none. */
  readonly missingSecrets?: readonly string[];
  /** Milliseconds after creation at which somebody sets `spec.terminate`. */
  readonly terminateAtMs?: number;
  /** Milliseconds after creation at which somebody retries the experiment (`kubectl argo rollouts retry`: its status is cleared). */
  readonly retryAtMs?: number;
  /** Milliseconds after which the rehearsal stops looking. */
  readonly horizonMs: number;
  /**
   * Milliseconds of the wall clock's second at creation, 0 to 999; default 0. AnalysisRuns and the deadlines of ReplicaSets are kept in
   * whole seconds, so that a measurement, or the end of pods, may come by this much earlier.
   */
  readonly secondOffsetMs?: number;
}
