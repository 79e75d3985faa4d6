/** One text that holds all mutants of a file: which of them is there is asked where they stand. */
import type { Mutant } from './mutant.ts';

/** Answers whether the mutant of this number is there. */
export const SWITCH = '__mutant';

/** The text, with mutant `i` of the list under the number `first + i`. */
export function instrument(text: string, mutants: readonly Mutant[], first: number): string {
  const numbered = mutants.map((mutant, index) => ({ mutant, number: first + index }));
  // Outer ones first; of one place those of its own node before those of what is in it.
  const ordered = numbered.toSorted((a, b) => a.mutant.start - b.mutant.start || b.mutant.end - a.mutant.end);
  return draw(text, 0, text.length, ordered);
}

interface Numbered {
  readonly mutant: Mutant;
  readonly number: number;
}

/** The text from `start` to `end`; `mutants` lie in it, in order. */
function draw(text: string, start: number, end: number, mutants: readonly Numbered[]): string {
  let result = '';
  let offset = start;
  for (let index = 0; index < mutants.length; ) {
    const { start: from, end: to } = mutants[index]?.mutant ?? { start: end, end };
    const inside = mutants.slice(index).filter(({ mutant }) => mutant.start < to);
    const own = inside.filter(({ mutant }) => mutant.start === from && mutant.end === to);
    const inner = inside.slice(own.length);
    result += text.slice(offset, from) + choose(own, draw(text, from, to, inner));
    offset = to;
    index += inside.length;
  }
  return result + text.slice(offset, end);
}

function choose(own: readonly Numbered[], original: string): string {
  if (own.some(({ mutant }) => mutant.isStatement)) return `if (${SWITCH}(${own[0]?.number})) {} else { ${original} }`;
  const cases = own.map(({ mutant, number }) => `${SWITCH}(${number}) ? (${mutant.replacement}) : `);
  return `(${cases.join('')}(${original}))`;
}
