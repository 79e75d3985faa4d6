/** Runs the tests that reach a mutant until one notices it. */
import type { Test } from './harness.ts';
import type { Verdict } from './mutant.ts';
import { Endless, reachedMutants, setMutant } from './switch.ts';

/** A mutant that so many tests do not notice is taken as one that none notices. */
const MOST_TESTS = 300;
/** Time for all tests of a mutant, in milliseconds. */
const MOST_TIME = 15_000;

interface Measured {
  readonly test: Test;
  /** Numbers of the mutants that it reaches. */
  readonly reaches: ReadonlySet<number>;
  readonly ms: number;
}

export class Judge {
  readonly #tests: readonly Measured[];
  /** Names of tests that noticed a mutant, the last one first: they mostly notice its neighbours, too. */
  #lately: readonly string[] = [];

  private constructor(tests: readonly Measured[]) {
    this.#tests = tests;
  }

  /** Tests that fail without any mutant judge none; `tell` gets their names and why. */
  static async measure(tests: readonly Test[], tell: (failure: string) => void): Promise<Judge> {
    const measured: Measured[] = [];
    for (const test of tests) {
      setMutant(-1);
      const start = performance.now();
      const failure = await failureOf(test);
      if (failure !== undefined) tell(`${test.name} fails without a mutant: ${describe(failure)}`);
      else measured.push({ test, reaches: new Set(reachedMutants()), ms: performance.now() - start });
    }
    // Of equal depth the quicker one first.
    return new Judge(measured.toSorted((a, b) => a.ms - b.ms));
  }

  /**
   * The tests that reach the mutant, or where it is not known any mutant of its file (`file`: their numbers). Those that are
   * about one of `words` come first, then those that reach most of the file.
   */
  reaching(number: number | undefined, file: readonly number[], words: readonly string[]): readonly Test[] {
    const found = this.#tests.flatMap(({ test, reaches }) => {
      const depth = file.filter(each => reaches.has(each)).length;
      const isAbout = words.some(word => test.name.includes(`/${word} `));
      return depth === 0 || (number !== undefined && !reaches.has(number)) ? [] : [{ test, depth, isAbout }];
    });
    return found.toSorted((a, b) => Number(b.isAbout) - Number(a.isAbout) || b.depth - a.depth).map(({ test }) => test);
  }

  /** Those whose names begin like this. */
  named(beginnings: readonly string[]): readonly Test[] {
    return this.#tests.map(({ test }) => test).filter(({ name }) => beginnings.some(each => name.startsWith(each)));
  }

  async judge(number: number, tests: readonly Test[]): Promise<Verdict> {
    if (tests.length === 0) return 'no test';
    const end = performance.now() + MOST_TIME;
    for (const test of this.#inOrder(tests).slice(0, MOST_TESTS)) {
      setMutant(number);
      const failure = await failureOf(test);
      if (failure !== undefined) {
        this.#lately = [test.name, ...this.#lately.filter(name => name !== test.name)].slice(0, 20);
        return failure instanceof Endless ? 'endless' : 'killed';
      }
      if (performance.now() > end) break;
    }
    return 'survived';
  }

  #inOrder(tests: readonly Test[]): readonly Test[] {
    const rank = new Map(this.#lately.map((name, index) => [name, index]));
    const rankOf = ({ name }: Test): number => rank.get(name) ?? Number.POSITIVE_INFINITY;
    return tests.toSorted((a, b) => (rankOf(a) === rankOf(b) ? 0 : rankOf(a) - rankOf(b)));
  }
}

async function failureOf(test: Test): Promise<unknown> {
  try {
    await test.run();
    return undefined;
  } catch (error) {
    return error ?? new Error('it failed');
  }
}

function describe(failure: unknown): string {
  return failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
}
