/**
 * Which item Enter and Tab take. Order, filter texts, preselection and commit characters of every item are decided here.
 *
 * VS Code asks once a word and then filters by itself: an item stays while the typed letters occur in its filter text in
 * that order, gaps allowed. The best score comes first (an equal beginning scores highest), equal scores go by `sortText`,
 * and Enter or Tab puts the first item in the place of what is typed, even where that is the same text: the line break
 * that was meant is lost then. So:
 * - An item leaves the list as soon as the typed text does not lead to it, and a value also when it is typed in full. The
 *   filter text does this in the editor, at the key press itself: an answer that comes late changes nothing. A list that
 *   says `isIncomplete` would do the opposite: until the next answer Enter takes an item of the text before.
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
] as const satisfies readonly string[];
export type Rank = (typeof RANKS)[number];

/**
 * How long an item stays while typing goes on.
 * `loose`: as long as VS Code finds the letters in its label. For fields and for what adds more than its label.
 * `closed`: the same, until it is typed in full. For values of a set that knows no others.
 * `next`: while it begins with what is typed; a value until it is typed in full. For names and texts that may be any.
 * `empty`: until anything is typed.
 */
export type Fit = 'loose' | 'closed' | 'next' | 'empty';

/**
 * Characters that make the editor ask when they are typed. Digits, because a number may want a unit; no colon: behind it Enter
 * is a line break. Typed while a list is open they leave that list as it is until the answer comes, so no value stays in
 * a list beyond one of them.
 */
export const TRIGGER_CHARACTERS: readonly string[] = [' ', '"', '.', '{', ...'0123456789'];

/** Occurs in no text that is typed. */
const NOTHING = '\u200B';

interface Chosen {
  readonly label: string;
  readonly newText: string;
  readonly rank: Rank;
  readonly fit: Fit;
}

export interface Choice {
  readonly sortText: string;
  readonly filterText: string;
}

/** Undefined: the item does not belong in the list. `typed`: the word up to the cursor, without its quote. */
export function choose(
  { label, newText, rank, fit }: Chosen,
  index: number,
  typed: string,
  quote: string,
): Choice | undefined {
  const filter = FILTERS[fit](label, typed, newText !== label);
  if (filter === undefined) return undefined;
  return {
    sortText: `${RANKS.indexOf(rank)}${String(index).padStart(4, '0')}`,
    filterText: filter === '' ? quote + NOTHING : quote + filter,
  };
}

type Filter = (label: string, typed: string, addsMore: boolean) => string | undefined;

const FILTERS = {
  loose: label => label,
  closed: label => upToTrigger(label, 0).slice(0, label.length - 1),
  next: (label, typed, addsMore) => {
    const end = addsMore ? label.length : label.length - 1;
    if (!label.startsWith(typed) || typed.length > end) return undefined;
    return upToTrigger(label, typed.length).slice(0, Math.min(typed.length + 1, end));
  },
  empty: (_, typed) => (typed === '' ? '' : undefined),
} satisfies Record<Fit, Filter>;

/** What is typed is the whole of a known value: a longer one that begins like it would take its place. */
export function isFinishedBy({ label, fit }: Pick<Chosen, 'label' | 'fit'>, typed: string): boolean {
  return label === typed && (fit === 'next' || fit === 'closed' || fit === 'empty');
}

/** The text before the first of those characters at or behind `from`. */
function upToTrigger(text: string, from: number): string {
  const length = [...text].findIndex((character, index) => index >= from && TRIGGER_CHARACTERS.includes(character));
  return length < 0 ? text : text.slice(0, length);
}

/** What keeps the list closed: it replaces what is typed by itself. */
export function keepClosed(typed: TextEdit) {
  const label = typed.newText.trim();
  return { label, kind: 'typed', edit: typed, snippet: false, sortText: '', filterText: NOTHING } as const;
}
