/** Edits of a scalar's text, written in the scalar's own style. */
import type { TextEdit } from '../text/range.ts';
import type { YamlScalar } from './node.ts';
import { resolvePlain } from './scalar.ts';
import type { ScalarSource } from './scalar-source.ts';

/** Edits of the document that change the scalar's text by `edits` (offsets of that text, not overlapping). */
export function editScalar(scalar: YamlScalar, source: ScalarSource, edits: readonly TextEdit[]): readonly TextEdit[] {
  const after = apply(scalar.text, edits);
  if (scalar.style === 'plain' && !isPlainSafe(after, scalar.inFlow))
    return [{ range: scalar.range, newText: quote(after) }];
  return edits.map(({ range, newText }) => ({
    range: source.toSource(range),
    newText: escapeFor(newText, scalar.style),
  }));
}

function apply(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce((result, { range, newText }) => result.slice(0, range.start) + newText + result.slice(range.end), text);
}

/** In quotes: single ones where nothing needs an escape. */
function quote(text: string): string {
  return /[\n\r\t\\]/.test(text) || !text.includes('"') ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}

function escapeFor(text: string, style: YamlScalar['style']): string {
  if (style === 'single') return text.replaceAll("'", "''");
  return style === 'double' ? text.replace(/["\\]/g, '\\$&') : text;
}

/** Whether YAML reads the text back as the same text when nothing is around it. `inFlow`: between braces or brackets. */
export function isPlainSafe(text: string, inFlow = false): boolean {
  if (inFlow && /[,[\]{}]/.test(text)) return false;
  if (text === '' || /^[\s\-?:,[\]{}#&*!|>'"%@`]|: | #|[\s:]$|\n/.test(text)) return false;
  return typeof resolvePlain(text) === 'string';
}
