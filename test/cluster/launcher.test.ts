import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { processesWith } from '../../scripts/guard/processes.ts';

/** `npm run cluster` itself: how it starts, what it survives and how it ends. */

const entry = path.resolve(import.meta.dirname, '../../scripts/cluster/main.ts');
const mark = 'ARGO_EXPERIMENTS_LAUNCHER_TEST';

interface Launched {
  readonly pid: number;
  /** Value of the mark that every process of this start carries. */
  readonly id: string;
  readonly output: () => string;
  readonly errors: () => string;
  readonly ended: Promise<number | null>;
}

const started: Launched[] = [];

function launch(...words: readonly string[]): Launched {
  const id = randomUUID();
  const child = spawn(process.execPath, [entry, ...words], {
    env: { ...process.env, [mark]: id },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid === undefined) throw new Error('node did not start');
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = new Promise<number | null>(resolve => child.once('close', code => resolve(code)));
  const launched: Launched = { pid: child.pid, id, output: () => output, errors: () => errors, ended };
  started.push(launched);
  return launched;
}

afterEach(async () => {
  for (const { id } of started.splice(0)) for (const { pid } of processesWith(mark, id)) process.kill(pid, 'SIGKILL');
});

async function until<T>(what: string, read: () => T | undefined | false, seconds = 60): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const value = read();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > deadline) throw new Error(`not within ${seconds} s: ${what}`);
    await sleep(100);
  }
}

/** Waits until the plane is ready; gives its folder. */
async function untilReady({ output, errors, ended }: Launched): Promise<string> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const kubeconfig = await until(
    'KUBECONFIG is printed',
    () => {
      if (isOver) throw new Error(`It ended before it was ready:\n${errors()}`);
      return /^export KUBECONFIG=(.+)$/m.exec(output())?.[1];
    },
    120,
  );
  return path.dirname(kubeconfig);
}

function readPids(folder: string): Record<string, number> {
  return JSON.parse(fs.readFileSync(path.join(folder, 'processes.json'), 'utf8'));
}

async function expectNothingLeft(launched: Launched, folder: string): Promise<void> {
  await until('no process is left', () => processesWith(mark, launched.id).length === 0, 20);
  await until('its folder is gone', () => !fs.existsSync(folder), 10);
}

const names = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok', 'rollouts-controller'];

describe('a control plane', () => {
  test('keeps its port and folder, restarts the Argo controller, and leaves nothing at Ctrl+C', {
    timeout: 180_000,
  }, async () => {
    const state = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'launcher-')), 'state');
    const first = launch('--state', state);
    expect(await untilReady(first)).toBe(state);
    expect(Object.keys(readPids(state))).toEqual(names);

    const sameFolder = launch('--state', state);
    expect(await sameFolder.ended).toBe(1);
    expect(sameFolder.errors().trim()).toBe(
      `The state folder ${state} is in use by a control plane that runs as process ${first.pid}: end that one (kill ${first.pid}), or choose another folder with --state.`,
    );

    const { port } = new URL(
      /"server": "(.+)"/.exec(fs.readFileSync(path.join(state, 'kubeconfig'), 'utf8'))?.[1] ?? '',
    );
    const samePort = launch('--port', port);
    expect(await samePort.ended).toBe(1);
    expect(samePort.errors().trim()).toBe(
      `Port ${port} is in use by another program: choose another one with --port, or leave --port away to take a free port.`,
    );

    const controller = readPids(state)['rollouts-controller'] ?? 0;
    process.kill(controller, 'SIGKILL');
    await until(
      'the controller runs again',
      () => ![undefined, controller].includes(readPids(state)['rollouts-controller']),
      30,
    );
    expect(first.errors()).toContain('rollouts-controller ended (signal SIGKILL) and starts again in 1 s');

    process.kill(first.pid, 'SIGINT');
    expect(await first.ended).toBe(0);
    await until('no process is left', () => processesWith(mark, first.id).length === 0, 20);
    // a folder that was chosen keeps the logs and nothing of weight
    expect(fs.readdirSync(state)).toContain('rollouts-controller.log');
    expect(fs.existsSync(path.join(state, 'etcd'))).toBe(false);
    fs.rmSync(path.dirname(state), { recursive: true });
  });

  test.each(['SIGHUP', 'SIGKILL'] as const)('leaves nothing when it gets %s', { timeout: 180_000 }, async signal => {
    const launched = launch();
    const folder = await untilReady(launched);
    expect(processesWith(mark, launched.id).length).toBeGreaterThanOrEqual(names.length);
    process.kill(launched.pid, signal);
    await launched.ended;
    await expectNothingLeft(launched, folder);
  });

  test('leaves nothing when it is told to end while it starts', { timeout: 180_000 }, async () => {
    const launched = launch();
    await until('a first program runs', () =>
      processesWith(mark, launched.id).some(({ command }) => command.includes('kube-apiserver')),
    );
    process.kill(launched.pid, 'SIGTERM');
    expect(await launched.ended).toBe(0);
    await until('no process is left', () => processesWith(mark, launched.id).length === 0, 20);
  });

  test('ends with a clear message when a program dies that has to live', { timeout: 180_000 }, async () => {
    const launched = launch('--bare');
    const folder = await untilReady(launched);
    expect(Object.keys(readPids(folder))).toEqual(names.slice(0, 4));
    process.kill(readPids(folder).etcd ?? 0, 'SIGKILL');
    expect(await launched.ended).toBe(1);
    expect(launched.errors()).toContain(
      `etcd ended unexpectedly (signal SIGKILL), and nothing works without it: the end of its log ${folder}/etcd.log says why.`,
    );
    await until('no process is left', () => processesWith(mark, launched.id).length === 0, 20);
    fs.rmSync(folder, { recursive: true });
  });
});
