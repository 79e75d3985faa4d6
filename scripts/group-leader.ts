/**
 * Runs one command as the head of a process group: `node group-leader.ts <command> [argument...]`.
 *
 * The starter holds the other end of our stdin. When that closes, however the starter ended (SIGKILL too), the whole
 * group ends; a plain child would live on.
 */
import { spawn } from 'node:child_process';

/** Times that the command, then what it leaves behind, have to end by themselves before they are killed, in milliseconds. */
const GRACE = 5_000;
const REST_GRACE = 1_000;

const [command, ...args] = process.argv.slice(2);
if (command === undefined) {
  console.error('usage: node group-leader.ts <command> [argument...]');
  process.exit(2);
}

let isOrphan = false;

function killGroup(): void {
  process.kill(-process.pid, 'SIGKILL'); // us too
}

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', error => {
  console.error(`Could not start ${command}: ${error.message}`);
  process.exit(127);
});
child.on('exit', (code, signal) => {
  if (isOrphan) setTimeout(killGroup, REST_GRACE);
  else process.exit(code ?? 128 + (signal === 'SIGKILL' ? 9 : 15));
});

process.stdin.resume();
process.stdin.on('close', () => {
  isOrphan = true;
  process.kill(-process.pid, 'SIGTERM');
  setTimeout(killGroup, GRACE);
});
// Signals reach every process of the group; the leader stays to collect its child.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
