/**
 * The Experiment of a Rollout's step, made by itself: the step as its file has it, with the pods of the stable and the
 * canary version as they are on the cluster. As the controller makes it, but for what ties it to the Rollout.
 */
import { fail, type Result, succeed } from '../../experiments/failures/failure.ts';
import type { StepFailure } from '../../experiments/failures/making-failure.ts';
import { HASH_LABEL, present } from '../../experiments/objects/objects.ts';
import { type Json, readList, readMap, readText, readTexts } from '../../experiments/values/json.ts';
import type { Connection } from '../reach/connection.ts';
import { apiVersionOf, EXPERIMENTS, REPLICA_SETS, ROLLOUTS } from '../reach/resource.ts';
import { fieldOf } from './field-path.ts';

/** A Rollout of a cluster with the ReplicaSets of its two versions, which may be one. */
export interface LiveRollout {
  readonly rollout: Json;
  readonly stable: Json;
  readonly canary: Json;
}

export interface StepExperiment {
  readonly object: Json;
  /** Where each template has its pods from. */
  readonly pods: readonly { readonly template: string; readonly specRef: SpecRef; readonly replicaSet: string }[];
  /** The Rollout is at one version, so that stable and canary are the same. */
  readonly isOneVersion: boolean;
}

export type SpecRef = 'stable' | 'canary';

export async function readLiveRollout(
  connection: Connection,
  namespace: string,
  name: string,
): Promise<Result<LiveRollout>> {
  const problem = (why: StepFailure['why'], detail = '') =>
    fail({ kind: 'step', rollout: name, namespace, why, detail } as const);
  const answer = await connection.request({
    verb: 'get',
    method: 'GET',
    resource: ROLLOUTS,
    place: { namespace, name },
  });
  if (!answer.ok) return answer.failure.kind === 'not-found' ? problem('no-rollout') : answer;
  const rollout = readMap(answer.value.body);
  const { stableRS, currentPodHash } = readMap(rollout.status);
  const [stableHash, canaryHash] = [readText(stableRS), readText(currentPodHash)];
  if (stableHash === '') return problem('not-stable');
  const listed = await connection.request({
    verb: 'list',
    method: 'GET',
    resource: REPLICA_SETS,
    place: { namespace },
    query: { labelSelector: `${HASH_LABEL} in (${[...new Set([stableHash, canaryHash])].join(',')})` },
  });
  if (!listed.ok) return listed;
  const own = readList(readMap(listed.value.body).items).map(readMap).filter(isOf(rollout));
  const stable = own.find(object => hashOf(object) === stableHash);
  const canary = own.find(object => hashOf(object) === canaryHash);
  if (stable === undefined) return problem('no-pods', `${name}-${stableHash}`);
  if (canary === undefined) return problem('no-pods', `${name}-${canaryHash}`);
  return succeed({ rollout, stable, canary });
}

function isOf(rollout: Json): (object: Json) => boolean {
  const { uid } = readMap(rollout.metadata);
  return ({ metadata }) =>
    readList(readMap(metadata).ownerReferences).some(owner => readMap(owner).uid === uid && readMap(owner).controller);
}

function hashOf({ metadata }: Json): string {
  return readTexts(readMap(metadata).labels)[HASH_LABEL] ?? '';
}

