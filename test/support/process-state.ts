import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process runs; one that has ended and waits to be collected does not. Linux, else as far as signals tell. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    return false; // ended between the two looks
  }
}

/** Resolves when the process has ended; the test's own limit is the deadline. */
export async function untilEnded(pid: number): Promise<void> {
  while (isRunning(pid)) await sleep(20);
}
