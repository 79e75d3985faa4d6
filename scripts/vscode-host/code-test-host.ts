#!/usr/bin/env node
/**
 * Stands in for the desktop VS Code in `runTests` of @vscode/test-electron: takes the same command line, runs the
 * tests in the extension host of a VS Code server with the workbench in a headless Chromium, passes on their output,
 * and exits with their outcome.
 *
 * `TEST_LOG_DIR` names a folder for the logs and, when something goes wrong, a screenshot.
 */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { format, parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { installHost } from './install.ts';
import { startServer, type VsCodeServer } from './server.ts';
import type { TestMessage } from './test-entry.ts';
import { launchBrowser, openWorkbench, type WorkbenchTarget } from './workbench.ts';

/** Limits in milliseconds: until the tests are loaded, and for the whole run. */
const LOAD_LIMIT = 120_000;
const RUN_LIMIT = 600_000;

interface TestRun {
  readonly tests: string;
  readonly target: WorkbenchTarget;
  readonly userDataDir?: string;
  readonly extensionsDir?: string;
}

/** Reads VS Code's command line; options of the desktop window alone mean nothing here. */
function readCommandLine(): TestRun {
  const { values, positionals } = parseArgs({
    strict: false, // unknown options are the desktop window's
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string', multiple: true, default: [] },
      extensionTestsPath: { type: 'string' },
      'user-data-dir': { type: 'string' },
      'extensions-dir': { type: 'string' },
      'disable-extensions': { type: 'boolean', default: false },
    },
  });
  const one = (name: string) => (typeof values[name] === 'string' ? toPath(values[name]) : undefined);
  const tests = one('extensionTestsPath');
  if (tests === undefined) throw new Error('--extensionTestsPath is missing.');
  const developed = Array.isArray(values.extensionDevelopmentPath) ? values.extensionDevelopmentPath : [];
  const userDataDir = one('user-data-dir');
  const extensionsDir = one('extensions-dir');
  return {
    tests,
    target: {
      ...opened(positionals[0]),
      extensionDevelopmentPaths: developed.filter(value => typeof value === 'string').map(toPath),
      disableExtensions: values['disable-extensions'] === true,
    },
    ...(userDataDir === undefined ? {} : { userDataDir }),
    ...(extensionsDir === undefined ? {} : { extensionsDir }),
  };
}

function toPath(value: string): string {
  return value.startsWith('file://') ? fileURLToPath(value) : path.resolve(value);
}

function opened(argument: string | undefined): WorkbenchTarget {
  if (argument === undefined) return {};
  const file = toPath(argument);
  if (file.endsWith('.code-workspace')) return { workspace: file };
  return statSync(file).isDirectory() ? { folder: file } : { openFile: file };
}

/** How a run ended, and why if not by its tests. */
interface Outcome {
  readonly passed: boolean;
  readonly reason?: string;
}

/** Collects what the run consists of, so that all of it is ended whatever happens. */
class Run {
  server: VsCodeServer | undefined;
  browser: Browser | undefined;
  page: Page | undefined;
  /** What the tests said of themselves: VS Code reports success when the extension host is killed in mid-run. */
  said: 'passed' | 'failed' | undefined;
  loaded = false;
  readonly log: string[] = [];
  readonly outcome: Promise<Outcome>;
  #settle: (outcome: Outcome) => void = () => undefined;

  constructor() {
    this.outcome = new Promise(resolve => {
      this.#settle = resolve;
    });
  }

  end(passed: boolean, reason?: string): void {
    this.#settle(reason === undefined ? { passed } : { passed, reason });
  }

  async close(): Promise<void> {
    await Promise.race([this.browser?.close(), sleep(5_000)]);
    await this.server?.stop();
  }
}

