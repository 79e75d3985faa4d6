/** Every document at every pace, and with a language server whose answers come late: `npm run typist`. */
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow, typeInto, type Window } from './desks.ts';
import { examples, further } from './documents.ts';
import { PACES } from './typist.ts';

const WINDOWS = Math.max(2, Math.min(6, availableParallelism()));

/** Windows that nobody types in now. */
class Pool {
  readonly #free: Window[] = [];
  readonly #all: Window[] = [];
  readonly #waiting: ((window: Window) => void)[] = [];

  async open(isSlow: boolean): Promise<void> {
    for (let count = 0; count < WINDOWS; count += 1) this.#all.push(await openWindow(isSlow));
    this.#free.push(...this.#all);
  }

  async with<T>(use: (window: Window) => Promise<T>): Promise<T> {
    const window = this.#free.pop() ?? (await new Promise<Window>(resolve => this.#waiting.push(resolve)));
    try {
      return await use(window);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(window);
      else next(window);
    }
  }

  async close(): Promise<void> {
    for (const { session } of this.#all) await session.close();
  }
}

const RUNS = [
  ...PACES.map(pace => ({ pace, isSlow: false, what: pace.name })),
  { pace: PACES[1], isSlow: true, what: `${PACES[1].name}, with late answers` },
];

describe.each([false, true])('answers that come late: %s', isSlow => {
  const pool = new Pool();
  beforeAll(() => pool.open(isSlow));
  afterAll(() => pool.close());

  describe.concurrent.each(RUNS.filter(run => run.isSlow === isSlow))('$what', ({ pace }) => {
    it.each([...examples(), ...further()])('$name', async ({ text, name }) => {
      const report = await pool.with(window => typeInto(window, text, pace));
      const { slips, taken, swallowed } = report;
      console.log(
        `${pace.name}, ${name}: ${taken} items taken, Enter closed ${swallowed} lists, ${slips.length} slips`,
      );
      expect(slips).toEqual([]);
    });
  });
});
