import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Guard } from '../../guard/guard.ts';
import { BoundedLog, lastLines, readEnd } from './bounded-log.ts';
import { ClusterFailure, explainFileError, explainLog } from './failure.ts';

/** One program to run. */
export interface Command {
  /** Name of the log file and in messages. */
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Started again with growing delay when it dies, as a Deployment does; without it the program's death ends everything. */
  readonly restarts?: boolean;
}

export interface ProcessesOptions {
  readonly folder: string;
  readonly guard: Guard;
  /** For all programs. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly say: (text: string) => void;
  /** Called once, when a program that has to live has died. */
  readonly onDeath: (failure: unknown) => void;
}

/** Seconds before the nth restart, as the kubelet's own delay grows but from 1 s: 1, 2, 4 ... 60. */
export function restartDelaySeconds(restarts: number): number {
  return Math.min(60, 2 ** restarts);
}

/** A program that has lived this long starts again at once the next time it dies. */
const healthySeconds = 300;
/** How long a program may take to end after SIGTERM. */
const graceSeconds = 3;

/** The programs of a control plane: each in a process group of its own, its output in a bounded log. */
export class Processes {
  readonly #options: ProcessesOptions;
  readonly #running = new Map<string, ChildProcess>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #kept = new Set<string>();
  #stopping = false;

  constructor(options: ProcessesOptions) {
    this.#options = options;
  }

  /** Names and process ids of what runs now. */
  get pids(): ReadonlyMap<string, number> {
    return new Map([...this.#running].flatMap(([name, { pid }]) => (pid === undefined ? [] : [[name, pid] as const])));
  }

  start(command: Command): void {
    if (this.#stopping) return;
    this.#spawn(command, new BoundedLog(this.#logFile(command.name)), 0);
  }

  /** From now on it is started again when it dies, like those with `restarts`: before it was ready, its death was a failed start. */
  keepAlive(name: string): void {
    this.#kept.add(name);
  }

  #logFile(name: string): string {
    return path.join(this.#options.folder, `${name}.log`);
  }

  #spawn(command: Command, log: BoundedLog, restarts: number): void {
    const { folder, guard, env } = this.#options;
    const begun = performance.now();
    // a group of its own: Ctrl+C in the terminal reaches only us, and we end the programs in order
    const child = spawn(command.file, command.args, {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env, ...command.env },
    });
    guard.watch(child);
    this.#running.set(command.name, child);
    const write = (chunk: Buffer) => this.#write(log, chunk);
    child.stdout.on('data', write);
    child.stderr.on('data', write);
    let failure: Error | undefined;
    child.once('error', error => {
      failure = error;
    });
    child.once('close', (code, signal) => {
      this.#running.delete(command.name);
      this.#recordPids();
      if (this.#stopping) return log.close();
      const how = failure ? failure.message : signal ? `signal ${signal}` : `exit code ${code}`;
      const isRestarted = command.restarts || this.#kept.has(command.name);
      if (!isRestarted || failure) return this.#die(command, how);
      const soFar = performance.now() - begun > healthySeconds * 1000 ? 0 : restarts;
      this.#restartLater(command, log, how, soFar);
    });
    this.#recordPids();
  }

  #restartLater(command: Command, log: BoundedLog, how: string, restarts: number): void {
    const delay = restartDelaySeconds(restarts);
    this.#options.say(
      `${command.name} ended (${how}) and starts again in ${delay} s; its log is ${this.#logFile(command.name)}`,
    );
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#spawn(command, log, restarts + 1);
    }, delay * 1000);
    this.#timers.add(timer);
  }

  #write(log: BoundedLog, chunk: Uint8Array): void {
    try {
      log.write(chunk);
    } catch (error) {
      this.#reportDeath(explainFileError(error, this.#options.folder, '--state'));
    }
  }

  #die(command: Command, how: string): void {
    const file = this.#logFile(command.name);
    const end = readEnd(file);
    this.#reportDeath(
      explainLog(command.name, end, this.#options.folder) ??
        new ClusterFailure(
          `${command.name} ended unexpectedly (${how}), and nothing works without it: the end of its log ${file} says why.`,
          lastLines(end),
        ),
    );
  }

  #reportDeath(failure: unknown): void {
    if (this.#stopping) return;
    this.#options.onDeath(failure);
  }

  /** `processes.json` in the state folder: name -> process id, for a look from outside; whoever looks finds the whole file. */
  #recordPids(): void {
    if (this.#stopping) return;
    const file = path.join(this.#options.folder, 'processes.json');
    try {
      fs.writeFileSync(`${file}.new`, `${JSON.stringify(Object.fromEntries(this.pids))}\n`);
      fs.renameSync(`${file}.new`, file);
    } catch (error) {
      this.#reportDeath(explainFileError(error, this.#options.folder, '--state'));
    }
  }

  /** Ends every program; comes back when all have ended. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#timers) clearTimeout(timer);
    const children = [...this.#running.values()].reverse();
    await Promise.all(children.map(endProcess));
  }
}

/** Ends one program: asks first, and insists after some seconds. */
async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceSeconds * 1000);
  await ended;
  clearTimeout(timer);
}

/** MiB of memory that a process holds (resident set); undefined where the system does not tell through /proc. */
export function residentMebibytes(pid: number): number | undefined {
  const file = `/proc/${pid}/status`;
  if (!fs.existsSync(file)) return undefined;
  const kibibytes = /^VmRSS:\s+(\d+) kB/m.exec(fs.readFileSync(file, 'utf8'))?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
}
