import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { processesWhere, type RunningProcess } from '../../scripts/guard/processes.ts';
import { prepareTestHost } from '../../scripts/vscode-host/install.ts';

const ROOT = path.join(import.meta.dirname, '../..');

/** Every process of a run of `npm start` carries it in its environment. */
const MARK = `ARGO_EXPERIMENTS_START_TEST=${process.pid}`;
const running = (): RunningProcess[] => processesWhere('environ', words => words.includes(MARK));

const started: ChildProcess[] = [];

/** Starts `npm start` and answers the address that it prints. */
async function start(): Promise<{ npm: ChildProcess; url: URL }> {
  const [name = '', value] = MARK.split('=');
  const npm = spawn('npm', ['start', '--', '--browser'], {
    cwd: ROOT,
    env: { ...process.env, [name]: value },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(npm);
  for await (const line of createInterface({ input: npm.stdout })) {
    const url = /http:\S+/.exec(line)?.[0];
    if (url !== undefined) return { npm, url: new URL(url) };
  }
  throw new Error('npm start ended without an address.');
}

async function untilNothingRuns(): Promise<void> {
  while (running().length > 0) await sleep(50);
}

describe.skipIf(process.platform !== 'linux')('npm start', () => {
  beforeAll(async () => {
    await prepareTestHost();
  });
  afterEach(() => {
    for (const npm of started.splice(0)) npm.kill('SIGKILL');
    for (const { pid } of running()) process.kill(pid, 'SIGKILL');
  });

  it('serves VS Code on this machine only, to whoever has the token', async () => {
    const { npm, url } = await start();
    expect(url.hostname).toBe('127.0.0.1');
    const status = async (address: URL) => (await fetch(address, { redirect: 'manual' })).status;
    expect(await status(url)).toBe(302); // the token goes into a cookie
    url.searchParams.delete('tkn');
    expect(await status(url)).toBe(403);
    npm.kill('SIGTERM');
    await untilNothingRuns();
  });

  it('ends with everything that it started on Ctrl+C', async () => {
    await start();
    // The terminal sends it to npm and to the script alike; npm alone would pass it on.
    for (const { pid, command } of running()) if (/start\.ts|npm start/.test(command)) process.kill(pid, 'SIGINT');
    await untilNothingRuns();
  });

  it('ends with everything that it started when npm is killed', async () => {
    const { npm } = await start();
    const gone = once(npm, 'exit');
    npm.kill('SIGKILL');
    await gone;
    await untilNothingRuns();
  });
});
