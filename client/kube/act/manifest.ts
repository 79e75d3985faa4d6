/** From an object as somebody wrote it, or as a cluster has it, to one that can be created anew. */

import { HASH_LABEL } from '../../experiments/objects/objects.ts';
import { isMap, type Json, readList, readMap, readText } from '../../experiments/values/json.ts';
import { apiVersionOf, type Resource } from '../reach/resource.ts';

export interface Manifest {
  readonly name: string;
  readonly namespace: string;
  readonly object: Json;
}

/** What the author wrote, in a namespace and perhaps under another name. Nothing that only a cluster can say goes along. */
export function prepareManifest(
  object: Json,
  resource: Resource,
  target: { readonly namespace: string; readonly name?: string },
): Manifest {
  const { name, namespace, generateName: _, ...metadata } = withoutClusterFields(readMap(object.metadata));
  const chosen = target.name ?? readText(name);
  const home = resource.clusterScoped ? {} : { namespace: target.namespace };
  const { status: _status, ...rest } = object;
  return {
    name: chosen,
    namespace: target.namespace,
    object: {
      ...rest,
      apiVersion: apiVersionOf(resource),
      kind: resource.kind,
      metadata: { ...metadata, name: chosen, ...home },
    },
  };
}

/** An Experiment of a cluster as a new one: nobody's, not ended, without traces of its former life. */
export function copyOfExperiment(object: Json): Json {
  const { terminate: _, ...spec } = readMap(object.spec);
  const metadata = readMap(object.metadata);
  return {
    ...object,
    metadata: {
      ...metadata,
      labels: without(metadata.labels, [HASH_LABEL]),
      annotations: withoutTraces(metadata.annotations),
    },
    spec,
  };
}

/** Annotations but those that speak of the object's former life. */
export function withoutTraces(annotations: unknown): unknown {
  return without(annotations, [LAST_APPLIED, 'rollout.argoproj.io/revision']);
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

const CLUSTER_FIELDS = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'ownerReferences',
  'selfLink',
];

function withoutClusterFields(metadata: Json): Json {
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => !CLUSTER_FIELDS.includes(key)));
}

function without(value: unknown, keys: readonly string[]): unknown {
  if (!isMap(value)) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

/** A template that an Experiment or another template refers to. */
export interface TemplateReference {
  readonly name: string;
  readonly clusterScope: boolean;
}

/** Those that an Experiment names in its analyses; of each pair of name and scope one. */
export function templatesOfExperiment(object: Json): readonly TemplateReference[] {
  return distinct(readList(readMap(object.spec).analyses).map(readReference));
}

/** Those that an AnalysisTemplate names in `templates`. */
export function templatesOfTemplate(object: unknown): readonly TemplateReference[] {
  return distinct(readList(readMap(readMap(object).spec).templates).map(readReference));
}

function readReference(value: unknown): TemplateReference {
  const { templateName, clusterScope } = readMap(value);
  return { name: readText(templateName), clusterScope: clusterScope === true };
}

function distinct(references: readonly TemplateReference[]): readonly TemplateReference[] {
  const named = references.filter(({ name }) => name !== '');
  return [...new Map(named.map(reference => [JSON.stringify(reference), reference])).values()];
}

const LONGEST_NAME = 253;

/** The next name that nobody has: `trial` -> `trial-2` -> `trial-3`. */
export function nextName(name: string, isTaken: (candidate: string) => boolean): string {
  const [, stem = name, number = '1'] = /^(.*?)-(\d{1,4})$/s.exec(name) ?? [];
  for (let count = Number(number) + 1; ; count += 1) {
    const suffix = `-${count}`;
    const candidate = stem.slice(0, LONGEST_NAME - suffix.length).replace(/[-.]+$/, '') + suffix;
    if (!isTaken(candidate)) return candidate;
  }
}
