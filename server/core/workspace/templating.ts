/** Whether a file is a template of another tool, so that its text is not yet the YAML that a cluster gets. */
export type Templating = 'helm' | 'jinja';

export function detectTemplating(uri: string, text: string): Templating | undefined {
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

/** A kustomize patch holds a part of an object only: nothing is missing in it. */
export function isPatch(uri: string): boolean {
  return /(^|[/_.-])patch(es)?([/_.-]|$)/i.test(uri.split('/').slice(-3).join('/'));
}

/** Not an object of a cluster: it says what becomes of other files. */
export function isKustomization(uri: string): boolean {
  return /(^|\/)(kustomization\.ya?ml|Kustomization)$/.test(uri);
}
