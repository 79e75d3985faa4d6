import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { type Session, sessionVariable } from '../cluster/plane/session.ts';
import { Aborted, abortable } from '../cluster/process/abort.ts';
import type { Progress } from '../cluster/process/progress.ts';
import type { Guard } from '../guard/guard.ts';
import { startGroup } from '../guard/processes.ts';
import { type Counts, count, NOTHING, readVitestReport } from '../test-report.ts';
import type { TestOptions } from './options.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** Reports and timelines of a run. */
export const out = path.join(root, 'out', 'test-cluster');
const tests = path.join(root, 'test', 'cluster');

/** All tests that were asked for at once. */
export interface Run {
  readonly id: string;
  readonly options: TestOptions;
  readonly guard: Guard;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** Runs test files of test/cluster in a process group of their own. */
export async function runVitest(run: Run, name: string, files: readonly string[], session?: Session): Promise<Counts> {
  const report = path.join(out, `${name.replaceAll(/\W+/g, '-')}.json`);
  const program = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const config = path.join(tests, 'vitest.config.ts');
  const words = ['run', '--config', config, '--reporter=verbose', '--reporter=json', `--outputFile.json=${report}`];
  const { only } = run.options;
  const filter = only === undefined ? [] : ['--testNamePattern', only.replaceAll(/[^\w ]/g, '\\$&')];
  const group = startGroup(process.execPath, [program, ...words, ...filter, ...files], {
    cwd: root,
    env: { ...process.env, ...(session ? { [sessionVariable]: JSON.stringify(session) } : {}) },
    output: 'pipe',
    guard: run.guard,
  });
  for (const stream of [group.stdout, group.stderr]) tellLines(name, stream);
  try {
    const code = await abortable(group.ended, run.signal);
    // with --only a file may have nothing to run, and that is no failure
    if (only !== undefined && code === 0 && countRun(report) === 0) return NOTHING;
    return readVitestReport(report, code);
  } catch (error) {
    if (error instanceof Aborted) throw error;
    run.progress.say(`The tests of ${name} did not run: ${error instanceof Error ? error.message : error}`);
    return count(false);
  } finally {
    await group.end();
  }
}

/** Passes on what a part of the tests writes, each line with its name: several write at once. Of tests that were not asked for, nothing. */
function tellLines(name: string, stream: Readable | null): void {
  if (stream === null) return;
  readline.createInterface({ input: stream }).on('line', line => {
    const text = stripVTControlCharacters(line).trim();
    if (text !== '' && !text.startsWith('↓ ')) console.log(`${name} |${line}`);
  });
}

/** How many tests ran, by vitest's report. */
function countRun(report: string): number {
  const { numPassedTests, numFailedTests } = JSON.parse(fs.readFileSync(report, 'utf8')) as Record<string, number>; // vitest's own shape
  return (numPassedTests ?? 0) + (numFailedTests ?? 0);
}
