/** What the language server is told of a cluster: objects without what it has no use for, and never their secrets. */
import type { ClusterHead, ClusterObject, KindFacts } from '../../../server/protocol.ts';
import { isMap, type Json, readList, readMap, readText, readTexts } from '../values/json.ts';
import { present } from './objects.ts';

/** All that is known at one place of a cluster. Kinds that are absent are unknown. */
export interface PlaceFacts extends ClusterHead {
  readonly kinds: Readonly<Record<string, KindFacts>>;
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Identity, owners, and of the rest the fields at `paths`: `spec`, `status.phase`. */
export function reduceObject(
  value: unknown,
  apiVersion: string,
  kind: string,
  paths: readonly string[],
): ClusterObject {
  const object = readMap(value);
  const { name, namespace, labels, annotations, ownerReferences } = readMap(object.metadata);
  const { [LAST_APPLIED]: _, ...kept } = readTexts(annotations);
  const metadata = {
    name,
    ...present('namespace', readText(namespace) || undefined),
    ...present('labels', isMap(labels) ? labels : undefined),
    ...present('annotations', Object.keys(kept).length > 0 ? kept : undefined),
    ...present('ownerReferences', readList(ownerReferences).length > 0 ? ownerReferences : undefined),
  };
  const reduced: Record<string, unknown> = { apiVersion, kind, metadata };
  for (const path of paths) {
    const [field = '', inner] = path.split('.');
    const part = readMap(object[field]);
    if (inner === undefined && object[field] !== undefined) reduced[field] = object[field];
    if (inner !== undefined && part[inner] !== undefined) reduced[field] = { [inner]: part[inner] };
  }
  return reduced;
}

/** What the Deployment of the controller tells. */
export interface ControllerReading {
  readonly namespace: string;
  readonly argoVersion?: string;
  readonly instanceId: string;
}

/** The one controller that serves all namespaces; undefined: there is none, or more than one. */
export function readControllers(deployments: readonly unknown[]): ControllerReading | undefined {
  const [only, ...others] = deployments.map(readMap).flatMap(deployment => readController(deployment) ?? []);
  return others.length === 0 ? only : undefined;
}

function readController(deployment: Json): ControllerReading | undefined {
  const { namespace, labels } = readMap(deployment.metadata);
  const component = readTexts(labels)['app.kubernetes.io/component'] ?? 'rollouts-controller';
  const pods = readMap(readMap(readMap(deployment.spec).template).spec);
  const container = readMap(readList(pods.containers)[0]);
  const words = [...readList(container.command), ...readList(container.args)].map(readText);
  if (component !== 'rollouts-controller' || words.some(word => /^--namespaced(=true)?$/.test(word))) return undefined;
  const [, argoVersion] = /:v?(\d+\.\d+\.\d+)[^/]*$/.exec(readText(container.image)) ?? [];
  return {
    namespace: readText(namespace),
    instanceId: optionOf(words, '--instance-id'),
    ...present('argoVersion', argoVersion),
  };
}

/** `--name value` or `--name=value`; empty: it is not given. */
function optionOf(words: readonly string[], name: string): string {
  const at = words.findIndex(word => word === name || word.startsWith(`${name}=`));
  const word = words[at] ?? '';
  return word === name ? (words[at + 1] ?? '') : word.slice(name.length + 1);
}

/** Fields of an AnalysisTemplate's metrics that came with a release, newest first. */
const MARKS: readonly (readonly [string, readonly string[]])[] = [
  ['1.10', ['provider', 'datadog', 'requestTimeout']],
  ['1.9', ['provider', 'kayenta', 'lookback']],
  ['1.8', ['consecutiveSuccessLimit']],
];

/** The release line by the schema that the API server has: of the CRDs, which may be older or newer than the controller. */
export function readReleaseLine(openapi: unknown): string | undefined {
  const schemas = readMap(readMap(readMap(openapi).components).schemas);
  const schema = Object.entries(schemas).find(([name]) => /(^|\.)AnalysisTemplate$/.test(name))?.[1];
  const metric = itemAt(propertyAt(propertyAt(readMap(schema), 'spec'), 'metrics'));
  if (metric === undefined) return undefined;
  const line = MARKS.find(([, path]) => path.reduce<Json | undefined>(propertyAt, metric) !== undefined);
  return line?.[0] ?? '1.7';
}

function propertyAt(schema: Json | undefined, name: string): Json | undefined {
  const properties = readMap(schema?.properties);
  return Object.hasOwn(properties, name) ? readMap(properties[name]) : undefined;
}

function itemAt(schema: Json | undefined): Json | undefined {
  return isMap(schema?.items) ? schema.items : undefined;
}

/** What several places know together of one kind. */
export function joinKinds([first, ...others]: readonly KindFacts[]): KindFacts | undefined {
  return others.reduce<KindFacts | undefined>((all, next) => {
    if (all === undefined || next.namespaces === 'all') return next;
    if (all.namespaces === 'all') return all;
    const known = all.namespaces;
    return {
      namespaces: [...known, ...next.namespaces.filter(namespace => !known.includes(namespace))],
      objects: [...all.objects, ...next.objects],
    };
  }, first);
}
