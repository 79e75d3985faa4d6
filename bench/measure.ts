/**
 * The measurements. Both servers are alive at once, and every step is taken by one and then by the other, one at a time, so that
 * whatever else the machine does falls on both.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver/node';
import { type Command, MeasuredServer, type OpenDocument } from './client.ts';
import { type BenchDocument, makeDocument, makeWorkspace, PLANT } from './inputs.ts';
import { median, quantile } from './statistics.ts';

export interface Amounts {
  /** Fresh servers that are started for the start times. */
  readonly starts: number;
  /** Lines of the documents. */
  readonly sizes: readonly number[];
  /** Completions and hovers a size. */
  readonly requests: number;
  readonly edits: number;
  /** Numbers of files. */
  readonly workspaces: readonly number[];
  /** At most so many milliseconds a server for one series; at least three steps are taken. */
  readonly budget: number;
}

/** Figures of one server in one round, by name. Undefined: the server does not do it. */
export type Figures = Map<string, number | undefined>;

interface Side {
  readonly command: Command;
  readonly figures: Figures;
}

interface RunningSide extends Side {
  readonly server: MeasuredServer;
}

/** How often each document is opened. */
const OPENS = 6;
/** How long the report of a reference that no file answers is waited for, in milliseconds. */
const REFERENCE_LIMIT = 5_000;
/** Without a report for so long, a server is taken to be done, in milliseconds. */
const QUIET = 300;

/** One round with fresh servers: figures in the order of `commands`. `folder` is for its files. */
export async function measureRound(
  commands: readonly Command[],
  amounts: Amounts,
  folder: string,
): Promise<readonly Figures[]> {
  mkdirSync(folder, { recursive: true });
  const sides = commands.map((command): Side => ({ command, figures: new Map() }));
  await measureStarts(sides, amounts.starts, folder);
  await measureDocuments(sides, amounts, folder);
  for (const count of amounts.workspaces) {
    for (const side of sides) await measureWorkspace(side, count, folder);
  }
  return sides.map(({ figures }) => figures);
}

async function measureStarts(sides: readonly Side[], times: number, folder: string): Promise<void> {
  const document = makeDocument(60);
  const seen = sides.map(() => ({ initialized: [] as number[], first: [] as number[], cpu: [] as number[] }));
  for (let i = 0; i < times; i++) {
    for (const [index, { command }] of inTurn(sides, i)) {
      const server = await MeasuredServer.start(command, folder);
      try {
        const open = await server.open(uriIn(folder, 'first.yaml'), document.text);
        await server.diagnosed(open, hasLine(document.plant.line));
        seen[index]?.initialized.push(server.initialized);
        seen[index]?.first.push(open.diagnosedAt - server.startedAt);
        seen[index]?.cpu.push(server.usage()?.cpu ?? Number.NaN);
      } finally {
        await server.stop();
      }
    }
  }
  for (const [index, { figures }] of sides.entries()) {
    figures.set('start: until `initialize` is answered, ms', median(seen[index]?.initialized ?? []));
    figures.set('start: until the first diagnostics, ms', median(seen[index]?.first ?? []));
    figures.set('start: processor time until then, ms', median(seen[index]?.cpu ?? []));
  }
}

async function measureDocuments(sides: readonly Side[], amounts: Amounts, folder: string): Promise<void> {
  const running: RunningSide[] = [];
  try {
    for (const side of sides) running.push({ ...side, server: await MeasuredServer.start(side.command, folder) });
    for (const size of amounts.sizes) await new DocumentSeries(running, amounts, size, folder).measure();
    for (const { figures, server } of running) figures.set('memory at the end, MiB', server.usage()?.memory);
  } finally {
    for (const { server } of running) await server.stop();
  }
}

/** Everything that is measured on a document of one size. */
class DocumentSeries {
  readonly #sides: readonly RunningSide[];
  readonly #amounts: Amounts;
  readonly #size: number;
  readonly #folder: string;
  readonly #document: BenchDocument;
  readonly #open = new Map<RunningSide, OpenDocument>();

  constructor(sides: readonly RunningSide[], amounts: Amounts, size: number, folder: string) {
    this.#sides = sides;
    this.#amounts = amounts;
    this.#size = size;
    this.#folder = folder;
    this.#document = makeDocument(size);
  }

