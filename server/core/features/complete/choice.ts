/**
 * Which item Enter and Tab take. Order, filter texts, preselection and commit characters of every item are decided here.
 *
 * VS Code asks once a word and then filters by itself: an item stays while the typed letters occur in its filter text in
 * that order, gaps allowed and of any case. The best score comes first (an equal beginning scores highest), equal scores go
 * by `sortText`, and Enter or Tab puts the first item in the place of what is typed, even where that is the same text: the
 * line break that was meant is lost then. So:
 * - A value leaves the list as soon as the typed text does not lead to it, and when it is typed in full. The filter text
 *   does this in the editor, at the key press itself: an answer that comes late changes nothing. A list that says
 *   `isIncomplete` would do the opposite: until the next answer Enter takes an item of the text before.
 * - Examples are there only while nothing is typed.
 * - Where nothing is to be said in a document of ours, one item that nothing can match keeps the list closed. Without
 *   any item VS Code offers the words of the file.
 * - Nothing is preselected: the order decides. A preselected item counts only among equal scores.
 * - No commit characters: a colon, a comma or a brace that is typed never takes an item with it.
 */
import type { TextEdit } from '../../text/range.ts';

/** Groups of items, the first ones first. */
const RANKS = [
  'known',
  'whole',
  'required',
  'optional',
  'deprecated',
  'usual',
  'bare',
  'dash',
  'above',
  'inherited',
] as const satisfies readonly string[];
export type Rank = (typeof RANKS)[number];

/**
 * How long an item stays while typing goes on.
 * `loose`: as long as VS Code finds the letters in its label. For fields, and what is named after them.
 * `prefix`: while it begins with what is typed. For names that may be any, and are followed by more.
 * `next`: the same, until it is typed in full. For values that may be any.
 * `closed`: as `loose`, until it is typed in full. For values of a set that knows no others.
 * `empty`: until anything is typed.
 */
export type Fit = 'loose' | 'prefix' | 'next' | 'closed' | 'empty';

/**
 * Characters that make the editor ask when they are typed. Digits, because a number may want a unit; no colon: behind it Enter
 * is a line break. Typed into an open list they leave it as it is until the answer comes, so no value stays in a list
 * beyond one of them.
 */
export const TRIGGER_CHARACTERS: readonly string[] = [' ', '"', '.', '{', ...'0123456789'];

/** Occurs in no text that is typed. */
const NOTHING = '\u200B';

export interface Chosen {
  readonly label: string;
  readonly rank: Rank;
  readonly fit: Fit;
  /** What is typed leads to this text. Absent: to the label. */
  readonly match?: string;
}

export interface Choice {
  readonly sortText: string;
  readonly filterText: string;
}

/** For each item what the editor goes by; undefined: it does not belong in the list. `typed`: the word up to the cursor, without its quote. */
export function choose(items: readonly Chosen[], typed: string, quote: string): readonly (Choice | undefined)[] {
  const texts = items.map(({ label, match }) => match ?? label);
  // A known value is typed in full: one that begins with it would take its place.
  const isFinished = items.some(({ fit }, index) => texts[index] === typed && (fit === 'next' || fit === 'closed'));
  // Nothing that is named like it: what is typed is a name that is not known here.
  const isUnknown = typed !== '' && !texts.some(text => text.toLowerCase().startsWith(typed.toLowerCase()));
  const closed = texts.filter((_, index) => items[index]?.fit === 'closed');
  return items.map(({ rank, fit }, index) => {
    if (fit === 'loose' ? isUnknown : isFinished && fit !== 'prefix') return undefined;
    const filter = filterOf(fit, texts[index] ?? '', typed, closed);
    if (filter === undefined) return undefined;
    const sortText = `${RANKS.indexOf(rank)}${String(index).padStart(4, '0')}`;
    return { sortText, filterText: quote + (filter === '' ? NOTHING : filter) };
  });
}

function filterOf(fit: Fit, text: string, typed: string, closed: readonly string[]): string | undefined {
  // A dash that is typed begins an item of one's own.
  if (fit === 'loose') return text.replace(/^-(?= )/, NOTHING);
  if (fit === 'empty') return typed === '' ? '' : undefined;
  if (!text.startsWith(typed)) return undefined;
  if (fit !== 'closed') return typed;
  // Before the last letter of the next value that is typed in full on the way, and before a character that asks anew.
  const [next = text] = closed
    .filter(each => text.startsWith(each) && each.length > typed.length)
    .sort((a, b) => a.length - b.length);
  const end = [...next].findIndex(
    (character, index) => index >= typed.length && TRIGGER_CHARACTERS.includes(character),
  );
  return next.slice(0, end < 0 ? next.length - 1 : end);
}

/** What keeps the list closed: it replaces what is typed by itself. */
export function keepClosed(typed: TextEdit) {
  const label = typed.newText.trim();
  return { label, kind: 'typed', edit: typed, snippet: false, sortText: '', filterText: NOTHING } as const;
}
