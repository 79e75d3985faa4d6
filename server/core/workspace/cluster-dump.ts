/** What `kubectl get <kinds> -o yaml` prints, as facts about its cluster: for those who may not or will not contact one. */
import { listIn, textIn, valueIn } from '../kube/object.ts';
import { readYaml } from '../yaml/data.ts';
import type { ClusterFacts, ClusterObject, ControllerFacts, KindFacts } from './cluster-facts.ts';

/** A dump that cannot be read; the message says why. */
export class ClusterDumpError extends Error {}

/** The kinds that rules ask about, with their API group. Nothing else of a dump is kept, least of all Secrets. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['AnalysisTemplate', 'argoproj.io'],
  ['ClusterAnalysisTemplate', 'argoproj.io'],
  ['Experiment', 'argoproj.io'],
  ['Rollout', 'argoproj.io'],
  ['Service', ''],
  ['ReplicaSet', 'apps'],
  ['Deployment', 'apps'],
  ['Ingress', 'networking.k8s.io'],
  ['VirtualService', 'networking.istio.io'],
]);
const CONTROLLER_CONFIG = 'argo-rollouts-config';

/**
 * Of each kind that is in the text, all objects are known in the namespaces where it has some. `context`: what the
 * cluster is called in messages.
 */
export function readClusterDump(text: string, context: string): ClusterFacts {
  const objects = readObjects(text);
  const kinds: Record<string, KindFacts> = {};
  for (const [kind, group] of KINDS) {
    const own = objects.filter(object => object.kind === kind && groupOf(object) === group);
    if (own.length === 0) continue;
    const namespaces = [...new Set(own.map(namespaceOf))];
    kinds[kind] = { namespaces: namespaces.includes('') ? 'all' : namespaces, objects: own };
  }
  const namespaces = [...new Set(objects.map(namespaceOf).filter(namespace => namespace !== ''))];
  const [only = 'default', ...others] = namespaces;
  return { context, namespace: others.length === 0 ? only : 'default', kinds, ...readController(objects) };
}

function readObjects(text: string): readonly ClusterObject[] {
  const read = readYaml(text);
  if ('problem' in read) throw new ClusterDumpError(read.problem);
  return read.values
    .flatMap(value => (/List$/.test(textIn(value, 'kind')) ? listIn(value, 'items') : [value]))
    .filter(isObject);
}

function readController(objects: readonly ClusterObject[]): Pick<ClusterFacts, 'argoVersion' | 'controller'> {
  const deployments = objects.filter(isController);
  const configs = objects.filter(
    object => object.kind === 'ConfigMap' && textIn(object, 'metadata', 'name') === CONTROLLER_CONFIG,
  );
  const container =
    deployments.length === 1 ? valueIn(deployments[0], 'spec', 'template', 'spec', 'containers', 0) : undefined;
  const [, argoVersion] = /:v?(\d+\.\d+\.\d+)[^/]*$/.exec(textIn(container, 'image')) ?? [];
  const controller: ControllerFacts = {
    ...(container === undefined ? {} : { instanceId: instanceIdOf(listIn(container, 'args')) }),
    ...(configs.length === 1 ? { config: textsOf(valueIn(configs[0], 'data')) } : {}),
  };
  return { controller, ...(argoVersion === undefined ? {} : { argoVersion }) };
}

/** Not the dashboard, nor one that serves a single namespace. */
function isController(object: ClusterObject): boolean {
  const label = (name: string): string => textIn(object, 'metadata', 'labels', `app.kubernetes.io/${name}`);
  const args = listIn(object, 'spec', 'template', 'spec', 'containers', 0, 'args');
  const isOther = label('component') !== '' && label('component') !== 'rollouts-controller';
  return (
    object.kind === 'Deployment' && label('name') === 'argo-rollouts' && !isOther && !args.includes('--namespaced')
  );
}

function instanceIdOf(args: readonly unknown[]): string {
  const at = args.findIndex(each => typeof each === 'string' && /^--instance-id(=|$)/.test(each));
  const written = at < 0 ? '' : String(args[at]);
  return written.includes('=') ? written.slice(written.indexOf('=') + 1) : at < 0 ? '' : String(args[at + 1] ?? '');
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function groupOf({ apiVersion }: ClusterObject): string {
  return typeof apiVersion === 'string' && apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

function namespaceOf(object: ClusterObject): string {
  return textIn(object, 'metadata', 'namespace');
}

function isObject(value: unknown): value is ClusterObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
