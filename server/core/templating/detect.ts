/** Whose template a document is: its place says it first, then the way its marks are written. */
import { isArgoTag } from '../args/tags.ts';
import { resolveAlias, type YamlNode, type YamlScalar } from '../yaml/node.ts';
import { scanDelimited } from './delimiters.ts';
import { scanGoActions } from './go-actions.ts';
import type { Mark, Tool } from './mark.ts';
import { layOutLines } from './mark-lines.ts';

export interface Marked {
  readonly tool: Tool;
  readonly marks: readonly Mark[];
  /** Only the names in quoted texts say so (`.Values`). */
  readonly isGuess: boolean;
}

/** `isInChart`: the file lies in the `templates` of a Helm chart, where every brace is Helm's. */
export function detectMarks(text: string, isInChart: boolean): Marked | undefined {
  if (isInChart) return found('helm', scanGoActions(text));
  const tool = delimitedTool(text);
  if (tool) return found(tool, scanDelimited(text, tool));
  if (!text.includes('{{')) return undefined;
  const actions = scanGoActions(text);
  if (actions.every(({ body }) => isArgoTag(body))) return undefined;
  const foreign = bareMarks(text, actions).filter(({ body }) => !isArgoTag(body));
  const isHelm = actions.some(({ body }) => HELM.test(body));
  if (foreign.length > 0) return found(isHelm ? 'helm' : 'other', actions);
  return isHelm ? { tool: 'helm', marks: actions, isGuess: true } : undefined;
}

function found(tool: Tool, marks: readonly Mark[]): Marked | undefined {
  return marks.length === 0 ? undefined : { tool, marks, isGuess: false };
}

/** Words that no other tool and no placeholder of Argo has. */
const HELM =
  /^(?:[^"`]*\s)?\(*(?:\$?\.(?:Values|Release|Chart|Capabilities|Template|Files)\b|include\s+"|toYaml\b|tpl\b)/;

/** By delimiters that neither YAML nor Argo can mean. */
const BY_DELIMITER: readonly { readonly tool: Exclude<Tool, 'helm'>; readonly pattern: RegExp }[] = [
  { tool: 'backstage', pattern: /\$\{\{/ },
  { tool: 'jinja', pattern: /\{%[-+]?\s*\w|\{#[\s\S]{0,2000}?#\}/ },
  { tool: 'erb', pattern: /<%[=#-]?\s/ },
  { tool: 'terraform', pattern: /^[ \t]*%\{[-~ ]*(?:if|for|else|endif|endfor)\b/m },
  { tool: 'other', pattern: /\[\[-?\s*(?:\.|if\b|range\b|end\b|include\b)/ },
];

function delimitedTool(text: string): Exclude<Tool, 'helm'> | undefined {
  return BY_DELIMITER.find(({ pattern }) => pattern.test(text))?.tool;
}

/** Marks outside of quotes and block scalars, where a line or a value begins: YAML reads them as maps. */
function bareMarks(text: string, marks: readonly Mark[]): readonly Mark[] {
  return layOutLines(text, marks).flatMap(({ pieces, isInBlock }) => {
    const [first] = pieces;
    if (isInBlock || !first || first.range.start !== first.mark.range.start) return [];
    const lineStart =
      Math.max(text.lastIndexOf('\n', first.range.start), text.lastIndexOf('\r', first.range.start)) + 1;
    const before = text.slice(lineStart, first.range.start);
    return /^\s*(?:-[ \t]+)*(?:[^\s"'#][^"'#]*:[ \t]+(?:[[{][ \t]*)?)?$/.test(before) ? [first.mark] : [];
  });
}

/** Fields that name or count something, so that no brace can be meant there as text. */
const NAMING = new Set([
  'name',
  'generateName',
  'namespace',
  'templateName',
  'image',
  'replicas',
  'duration',
  'setWeight',
  'activeService',
  'previewService',
  'stableService',
  'canaryService',
]);
const LABELS = new Set(['labels', 'matchLabels', 'selector']);

/** Whether a tag of another tool stands in a place that cannot hold one: a name, a label, a count. In other texts braces may be meant. */
export function hasForeignName(root: YamlNode | undefined): boolean {
  const pending: { readonly node: YamlNode; readonly isNaming: boolean }[] = root
    ? [{ node: root, isNaming: false }]
    : [];
  const seen = new Set<YamlNode>();
  for (let next = pending.pop(); next; next = pending.pop()) {
    const node = resolveAlias(next.node);
    if (!node || seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'scalar') {
      if (next.isNaming && holdsForeignTag(node)) return true;
    } else if (node.kind === 'seq') {
      for (const item of node.items) pending.push({ node: item, isNaming: false });
    } else {
      for (const { key, value } of node.entries) {
        // There Argo fills in placeholders, and a wrong one is a mistake.
        if (key.text === 'annotations' || key.text === 'metrics') continue;
        const isNaming = value.kind === 'scalar' ? next.isNaming || NAMING.has(key.text) : LABELS.has(key.text);
        pending.push({ node: value, isNaming });
      }
    }
  }
  return false;
}

function holdsForeignTag({ text }: YamlScalar): boolean {
  return text.includes('{{') && scanGoActions(text).some(({ body }) => !isArgoTag(body));
}
