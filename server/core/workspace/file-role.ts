/** What a file's address says of it: an object of a cluster, a kustomization, a part of objects that are written elsewhere. */

/** Scheme of the addresses of texts that only a cluster has: objects as they are, made by no other tool. */
export const CLUSTER_SCHEME = 'argo-experiments-cluster';

/** Kustomize's own words in a patch (`$patch: delete`, `$retainKeys`, `$setElementOrder/containers`), and Chainsaw's expressions. */
export function isPatchDirective(key: string): boolean {
  return /^\$(patch|retainKeys|setElementOrder|deleteFromPrimitiveList)\b|^\(.*\)$/.test(key);
}

/**
 * A kustomize patch holds a part of an object only: nothing is missing in it. What a kustomization holds of ours are patches.
 * So are the parts of objects that tests by kuttl and Chainsaw wait for (`01-assert.yaml`, `assertions/healthy.yaml`).
 */
export function isPatch(uri: string): boolean {
  if (isKustomization(uri)) return true;
  if (uri.startsWith(`${CLUSTER_SCHEME}:`)) return false;
  const path = uri.split('/').slice(-3).join('/');
  return /(^|[/_.-])(patch(es)?|assert(s|ions?)?)([/_.-]|$)|\/\d+-errors?\.ya?ml$/i.test(path);
}

/** Not an object of a cluster: it says what becomes of other files. */
export function isKustomization(uri: string): boolean {
  return /(^|\/)(kustomization\.ya?ml|Kustomization)$/.test(uri);
}
