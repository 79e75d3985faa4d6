/** ReplicaSets as the Experiment controller makes them, and the ReplicaSet controller and kubelets that play them. */
import { refuseSubdomain } from '../../kube/name.ts';
import { matches, refuseSelector } from '../../kube/selector.ts';
import { readCrashes } from '../answers/crashes.ts';
import {
  countAvailablePods,
  countReadyPods,
  findNextPodChange,
  namePod,
  type PodState,
  readPod,
} from '../answers/pods.ts';
import type { TemplateSpec } from '../spec/experiment-spec.ts';
import type { ReplicaSet, ShownPod, World } from './world.ts';

/** Pods with events in one rehearsal. More would drown a tree, and nobody reads them. */
const SHOWN_PODS = 1000;
/** How long a pod takes to go; shorter than the grace period of 30 s, since most programs stop when told to. */
const TERMINATION_MS = 1000;
const HASH_LABEL = 'rollouts-pod-template-hash';

export function nameReplicaSet(experiment: string, template: string): string {
  return `${experiment}-${template}`;
}

/** Creates it with no replicas. Answers the API server's refusal, or undefined. */
export function createReplicaSet(world: World, template: TemplateSpec): string | undefined {
  const name = nameReplicaSet(world.spec.name, template.name);
  const refusal = refuse(name, template);
  if (refusal !== undefined) return `ReplicaSet.apps "${name}" is invalid: ${refusal}`;
  world.replicaSets.set(template.name, {
    name,
    wanted: 0,
    scaleDownAt: undefined,
    replicas: 0,
    ready: 0,
    available: 0,
    plan: undefined,
    shown: [],
    showAt: 0,
    leaving: undefined,
  });
  return undefined;
}

function refuse(name: string, template: TemplateSpec): string | undefined {
  const badName = refuseSubdomain(name);
  if (badName !== undefined) return `metadata.name: Invalid value: ${badName}`;
  const { minReadySeconds = 0 } = template;
  if (minReadySeconds < 0) {
    return `spec.minReadySeconds: Invalid value: ${minReadySeconds}: must be greater than or equal to 0`;
  }
  const badSelector = refuseSelector(template.selector);
  if (badSelector !== undefined) return `spec.selector: Invalid value: ${badSelector}`;
  const { [HASH_LABEL]: _, ...selected } = template.selector.matchLabels ?? {};
  if (!matches({ ...template.selector, matchLabels: selected }, { ...template.podLabels, [HASH_LABEL]: '' })) {
    const labels = JSON.stringify(template.podLabels);
    return `spec.template.metadata.labels: Invalid value: ${labels}: \`selector\` does not match template \`labels\``;
  }
  return template.podTemplateRefusal;
}

/** Lets the ReplicaSet controller and the kubelets catch up with the clock. Answers whether the status changed. */
export function playReplicaSet(world: World, template: TemplateSpec, set: ReplicaSet): boolean {
  if (set.leaving !== undefined && set.leaving.at <= world.now) {
    for (const pod of set.leaving.pods) showPod(world, template.name, pod, DELETED);
    set.leaving = undefined;
  }
  const current = set.plan?.count ?? 0;
  if (set.wanted !== current) {
    removePods(world, template, set);
    if (set.wanted > 0) createPods(world, template, set);
  }
  const { plan } = set;
  if (plan !== undefined && world.now >= set.showAt) {
    for (const [index, pod] of set.shown.entries()) {
      showPod(world, template.name, pod, readPod(plan, index, world.now));
    }
    set.showAt = findNextPodChange({ ...plan, count: set.shown.length, minReadyMs: 0 }, world.now);
  }
  const replicas = plan?.count ?? 0;
  const ready = plan === undefined ? 0 : countReadyPods(plan, world.now);
  const available = plan === undefined ? 0 : countAvailablePods(plan, world.now);
  if (replicas === set.replicas && ready === set.ready && available === set.available) return false;
  Object.assign(set, { replicas, ready, available });
  return true;
}

/** The next time after now at which something happens to its pods; Infinity: nothing will. */
export function findNextChange(world: World, set: ReplicaSet): number {
  const ofPods = set.plan === undefined ? Number.POSITIVE_INFINITY : findNextPodChange(set.plan, world.now);
  return Math.min(ofPods, set.leaving?.at ?? Number.POSITIVE_INFINITY);
}

const TERMINATING = { phase: 'Terminating', ready: false, message: 'The pod is asked to stop.' } as const;
const DELETED = { phase: 'Deleted', ready: false, message: 'The pod is gone.' } as const;

function createPods(world: World, template: TemplateSpec, set: ReplicaSet): void {
  const { scenario, now } = world;
  const pods = Object.hasOwn(scenario.pods, template.name) ? scenario.pods[template.name] : undefined;
  const told = pods ?? scenario.defaultPods;
  const chosen = { ...told, readyAfterMs: Math.max(told.readyAfterMs, (template.firstProbeSeconds ?? 0) * 1000) };
  const { readyAfterMs, apartMs = 0, neverReady } = chosen;
  set.showAt = now;
  set.plan = {
    count: set.wanted,
    readyAt: now + Math.round(readyAfterMs),
    apartMs: Math.round(apartMs),
    neverReady,
    crashes: readCrashes(chosen, now),
    minReadyMs: countMinReadyMs(template),
  };
  const shown = Math.min(set.wanted, SHOWN_PODS - world.shownPods);
  for (let i = 0; i < shown; i++) {
    // Serial numbers run through the whole rehearsal: pods made after a retry get new names.
    set.shown.push({ name: namePod(set.name, world.shownPods), state: UNBORN });
    world.shownPods += 1;
  }
}

/** Kubernetes, too, compares strictly: a pod is available after that time and not at its end. */
function countMinReadyMs({ minReadySeconds = 0 }: TemplateSpec): number {
  return minReadySeconds > 0 ? minReadySeconds * 1000 + 1 : 0;
}

/** Stands before the first event of a pod. */
const UNBORN: PodState = { phase: 'Deleted', ready: false, message: '', restarts: 0 };

function removePods(world: World, template: TemplateSpec, set: ReplicaSet): void {
  if (set.plan === undefined) return;
  for (const pod of set.shown) showPod(world, template.name, pod, TERMINATING);
  const pods = [...(set.leaving?.pods ?? []), ...set.shown];
  if (pods.length > 0) set.leaving = { at: world.now + TERMINATION_MS, pods };
  set.shown = [];
  set.plan = undefined;
}

/** A pod on its way out keeps its restarts. */
function showPod(
  { events, now }: World,
  template: string,
  pod: ShownPod,
  shown: Omit<PodState, 'restarts'> & Partial<PodState>,
): void {
  const { state: before } = pod;
  const state: PodState = { restarts: before.restarts, ...shown };
  if (before.phase === state.phase && before.ready === state.ready) return;
  events.push({
    at: now,
    subject: 'pod',
    name: pod.name,
    template,
    from: before === UNBORN ? '' : before.phase,
    to: state.phase,
    ready: state.ready,
    ...(state.restarts === 0 ? {} : { restarts: state.restarts }),
    message: state.message,
  });
  pod.state = state;
}
