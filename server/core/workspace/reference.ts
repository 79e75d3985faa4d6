/** How somebody outside names a document, and what in it can be run. */
export interface DocumentReference {
  readonly uri: string;
  /** Position in the file, from 0. */
  readonly document: number;
}

/** An Experiment, or the experiment in a step of a Rollout. */
export interface RunnableReference extends DocumentReference {
  /** Position in the Rollout's canary steps, from 0; absent: the whole document. */
  readonly step?: number | undefined;
}
