/**
 * An Experiment as the rehearsal takes it: plain values, placeholders resolved, nothing of YAML.
 * What is absent was left out of the file; the controller's defaults stand beside each field and in the constants below.
 */
import type { LabelSelector } from '../../kube/selector.ts';
import type { RunSpec } from './metric-spec.ts';

export const DEFAULT_REPLICAS = 1;
export const DEFAULT_PROGRESS_DEADLINE_SECONDS = 600;
export const DEFAULT_SCALE_DOWN_DELAY_SECONDS = 30;

export interface ContainerPort {
  readonly containerPort: number;
  readonly name?: string;
  /** Default TCP. */
  readonly protocol?: string;
}

export interface TemplateSpec {
  readonly name: string;
  /** Default 1. */
  readonly replicas?: number;
  /** Default 0. */
  readonly minReadySeconds?: number;
  readonly selector: LabelSelector;
  /** `template.metadata.labels`. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** The ports of all containers, in order. */
  readonly containerPorts: readonly ContainerPort[];
  /** Absent: no Service wanted. Without a name it is called like the ReplicaSet. */
  readonly service?: { readonly name?: string };
  /** No pod is ready earlier: nobody asks it before. Default 0. */
  readonly firstProbeSeconds?: number;
  /** Why the API server will refuse the pod template, as a part of its message; absent: it will not. */
  readonly podTemplateRefusal?: string;
}

export interface AnalysisSpec {
  readonly name: string;
  readonly templateName: string;
  /** Default false. */
  readonly clusterScope?: boolean;
  /** Default false. */
  readonly requiredForCompletion?: boolean;
  /** `args` as one text, to tell two runs of one name apart; absent or empty: no arg has a value. */
  readonly argValues?: string;
  /** Why no AnalysisRun can be made of the template and these args (`args.host was not resolved`); absent: one can. */
  readonly runRefusal?: string;
  /** Why the process of the controller ends when it makes the run, as half a sentence; absent: it does not. */
  readonly crash?: string;
  /** What its AnalysisRun measures; absent: the template is not known, and the scenario chooses the outcome. */
  readonly run?: RunSpec;
}

export interface ExperimentSpec {
  readonly name: string;
  readonly namespace?: string;
  readonly templates: readonly TemplateSpec[];
  readonly analyses: readonly AnalysisSpec[];
  /** As written; default none, and so is the empty text. */
  readonly duration?: string;
  /** Default 600. */
  readonly progressDeadlineSeconds?: number;
  /** Default 30. */
  readonly scaleDownDelaySeconds?: number;
  /** Default false. */
  readonly terminate?: boolean;
  /** Why nothing of it is played: kubectl or the API server refuses it, or what it stands in. Absent: they take it. */
  readonly refusal?: string;
  /** A quantity that the controller cannot read: what stands behind it is lost to it, the end of the experiment too. */
  readonly badQuantity?: string;
}
