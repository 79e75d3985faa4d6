/** Whether a file is a template of another tool, so that its text is not yet the YAML that a cluster gets. */
import type { Placed } from './workspace.ts';

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

/** All of the document can be read, and it is what a cluster gets: what is not in it is not there. */
export function isWhole({ file, document }: Placed): boolean {
  const { problems, ellipses } = document.content.yaml;
  return !file.templating && problems.length === 0 && ellipses.length === 0 && !isPatch(file.uri);
}
