/** What other tools make of a text before a cluster gets it. */
import type { Range } from '../text/range.ts';

/** Scheme of the addresses of texts that only a cluster has: objects as they are, made by no other tool. */
export const CLUSTER_SCHEME = 'argo-experiments-cluster';

/** `{{ "{{args.x}}" }}`: what Helm leaves to others. A quote that ends behind a half-typed `{{` is none. */
const ESCAPED = /\{\{[ \t]*["`][^"`\n]{0,200}\{\{/;

/** The file's text is not yet the YAML that a cluster gets. */
export type Templating = 'helm' | 'jinja';

export function detectTemplating(uri: string, text: string): Templating | undefined {
  if (uri.startsWith(`${CLUSTER_SCHEME}:`)) return undefined;
  if (ESCAPED.test(text)) return 'helm';
  if (/\{\{-|-\}\}|\{\{\s*(\.|\$|include\b|template\b|if\b|range\b|with\b|end\b|define\b|toYaml\b|tpl\b)/.test(text))
    return 'helm';
  if (
    /\/templates\/[^/]+\.(ya?ml|tpl)$/.test(uri) &&
    /\{\{/.test(text) &&
    !/\{\{\s*(args|templates|experiment)\./.test(text)
  )
    return 'helm';
  if (/\{%/.test(text)) return 'jinja';
  return undefined;
}

/** `${NAME}`, also with a default (`${NAME:-10m}`), and `$NAME`. `$__interval` and its like are Grafana's. */
const VARIABLE = /\$\{(?!__)[A-Za-z_]\w*(?:[:\-+?=#%/^,][^}\n]{0,200})?\}|\$[A-Z_][A-Z0-9_]*\b/g;

/** Places that envsubst, Flux and their like fill in: what stands there later is not known. */
export function variablesIn(text: string): readonly Range[] {
  if (!text.includes('$')) return [];
  return [...text.matchAll(VARIABLE)].map(({ 0: variable, index }) => ({ start: index, end: index + variable.length }));
}

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
