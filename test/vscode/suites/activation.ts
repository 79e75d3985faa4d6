import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extensionApi, openCopy } from '../support/editor.ts';

describe('the extension in VS Code', () => {
  it('is active once a YAML file is open, and its language server runs', async () => {
    await openCopy('two-colours.yaml');
    const { language, tree } = await extensionApi();
    assert.equal(language.state.kind, 'running');
    assert.deepEqual(tree.rows(), []);
  });

  it('has registered every command of its manifest', async () => {
    await extensionApi();
    const { contributes } = vscode.extensions.getExtension('argo-experiments.argo-experiments')?.packageJSON ?? {};
    const named: string[] = contributes.commands.map(({ command }: { command: string }) => command);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter(command => !registered.has(command)),
      [],
    );
  });
});
