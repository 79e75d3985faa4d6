/** Tabs where YAML wants blanks. */
import type { TextEdit } from '../../text/range.ts';
import { meant, type Repair } from './repair.ts';

/** How many columns a tab may stand for, the likeliest first. */
const WIDTHS = [2, 4, 8, 1];

/**
 * Whoever indents by tabs does it on many lines: all of them are one problem, at the first. How wide a tab was meant to be is seen from
 * what can be read then.
 */
export function mendTabs(text: string): readonly Repair[] {
  const found = [...text.matchAll(/(?<=^|[\r\n])( *)(\t[ \t]*)(?=[^\s])/g)];
  const [first] = found;
  if (!first) return [];
  const start = first.index + (first[1]?.length ?? 0);
  const range = { start, end: start + (first[2]?.length ?? 0) };
  return WIDTHS.map(width => {
    const edits = found.map(({ index, 1: blanks = '', 2: tabs = '' }): TextEdit => {
      const at = index + blanks.length;
      return { range: { start: at, end: at + tabs.length }, newText: tabs.replaceAll('\t', ' '.repeat(width)) };
    });
    return { code: 'TAB_AS_INDENT', range, edits, fix: edits, guessed: range };
  });
}

/** A tab behind a dash or a colon, where a blank is wanted. */
export function mendTab(at: number): Repair {
  const range = { start: at, end: at + 1 };
  return meant('TAB_AS_INDENT', range, [{ range, newText: ' ' }]);
}
