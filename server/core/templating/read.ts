/** One document as YAML, whatever tool fills it in first. */
import type { Range } from '../text/range.ts';
import type { YamlDocument } from '../yaml/node.ts';
import { parseDocument } from '../yaml/parse.ts';
import { detectMarks, hasForeignName } from './detect.ts';
import { scanGoActions } from './go-actions.ts';
import type { Mark, Tool } from './mark.ts';
import { mask, type Unknown } from './mask.ts';
import { breakingTokensIn, tokensIn, variablesIn } from './tokens.ts';

export interface Templating {
  readonly tool: Tool;
  readonly marks: readonly Mark[];
  readonly unknown: Unknown;
  /** All of its marks are in texts that YAML can read: that they are a tool's is only likely. */
  readonly isGuess: boolean;
}

/**
 * Where a file lies, as far as that says whose braces it holds: in the templates of a Helm chart, among the resources of a
 * kustomization, on a cluster.
 */
export type FilePlace = 'chart' | 'kustomization' | 'cluster' | 'elsewhere';

export interface TemplatedYaml {
  readonly yaml: YamlDocument;
  readonly templating?: Templating;
  /** Variables that a pipeline fills in, in order. */
  readonly variables?: readonly Range[];
  /** Words that a pipeline replaces, in order. */
  readonly tokens?: readonly Range[];
}

export function readTemplating(text: string, place: FilePlace): TemplatedYaml {
  // Every tool has done its work on what a cluster has.
  if (place === 'cluster') return { yaml: parseDocument(text) };
  const marked = detectMarks(text, place === 'chart');
  // A kustomization takes its resources as they are, so names alone make no template there.
  const found = marked?.isGuess && place === 'kustomization' ? undefined : marked;
  if (found && !found.isGuess) return masked(text, found.tool, found.marks);
  const tokens = tokensIn(text);
  const breaking = breakingTokensIn(text);
  const yaml = parseDocument(text, breaking.length === 0 ? undefined : mask(text, breaking.map(toMark)));
  const read = { yaml, ...variables(text), ...(tokens.length > 0 ? { tokens } : {}) };
  if (found) return { ...read, templating: { ...found, unknown: 'values' } };
  if (place === 'kustomization' || !text.includes('{{') || !hasForeignName(yaml.root)) return read;
  return { ...read, templating: { tool: 'other', marks: scanGoActions(text), unknown: 'values', isGuess: true } };
}

function masked(text: string, tool: Tool, marks: readonly Mark[]): TemplatedYaml {
  const { unknown, ...reading } = mask(text, marks);
  const yaml = parseDocument(text, reading);
  return { yaml, ...variables(text), templating: { tool, marks, unknown, isGuess: false } };
}

function variables(text: string): Pick<TemplatedYaml, 'variables'> {
  const found = variablesIn(text);
  return found.length === 0 ? {} : { variables: found };
}

function toMark(range: Range): Mark {
  return { range, kind: 'value', body: '' };
}
