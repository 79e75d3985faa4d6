/** Turns Kubernetes objects into flat fields, so that two states of an object can be compared field by field. */

/** What a field can hold once lists and maps are taken apart. */
export type Value = string | number | boolean | null;

export type Fields = ReadonlyMap<string, Value>;

/** The little that is known about every object. */
export interface KubernetesObject {
  readonly kind?: string;
  readonly apiVersion?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly deletionTimestamp?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string; readonly uid: string }[];
  };
  readonly spec?: unknown;
  readonly status?: unknown;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads along a path of keys; undefined as soon as something is missing. */
export function readPath(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), value);
}

/** Bookkeeping that says nothing about behaviour and changes with every sync. */
const ignored = new Set([
  'observedGeneration',
  'selector',
  'lastUpdateTime',
  'lastProbeTime',
  'managedFields',
  'uncountedTerminatedPods',
]);

/** A list's items are named by what identifies them: a template by its name, a condition by its type, others by their place. */
function itemKey(item: unknown, index: number): string {
  for (const key of ['name', 'type']) {
    const value = readPath(item, key);
    if (typeof value === 'string' && value !== '') return value;
  }
  return String(index);
}

/** `status.templateStatuses[a].phase` and the like, for everything below `value`. */
export function flatten(value: unknown, path: string, into: Map<string, Value> = new Map()): Map<string, Value> {
  if (Array.isArray(value)) {
    const seen = new Set<string>();
    for (const [index, item] of value.entries()) {
      const key = itemKey(item, index);
      flatten(item, `${path}[${seen.has(key) ? `${key}#${index}` : key}]`, into);
      seen.add(key);
    }
  } else if (isRecord(value)) {
    for (const [key, part] of Object.entries(value))
      if (!ignored.has(key)) flatten(part, path ? `${path}.${key}` : key, into);
  } else if (value !== undefined && value !== null) {
    into.set(
      path,
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : String(value),
    );
  }
  return into;
}

/**
 * Numbers the measurements of a metric from 1 over its whole life: the controller drops the oldest, and a place in the list
 * would change its meaning.
 */
function numberMeasurements(status: unknown): unknown {
  const results = readPath(status, 'metricResults');
  if (!Array.isArray(results)) return status;
  const renumbered = results.map(result => {
    const measurements = readPath(result, 'measurements');
    if (!isRecord(result) || !Array.isArray(measurements)) return result;
    const finished = Number(result.count ?? 0) + Number(result.error ?? 0);
    const dropped = Math.max(
      0,
      finished - measurements.filter(each => readPath(each, 'finishedAt') !== undefined).length,
    );
    const { measurements: _, ...rest } = result;
    return { ...rest, measurement: Object.fromEntries(measurements.map((each, i) => [String(dropped + i + 1), each])) };
  });
  return { ...(isRecord(status) ? status : {}), metricResults: renumbered };
}

const scaleDownDeadline = 'scale-down-deadline';

/** The fields of an object that a timeline records: the status, and what controllers and tests change elsewhere. */
export function recordedFields(object: KubernetesObject): Map<string, Value> {
  const fields = new Map<string, Value>([['exists', true]]);
  const spec = (...keys: readonly string[]) => {
    for (const key of keys) flatten(readPath(object.spec, key), `spec.${key}`, fields);
  };
  switch (object.kind) {
    case 'Pod':
      flatten(readPath(object.status, 'phase'), 'status.phase', fields);
      for (const status of [readPath(object.status, 'containerStatuses')].flat()) {
        flatten(readPath(status, 'ready'), `status.containerStatuses[${readPath(status, 'name')}].ready`, fields);
      }
      break;
    case 'Service':
      spec('selector', 'ports');
      break;
    case 'AnalysisRun':
      flatten(numberMeasurements(object.status), 'status', fields);
      spec('terminate');
      break;
    case 'ReplicaSet':
      spec('replicas');
      flatten(object.status, 'status', fields);
      flatten(object.metadata.annotations?.[scaleDownDeadline], `metadata.annotations.${scaleDownDeadline}`, fields);
      break;
    case 'Experiment':
      spec('terminate', 'duration');
      flatten(object.status, 'status', fields);
      break;
    default:
      flatten(object.status, 'status', fields);
  }
  return fields;
}

/** One field that became something else. `null` means that it was not there. */
export interface FieldChange {
  readonly field: string;
  readonly from: Value;
  readonly to: Value;
}

/** What differs between two states, in the order of the fields' names. */
export function compareFields(before: Fields, after: Fields): FieldChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap(field => {
    const [from, to] = [before.get(field) ?? null, after.get(field) ?? null];
    return from === to ? [] : [{ field, from, to }];
  });
}
