/** What commands know of clusters, without knowing how one is spoken with. */
import type { Runnable, TemplateDocument } from '../../../server/protocol.ts';
import type { Result } from '../failures/failure.ts';
import type { Json } from '../values/json.ts';
import type { Origin } from '../view/view.ts';
import type { ClusterConnection } from './cluster-connection.ts';
import type { ClusterActions, ExperimentSource, Place } from './source.ts';

/** A context to choose from. */
export interface ContextChoice {
  readonly name: string;
  /** Host and port; empty: its cluster is missing or broken. */
  readonly server: string;
  readonly user: string;
  /** What the context itself names; absent: `default`. */
  readonly namespace?: string;
}

export interface Contexts {
  readonly files: readonly string[];
  /** Empty: none is. */
  readonly currentContext: string;
  readonly contexts: readonly ContextChoice[];
}

/** An AnalysisTemplate that a run needs, as it stands on the cluster beside the workspace's own. */
export interface PlannedTemplate {
  readonly name: string;
  readonly clusterScope: boolean;
  /** `unknown`: it may not be read. `there`: nothing here to compare it with. */
  readonly state: 'missing' | 'unknown' | 'there' | 'same' | 'differs';
  readonly theirs?: Json;
  readonly ours?: Json;
}

/** What a run would do, by a dry run of the API server. */
export interface PlannedRun {
  readonly manifest: { readonly name: string; readonly namespace: string; readonly object: Json };
  /** A free name, because the wanted one is taken; absent: it is free. */
  readonly suggestion?: string;
  readonly templates: readonly PlannedTemplate[];
  /** The API server's own. */
  readonly warnings: readonly string[];
  /** Only of a step of a Rollout: where its pods come from. */
  readonly step?: {
    readonly pods: readonly {
      readonly template: string;
      readonly specRef: 'stable' | 'canary';
      readonly replicaSet: string;
    }[];
    /** Stable and canary are the same. */
    readonly isOneVersion: boolean;
  };
}

export interface PlannedChoices {
  /** Absent: the wanted name. */
  readonly name?: string;
  /** Those to be put in the place of the cluster's. */
  readonly apply?: readonly PlannedTemplate[];
  readonly signal?: AbortSignal | undefined;
}

/** Runs in two steps, with a person's choices between them. */
export interface ClusterRuns {
  plan(
    runnable: Runnable,
    options?: { readonly name?: string; readonly signal?: AbortSignal },
  ): Promise<Result<PlannedRun>>;
  /** Answers the id of the new experiment, which is in the source by then. */
  start(plan: PlannedRun, choices: PlannedChoices, origin?: Origin): Promise<Result<string>>;
}

/** A template of a file; or one of the cluster, as it is there. */
export type AnalysisSource =
  | { readonly document: TemplateDocument }
  | {
      readonly reference: { readonly name: string; readonly clusterScope: boolean };
      readonly namespace: string;
    };

/** Everything of a run of an AnalysisTemplate but the values of its args. */
export interface PlannedAnalysis {
  /** Of the template. */
  readonly name: string;
  readonly clusterScope: boolean;
  readonly namespace: string;
  /** `isSecret`: it comes from a Secret, and there is nothing to give. Without a `value` a run needs one. */
  readonly args: readonly { readonly name: string; readonly value?: string; readonly isSecret: boolean }[];
  /** Templates that it names; `isOurs`: as this workspace has them. */
  readonly merged: readonly { readonly name: string; readonly clusterScope: boolean; readonly isOurs: boolean }[];
  readonly spec: Json;
  readonly labels: Readonly<Record<string, string>>;
}

/** Runs of AnalysisTemplates by themselves. `values`: by the names of the args. */
export interface ClusterAnalyses {
  planAnalysis(from: AnalysisSource): Promise<Result<PlannedAnalysis>>;
  /** What the API server says to it, by a dry run: its warnings. */
  tryAnalysis(
    plan: PlannedAnalysis,
    values: ReadonlyMap<string, string>,
    signal?: AbortSignal,
  ): Promise<Result<readonly string[]>>;
  /** Answers the id of the new run, which is in the source by then. */
  startAnalysis(
    plan: PlannedAnalysis,
    values: ReadonlyMap<string, string>,
    origin?: Origin,
    signal?: AbortSignal,
  ): Promise<Result<string>>;
}

/** One context and a namespace of it, remembered, and connected once a person asks for that. */
export interface ClusterPlace extends Place {
  readonly source: ExperimentSource;
  readonly cluster: ClusterConnection;
  /** Absent: not connected, or nothing may be changed there. */
  readonly actions?: (ClusterActions & ClusterRuns & ClusterAnalyses) | undefined;
}

/** All places on clusters, and what there is to choose from. */
export interface Clusters {
  /** False: no cluster can be reached from where this runs. */
  readonly canConnect: boolean;
  /** Last used first. */
  readonly places: readonly ClusterPlace[];
  /** Reads files, contacts nothing. */
  contexts(): Promise<Result<Contexts>>;
  /** Names, sorted. Whoever may not list them has to know one. */
  namespaces(context: string): Promise<Result<readonly string[]>>;
  /** The place in the tree for it, remembered from now on; an absent namespace stands for all. Contacts nothing. */
  pin(context: string, namespace?: string): ClusterPlace;
  /** Takes it out of the tree and out of memory. */
  unpin(place: ClusterPlace): void;
}