  async measure(): Promise<void> {
    const { completions, hovers, plant, text } = this.#document;
    const { requests, edits } = this.#amounts;
    await this.#series('open until diagnostics', OPENS, async (side, i) => {
      const before = this.#open.get(side); // the last one stays open
      const opened = await side.server.open(uriIn(this.#folder, `${this.#size}-${i}.yaml`), text);
      this.#open.set(side, opened);
      const time = await side.server.diagnosed(opened, hasLine(plant.line));
      await side.server.settled(opened, QUIET);
      if (before) await side.server.close(before);
      return time ?? 0;
    });
    await this.#series('completion', requests, (side, i) =>
      timed(side.server.complete(this.#of(side), pick(completions, i))),
    );
    await this.#series('completion while typing', requests, async (side, i) => {
      const spot = pick(completions, i);
      const start = performance.now();
      await side.server.edit(this.#of(side), spot, 0, spot.typed);
      await side.server.complete(this.#of(side), { ...spot, character: spot.character + 1 });
      const time = performance.now() - start;
      await side.server.edit(this.#of(side), spot, spot.typed.length, '');
      return time;
    });
    await this.#series('hover', requests, (side, i) => timed(side.server.hover(this.#of(side), pick(hovers, i))));
    for (const side of this.#sides) await side.server.settled(this.#of(side), QUIET);
    // Each edit takes the mistake out, or puts it back.
    await this.#series('edit until diagnostics', edits, async (side, i) => {
      const isThere = hasLine(plant.line);
      const removes = i % 2 === 0;
      await side.server.edit(this.#of(side), plant, removes ? PLANT.length : 0, removes ? '' : PLANT);
      return (await side.server.diagnosed(this.#of(side), removes ? all => !isThere(all) : isThere)) ?? 0;
    });
    for (const side of this.#sides) await side.server.close(this.#of(side));
  }

  #of(side: RunningSide): OpenDocument {
    const open = this.#open.get(side);
    if (!open) throw new Error('No document is open.');
    return open;
  }

  /** The first step is cold and does not count. */
  async #series(what: string, times: number, step: (side: RunningSide, i: number) => Promise<number>): Promise<void> {
    const lists = this.#sides.map((): number[] => []);
    const before: number[] = [];
    let end = Number.POSITIVE_INFINITY;
    for (let i = 0; i <= times && (i <= 3 || performance.now() < end); i++) {
      if (i === 1) {
        before.push(...this.#sides.map(({ server }) => server.usage()?.cpu ?? Number.NaN));
        end = performance.now() + this.#amounts.budget * this.#sides.length;
      }
      for (const [index, side] of inTurn(this.#sides, i)) {
        const time = await step(side, i);
        if (i > 0) lists[index]?.push(time);
      }
    }
    for (const [index, { figures, server }] of this.#sides.entries()) {
      const list = lists[index] ?? [];
      const title = `${this.#size} lines: ${what}`;
      figures.set(`${title}, median ms`, median(list));
      figures.set(`${title}, 95 % ms`, quantile(list, 0.95));
      figures.set(
        `${title}, processor time each, ms`,
        ((server.usage()?.cpu ?? Number.NaN) - (before[index] ?? 0)) / list.length,
      );
    }
  }
}

/** A folder of many files: how soon one is diagnosed, when it is told that no file answers its reference, and the cost of opening all. */
async function measureWorkspace({ command, figures }: Side, count: number, base: string): Promise<void> {
  const folder = path.join(base, `workspace-${count}`);
  const { files, probe } = makeWorkspace(count);
  if (!existsSync(folder)) {
    mkdirSync(folder);
    for (const { name, text } of [...files, probe]) writeFileSync(path.join(folder, name), text);
  }
  const server = await MeasuredServer.start(command, folder);
  const set = (what: string, value: number | undefined) => figures.set(`${count} files: ${what}`, value);
  try {
    const open = await server.open(uriIn(folder, probe.name), probe.text);
    await server.diagnosed(open, hasLine(probe.fieldLine));
    set('from the start until the first diagnostics, ms', open.diagnosedAt - server.startedAt);
    const found = server.diagnosed(open, hasLine(probe.referenceLine), REFERENCE_LIMIT);
    const waits = await askUntil(found, () => server.complete(open, { line: probe.fieldLine, character: 4 }));
    const isFound = await found;
    set('longest completion while files are read, ms', isFound === undefined ? undefined : Math.max(...waits));
    set(
      'until a reference is told that no file answers, ms',
      isFound === undefined ? undefined : open.diagnosedAt - server.startedAt,
    );
    await server.settled(open, QUIET);
    const start = performance.now();
    const opened = await Promise.all(files.map(({ name, text }) => server.open(uriIn(folder, name), text)));
    for (const each of opened) await server.diagnosed(each);
    set('all opened and diagnosed, ms', Math.max(...opened.map(({ diagnosedAt }) => diagnosedAt)) - start);
    set('memory, MiB', server.usage()?.memory);
  } finally {
    await server.stop();
  }
}

/** With their places; every other time the other way round. */
function inTurn<T>(sides: readonly T[], i: number): readonly (readonly [number, T])[] {
  const all = [...sides.entries()];
  return i % 2 === 0 ? all : all.toReversed();
}

function pick<T>(items: readonly T[], i: number): T {
  const item = items[i % items.length];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
}

async function timed(answer: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await answer;
  return performance.now() - start;
}

/** How long each answer took until something else is done, in milliseconds. */
async function askUntil(done: Promise<unknown>, ask: () => Promise<unknown>): Promise<readonly number[]> {
  const waits: number[] = [];
  let isDone = false;
  const end = done.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    waits.push(await timed(ask()));
    // A person asks again, and not without a pause.
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  await end;
  return waits;
}

function hasLine(line: number): (diagnostics: readonly Diagnostic[]) => boolean {
  return diagnostics => diagnostics.some(({ range }) => range.start.line === line);
}

function uriIn(folder: string, name: string): string {
  return pathToFileURL(path.join(folder, name)).href;
}
