/** Starting commands so that they, and all that they start, surely end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Guard, startGuard } from './guard.ts';

/** Time that a group has to end after SIGTERM before it is killed, in milliseconds. */
const GRACE = 5_000;

/** A command in a process group of its own: ending it ends everything that it started. */
export interface Group {
  readonly pid: number;
  /** Null unless `output` is `pipe`. */
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  /** The exit code; 128 and the signal's number when a signal ended it. */
  readonly ended: Promise<number>;
  /** Resolves when no process of the group is left. */
  end(): Promise<void>;
}

export interface GroupOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly output?: 'inherit' | 'pipe';
  /** Ends the group when this process dies; without it the group has a guard of its own. */
  readonly guard?: Guard;
}

/** @throws when there is no such command or folder */
export function startGroup(command: string, args: readonly string[], options: GroupOptions = {}): Group {
  const { cwd = process.cwd(), env = process.env, output = 'inherit' } = options;
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', output, output], detached: true });
  const { pid } = child;
  if (pid === undefined) {
    child.on('error', () => undefined); // it comes a moment later, and says no more
    throw new Error(`Could not start ${command} in ${cwd}: see that the command is installed and the folder is there.`);
  }
  const guard = options.guard ?? startGuard();
  guard.watch(child);
  const ended = awaitEnd(child);
  if (options.guard === undefined) void ended.then(() => guard.close());
  let ending: Promise<void> | undefined;
  const end = () => {
    ending ??= endGroup(pid);
    return ending;
  };
  return { pid, stdout: child.stdout, stderr: child.stderr, ended, end };
}

function awaitEnd(child: ChildProcess): Promise<number> {
  return new Promise(resolve => {
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : os.constants.signals[signal])));
  });
}

async function endGroup(pid: number): Promise<void> {
  const deadline = performance.now() + GRACE;
  let alive = signalGroup(pid, 'SIGTERM');
  while (alive && performance.now() < deadline) {
    await sleep(25);
    alive = signalGroup(pid, 0);
  }
  if (alive) signalGroup(pid, 'SIGKILL');
}

/** False when the group has no process any more. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

/**
 * Calls `stop` once: on Ctrl+C, SIGTERM, SIGHUP, and when the npm that started this script is gone, however it ended.
 * Without npm a script may outlive its starter (`nohup`), so nobody is watched then.
 */
export function onStop(stop: (reason: string) => void): void {
  let stopped = false;
  const once = (reason: string) => {
    if (stopped) return;
    stopped = true;
    clearInterval(watch);
    stop(reason);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => once(signal));
  const parents = process.env.npm_lifecycle_event === undefined ? [] : parentsUpToNpm();
  const watch = setInterval(() => {
    if (parents.some(({ pid, parent }) => parentOf(pid) !== parent)) once('npm has ended');
  }, 500);
  watch.unref();
}

/** This process and the shells between it and npm, each with its parent. */
function parentsUpToNpm(): { pid: number; parent: number }[] {
  const chain = [{ pid: process.pid, parent: process.ppid }];
  for (let pid = process.ppid; isShell(pid); ) {
    const parent = parentOf(pid);
    if (parent === undefined || parent <= 1) break;
    chain.push({ pid, parent });
    pid = parent;
  }
  return chain;
}

function isShell(pid: number): boolean {
  return /^\d+ \((sh|dash|bash|ash|busybox)\)/.test(readProc(pid, 'stat') ?? '');
}

/** Undefined when the process is gone, or where there is no /proc. */
function parentOf(pid: number): number | undefined {
  if (pid === process.pid) return process.ppid;
  const stat = readProc(pid, 'stat');
  // pid (name) state parent ...; the name may hold spaces and brackets
  const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
  return parent === undefined ? undefined : Number(parent);
}

/** A running process as a person would name it. */
export interface RunningProcess {
  readonly pid: number;
  readonly command: string;
}

/** Processes other than this one whose environment holds `name=value`; none where there is no /proc. */
export function processesWith(name: string, value: string): RunningProcess[] {
  return processesWhere('environ', words => words.includes(`${name}=${value}`));
}

/** Processes other than this one by the words of their environment or command line; none where there is no /proc. */
export function processesWhere(file: 'environ' | 'cmdline', accept: (words: string[]) => boolean): RunningProcess[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => Number.isInteger(pid) && pid !== process.pid && accept(wordsOf(pid, file)))
    .map(pid => ({ pid, command: wordsOf(pid, 'cmdline').join(' ') }));
}

function wordsOf(pid: number, file: 'environ' | 'cmdline'): string[] {
  return (readProc(pid, file) ?? '').split('\0').filter(word => word !== '');
}

function readProc(pid: number, file: 'stat' | 'environ' | 'cmdline'): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined; // ended meanwhile, or another user's
  }
}
