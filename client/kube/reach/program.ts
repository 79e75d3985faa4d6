/** Starts a program without a shell, with limits on its time and output. */
import { spawn } from 'node:child_process';
import { readText } from '../../experiments/values/json.ts';

export interface ProgramStart {
  readonly command: string;
  readonly args: readonly string[];
  /** Set beside our own environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly seconds: number;
  readonly signal?: AbortSignal | undefined;
}

export type ProgramEnd =
  | { readonly kind: 'ended'; readonly code: number; readonly output: string; readonly errors: string }
  | { readonly kind: 'timed-out'; readonly errors: string }
  /** It could not be started at all. */
  | { readonly kind: 'not-found' }
  | { readonly kind: 'cancelled' };

export type RunProgram = (start: ProgramStart) => Promise<ProgramEnd>;

/** A credential is some kilobytes; what goes on and on is none. */
const MOST_CHARACTERS = 1_000_000;
const GRACE_MS = 2000;

export const runProgram: RunProgram = ({ command, args, env, seconds, signal }) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let [output, errors] = ['', ''];
    let end: 'timed-out' | 'cancelled' | undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(0, MOST_CHARACTERS);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-MOST_CHARACTERS);
    });
    let insist: NodeJS.Timeout | undefined;
    const stop = (why: 'timed-out' | 'cancelled') => {
      end ??= why;
      child.kill();
      insist ??= setTimeout(() => {
        child.kill('SIGKILL');
        // Its own children may hold the pipes open for longer than anybody wants to wait.
        child.stdout.destroy();
        child.stderr.destroy();
      }, GRACE_MS);
    };
    const limit = setTimeout(() => stop('timed-out'), seconds * 1000);
    const cancel = () => stop('cancelled');
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    const settle = () => {
      clearTimeout(limit);
      clearTimeout(insist);
      signal?.removeEventListener('abort', cancel);
    };
    child.once('error', error => {
      settle();
      const code = readText(Reflect.get(error, 'code'));
      if (['ENOENT', 'EACCES', 'EINVAL', 'ENOTDIR', 'ENOEXEC'].includes(code)) resolve({ kind: 'not-found' });
      else reject(error);
    });
    child.once('close', code => {
      settle();
      if (end === 'cancelled') resolve({ kind: 'cancelled' });
      else if (end === 'timed-out') resolve({ kind: 'timed-out', errors });
      else resolve({ kind: 'ended', code: code ?? -1, output, errors });
    });
  });