/** `written`: the Rollout as its file has it. `step`: from 0. */
export function experimentOfStep(written: Json, step: number, live: LiveRollout): Result<StepExperiment, StepFailure> {
  const { canary: strategy } = readMap(readMap(readMap(written).spec).strategy);
  const { experiment } = readMap(readList(readMap(strategy).steps)[step]);
  const metadata = readMap(live.rollout.metadata);
  const rollout = readText(metadata.name);
  const problem = (why: StepFailure['why'], detail = '') =>
    fail({ kind: 'step', rollout, namespace: readText(metadata.namespace), why, detail } as const);
  if (experiment === undefined || experiment === null) return problem('no-step');
  const { duration, scaleDownDelaySeconds, dryRun, analysisRunMetadata, ...body } = readMap(experiment);
  const templates: Json[] = [];
  const pods: StepExperiment['pods'][number][] = [];
  for (const template of readList(body.templates).map(readMap)) {
    const specRef = readSpecRef(template.specRef);
    if (specRef === undefined) return problem('spec-ref', readText(template.specRef));
    const source = live[specRef];
    templates.push(templateOf(template, source));
    pods.push({ template: readText(template.name), specRef, replicaSet: readText(readMap(source.metadata).name) });
  }
  const analyses = readAnalyses(body.analyses, live);
  if (!analyses.ok) return problem('field', analyses.failure);
  const { progressDeadlineSeconds } = readMap(live.rollout.spec);
  const optional = { duration, progressDeadlineSeconds, scaleDownDelaySeconds, dryRun, analysisRunMetadata };
  const object = {
    apiVersion: apiVersionOf(EXPERIMENTS),
    kind: EXPERIMENTS.kind,
    // Steps are counted from 1 where people choose them. Not the controller's own name, which it will want for itself.
    metadata: { name: `${rollout}-step${step + 1}`, labels: labelsOf(metadata) },
    spec: {
      ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
      templates,
      ...(analyses.value.length === 0 ? {} : { analyses: analyses.value }),
    },
  };
  return succeed({ object, pods, isOneVersion: hashOf(live.stable) === hashOf(live.canary) });
}

function readSpecRef(value: unknown): SpecRef | undefined {
  return value === 'stable' || value === 'canary' ? value : undefined;
}

/**
 * The Rollout's, as in the controller; but for the label by which Argo CD knows what it has to prune: this Experiment
 * is in no repository.
 */
function labelsOf({ labels }: Json): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(readTexts(labels)).filter(([key]) => key !== 'app.kubernetes.io/instance'));
}

/** A weight means traffic, which only the Rollout can move; the Service that comes with it is there all the same. */
function templateOf(step: Json, replicaSet: Json): Json {
  const { name, replicas, metadata, selector, weight, service } = step;
  const spec = readMap(replicaSet.spec);
  const pods = readMap(spec.template);
  const { creationTimestamp: _, ...podMetadata } = readMap(pods.metadata);
  const { labels, annotations } = readMap(metadata);
  const chosen = readMap(selector ?? spec.selector);
  const matchLabels = { ...readMap(chosen.matchLabels), ...readMap(labels) };
  return {
    name,
    ...present('replicas', replicas),
    ...present('minReadySeconds', spec.minReadySeconds),
    selector: { ...chosen, ...(Object.keys(matchLabels).length === 0 ? {} : { matchLabels }) },
    ...(service === undefined ? (weight === undefined ? {} : { service: {} }) : { service }),
    template: {
      ...pods,
      metadata: {
        ...podMetadata,
        labels: { ...readMap(podMetadata.labels), ...readMap(labels) },
        ...(annotations === undefined && podMetadata.annotations === undefined
          ? {}
          : { annotations: { ...readMap(podMetadata.annotations), ...readMap(annotations) } }),
      },
    },
  };
}

/** A failure is the path of a field that leads to no single value. */
function readAnalyses(
  value: unknown,
  live: LiveRollout,
): { readonly ok: true; readonly value: readonly Json[] } | { readonly ok: false; readonly failure: string } {
  const analyses: Json[] = [];
  for (const analysis of readList(value).map(readMap)) {
    const args: Json[] = [];
    for (const arg of readList(analysis.args).map(readMap)) {
      const path = readText(readMap(readMap(arg.valueFrom).fieldRef).fieldPath);
      const given = argValue(arg, path, live);
      if (given === undefined) return { ok: false, failure: path };
      args.push({ name: arg.name, value: given });
    }
    analyses.push({ ...analysis, ...(analysis.args === undefined ? {} : { args }) });
  }
  return { ok: true, value: analyses };
}

/** First the hash of a version, then a field of the Rollout, then the value: as the controller reads it. */
function argValue(
  { value, valueFrom }: Json,
  path: string,
  { rollout, stable, canary }: LiveRollout,
): string | undefined {
  const { podTemplateHashValue } = readMap(valueFrom);
  if (podTemplateHashValue === 'Stable') return hashOf(stable);
  if (podTemplateHashValue === 'Latest') return hashOf(canary);
  if (podTemplateHashValue === undefined && path !== '') return fieldOf(rollout, path);
  return readText(value);
}
