/** A text after edits, and a snippet as it stands when all its tab stops are left as they are. */
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

/** `${1:name}` becomes `name`, `${1|a,b|}` becomes `a`, `$1` becomes nothing. */
export function expandSnippet(snippet: string): string {
  return snippet.replace(
    /\\([\\$}|,])|\$\{\d+:((?:\\.|[^}\\])*)\}|\$\{\d+\|((?:\\.|[^,|\\])*)(?:,(?:\\.|[^|\\])*)*\|\}|\$\{\d+\}|\$\d+/g,
    (_, escaped: string, text: string, choice: string) => escaped ?? (text ?? choice)?.replace(/\\(.)/g, '$1') ?? '',
  );
}
