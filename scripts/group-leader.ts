/**
 * Runs one command as the head of a process group: `node group-leader.ts <command> [argument...]`.
 *
 * The starter holds the other end of our stdin. When that closes, however the starter ended (SIGKILL too), the whole
 * group ends; a plain child would live on.
 */
import { spawn } from 'node:child_process';

/** Time that the group has to end by itself before it is killed, in milliseconds. */
const GRACE = 5_000;

const [command, ...args] = process.argv.slice(2);
if (command === undefined) {
  console.error('usage: node group-leader.ts <command> [argument...]');
  process.exit(2);
}

function endGroup(): void {
  process.kill(-process.pid, 'SIGTERM');
  setTimeout(() => process.kill(-process.pid, 'SIGKILL'), GRACE);
}

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', error => {
  console.error(`Could not start ${command}: ${error.message}`);
  process.exit(127);
});
child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal === 'SIGKILL' ? 9 : 15)));

process.stdin.resume();
process.stdin.on('close', endGroup);
// The signal reaches every process of the group; the leader stays to collect its child.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
