/** Columns and line breaks of a text, for edits that must fit in. */
import { lineAt } from './line-map.ts';

/** Column of an offset: characters since the start of its line. */
export function columnAt(text: string, offset: number): number {
  return offset - lineAt(text, offset).start;
}

/** The line break that a text uses: that of its first line. */
export function lineBreakOf(text: string): '\n' | '\r\n' {
  const first = text.indexOf('\n');
  return first > 0 && text.charCodeAt(first - 1) === 13 ? '\r\n' : '\n';
}
