/**
 * The mutation test: `npm run mutate -- <folder> [<folder>...] [--sample N]` makes small mistakes in the files of each room below
 * the folders, one at a time (with a sample every Nth), and counts those that the room's tests notice. Those that they do not are
 * listed; the counts of whole rooms are written into `docs/mutation.md`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startGuard } from '../guard/guard.ts';
import type { Judged, Verdict } from './mutant.ts';
import { scoreOf, writeScores } from './report.ts';
import { ROOT, readRoom, roomsIn } from './rooms.ts';
import type { Report } from './worker.ts';

/** Nothing takes as long, on a busy machine either; in milliseconds. The first tests are measured before the first mutant. */
const PATIENCE = 180_000;
const START = 1_800_000;

const WORKER = path.join(import.meta.dirname, 'worker.ts');

interface Survivor extends Judged {
  readonly file: string;
  readonly original: string;
}

const guard = startGuard();

async function judgeRoom(room: string, sample: number): Promise<readonly Survivor[]> {
  const mutants = readRoom(room, sample).flatMap(({ file, text, mutants: own }) =>
    own.map(mutant => ({ ...mutant, file, original: text.slice(mutant.start, mutant.end) })),
  );
  const verdicts = new Map<number, Verdict>();
  for (let first = 0; first < mutants.length; first = verdicts.size) await work(room, sample, first, verdicts);
  return mutants.map((mutant, number) => ({ ...mutant, verdict: verdicts.get(number) ?? 'no test' }));
}

/** One worker, from mutant `first` on, until it ends or does not come back. */
function work(room: string, sample: number, first: number, verdicts: Map<number, Verdict>): Promise<void> {
  const options = ['--max-old-space-size=6000', '--disable-warning=ExperimentalWarning'];
  const worker = spawn(process.execPath, [...options, WORKER, room, String(sample), String(first)], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  guard.watch(worker);
  let current: number | undefined;
  const give = (ms: number) => setTimeout(() => worker.kill('SIGKILL'), ms);
  let patience = give(START);
  createInterface({ input: worker.stdout }).on('line', line => {
    const told: Report = JSON.parse(line);
    clearTimeout(patience);
    patience = give(PATIENCE);
    if ('begins' in told) current = told.begins;
    else if ('verdict' in told) verdicts.set(told.number, told.verdict);
  });
  return new Promise((resolve, reject) => {
    worker.once('close', code => {
      clearTimeout(patience);
      if (current === undefined && code !== 0)
        reject(new Error(`The worker of ${room} ended (${code}) before the first mutant.`));
      // It was ended, or ended itself, while it looked at this one.
      else if (current !== undefined && !verdicts.has(current)) verdicts.set(current, 'endless');
      resolve();
    });
  });
}

function tell(room: string, judged: readonly Survivor[]): void {
  for (const { verdict, file, line, kind, original, replacement } of judged) {
    if (verdict === 'killed' || verdict === 'endless') continue;
    const change = `${oneLine(original)} -> ${oneLine(replacement) || '(nothing)'}`;
    process.stdout.write(`${verdict}: ${file}:${line} ${kind}: ${change}\n`);
  }
  process.stdout.write(`${room}: ${scoreOf(judged)}\n`);
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 90)}...` : line;
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: 'string', default: '1' } },
});
const rooms = positionals.flatMap(roomsIn);
const sample = Number(values.sample);
if (rooms.length === 0 || !(Number.isInteger(sample) && sample > 0)) {
  process.stderr.write(
    'Name folders of server/core/rules or server/core/lifecycle, such as server/core/rules/metric.\n',
  );
  process.exit(2);
}
const out = path.join(ROOT, 'out/mutation');
mkdirSync(out, { recursive: true });
try {
  for (const room of rooms) {
    const judged = await judgeRoom(room, sample);
    writeFileSync(path.join(out, `${room.replaceAll('/', '-')}.json`), JSON.stringify(judged, undefined, 1));
    tell(room, judged);
    if (sample === 1) writeScores(room, judged);
  }
} finally {
  await guard.close();
}
