/** The strict reading of one document: what kubectl's reader takes, and nothing else. */
import type { YamlProblem } from '../node.ts';
import { findForbidden } from './characters.ts';
import { ReadFailure } from './failure.ts';
import { readJson } from './read-json.ts';
import { type ReadTree, readTree } from './tree-reader.ts';

/**
 * A document as `splitDocuments` cuts it. Throws a {@link ReadFailure} where kubectl reads no further. kubectl cuts texts at lines
 * that begin with `---`, in quotes and blocks too, before it looks for YAML in them, and takes no other text on such a line.
 */
export function readText(text: string): ReadTree {
  const own = withoutSeparator(text);
  const json = readJson(own);
  if (json) return { root: json.root, problems: problemsOf(own, json) };
  const forbidden = findForbidden(own);
  if (forbidden >= 0) throw new ReadFailure('CONTROL_CHARACTER', { start: forbidden, end: forbidden + 1 });
  return readTree(own);
}

/** The line `---` at the start, or behind comments. */
function withoutSeparator(text: string): string {
  const { index = 0, 0: line = '' } = /(?<=^|\n)---.*/.exec(text) ?? {};
  const end = index + line.length;
  if (line !== '' && !/^---[\s\x85]*(#.*)?$/.test(line))
    throw new ReadFailure('BAD_SEPARATOR', { start: index, end: index + line.trimEnd().length });
  // A mark of YAML stays one.
  return /^---[ \t\r]*$/.test(line) ? text : text.slice(0, index) + ' '.repeat(line.length) + text.slice(end);
}

function problemsOf(
  text: string,
  { end, isTooDeep }: { readonly end: number; readonly isTooDeep: boolean },
): YamlProblem[] {
  const problems: YamlProblem[] = [];
  if (isTooDeep) problems.push({ code: 'TOO_DEEP', range: { start: 0, end: 1 } });
  // Comments are YAML, so they are none here.
  const rest = /[^\s]/.exec(text.slice(end).replace(/#.*/g, comment => ' '.repeat(comment.length)));
  if (rest) problems.push({ code: 'TEXT_BEHIND_JSON', range: { start: end + rest.index, end: end + rest.index + 1 } });
  return problems;
}
