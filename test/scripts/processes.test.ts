import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { processesWith, startGroup } from '../../scripts/guard/processes.ts';
import { isRunning, untilEnded } from '../support/process-state.ts';

/** A command that starts another, which says its pid; both wait for ever. */
const parentOf = (child: string) => `
  const { spawn } = require('node:child_process');
  spawn(process.execPath, ['-e', ${JSON.stringify(child + 'console.log(process.pid); setInterval(() => {}, 1000)')}], { stdio: 'inherit' });
  setInterval(() => {}, 1000);`;
const WILLING = parentOf('');
const STUBBORN = parentOf("process.on('SIGTERM', () => {});");

async function firstLine(stream: Readable | null): Promise<string> {
  if (stream === null) throw new Error('The output is not piped.');
  const [line] = await once(createInterface({ input: stream }), 'line');
  return String(line);
}

describe('a process group', () => {
  it('passes on the output and the exit code', async () => {
    const group = startGroup(process.execPath, ['-e', 'console.log("hello"); process.exitCode = 3'], {
      output: 'pipe',
    });
    expect(await firstLine(group.stdout)).toBe('hello');
    expect(await group.ended).toBe(3);
  });

  it('ends with all that its command started', async () => {
    const group = startGroup(process.execPath, ['-e', STUBBORN], { output: 'pipe' });
    const pid = Number(await firstLine(group.stdout));
    expect(isRunning(pid)).toBe(true);
    await group.end();
    await untilEnded(pid);
  });

  it('ends when its starter is killed', async () => {
    const processes = JSON.stringify(path.join(import.meta.dirname, '../../scripts/guard/processes.ts'));
    const starter = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `import { startGroup } from ${processes}; startGroup(process.execPath, ['-e', ${JSON.stringify(STUBBORN)}]);`,
    ]);
    const pid = Number(await firstLine(starter.stdout));
    starter.kill('SIGKILL');
    await untilEnded(pid);
  });

  it('has the exit code that a shell would tell for a signal', async () => {
    const group = startGroup(process.execPath, ['-e', 'process.kill(process.pid, "SIGABRT")']);
    expect(await group.ended).toBe(134);
  });

  it.each([
    ['a command', 'no-such-command', process.cwd()],
    ['a folder', process.execPath, '/no/such/folder'],
  ])('says that %s does not exist', (_what, command, cwd) => {
    expect(() => startGroup(command, [], { cwd })).toThrow(
      `Could not start ${command} in ${cwd}: see that the command is installed and the folder is there.`,
    );
  });
});

describe.skipIf(process.platform !== 'linux')('the search for processes of a run', () => {
  it('finds every process that carries the mark, and no other', async () => {
    const mark = randomUUID();
    const group = startGroup(process.execPath, ['-e', WILLING], {
      env: { ...process.env, TEST_MARK: mark },
      output: 'pipe',
    });
    const pid = Number(await firstLine(group.stdout));
    const found = processesWith('TEST_MARK', mark);
    expect(found.map(process => process.pid)).toContain(pid);
    expect(found).toHaveLength(2); // the command, and what that started
    await group.end();
    expect(processesWith('TEST_MARK', randomUUID())).toEqual([]);
  });
});
