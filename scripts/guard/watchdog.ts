/**
 * A process of its own that ends programs when the one that started them is gone, however it went: after SIGKILL, too, its end of the
 * pipe closes. Lines on standard input: `+PID` and `-PID` for a process group that began or ended, `+PATH` and `-PATH` for a folder to
 * remove. When the pipe closes, what is left of both goes. scripts/guard/guard.ts holds the other end.
 */
import fs from 'node:fs';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** Time that programs have to end after SIGTERM before they are killed, in milliseconds. */
const GRACE = 2_000;
const groups = new Set<number>();
const folders = new Set<string>();

/** Sends a signal to every group that still lives; tells whether there was one. Signal 0 only asks. */
function signalAll(signal: NodeJS.Signals | 0): boolean {
  for (const group of groups) {
    try {
      process.kill(-group, signal);
    } catch {
      groups.delete(group); // it has ended by itself
    }
  }
  return groups.size > 0;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

readline.createInterface({ input: process.stdin }).on('line', line => {
  const subject = line.slice(1);
  if (subject.startsWith('/')) line.startsWith('+') ? folders.add(subject) : folders.delete(subject);
  else line.startsWith('+') ? groups.add(Number(subject)) : groups.delete(Number(subject));
});

process.stdin.on('end', async () => {
  signalAll('SIGTERM');
  const deadline = performance.now() + GRACE;
  while (signalAll(0) && performance.now() < deadline) await sleep(25);
  signalAll('SIGKILL');
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  process.exit(0);
});
