import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension in VS Code', () => {
  it('is active once a YAML file is open', async () => {
    const extension = vscode.extensions.getExtension('argo-experiments.argo-experiments');
    assert.ok(extension, 'VS Code does not know the extension');
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: 'kind: Experiment\n' });
    await vscode.window.showTextDocument(document);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
