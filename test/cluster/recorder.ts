import type { Api } from './api.ts';
import {
  compareFields,
  type FieldChange,
  type KubernetesObject,
  readPath,
  recordedFields,
  type Value,
} from './fields.ts';
import { watchKind } from './watch.ts';

/** A field of an object that became something else, at a time. `null` means that it was not there. */
export interface Change extends FieldChange {
  /** Seconds since the first change in the namespace, by the clock of the one who watches. */
  readonly second: number;
  /** `Kind/name`. */
  readonly object: string;
}

/** What happened in one namespace so far. */
export interface Recording {
  readonly changes: readonly Change[];
  /** Latest state by `Kind/name`; objects that were deleted are still here. */
  readonly objects: ReadonlyMap<string, KubernetesObject>;
  /** Wall clock of second 0, in milliseconds since the epoch; undefined before the first change. */
  readonly begunAt: number | undefined;
}

interface Room {
  readonly changes: Change[];
  readonly objects: Map<string, KubernetesObject>;
  readonly fields: Map<string, ReadonlyMap<string, Value>>;
  readonly listeners: Set<() => void>;
  begun: number | undefined;
  begunAt: number | undefined;
}

export interface Recorder {
  /** Begins to record a namespace. */
  open(namespace: string): Recording;
  /** Calls the listener after each change in the namespace; the answer ends that. */
  listen(namespace: string, listener: () => void): () => void;
  /** Seconds since the namespace's first change. */
  second(namespace: string): number;
  close(namespace: string): void;
  /** The reason why the recording is not whole, if there is one. */
  readonly failure: unknown;
  stop(): void;
}

/** Everything that a timeline may speak of. Pods come last: they only explain the ReplicaSets. */
const kinds = [
  { apiVersion: 'argoproj.io/v1alpha1', kind: 'Experiment', plural: 'experiments' },
  { apiVersion: 'argoproj.io/v1alpha1', kind: 'AnalysisRun', plural: 'analysisruns' },
  { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', plural: 'rollouts' },
  { apiVersion: 'apps/v1', kind: 'ReplicaSet', plural: 'replicasets' },
  { apiVersion: 'v1', kind: 'Service', plural: 'services' },
  { apiVersion: 'batch/v1', kind: 'Job', plural: 'jobs' },
  { apiVersion: 'v1', kind: 'Event', plural: 'events' },
  { apiVersion: 'v1', kind: 'Pod', plural: 'pods' },
] as const;

const nothing: ReadonlyMap<string, Value> = new Map();

/** Watches the whole cluster and records the namespaces that were opened. */
export async function startRecorder(api: Api): Promise<Recorder> {
  const rooms = new Map<string, Room>();
  let failure: unknown;

  function note(room: Room, object: string, changes: readonly FieldChange[]): void {
    if (changes.length === 0) return;
    room.begun ??= performance.now();
    room.begunAt ??= Date.now();
    const second = Math.round(performance.now() - room.begun) / 1000;
    for (const change of changes) room.changes.push({ second, object, ...change });
    for (const listener of [...room.listeners]) listener();
  }

  function receive(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: KubernetesObject): void {
    const room = rooms.get(object.metadata.namespace ?? '');
    if (!room) return;
    if (object.kind === 'Event') {
      if (type !== 'DELETED') noteEvent(room, object);
      return;
    }
    const id = `${object.kind}/${object.metadata.name}`;
    const after = type === 'DELETED' ? nothing : recordedFields(object);
    const changes =
      type === 'DELETED'
        ? [{ field: 'exists', from: true, to: null }]
        : compareFields(room.fields.get(id) ?? nothing, after);
    room.fields.set(id, after);
    room.objects.set(id, object);
    note(room, id, changes);
  }

  /** An event is told as a change of its object's field `event`; a repeated one is told again. */
  function noteEvent(room: Room, event: KubernetesObject): void {
    const text = (key: string) => String(readPath(event, key) ?? '');
    const about = readPath(event, 'involvedObject');
    note(room, `${readPath(about, 'kind')}/${readPath(about, 'name')}`, [
      { field: 'event', from: null, to: `${text('type')} ${text('reason')}: ${text('message')}` },
    ]);
  }

  const onFailure = (error: unknown) => {
    failure ??= error;
    for (const room of rooms.values()) for (const listener of [...room.listeners]) listener();
  };
  const watches = await Promise.all(
    kinds.map(({ plural, ...kind }) => watchKind({ api, kind, plural, listener: receive, onFailure })),
  );
  return {
    open(namespace) {
      const room: Room = {
        changes: [],
        objects: new Map(),
        fields: new Map(),
        listeners: new Set(),
        begun: undefined,
        begunAt: undefined,
      };
      rooms.set(namespace, room);
      return room;
    },
    listen(namespace, listener) {
      const listeners = rooms.get(namespace)?.listeners;
      listeners?.add(listener);
      return () => listeners?.delete(listener);
    },
    second(namespace) {
      const begun = rooms.get(namespace)?.begun;
      return begun === undefined ? 0 : Math.round(performance.now() - begun) / 1000;
    },
    close(namespace) {
      rooms.delete(namespace);
    },
    get failure() {
      return failure;
    },
    stop() {
      for (const watch of watches) watch.stop();
    },
  };
}
