import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGuard } from '../../scripts/guard/guard.ts';
import { isRunning, untilEnded } from '../support/process-state.ts';

const MODULE = JSON.stringify(path.join(import.meta.dirname, '../../scripts/guard/guard.ts'));
/** Does not end when it is asked to. */
const STUBBORN = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'guard-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process of its own that starts a guard, does what the text says, and tells it by a line. */
async function guarded(text: string): Promise<{ process: ChildProcess; line: string }> {
  const started = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `import { startGuard } from ${MODULE}; import { spawn } from 'node:child_process'; const guard = startGuard(); ${text}`,
  ]);
  const [line] = await once(createInterface({ input: started.stdout }), 'line');
  return { process: started, line: String(line) };
}

async function untilGone(file: string): Promise<void> {
  while (existsSync(file)) await sleep(20);
}

describe('a guard', () => {
  it('ends the programs and removes the folders of a process that was killed', async () => {
    const watched = path.join(folder, 'watched');
    const released = path.join(folder, 'released');
    for (const each of [watched, released]) mkdirSync(each);
    writeFileSync(path.join(watched, 'log'), 'text');
    const { process: starter, line } = await guarded(`
      const child = spawn(process.execPath, ['-e', ${JSON.stringify(STUBBORN)}], { detached: true, stdio: 'ignore' });
      guard.watch(child);
      guard.watchFolder(${JSON.stringify(watched)});
      guard.watchFolder(${JSON.stringify(released)})();
      console.log(child.pid);`);
    expect(isRunning(Number(line))).toBe(true);
    starter.kill('SIGKILL');
    await untilEnded(Number(line));
    await untilGone(watched);
    expect(existsSync(released)).toBe(true);
  });

  it('ends what is still there when it is closed, and only that', async () => {
    const guard = startGuard();
    const start = () => spawn(process.execPath, ['-e', STUBBORN], { detached: true, stdio: 'ignore' });
    const [watched, other] = [start(), start()];
    guard.watch(watched);
    await guard.close();
    await untilEnded(Number(watched.pid));
    expect(isRunning(Number(other.pid))).toBe(true);
    other.kill('SIGKILL');
  });

  it('does not tell its end as a loss when it is closed', async () => {
    let isLost = false;
    const guard = startGuard();
    guard.onLost(() => {
      isLost = true;
    });
    await guard.close();
    expect(isLost).toBe(false);
  });

  it('tells when its watchdog is killed', async () => {
    const { line } = await guarded(`
      guard.onLost(() => { console.log('lost'); process.exit(); });
      const { readdirSync, readFileSync } = await import('node:fs');
      const isChild = pid => readFileSync(\`/proc/\${pid}/stat\`, 'utf8').split(') ').at(-1).split(' ')[1] === String(process.pid);
      const [watchdog] = readdirSync(\`/proc\`).filter(pid => /^\\d+$/.test(pid) && isChild(pid));
      process.kill(Number(watchdog), 'SIGKILL');`);
    expect(line).toBe('lost');
  });
});
