/** A text after edits. */
import type { TextEdit } from '../../server/core/index.ts';

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => b.range.start - a.range.start);
  let result = text;
  let limit = text.length + 1;
  for (const { range, newText } of ordered) {
    if (range.end > limit) throw new Error('edits overlap');
    limit = range.start;
    result = result.slice(0, range.start) + newText + result.slice(range.end);
  }
  return result;
}
