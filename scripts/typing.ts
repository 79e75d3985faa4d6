/**
 * `npm run typing`: types every line of the examples and of the corpus as VS Code would see it typed, tries Enter at every moment, and
 * writes what it found into docs/completion.md. Takes minutes; `-- --every 3` takes each third line, the unit tests a small part.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const ROOT = path.join(import.meta.dirname, '..');
const PAGE = path.join(ROOT, 'docs/completion.md');
const [BEGIN, END] = ['<!-- Written by `npm run typing`; do not edit. -->', '<!-- end -->'];

interface Sum {
  readonly what: string;
  readonly files: number;
  readonly lines: number;
  readonly places: number;
  readonly moments: number;
  readonly spoilt: number;
}

const { values } = parseArgs({ options: { every: { type: 'string', default: '1' } } });
const every = Math.max(1, Math.trunc(Number(values.every)) || 1);

const folder = mkdtempSync(path.join(os.tmpdir(), 'typing-'));
const report = path.join(folder, 'sums.json');
const { status } = spawnSync(
  process.execPath,
  [
    path.join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    'test/core/features/typing.test.ts',
    '--testTimeout',
    '3600000',
  ],
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, TYPING_EVERY: String(every), TYPING_REPORT: report } },
);
const sums: readonly Sum[] = status === null ? [] : JSON.parse(readFileSync(report, 'utf8'));
rmSync(folder, { recursive: true });

const number = (value: number): string => value.toLocaleString('en-GB');
const rows = sums.map(
  ({ what, files, lines, places, moments, spoilt }) =>
    `| ${what} | ${[files, lines, places, moments, spoilt].map(number).join(' | ')} |`,
);
const table = [
  BEGIN,
  '',
  every === 1 ? 'Every line:' : `One line in ${every}:`,
  '',
  '| typed | files | lines | places | Enter tried | exceptions |',
  '|---|---:|---:|---:|---:|---:|',
  ...rows,
  '',
  END,
].join('\n');
const page = readFileSync(PAGE, 'utf8');
const [start, end] = [page.indexOf(BEGIN), page.indexOf(END)];
if (start < 0 || end < start) throw new Error(`${PAGE} has no place for the figures.`);
writeFileSync(PAGE, page.slice(0, start) + table + page.slice(end + END.length));
process.exitCode = status ?? 1;
