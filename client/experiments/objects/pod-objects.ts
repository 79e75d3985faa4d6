/** The fields that are read of a pod, and the word that sums it up, chosen as `kubectl get pods` does. */
import { type Json, readList, readMap, readText, readTime, readWhole } from '../values/json.ts';
import type { PodState } from '../view/view.ts';
import { HASH_LABEL, type ObjectIdentity, present, readIdentity } from './objects.ts';

export interface PodObject extends ObjectIdentity {
  readonly state: PodState;
  readonly ready: boolean;
  /** Why it is not simply running: `ImagePullBackOff`, `Init:0/1`, `CrashLoopBackOff`, `Unschedulable`. May be empty. */
  readonly reason: string;
  /** The cluster's own sentence for the reason. May be empty. */
  readonly message: string;
  readonly restarts: number;
  /** Value of the label that ties it to its ReplicaSet. */
  readonly hash: string;
  /** When it became what it is. */
  readonly since: number;
}

interface Summary {
  readonly state: PodState;
  readonly reason: string;
  readonly message: string;
}

export function readPod(value: unknown): PodObject | undefined {
  const identity = readIdentity(value);
  if (identity === undefined) return undefined;
  const status = readMap(readMap(value).status);
  const condition = (type: string) =>
    readList(status.conditions)
      .map(readMap)
      .find(item => item.type === type);
  const containers = readList(status.containerStatuses).map(readMap);
  const ready = condition('Ready')?.status === 'True';
  const since = identity.deletedAt ?? readTime(condition('Ready')?.lastTransitionTime) ?? readTime(status.startTime);
  return {
    ...identity,
    ...summarize(identity, readMap(value), condition('PodScheduled')),
    ready,
    restarts: containers.reduce((sum, container) => sum + (readWhole(container.restartCount) ?? 0), 0),
    hash: readText(readMap(readMap(readMap(value).metadata).labels)[HASH_LABEL]),
    since: since ?? identity.createdAt,
  };
}

function summarize({ deletedAt }: ObjectIdentity, pod: Json, scheduled: Json | undefined): Summary {
  const status = readMap(pod.status);
  if (deletedAt !== undefined) return { state: 'Terminating', reason: '', message: '' };
  const held = waitingInit(pod) ?? heldContainer(status);
  const phase = readText(status.phase);
  switch (phase) {
    case 'Succeeded':
      return { state: 'Succeeded', reason: '', message: '' };
    case 'Failed':
      return {
        state: 'Failed',
        reason: readText(status.reason) || held?.reason || '',
        message: readText(status.message) || held?.message || '',
      };
    case 'Running':
      return held === undefined ? { state: 'Running', reason: '', message: '' } : { state: 'Waiting', ...held };
  }
  if (held !== undefined) return { state: 'Waiting', ...held };
  if (scheduled?.status === 'False') {
    return { state: 'Waiting', reason: readText(scheduled.reason), message: readText(scheduled.message) };
  }
  return { state: 'Pending', reason: readText(status.reason), message: readText(status.message) };
}

type Held = Pick<Summary, 'reason' | 'message'>;

/** The first init container that is not through: `Init:1/2`, or what it hangs on: `Init:CrashLoopBackOff`. */
function waitingInit(pod: Json): Held | undefined {
  const statuses = readList(readMap(pod.status).initContainerStatuses).map(readMap);
  const specs = readList(readMap(pod.spec).initContainers).map(readMap);
  const isSidecar = (name: unknown) => specs.some(spec => spec.name === name && spec.restartPolicy === 'Always');
  for (const [index, container] of statuses.entries()) {
    const { waiting, terminated } = states(container);
    if (terminated !== undefined && readWhole(terminated.exitCode) === 0) continue;
    if (isSidecar(container.name) && container.started === true) continue;
    if (terminated !== undefined) {
      return { reason: `Init:${endReason(terminated)}`, message: readText(terminated.message) };
    }
    const reason = readText(waiting?.reason);
    if (reason !== '' && reason !== 'PodInitializing') {
      return { reason: `Init:${reason}`, message: readText(waiting?.message) };
    }
    return { reason: `Init:${index}/${specs.length || statuses.length}`, message: '' };
  }
  return undefined;
}

/** The first container that waits for something or has ended: what kubectl shows, which lets the first overwrite the others. */
function heldContainer(status: Json): Held | undefined {
  for (const container of readList(status.containerStatuses).map(readMap)) {
    const { waiting, terminated } = states(container);
    const reason = readText(waiting?.reason);
    // Every container begins so, and nothing is wrong then.
    if (reason !== '' && reason !== 'ContainerCreating' && reason !== 'PodInitializing') {
      return { reason, message: readText(waiting?.message) };
    }
    if (terminated !== undefined) return { reason: endReason(terminated), message: readText(terminated.message) };
  }
  return undefined;
}

function states(container: Json): { readonly waiting?: Json; readonly terminated?: Json } {
  const { waiting, terminated } = readMap(container.state);
  return {
    ...present('waiting', waiting === undefined ? undefined : readMap(waiting)),
    ...present('terminated', terminated === undefined ? undefined : readMap(terminated)),
  };
}

function endReason(terminated: Json): string {
  const signal = readWhole(terminated.signal) ?? 0;
  const code = readWhole(terminated.exitCode) ?? 0;
  return readText(terminated.reason) || (signal === 0 ? `ExitCode:${code}` : `Signal:${signal}`);
}
