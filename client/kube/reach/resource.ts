/** Kinds of objects and the paths under which an API server has them. */

export interface Resource {
  /** Empty: Kubernetes' own core. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  /** Belongs to no namespace. */
  readonly clusterScoped?: true;
  /** Where it is, if that does not follow from the other fields. */
  readonly path?: string;
}

const argo = { group: 'argoproj.io', version: 'v1alpha1' } as const;

export const EXPERIMENTS: Resource = { ...argo, plural: 'experiments', kind: 'Experiment' };
export const ANALYSIS_RUNS: Resource = { ...argo, plural: 'analysisruns', kind: 'AnalysisRun' };
export const ANALYSIS_TEMPLATES: Resource = { ...argo, plural: 'analysistemplates', kind: 'AnalysisTemplate' };
export const CLUSTER_ANALYSIS_TEMPLATES: Resource = {
  ...argo,
  plural: 'clusteranalysistemplates',
  kind: 'ClusterAnalysisTemplate',
  clusterScoped: true,
};
export const ROLLOUTS: Resource = { ...argo, plural: 'rollouts', kind: 'Rollout' };
export const REPLICA_SETS: Resource = { group: 'apps', version: 'v1', plural: 'replicasets', kind: 'ReplicaSet' };
export const SERVICES: Resource = { group: '', version: 'v1', plural: 'services', kind: 'Service' };
export const PODS: Resource = { group: '', version: 'v1', plural: 'pods', kind: 'Pod' };
export const EVENTS: Resource = { group: '', version: 'v1', plural: 'events', kind: 'Event' };
export const NAMESPACES: Resource = {
  group: '',
  version: 'v1',
  plural: 'namespaces',
  kind: 'Namespace',
  clusterScoped: true,
};

export interface Place {
  /** Absent: all namespaces, or the resource belongs to none. */
  readonly namespace?: string | undefined;
  /** Absent: the whole collection. */
  readonly name?: string;
  readonly subresource?: string;
}

export function pathOf({ group, version, plural, clusterScoped, path }: Resource, place: Place = {}): string {
  if (path !== undefined) return path;
  const { namespace, name, subresource } = place;
  const parts = [
    ...(group === '' ? ['api', version] : ['apis', group, version]),
    ...(namespace === undefined || clusterScoped ? [] : ['namespaces', namespace]),
    plural,
    ...(name === undefined ? [] : [name]),
    ...(subresource === undefined ? [] : [subresource]),
  ];
  return `/${parts.map(encodeURIComponent).join('/')}`;
}

export function apiVersionOf({ group, version }: Resource): string {
  return group === '' ? version : `${group}/${version}`;
}

/** `Experiment shop/checkout-trial`: as messages name an object. */
export function nameOf({ kind }: Resource, { namespace, name }: Place): string {
  return name === undefined ? kind : `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}