/** The extension host has ended; the tests' own word counts, once all of it has arrived. */
async function hostEnded(run: Run, code: number, drained: Promise<void>): Promise<void> {
  if (run.loaded) await Promise.race([drained, sleep(3_000)]);
  if (run.said === 'passed' && code === 0) run.end(true);
  else if (run.said !== undefined) run.end(false);
  else
    run.end(
      false,
      `the extension host ended with code ${code} before the tests were ${run.loaded ? 'done' : 'loaded'}`,
    );
}

/** Listens for what {@link TestMessage} carries; resolves when the tests' side has hung up. */
function receive(run: Run, socketPath: string): Promise<void> {
  return new Promise(resolve => {
    const listener = createServer(socket => {
      run.loaded = true;
      const lines = createInterface({ input: socket });
      lines.on('line', line => {
        const [kind, text]: TestMessage = JSON.parse(line);
        if (kind === 'outcome') run.said = text;
        else process[kind].write(text);
      });
      lines.on('close', resolve);
      socket.on('error', error => run.log.push(`error socket ${error.message}`));
    });
    listener.listen(socketPath);
    listener.unref();
  });
}

/** Bundles test-entry.ts into the run's folder. */
async function writeEntry(tests: string, runDir: string, socketPath: string): Promise<string> {
  const { build } = await import('esbuild');
  const outfile = path.join(runDir, 'test-entry.cjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'test-entry.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    define: { TESTS_ENTRY: JSON.stringify(tests), SOCKET_PATH: JSON.stringify(socketPath) },
  });
  return outfile;
}

async function start(run: Run, { tests, target, ...folders }: TestRun): Promise<void> {
  const server = await startServer({ program: await installHost('required'), testDriver: true, ...folders });
  run.server = server;
  server.ended.then(code => run.end(false, `VS Code's server ended with code ${code}`));
  const socketPath = path.join(server.runDir, 'tests.sock');
  const drained = receive(run, socketPath);
  const extensionTestsPath = await writeEntry(tests, server.runDir, socketPath);
  const browser = await launchBrowser();
  run.browser = browser;
  browser.on('disconnected', () => run.end(false, 'Chromium ended'));
  setTimeout(
    () => run.loaded || run.end(false, `the tests were not loaded within ${LOAD_LIMIT / 1000} s`),
    LOAD_LIMIT,
  ).unref();
  setTimeout(() => run.end(false, `the tests did not end within ${RUN_LIMIT / 1000} s`), RUN_LIMIT).unref();
  await openWorkbench(server, browser, { ...target, extensionTestsPath }, async page => {
    run.page = page;
    page.on('crash', () => run.end(false, 'the page of the workbench crashed'));
    page.on('pageerror', error => run.log.push(`error page ${error.stack ?? error.message}`));
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) =>
      run.log.push(`${type} ${format(...args)}`),
    );
    await page.exposeFunction('codeAutomationExit', (code: number) => hostEnded(run, code, drained));
  });
}

async function explain(run: Run, reason: string): Promise<void> {
  console.error(`code-test-host: ${reason}`);
  const errors = run.log.filter(line => line.startsWith('error')).slice(-20);
  if (errors.length > 0) console.error(errors.join('\n'));
}

async function saveLogs(run: Run, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'workbench.log'), run.log.join('\n'));
  writeFileSync(path.join(folder, 'server.log'), run.server?.output() ?? '');
  await run.page?.screenshot({ path: path.join(folder, 'end.png'), timeout: 5_000 });
}

const run = new Run();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => run.end(false, `stopped by ${signal}`));
start(run, readCommandLine()).catch((error: Error) => run.end(false, error.message));
const outcome = await run.outcome;
if (outcome.reason !== undefined) await explain(run, outcome.reason);
const logs = process.env.TEST_LOG_DIR;
if (logs !== undefined) await saveLogs(run, logs).catch((error: Error) => console.error(`No logs: ${error.message}`));
await run.close();
await sleep(100); // runTests drops what it has not read when we exit
process.exit(outcome.passed ? 0 : 1);
