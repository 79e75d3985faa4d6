/**
 * `npm test`: builds, then runs every suite that needs no cluster, and says in its last line how many tests passed and
 * failed. A suite that did not run, a test run that left a process behind: each counts as one failed test.
 *
 * `npm test -- unit editor` runs only the suites named.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build, ROOT } from './build.ts';
import { onStop, processesWith, startGroup } from './guard/processes.ts';
import { type Counts, count, lastLine, NOTHING, readMochaReport, readVitestReport, table } from './test-report.ts';
import { prepareTestHost } from './vscode-host/install.ts';

/** Every process of this run carries it in its environment. */
const MARK = 'ARGO_EXPERIMENTS_TEST_RUN';
const MARK_VALUE = randomUUID();
const OUT = path.join(ROOT, 'out/test');
/** The suites' folder for temporary files, so that a suite that is ended leaves none; short, for the paths of sockets. */
const TEMPORARY = mkdtempSync(path.join(os.tmpdir(), 'argoexp-'));
/** Time that processes have to end after the suites, in milliseconds. */
const GRACE = 5_000;

interface Suite {
  readonly name: string;
  /** Rejects when the suite could not run. */
  readonly run: () => Promise<Counts>;
}

const SUITES: readonly Suite[] = [
  { name: 'types', run: () => check('tsc', '-p', 'tsconfig.json') },
  { name: 'types-core', run: () => check('tsc', '-p', 'server/core/tsconfig.json') },
  { name: 'lint', run: () => check('biome', 'check', '--error-on-warnings', '.') },
  { name: 'unit', run: () => vitest('vitest.config.ts', 'unit') },
  { name: 'editor', run: runEditorSuite },
  { name: 'ui', run: runUiSuite },
];

/** A command of node_modules/.bin as one test. */
async function check(command: string, ...args: readonly string[]): Promise<Counts> {
  return count((await run(path.join(ROOT, 'node_modules/.bin', command), args)) === 0);
}

async function vitest(config: string, name: string): Promise<Counts> {
  const report = path.join(OUT, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const program = path.join(ROOT, 'node_modules/vitest/vitest.mjs');
  const code = await run(process.execPath, [program, 'run', '--config', config, ...reporters]);
  return readVitestReport(report, code);
}

async function runEditorSuite(): Promise<Counts> {
  const report = path.join(OUT, 'editor.json');
  const code = await run(process.execPath, [path.join(ROOT, 'test/vscode/run.ts')], { TEST_REPORT: report });
  return readMochaReport(report, code);
}

async function runUiSuite(): Promise<Counts> {
  await prepareTestHost();
  return vitest('test/ui/vitest.config.ts', 'ui');
}

let stopRun: (() => Promise<void>) | undefined;

/** Runs a command to its end with its output going on to ours; answers its exit code. */
async function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const group = startGroup(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env, TMPDIR: TEMPORARY, [MARK]: MARK_VALUE },
  });
  stopRun = group.end;
  return group.ended;
}

async function runSuite({ name, run }: Suite): Promise<Counts> {
  console.log(`\n── ${name} ──`);
  try {
    return await run();
  } catch (error) {
    console.error(`The suite "${name}" did not run: ${error instanceof Error ? error.message : error}`);
    return count(false);
  }
}

/** Ends and names what the suites have left running. */
async function collectLeftovers(): Promise<Counts> {
  const left = () => processesWith(MARK, MARK_VALUE);
  for (const deadline = performance.now() + GRACE; left().length > 0 && performance.now() < deadline; )
    await sleep(100);
  const remaining = left();
  for (const { pid, command } of remaining) {
    console.error(`Left running after the tests, now killed: ${pid} ${command}`);
    process.kill(pid, 'SIGKILL');
  }
  return count(remaining.length === 0);
}

async function timed(name: string, run: () => Promise<Counts>) {
  const start = performance.now();
  const counts = await run();
  return { name, counts, seconds: (performance.now() - start) / 1000 };
}

async function main(names: readonly string[]): Promise<boolean> {
  const unknown = names.filter(name => !SUITES.some(suite => suite.name === name));
  if (unknown.length > 0)
    throw new Error(`No suite ${unknown.join(', ')}. There are: ${SUITES.map(({ name }) => name).join(', ')}.`);
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const chosen = SUITES.filter(({ name }) => names.length === 0 || names.includes(name));
  const results = [await timed('build', () => runSuite({ name: 'build', run: () => build().then(() => NOTHING) }))];
  for (const suite of chosen) results.push(await timed(suite.name, () => runSuite(suite)));
  results.push(await timed('no process left', collectLeftovers));
  console.log(`\n${table(results)}\n`);
  console.log(lastLine(results));
  return results.every(({ counts }) => counts.failed === 0);
}

process.on('exit', () => rmSync(TEMPORARY, { recursive: true, force: true, maxRetries: 5 }));
onStop(reason => {
  console.error(`\nStopped: ${reason}.`);
  const end = stopRun?.() ?? Promise.resolve();
  end.then(collectLeftovers).finally(() => process.exit(130));
});
try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
