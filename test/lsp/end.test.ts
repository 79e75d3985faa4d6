import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { LspClient, SERVER } from '../support/lsp-client.ts';
import { untilEnded } from '../support/process-state.ts';

const clients: LspClient[] = [];
afterEach(() => Promise.all(clients.splice(0).map(client => client.kill())));

async function start() {
  const client = await LspClient.start();
  clients.push(client);
  return client;
}

function message(body: string): string {
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const INITIALIZE = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { processId: null, rootUri: null, capabilities: {} },
});

describe('the end of the server', () => {
  it('comes with shutdown and exit, as a good one', async () => {
    const client = await start();
    expect(await client.shutdown()).toBe(0);
  });

  it('comes when its input closes', async () => {
    const client = await start();
    client.process.stdin.end();
    await client.exited;
  });

  it('comes when its editor is killed', async () => {
    const { pid } = process;
    const editor = spawn(process.execPath, [
      '-e',
      `const server = require('node:child_process').spawn(process.execPath, [${JSON.stringify(SERVER)}, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
       server.stdin.write(${JSON.stringify(message(INITIALIZE.replace('null', String(pid))))});
       server.stdout.once('data', () => console.log(server.pid));`,
    ]);
    const [said] = await once(editor.stdout, 'data');
    editor.kill('SIGKILL');
    await untilEnded(Number(String(said)));
  });

  it('comes with its input, whatever came through it', async () => {
    for (const garbage of [
      '\0\xff',
      'hello\r\n\r\n',
      'Content-Length: many\r\n\r\n{}',
      message('{"jsonrpc":'),
      message('[1]'),
    ]) {
      const server = spawn(process.execPath, [SERVER, '--stdio']);
      server.stdin.on('error', () => undefined); // it may be gone by now, which is fine too
      server.stdin.end(garbage);
      await once(server, 'exit');
    }
  });

  it('does not come with a request or notification it does not know', async () => {
    const client = await start();
    await expect(client.connection.sendRequest('no/such', {})).rejects.toThrow(/no\/such/);
    await client.connection.sendNotification('no/such', {});
    expect(await client.hover(await client.open('kind: Experiment'), { line: 0, character: 0 })).toBeNull();
  });

  it('does not come with hostile text', async () => {
    const client = await start();
    const bomb = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`).join('\n');
    const texts = ['\u0000\u0001\ufffd', '[[['.repeat(5_000), `kind: Experiment\na0: &a0 x\n${bomb}`, '\t\t\r\r\n:'];
    for (const [index, text] of texts.entries()) {
      const uri = await client.open(
        `apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nspec: ${text}`,
        `untitled:${index}`,
      );
      expect(await client.pullDiagnostics(uri)).not.toHaveLength(0);
    }
    expect(client.log).toEqual([]);
  });
});
