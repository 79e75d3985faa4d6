/** Which mutant is there, and which were reached. */
import { SWITCH } from './instrument.ts';

/** More questions than this times those of the longest test: the mutant does not come to an end. */
const PATIENCE = 20;
const LEAST = 200_000;

let active = -1;
let asked = 0;
let limit = Number.POSITIVE_INFINITY;
let longest = 0;
let reached = new Uint8Array();

export class Endless extends Error {}

/** Has to be called before the first file with mutants is loaded. */
export function installSwitch(count: number): void {
  reached = new Uint8Array(count);
  Reflect.set(globalThis, SWITCH, (number: number): boolean => {
    asked++;
    if (asked > limit) throw new Endless(`mutant ${active} does not come to an end`);
    reached[number] = 1;
    return number === active;
  });
}

/** Forgets what was reached. -1: no mutant is there. */
export function setMutant(number: number): void {
  active = number;
  asked = 0;
  limit = number < 0 ? Number.POSITIVE_INFINITY : Math.max(LEAST, longest * PATIENCE);
  reached.fill(0);
}

/** Numbers that were asked about since {@link setMutant}. */
export function reachedMutants(): Int32Array {
  longest = Math.max(longest, asked);
  const numbers: number[] = [];
  for (let number = 0; number < reached.length; number++) if (reached[number] === 1) numbers.push(number);
  return Int32Array.from(numbers);
}
