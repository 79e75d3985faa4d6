import type { KubernetesObject, Value } from './fields.ts';
import type { Change, Recording } from './recorder.ts';

/** Questions about what happened in one namespace. Objects are named `Kind/name`. */
export class Seen {
  readonly #record: Recording;

  constructor(record: Recording) {
    this.#record = record;
  }

  get changes(): readonly Change[] {
    return this.#record.changes;
  }

  /** The latest state of an object, also of one that was deleted since. */
  object(object: string): KubernetesObject | undefined {
    return this.#record.objects.get(object);
  }

  /** What a field is now; null when it, or its object, is not there. */
  value(object: string, field: string): Value {
    return this.changes.findLast(change => change.object === object && change.field === field)?.to ?? null;
  }

  exists(object: string): boolean {
    return this.value(object, 'exists') === true;
  }

  /** Everything that a field has been, in order. */
  values(object: string, field: string): Value[] {
    return this.changes.filter(change => change.object === object && change.field === field).map(({ to }) => to);
  }

  phases(object: string): Value[] {
    return this.values(object, 'status.phase');
  }

  phase(object: string): Value {
    return this.value(object, 'status.phase');
  }

  message(object: string): Value {
    return this.value(object, 'status.message');
  }

  /** Names of all objects of a kind that ever were, in the order in which they came. */
  names(kind: string): string[] {
    return [...this.#record.objects.keys()]
      .filter(id => id.startsWith(`${kind}/`))
      .map(id => id.slice(kind.length + 1));
  }

  /** The second at which a field first became a value; undefined when it never did. */
  second(object: string, field: string, value: Value): number | undefined {
    return this.changes.find(change => change.object === object && change.field === field && change.to === value)
      ?.second;
  }

  /** Wall clock of a second on record, in seconds since the epoch: what is told in a status happened before it was seen. */
  wallClock(second: number | undefined): number {
    return (this.#record.begunAt ?? Number.NaN) / 1000 + (second ?? Number.NaN);
  }

  /** A point in time that a field tells, in seconds since the epoch (Kubernetes tells whole ones). */
  time(object: string, field: string): number {
    return Date.parse(String(this.value(object, field))) / 1000;
  }

  /** Events about an object as `Type Reason: message`, in order. */
  events(object: string): string[] {
    return this.values(object, 'event').map(String);
  }
}

const completed: readonly Value[] = ['Successful', 'Failed', 'Error', 'Inconclusive'];

/** Whether an Experiment or AnalysisRun has a phase that never changes again. */
export function isCompleted(phase: Value): boolean {
  return completed.includes(phase);
}
