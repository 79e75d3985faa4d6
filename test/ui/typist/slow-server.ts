/** A language server whose answers come late, now more, now less: it stands before the real one and holds them back. */
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** One after the other, in milliseconds. */
const DELAYS = [0, 700, 60, 300, 1500, 150, 30, 1000];

const PROGRAM = `
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
const delays = ${JSON.stringify(DELAYS)};
let count = 0;
const real = fork(fileURLToPath(new URL('./server-real.js', import.meta.url)), process.argv.slice(2));
process.on('message', message => real.send(message));
process.on('disconnect', () => real.kill());
real.on('exit', code => process.exit(code ?? 1));
real.on('message', message => {
  const isAnswer = message.id !== undefined && message.method === undefined;
  setTimeout(() => process.send(message), isAnswer ? delays[count++ % delays.length] : 0);
});
`;

/** @param extension folder of the installed extension, before the editor starts */
export function slowDown(extension: string): void {
  const server = path.join(extension, 'dist/server.js');
  renameSync(server, path.join(extension, 'dist/server-real.js'));
  writeFileSync(server, PROGRAM);
}
