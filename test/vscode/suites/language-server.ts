import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { TestApi } from '../../../client/extension.node.ts';
import { extensionApi, openCopy, problemsOf, until } from '../support/editor.ts';

/** Process ids of the language servers that this extension host has started. */
function serverProcesses(): number[] {
  return readdirSync('/proc')
    .filter(entry => /^\d+$/.test(entry))
    .filter(pid => {
      try {
        const parent = /^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        return (
          Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('dist/server.js')
        );
      } catch {
        return false; // ended meanwhile
      }
    })
    .map(Number);
}

describe('the language server', () => {
  let api: TestApi;
  before(async function () {
    if (process.platform !== 'linux') this.skip(); // it is found by /proc
    api = await extensionApi();
  });

  it('is one process', () => {
    assert.equal(serverProcesses().length, 1);
  });

  it('is started again when it dies, and then knows the open files', async () => {
    const [pid] = serverProcesses();
    assert.ok(pid);
    process.kill(pid, 'SIGKILL');
    await until(() => api.language.state.kind !== 'running');
    await until(() => api.language.state.kind === 'running');
    assert.equal(serverProcesses().length, 1);
    const { document } = await openCopy('broken.yaml');
    await until(() => problemsOf(document.uri).length === 1);
  });

  it('is started anew by command', async () => {
    const [before] = serverProcesses();
    await vscode.commands.executeCommand('argoExperiments.restartLanguageServer');
    await until(() => api.language.state.kind === 'running');
    const after = await until(() => serverProcesses().length === 1 && serverProcesses());
    assert.notEqual(after[0], before);
  });
});
