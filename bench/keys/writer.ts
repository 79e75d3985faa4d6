/**
 * The fewest keys with which a text is written by somebody who knows every list by heart: the shortest way through all that can be typed and
 * taken. One key each: a character, Enter, Tab, Backspace, Escape, one row down in a list, Ctrl+Space. Of the editor it knows what VS Code does:
 *
 * - a list comes up when a character of a word or a trigger character is typed, and after an item that asks for it; else by Ctrl+Space;
 * - Enter and Tab take the focused row, so Escape comes before an Enter that is to make a line while a list is shown;
 * - Enter keeps the column, or puts the cursor where the server's extension puts it; Tab between lines indents by two blanks;
 * - Tab goes to the next place of a snippet; what is proposed there is selected, and gone with the first character.
 */
import type { Row } from './list.ts';
import { type Piece, plainText, type Stop } from './snippet.ts';

export interface Lists {
  /** The rows of the list in `text` at `offset`. */
  at(text: string, offset: number): Promise<readonly Row[]>;
  /** Characters that bring the list up beside those of words. */
  readonly triggers: ReadonlySet<string>;
  /** The column of the cursor after Enter behind this text. */
  readonly columnAfterEnter: (before: string) => number;
}

/** Where one is: `written` characters of the text are before the cursor, `rest` is behind it. */
interface Place {
  readonly written: number;
  readonly rest: readonly Piece[];
  /** The place of the snippet that the cursor is in, and where it begins. */
  readonly stop?: Stop & { readonly start: number };
  /** The proposal is still selected. */
  readonly isSelected: boolean;
  /** The list is up. */
  readonly isUp: boolean;
}

interface Step {
  readonly to: Place;
  readonly keys: readonly string[];
}

/** Letters of a word after which its list has been looked at: a list does not get better by typing on. */
const MOST_LETTERS = 4;
const MOST_ROWS = 15;
/** Characters that are written into one place of a snippet. */
const FARTHEST = 600;
const WORD = /[\w$]/;

/** The keys, by the names of Playwright. */
export async function fewestKeys(text: string, lists: Lists): Promise<readonly string[]> {
  const start: Place = { written: 0, rest: [], isSelected: false, isUp: false };
  const reached = new Map<string, { readonly from: Place | undefined; readonly keys: readonly string[] }>();
  const queue = new Buckets<{ place: Place; from: Place | undefined; keys: readonly string[] }>();
  queue.add(0, { place: start, from: undefined, keys: [] });
  for (;;) {
    const next = queue.take();
    if (next === undefined) throw new Error('The text cannot be written.');
    const { cost, value } = next;
    const { place, from, keys } = value;
    const name = nameOf(place);
    if (reached.has(name)) continue;
    reached.set(name, { from, keys });
    if (isDone(text, place)) return keysTo(place, reached);
    for (const { to, keys } of await stepsFrom(text, place, lists))
      queue.add(cost + keys.length, { place: settled(to), from: place, keys });
  }
}

function isDone(text: string, place: Place): boolean {
  return documentOf(text, place)[0] === text;
}

function keysTo(
  place: Place,
  reached: ReadonlyMap<string, { readonly from: Place | undefined; readonly keys: readonly string[] }>,
) {
  const parts: (readonly string[])[] = [];
  for (let at: Place | undefined = place; at !== undefined; ) {
    const entry = reached.get(nameOf(at));
    parts.push(entry?.keys ?? []);
    at = entry?.from;
  }
  return parts.toReversed().flat();
}

/** A snippet that has no further place is over. */
function settled(place: Place): Place {
  const { stop, ...others } = place;
  const isOver = !place.isSelected && place.rest.every(piece => typeof piece === 'string');
  return isOver || stop === undefined ? others : { ...others, stop };
}

/** Two places are the same when the same can follow. */
function nameOf({ written, rest, stop, isSelected, isUp }: Place): string {
  const isLinked = rest.some(piece => typeof piece !== 'string' && piece.number === stop?.number);
  return JSON.stringify([
    written,
    rest,
    rest.length > 0 || isSelected,
    isLinked && [stop?.number, stop?.start],
    isSelected,
    isUp,
  ]);
}

async function stepsFrom(text: string, place: Place, lists: Lists): Promise<readonly Step[]> {
  const rows = isWorthALook(text, place) ? await lists.at(...documentOf(text, place)) : [];
  const leave = place.isUp && rows.length > 0 ? ['Escape'] : [];
  return [...typeNext(text, place, leave, lists), ...takeRow(text, place, rows), ...goOn(text, place, leave)];
}

/** Within the first letters of a word, and at the end of a line. */
function isWorthALook(text: string, { written, isSelected }: Place): boolean {
  const letters = /[\w$./-]*$/.exec(text.slice(Math.max(0, written - 80), written))?.[0].length ?? 0;
  return !isSelected && (text[written] === '\n' || letters <= MOST_LETTERS);
}

function documentOf(text: string, place: Place): [text: string, offset: number] {
  const selected = place.isSelected ? (place.stop?.proposed ?? '') : '';
  const before = text.slice(0, place.written) + selected;
  return [before + plainText(linkedRest(text, place)), before.length];
}

/** What is behind the cursor, places of the same number filled as the one at the cursor. */
function linkedRest(text: string, { written, rest, stop, isSelected }: Place): readonly Piece[] {
  if (stop === undefined || isSelected || stop.number === 0) return rest;
  const filled = text.slice(stop.start, written);
  return join(rest.map(piece => (typeof piece !== 'string' && piece.number === stop.number ? filled : piece)));
}

