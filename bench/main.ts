/** Measures our language server beside the peer and writes `docs/performance.md`: `npm run bench -- --help`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../scripts/build.ts';
import type { Command } from './client.ts';
import { countKeys } from './keys.ts';
import { type Amounts, type Figures, measureRound } from './measure.ts';
import { makePage } from './page.ts';
import { preparePeer } from './peer.ts';
import { measureDays } from './rehearsal.ts';

const ROOT = path.join(import.meta.dirname, '..');

const HELP = `npm run bench -- [options]

  --rounds 3             rounds, each with fresh servers
  --starts 3             starts a round
  --sizes 60,1000,10000  lines of the documents
  --requests 30          completions and hovers a size
  --edits 12             edits a size
  --workspaces 100,1000  numbers of files
  --budget 8000          at most so many milliseconds a server for one series
  --print                only print the page
`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    starts: { type: 'string', default: '3' },
    sizes: { type: 'string', default: '60,1000,10000' },
    requests: { type: 'string', default: '30' },
    edits: { type: 'string', default: '12' },
    workspaces: { type: 'string', default: '100,1000' },
    budget: { type: 'string', default: '8000' },
    print: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else await run();

async function run(): Promise<void> {
  const amounts: Amounts = {
    starts: readNumber('starts'),
    sizes: readNumbers('sizes'),
    requests: readNumber('requests'),
    edits: readNumber('edits'),
    workspaces: readNumbers('workspaces'),
    budget: readNumber('budget'),
  };
  await build();
  const folder = mkdtempSync(path.join(tmpdir(), 'argo-experiments-bench-'));
  const load = loadavg()[0] ?? 0;
  try {
    const ours: Command = {
      name: 'argo-experiments',
      args: [path.join(ROOT, 'dist/server.js'), '--stdio'],
      settings: {},
    };
    const peer = preparePeer(path.join(folder, 'schemas'));
    const rounds: (readonly Figures[])[] = [];
    const count = readNumber('rounds');
    for (let round = 1; round <= count; round++) {
      process.stderr.write(`round ${round} of ${count}\n`);
      rounds.push(await measureRound([ours, peer], amounts, path.join(folder, `round-${round}`)));
    }
    const page = makePage({
      command: ['npm run bench --', ...process.argv.slice(2)].join(' ').replace(/ --$/, ''),
      machine: describeMachine(load),
      node: process.version,
      names: [ours.name, peer.name],
      rounds,
      days: measureDays(),
      keys: await countKeys(path.join(folder, 'schemas')),
    });
    if (values.print) process.stdout.write(page);
    else {
      writeFileSync(path.join(ROOT, 'docs/performance.md'), page);
      process.stderr.write('docs/performance.md is written.\n');
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function describeMachine(load: number): string {
  const cores = availableParallelism();
  const model = cpus()[0]?.model.trim() ?? 'processor unknown';
  const busy = load > cores / 2 ? `; busy with other work (load ${load.toFixed(1)} at the start)` : '';
  return `${cores} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GiB${busy}`;
}

function readNumber(name: 'rounds' | 'starts' | 'requests' | 'edits' | 'budget'): number {
  return toNumber(name, values[name]);
}

function readNumbers(name: 'sizes' | 'workspaces'): readonly number[] {
  return values[name] === '' ? [] : values[name].split(',').map(each => toNumber(name, each));
}

function toNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  process.stderr.write(`--${name} takes whole numbers above 0, not "${text}".\n`);
  process.exit(1);
}
