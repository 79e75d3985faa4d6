import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { TestApi } from '../../../client/extension.node.ts';
import { extensionApi, openCopy, placeCursorBehind, until } from '../support/editor.ts';

describe('Run Experiment', () => {
  let api: TestApi;
  before(async () => {
    api = await extensionApi();
  });

  /** The experiment is over, and its pods are gone. */
  function hasEnded(rows: readonly string[]): boolean {
    return rows.some(row => row.includes('Successful after')) && !rows.some(row => row.startsWith('      '));
  }

  /** Runs the command, taking what each of its lists proposes first. */
  async function runTakingProposals(): Promise<void> {
    let isDone = false;
    const done = vscode.commands.executeCommand('argoExperiments.runExperiment').then(() => {
      isDone = true;
    });
    while (!isDone) {
      await sleep(100);
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    }
    await done;
  }

  it('plays the experiment under the cursor in the tree until it is Successful', async () => {
    const editor = await openCopy('two-colours.yaml');
    placeCursorBehind(editor, 'two-colours');
    await runTakingProposals();
    const rows = await until(() => hasEnded(api.tree.rows()) && api.tree.rows());
    assert.deepEqual(rows, [
      'Rehearsals',
      '  two-colours   Successful after 1 min 4 s',
      '    purple   Successful · pods are gone',
      '    orange   Successful · pods are gone',
      '    Pods are ready after 4 s   assumed',
    ]);
  });
});
