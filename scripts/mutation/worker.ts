/**
 * Judges the mutants of one room, in a process of its own: `node worker.ts <room> <sample> <first>`. Each line that it writes
 * is a {@link Report}; where it does not come back from a mutant, whoever started it ends it and starts one behind that.
 */
import path from 'node:path';
import type { collect as Collect, Test } from './harness.ts';
import { instrument } from './instrument.ts';
import { Judge } from './judge.ts';
import type { Verdict } from './mutant.ts';
import { lookingAt, type MutatedFile, ROOT, readRoom, testsOf } from './rooms.ts';
import { installSwitch, setMutant } from './switch.ts';
import { Worlds } from './worlds.ts';

/** `begins`: the mutant of this number is looked at now. */
export type Report =
  | { readonly begins: number }
  | { readonly number: number; readonly verdict: Verdict }
  | { readonly isFull: true };

/** A world is never forgotten: with so many bytes the rest is for another process. */
const FULL = 3_000_000_000;

function report(line: Report): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

class Worker {
  readonly #room: string;
  readonly #files: readonly MutatedFile[];
  readonly #worlds: Worlds;
  readonly #first: number;

  constructor(room: string, sample: number, first: number) {
    this.#room = room;
    this.#files = readRoom(room, sample);
    this.#first = first;
    installSwitch(this.#files.reduce((sum, { mutants }) => sum + mutants.length, 0));
    const texts = new Map<string, string>();
    for (const { file, text, mutants, start } of this.#numbered()) {
      texts.set(path.join(ROOT, file), instrument(text, mutants, start));
    }
    this.#worlds = new Worlds(texts);
  }

  async run(): Promise<void> {
    const tell = (failure: string): boolean => process.stderr.write(`${failure}\n`);
    const judge = await Judge.measure(await this.#collect(testsOf(this.#room)), tell);
    for (const each of this.#numbered()) {
      // The ids of its rules, among others.
      const words = [...each.text.matchAll(/'([a-z0-9-]+)'/g)].map(([, word = '']) => word);
      const numbers = each.mutants.map((_, index) => each.start + index);
      for (const [index, { isStatic }] of each.mutants.entries()) {
        const number = each.start + index;
        if (number < this.#first) continue;
        if (process.memoryUsage().heapUsed > FULL) {
          report({ isFull: true });
          process.exit();
        }
        report({ begins: number });
        const reaching = judge.reaching(isStatic ? undefined : number, numbers, words);
        const tests = isStatic ? [...judge.named(lookingAt(this.#room)), ...reaching] : reaching;
        const verdict = isStatic
          ? await this.#judgeAnew(judge, number, each.file, tests)
          : await judge.judge(number, tests);
        report({ number, verdict });
      }
    }
  }

  /** With the mutant there while the file is loaded. */
  async #judgeAnew(judge: Judge, number: number, file: string, tests: readonly Test[]): Promise<Verdict> {
    const wanted = new Map(tests.map(({ name }, index) => [name, index]));
    const files = testsOf(this.#room).filter(test => tests.some(({ name }) => name.startsWith(`${test} `)));
    this.#worlds.begin([path.join(ROOT, file)]);
    setMutant(number);
    try {
      const anew = await this.#collect(files);
      const same = anew.filter(({ name }) => wanted.has(name));
      // A test that is not there any more is noticed.
      if (same.length < tests.length) return 'killed';
      return await judge.judge(
        number,
        same.toSorted((a, b) => (wanted.get(a.name) ?? 0) - (wanted.get(b.name) ?? 0)),
      );
    } catch {
      // What cannot be loaded fails every test.
      return 'killed';
    }
  }

  async #collect(files: readonly string[]): Promise<readonly Test[]> {
    const { collect }: { collect: typeof Collect } = await import('./harness.ts');
    const tests: Test[] = [];
    for (const file of files) tests.push(...(await collect(file, () => this.#worlds.load(path.join(ROOT, file)))));
    return tests;
  }

  #numbered(): readonly (MutatedFile & { readonly start: number })[] {
    let start = 0;
    return this.#files.map(file => {
      const numbered = { ...file, start };
      start += file.mutants.length;
      return numbered;
    });
  }
}

const [room = '', sample = '1', first = '0'] = process.argv.slice(2);
await new Worker(room, Number(sample), Number(first)).run();
process.exit();
