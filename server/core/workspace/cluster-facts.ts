/** What somebody who speaks with a cluster knows of it, as plain data. What is not said here is not known. */

/** An object as the API server has it, perhaps without parts that nobody asks for. */
export type ClusterObject = { readonly [key: string]: unknown };

export interface ClusterFacts extends ClusterHead {
  /** By kind: `AnalysisTemplate`, `Service` … A kind that is absent is unknown: never taken for one without objects. */
  readonly kinds: Readonly<Record<string, KindFacts>>;
}

export interface ClusterHead {
  /** As the kubeconfig calls it; for messages. */
  readonly context: string;
  /** Where an object goes whose file names no namespace. */
  readonly namespace: string;
  /** Of Argo Rollouts: `1.9.3`, or `1.9` where only the release line can be told. Absent: not known. */
  readonly argoVersion?: string;
  readonly controller?: ControllerFacts;
}

/** The one controller that serves all namespaces. */
export interface ControllerFacts {
  /** Empty: it runs without. Absent: not known. */
  readonly instanceId?: string;
  /** `data` of its ConfigMap; empty where there is none. Absent: not known. */
  readonly config?: Readonly<Record<string, string>>;
}

export interface KindFacts {
  /** Where all objects of the kind are known; `all` also of kinds that belong to no namespace. */
  readonly namespaces: readonly string[] | 'all';
  readonly objects: readonly ClusterObject[];
}
