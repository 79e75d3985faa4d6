/**
 * What the extension host loads instead of the tests' own entry: it sends their output, then their outcome, to the
 * socket of code-test-host.ts. (The workbench's own log mixes the tests' words with VS Code's.)
 */
import { Console } from 'node:console';
import { createRequire } from 'node:module';
import { connect, type Socket } from 'node:net';
import { Writable } from 'node:stream';

/** Both are put in when this file is bundled. */
declare const TESTS_ENTRY: string;
declare const SOCKET_PATH: string;

/** One line of JSON: a file descriptor and text for it, or the outcome. */
export type TestMessage = readonly ['stdout' | 'stderr', string] | readonly ['outcome', 'passed' | 'failed'];

export async function run(): Promise<void> {
  const socket = await connectTo(SOCKET_PATH);
  const send = (message: TestMessage) => socket.write(`${JSON.stringify(message)}\n`);
  redirectOutput(send);
  try {
    const tests: { run?: () => Promise<void> } = createRequire(TESTS_ENTRY)(TESTS_ENTRY);
    if (typeof tests.run !== 'function') throw new Error(`${TESTS_ENTRY} exports no run().`);
    await tests.run();
    send(['outcome', 'passed']);
  } catch (error) {
    send(['stderr', `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`]);
    send(['outcome', 'failed']);
    throw error;
  } finally {
    await new Promise<void>(resolve => socket.end(resolve));
  }
}

function connectTo(file: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(file, () => resolve(socket));
    // After the connection only its other end can fail, and that one reports for itself.
    socket.on('error', reject);
  });
}

/** VS Code has pinned the methods of `console` and of the streams, so whole objects take their places. */
function redirectOutput(send: (message: TestMessage) => void): void {
  const stream = (name: 'stdout' | 'stderr', fd: number) => {
    const write = (chunk: Buffer | string, _encoding: string, done: () => void) => {
      send([name, chunk.toString()]);
      done();
    };
    return Object.assign(new Writable({ decodeStrings: false, write }), { fd, isTTY: false });
  };
  const stdout = stream('stdout', 1);
  const stderr = stream('stderr', 2);
  Object.defineProperty(process, 'stdout', { configurable: true, get: () => stdout });
  Object.defineProperty(process, 'stderr', { configurable: true, get: () => stderr });
  globalThis.console = new Console({ stdout, stderr });
}
