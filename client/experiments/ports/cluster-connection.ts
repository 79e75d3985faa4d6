/** The line to one namespace of a cluster, or to all of them, and single objects there. */

import type { Failure, Result } from '../failures/failure.ts';
import type { PlaceFacts } from '../objects/cluster-facts.ts';
import type { Json } from '../values/json.ts';
import type { Protection } from './protection.ts';

export type ObjectKind = 'Experiment' | 'AnalysisRun' | 'Pod';

export interface ObjectReference {
  readonly kind: ObjectKind;
  readonly namespace: string;
  readonly name: string;
}

export interface ObjectEvent {
  readonly isWarning: boolean;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  /** Milliseconds since the epoch, on the cluster's clock. */
  readonly lastAt: number;
  readonly source: string;
}

export interface LogRequest {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly follow: boolean;
  /** Only the last lines. */
  readonly tail: number;
  readonly signal: AbortSignal;
}

export interface LogLine {
  readonly text: string;
  /** Milliseconds since the epoch; absent: no time was given. */
  readonly at?: number;
}

/** The end of a log whose line broke. */
export interface LogEnd {
  readonly failure: Failure;
}

/** Looks at single objects. */
export interface ClusterObjects {
  read(object: ObjectReference): Promise<Result<Json>>;
  /** Newest first. */
  events(object: ObjectReference): Promise<Result<readonly ObjectEvent[]>>;
  containers(pod: { readonly namespace: string; readonly pod: string }): Promise<Result<readonly string[]>>;
  /** Names of the pods of a Job, newest first. */
  jobPods(job: { readonly namespace: string; readonly name: string }): Promise<Result<readonly string[]>>;
  log(request: LogRequest): Promise<Result<AsyncIterable<LogLine | LogEnd>>>;
  /** As YAML. */
  print(object: Json): string;
}

export interface ClusterConnection {
  readonly context: string;
  /** Absent: all namespaces. */
  readonly namespace?: string | undefined;
  /** As the setting says now. */
  readonly protection: Protection;
  readonly isConnected: boolean;
  /** What else is known there, for the language server. Absent: nothing, as long as it is not connected. */
  readonly facts?: PlaceFacts | undefined;
  /** Absent: not connected. */
  readonly objects?: ClusterObjects | undefined;
  /** Comes back once it is known what is there, or why it cannot be known. */
  connect(): Promise<Result<void>>;
  /** Lets go of the cluster. The place stays, with nothing known of it. */
  disconnect(): void;
}
