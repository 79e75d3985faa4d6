/** The fields that are read of Kubernetes objects, and the readers. An object without an identity is none. */
import type { Phase, TemplatePhase } from '../../../server/protocol.ts';
import { readGoDuration } from '../values/go-duration.ts';
import { type Json, readList, readMap, readText, readTexts, readTime, readWhole, readWord } from '../values/json.ts';
import { PHASES, type RolloutStep } from '../view/view.ts';

const TEMPLATE_PHASES: readonly TemplatePhase[] = ['Progressing', 'Running', 'Successful', 'Failed', 'Error'];

/** The label that Argo puts on the ReplicaSets and pods of experiments and Rollouts. */
export const HASH_LABEL = 'rollouts-pod-template-hash';
export const TEMPLATE_ANNOTATION = 'experiment.argoproj.io/template-name';
const REVISION_ANNOTATION = 'rollout.argoproj.io/revision';
const DEADLINE_ANNOTATION = 'scale-down-deadline';
/** What the controller takes when `scaleDownDelaySeconds` is not set. */
const SCALE_DOWN_SECONDS = 30;

export interface Owner {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** What every object has. Times are milliseconds since the epoch, on the cluster's clock. */
export interface ObjectIdentity {
  readonly uid: string;
  readonly name: string;
  /** Empty: the object belongs to no namespace. */
  readonly namespace: string;
  readonly resourceVersion: string;
  readonly createdAt: number;
  /** Somebody deleted it; it is still there until its owner's or finalizers' work is done. */
  readonly deletedAt?: number;
  /** The controlling owner. */
  readonly owner?: Owner;
}

export interface ExperimentObject extends ObjectIdentity {
  readonly terminate: boolean;
  /** Milliseconds; absent: none, or one that does not parse. */
  readonly duration?: number;
  readonly scaleDownDelay: number;
  readonly templates: readonly TemplateSpec[];
  readonly analyses: readonly AnalysisSpec[];
  readonly phase: Phase | '';
  readonly message: string;
  readonly availableAt?: number;
  /** Why the controller refuses the spec; absent: it does not. */
  readonly invalid?: string;
  /** When it became Successful; other endings leave no time behind. */
  readonly succeededAt?: number;
  readonly templateStatuses: ReadonlyMap<string, TemplateStatus>;
  readonly analysisStatuses: ReadonlyMap<string, AnalysisStatus>;
  /** When the controller last wrote a condition. */
  readonly updatedAt?: number;
  /** The Rollout's step that it belongs to. */
  readonly rollout?: RolloutStep;
}

export interface TemplateSpec {
  readonly name: string;
  readonly replicas: number;
  /** Name of the Service; absent: the template asks for none. */
  readonly service?: string;
}

export interface AnalysisSpec {
  readonly name: string;
  readonly templateName: string;
  readonly clusterScope: boolean;
  readonly required: boolean;
}

export interface TemplateStatus {
  readonly phase: TemplatePhase | '';
  readonly message: string;
  readonly replicas: number;
  readonly available: number;
  /** The Service while it exists; empty: there is none. */
  readonly serviceName: string;
  readonly changedAt?: number;
}

export interface AnalysisStatus {
  readonly analysisRun: string;
  readonly phase: Phase | '';
  readonly message: string;
}

export interface ReplicaSetObject extends ObjectIdentity {
  readonly template: string;
  readonly hash: string;
  readonly wanted: number;
  readonly replicas: number;
  /** When the controller takes the pods away. */
  readonly scaleDownAt?: number;
  /** Why it cannot create pods (`exceeded quota …`); empty: it can. */
  readonly failure: string;
}

export function readIdentity(value: unknown): ObjectIdentity | undefined {
  const metadata = readMap(readMap(value).metadata);
  const [uid, name] = [readText(metadata.uid), readText(metadata.name)];
  if (uid === '' || name === '') return undefined;
  const deletedAt = readTime(metadata.deletionTimestamp);
  const owner = readList(metadata.ownerReferences)
    .map(readMap)
    .find(reference => reference.controller === true);
  return {
    uid,
    name,
    namespace: readText(metadata.namespace),
    resourceVersion: readText(metadata.resourceVersion),
    createdAt: readTime(metadata.creationTimestamp) ?? 0,
    ...(deletedAt === undefined ? {} : { deletedAt }),
    ...(owner === undefined
      ? {}
      : { owner: { kind: readText(owner.kind), name: readText(owner.name), uid: readText(owner.uid) } }),
  };
}

export function readExperiment(value: unknown): ExperimentObject | undefined {
  const identity = readIdentity(value);
  if (identity === undefined) return undefined;
  const spec = readMap(readMap(value).spec);
  const status = readMap(readMap(value).status);
  const conditions = readList(status.conditions).map(readMap);
  const invalid = conditions.find(({ type, status }) => type === 'InvalidSpec' && status === 'True');
  const succeeded = conditions.find(({ reason, status }) => reason === 'ExperimentCompleted' && status === 'False');
  const updates = conditions.flatMap(({ lastUpdateTime }) => readTime(lastUpdateTime) ?? []);
  return {
    ...identity,
    terminate: spec.terminate === true,
    scaleDownDelay: (readWhole(spec.scaleDownDelaySeconds) ?? SCALE_DOWN_SECONDS) * 1000,
    templates: firstOfEachName(readList(spec.templates).map(item => readTemplate(identity.name, readMap(item)))),
    analyses: firstOfEachName(readList(spec.analyses).map(item => readAnalysis(readMap(item)))),
    phase: readWord(status.phase, PHASES) ?? '',
    message: readText(status.message),
    templateStatuses: byName(status.templateStatuses, readTemplateStatus),
    analysisStatuses: byName(status.analysisRuns, readAnalysisStatus),
    ...present('duration', readGoDuration(readText(spec.duration))),
    ...present('availableAt', readTime(status.availableAt)),
    ...present('invalid', invalid && readText(invalid.message)),
    ...present('succeededAt', readTime(succeeded?.lastTransitionTime)),
    ...present('updatedAt', updates.length === 0 ? undefined : Math.max(...updates)),
    ...present('rollout', readRolloutStep(identity, readMap(readMap(value).metadata))),
  };
}

export function readReplicaSet(value: unknown): ReplicaSetObject | undefined {
  const identity = readIdentity(value);
  if (identity === undefined) return undefined;
  const metadata = readMap(readMap(value).metadata);
  const annotations = readTexts(metadata.annotations);
  const status = readMap(readMap(value).status);
  const failure = readList(status.conditions)
    .map(readMap)
    .find(condition => condition.type === 'ReplicaFailure' && condition.status === 'True');
  return {
    ...identity,
    template: annotations[TEMPLATE_ANNOTATION] ?? '',
    hash: readTexts(metadata.labels)[HASH_LABEL] ?? '',
    wanted: readWhole(readMap(readMap(value).spec).replicas) ?? 0,
    replicas: readWhole(status.replicas) ?? 0,
    failure: readText(failure?.message),
    ...present('scaleDownAt', readTime(annotations[DEADLINE_ANNOTATION])),
  };
}

function readTemplate(experiment: string, item: Json): TemplateSpec {
  const name = readText(item.name);
  const service = item.service === undefined || item.service === null ? undefined : readMap(item.service);
  return {
    name,
    replicas: readWhole(item.replicas) ?? 1,
    ...present('service', service && (readText(service.name) || `${experiment}-${name}`)),
  };
}

function readAnalysis(item: Json): AnalysisSpec {
  return {
    name: readText(item.name),
    templateName: readText(item.templateName),
    clusterScope: item.clusterScope === true,
    required: item.requiredForCompletion === true,
  };
}

function readTemplateStatus(item: Json): TemplateStatus {
  return {
    phase: readWord(item.status, TEMPLATE_PHASES) ?? '',
    message: readText(item.message),
    replicas: readWhole(item.replicas) ?? 0,
    available: readWhole(item.availableReplicas) ?? 0,
    serviceName: readText(item.serviceName),
    ...present('changedAt', readTime(item.lastTransitionTime)),
  };
}

function readAnalysisStatus(item: Json): AnalysisStatus {
  return {
    analysisRun: readText(item.analysisRun),
    phase: readWord(item.phase, PHASES) ?? '',
    message: readText(item.message),
  };
}

/** The name is `<rollout>-<pod hash>-<revision>-<step>`, and `-1`, `-2` … where that was taken. */
function readRolloutStep({ name, owner }: ObjectIdentity, metadata: Json): RolloutStep | undefined {
  if (owner?.kind !== 'Rollout') return undefined;
  const hash = readTexts(metadata.labels)[HASH_LABEL] ?? '';
  const revision = readTexts(metadata.annotations)[REVISION_ANNOTATION] ?? '';
  const prefix = `${owner.name}-${hash}-${revision}-`;
  const step = name.startsWith(prefix) ? /^(\d{1,4})(?:-\d+)?$/.exec(name.slice(prefix.length))?.[1] : undefined;
  return { name: owner.name, ...present('step', step === undefined ? undefined : Number(step)) };
}

/** Names are unique in what the controller accepts; rows have to be so in what it refuses, too. */
function firstOfEachName<T extends { readonly name: string }>(list: readonly T[]): readonly T[] {
  return [...new Map([...list].reverse().map(item => [item.name, item] as const)).values()].reverse();
}

function byName<T>(value: unknown, read: (item: Json) => T): ReadonlyMap<string, T> {
  return new Map(
    readList(value)
      .map(readMap)
      .map(item => [readText(item.name), read(item)]),
  );
}

/** An optional field: there with a value, or not there. */
export function present<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  // A computed key widens to string, so the compiler cannot see what the return type says.
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}