function typeNext(text: string, place: Place, leave: readonly string[], lists: Lists): readonly Step[] {
  const { written, rest, stop } = place;
  const character = text[written];
  if (character === undefined) return [];
  const isLineEnd = character === '\n';
  const blanks = isLineEnd ? (/^ *(?!\n)/.exec(text.slice(written + 1))?.[0].length ?? 0) : 0;
  const to: Place = {
    written: written + 1 + blanks,
    rest,
    ...(stop === undefined ? {} : { stop }),
    isSelected: false,
    isUp: WORD.test(character) || lists.triggers.has(character),
  };
  if (!mayLeadTo(text, to.written, linkedRest(text, to), stop?.start)) return [];
  if (!isLineEnd) return [{ to, keys: [nameOfKey(character)] }];
  const column = lists.columnAfterEnter(text.slice(0, written));
  return [{ to, keys: [...leave, 'Enter', ...indentBy(blanks - column, stop !== undefined)] }];
}

/** Within a snippet Tab goes to its next place, so blanks are typed. */
function indentBy(columns: number, isInSnippet: boolean): readonly string[] {
  if (columns < 0) return Array<string>(Math.ceil(-columns / 2)).fill('Backspace');
  if (isInSnippet || columns % 2 === 1) return Array<string>(columns).fill('Space');
  return Array<string>(columns / 2).fill('Tab');
}

function takeRow(text: string, place: Place, rows: readonly Row[]): readonly Step[] {
  const lineStart = text.lastIndexOf('\n', place.written - 1) + 1;
  const open = place.isUp ? [] : ['Control+Space'];
  return rows.slice(0, MOST_ROWS).flatMap((row, index): readonly Step[] => {
    if (row.end !== place.written - lineStart) return [];
    const hasStops = row.pieces.some(piece => typeof piece !== 'string');
    const end = hasStops && !row.pieces.some(piece => typeof piece !== 'string' && piece.number === 0) ? [END] : [];
    const to = advance(text, lineStart + row.start, [...row.pieces, ...end], row.opensNext);
    if (to === undefined) return [];
    const rest = join([...to.rest, ...linkedRest(text, place)]);
    const stop = to.stop ?? place.stop;
    if (!mayLeadTo(text, to.written, rest)) return [];
    const keys = [...open, ...Array<string>(index).fill('ArrowDown'), 'Tab'];
    return [{ to: { ...to, rest, ...(stop === undefined ? {} : { stop }) }, keys }];
  });
}

/** Where the cursor goes behind the last place of a snippet. */
const END: Stop = { number: 0, proposed: '' };

/** Tab to the next place of the snippet. */
function goOn(text: string, place: Place, leave: readonly string[]): readonly Step[] {
  const { stop, written, isSelected } = place;
  if (stop === undefined) return [];
  const from = isSelected ? written + stop.proposed.length : written;
  if (isSelected && text.slice(written, from) !== stop.proposed) return [];
  const to = advance(text, from, linkedRest(text, { ...place, written: from, isSelected: false }), false);
  return to === undefined || to.stop === undefined ? [] : [{ to, keys: [...leave, 'Tab'] }];
}

/** Goes over the pieces to the first stop among them, or to their end; undefined: the text is another. */
function advance(text: string, from: number, pieces: readonly Piece[], isUp: boolean): Place | undefined {
  let written = from;
  for (const [index, piece] of pieces.entries()) {
    if (typeof piece !== 'string') {
      const rest = pieces.slice(index + 1);
      return { written, rest, stop: { ...piece, start: written }, isSelected: piece.proposed !== '', isUp };
    }
    if (!text.startsWith(piece, written)) return undefined;
    written += piece.length;
  }
  return { written, rest: [], isSelected: false, isUp };
}

/** One piece of text between two places, and no end of a snippet right before another place, or before nothing. */
function join(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  const isEnd = (piece: Piece | undefined) => typeof piece === 'object' && piece.number === 0 && piece.proposed === '';
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else if (typeof piece !== 'string' && isEnd(last)) joined[joined.length - 1] = piece;
    else joined.push(piece);
  }
  return joined.length === 1 && isEnd(joined[0]) ? [] : joined;
}

/**
 * Whether the text holds the fixed parts of the rest, in their order. Where the text before `from` was written into a place that began at
 * `start`, the part behind that place must not have come by: nobody writes past it.
 */
function mayLeadTo(text: string, from: number, rest: readonly Piece[], start = from): boolean {
  let at = start;
  for (const [index, piece] of rest.entries()) {
    if (typeof piece !== 'string') continue;
    const found = text.indexOf(piece, at);
    if (found < 0 || (index === 0 && found < from) || found - at > FARTHEST) return false;
    at = found + piece.length;
  }
  return true;
}

function nameOfKey(character: string): string {
  return character === ' ' ? 'Space' : character;
}

/** A queue by whole costs. */
class Buckets<T> {
  readonly #buckets: T[][] = [];
  #least = 0;

  add(cost: number, value: T): void {
    this.#buckets[cost] ??= [];
    this.#buckets[cost]?.push(value);
  }

  take(): { readonly cost: number; readonly value: T } | undefined {
    for (; this.#least < this.#buckets.length; this.#least += 1) {
      const value = this.#buckets[this.#least]?.pop();
      if (value !== undefined) return { cost: this.#least, value };
    }
    return undefined;
  }
}
