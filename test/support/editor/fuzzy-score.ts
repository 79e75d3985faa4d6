/**
 * How well typed letters fit a text, as VS Code counts it for its list of suggestions (`vs/base/common/filters.ts`, 1.101 to
 * 1.139): undefined is "not at all", and of two texts the one with more points comes first.
 *
 * The letters must occur in the text in their order. All ways to place them are weighed: a letter in its own place counts
 * most, then the first of a word; a gap between two letters costs, and so does text before the last placed letter.
 */

/** Longer texts are cut. */
const LONGEST = 128;
const SEPARATORS = new Set('_-. /\\\'":$<>()[]{}');
const GAP = 5;

/** `start`: letters of `typed` before it are not looked at (blanks of a wrong indentation). */
export function fuzzyScore(typed: string, start: number, text: string): number | undefined {
  const pattern = [...typed.slice(0, LONGEST)].slice(start);
  const word = text.slice(0, LONGEST);
  if (pattern.length === 0 || pattern.length > word.length) return undefined;
  const reach = reachOf(pattern, word);
  if (!reach) return undefined;
  const best = placeAll(pattern, word, reach);
  if (!best.isStrong) return undefined;
  // The places before `start` count as letters here; they are part of the length that is typed.
  const length = start + pattern.length;
  return best.points + (word.length === length ? 2 : 0) - (best.lastPlace + 1 - length);
}

/** The same, with two neighbouring letters in the wrong order allowed for three points. */
export function gracefulScore(typed: string, start: number, text: string): number | undefined {
  let best = fuzzyScore(typed, start, text);
  if (typed.length < 3) return best;
  for (let at = start + 1; at < Math.min(7, typed.length - 1); at++) {
    const [first, second] = [typed.charAt(at), typed.charAt(at + 1)];
    if (first === second) continue;
    const score = fuzzyScore(typed.slice(0, at) + second + first + typed.slice(at + 2), start, text);
    if (score !== undefined && (best === undefined || score - 3 > best)) best = score - 3;
  }
  return best;
}

interface Reach {
  /** The first and the last place of each letter, when all letters before it and behind it are placed too. */
  readonly first: readonly number[];
  readonly last: readonly number[];
}

function reachOf(pattern: readonly string[], word: string): Reach | undefined {
  const low = word.toLowerCase();
  const first: number[] = [];
  for (const letter of pattern) {
    const at = low.indexOf(letter.toLowerCase(), (first.at(-1) ?? -1) + 1);
    if (at < 0) return undefined;
    first.push(at);
  }
  const last: number[] = [];
  for (const letter of [...pattern].reverse()) {
    const before = (last[0] ?? word.length) - 1;
    last.unshift(low.lastIndexOf(letter.toLowerCase(), before));
  }
  return { first, last };
}

/** The best placing of the letters so far whose last place is here or before. */
interface Cell {
  readonly points: number;
  /** Length of the run of neighbouring letters that ends here; 0: no letter is placed here. */
  readonly run: number;
  readonly lastPlace: number;
}

function placeAll(pattern: readonly string[], word: string, { first, last }: Reach) {
  let row: ReadonlyMap<number, Cell> = new Map();
  let isStrong = false;
  for (const [index, letter] of pattern.entries()) {
    const above = row;
    const here = new Map<number, Cell>();
    const from = first[index] ?? 0;
    const end = last[index + 1] ?? word.length;
    for (let place = from; place < end; place++) {
      const before = index === 0 ? START : above.get(place - 1);
      const gain = place <= (last[index] ?? 0) ? gainOf(letter, index, word, place, before?.run === 0) : undefined;
      if (gain?.isStrong && index === 0) isStrong = true;
      const options: Cell[] = [];
      // Of equal ones the earlier place is taken.
      const [left, further] = [here.get(place - 1), here.get(place - 2)];
      if (left && left.run > 0 && place > from + 1 && further) options.push(passed(further));
      if (left) options.push(passed(left));
      if (gain && before) options.push({ points: gain.points + before.points, run: before.run + 1, lastPlace: place });
      const best = options.reduce((a, b) => (b.points > a.points ? b : a), options[0] ?? START);
      here.set(place, best);
    }
    row = here;
  }
  const end = row.get(word.length - 1) ?? START;
  return { points: end.points, lastPlace: end.lastPlace, isStrong };
}

const START: Cell = { points: 0, run: 0, lastPlace: -1 };

/** A place without a letter: behind a letter it opens a gap. */
function passed({ points, run, lastPlace }: Cell): Cell {
  return { points: points - (run > 0 ? GAP : 0), run: 0, lastPlace };
}

/** `isNewRun`: the letter before is not right before this place. */
function gainOf(letter: string, index: number, word: string, place: number, isNewRun: boolean) {
  const own = word.charAt(place);
  if (letter.toLowerCase() !== own.toLowerCase()) return undefined;
  const exact = letter === own ? 7 : 5;
  const isUpper = (at: number): boolean => word.charAt(at) !== word.charAt(at).toLowerCase();
  const isBehindSeparator = SEPARATORS.has(word.charAt(place - 1)) || /[ \t]/.test(word.charAt(place - 1));
  const isSeparator = SEPARATORS.has(own) && !(place > 0 && SEPARATORS.has(word.charAt(place - 1)));
  const isHump = isUpper(place) && !(place > 0 && isUpper(place - 1));
  const base = place === index || isHump ? exact : isSeparator || (place > 0 && isBehindSeparator) ? 5 : 1;
  // Where a word begins a gap before it is natural.
  const isAtWord = isUpper(place) || (place > 0 && isBehindSeparator);
  let points = base;
  if (index === 0) points -= place > 0 ? (isAtWord ? 3 : GAP) : 0;
  else if (isNewRun) points += isAtWord ? 2 : 0;
  else points += isAtWord ? 0 : 1;
  if (place + 1 === word.length) points -= isAtWord ? 3 : GAP;
  return { points, isStrong: base > 1 };
}
