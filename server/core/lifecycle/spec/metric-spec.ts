/** What an AnalysisRun measures, as the rehearsal takes it: args merged, placeholders filled in, nothing of YAML. */
import type { ResultShape } from '../../expr/types/shape.ts';
import type { ProviderKind } from './provider-kind.ts';

export interface MetricSpec {
  readonly name: string;
  readonly provider: ProviderKind;
  /** What the conditions may get as `result`, the likeliest first. Empty: conditions are not evaluated (job, kayenta). */
  readonly shapes: readonly ResultShape[];
  /** Empty: there is none. */
  readonly successCondition: string;
  readonly failureCondition: string;
  /** Milliseconds; default none. */
  readonly initialDelayMs?: number;
  /** Milliseconds; absent: a single measurement. */
  readonly intervalMs?: number;
  /** Measurements that do not end in Error; absent: endless. */
  readonly count?: number;
  /** -1: failures are not counted. */
  readonly failureLimit: number;
  readonly inconclusiveLimit: number;
  readonly consecutiveErrorLimit: number;
  /** 0: off. */
  readonly consecutiveSuccessLimit: number;
  readonly dryRun: boolean;
  /** Measurements that the status keeps. */
  readonly retention: number;
  /** A condition is an Error whatever the provider answers. */
  readonly isRefused?: true;
  /** The conditions hang on a value that no file says, of a Secret for instance: they are not evaluated. */
  readonly isOpaque?: boolean;
  /** The conditions with values of Secrets in them, to be evaluated and never told; the others have placeholders in their place. */
  readonly secretConditions?: { readonly successCondition: string; readonly failureCondition: string };
  /** When it ends hangs on a value that no file says: `count`, limits and times only stand there. */
  readonly isPaceUnknown?: true;
  /** An address without a host, as it is written: who asks it fails. */
  readonly emptyHost?: string;
  /** What it answers whatever it measures. Absent: that depends. */
  readonly fixedAnswer?: string;
  /** The provider cannot work as it is written: every measurement is an Error with this message. */
  readonly providerError?: string;
}

/** Seconds after `completedAt` when the run is deleted. */
export interface TtlStrategy {
  readonly afterCompletion?: number;
  /** Goes before `afterCompletion` for a Successful run. */
  readonly afterSuccess?: number;
  /** Likewise for a Failed one; Error and Inconclusive have none of their own. */
  readonly afterFailure?: number;
}

export interface RunSpec {
  readonly metrics: readonly MetricSpec[];
  /** Absent: it is kept. */
  readonly ttl?: TtlStrategy;
  /** Names of the Secrets from which args come; absent: there are none. */
  readonly secrets?: readonly string[];
  /** Why the run is Error in its first pass, in the controller's words; absent: it begins. */
  readonly error?: string;
  /** Why its first pass ends the process of the controller, as half a sentence; absent: it does not. */
  readonly crash?: string;
}
