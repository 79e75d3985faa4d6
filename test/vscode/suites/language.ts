import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extensionApi, openCopy, placeCursorBehind, problemsOf, until } from '../support/editor.ts';

describe('a file in the editor', () => {
  before(extensionApi);

  it('shows its problems, and none once they are mended', async () => {
    const { document } = await openCopy('broken.yaml');
    const problems = await until(() => problemsOf(document.uri).length > 0 && problemsOf(document.uri));
    assert.deepEqual(problems, [
      '8:6-13 Error unknown-field: Unknown field `replica`. Did you mean `replicas`? ' +
        'kubectl refuses it, other tools drop it silently.',
    ]);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(8, 6, 8, 13), 'replicas');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until(() => problemsOf(document.uri).length === 0);
  });

  it('is mended by the offered fix', async () => {
    const { document } = await openCopy('broken.yaml');
    const before = document.getText();
    await until(() => problemsOf(document.uri).length > 0);
    const range = new vscode.Range(8, 6, 8, 6);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
    );
    const [fix] = actions.filter(({ kind }) => kind?.contains(vscode.CodeActionKind.QuickFix));
    assert.ok(fix?.edit, 'no fix is offered');
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.equal(document.getText(), before.replace('replica:', 'replicas:'));
  });

  it('takes an accepted completion as it should read', async () => {
    const editor = await openCopy('half-typed.yaml');
    const { document } = editor;
    const before = document.getText();
    placeCursorBehind(editor, '  dur');
    await until(async () => {
      await vscode.commands.executeCommand('editor.action.triggerSuggest');
      await vscode.commands.executeCommand('acceptSelectedSuggestion');
      return document.getText() !== before;
    });
    assert.equal(document.getText(), before.replace('  dur', '  duration: '));
  });

  it('explains the field under the pointer', async () => {
    const editor = await openCopy('two-colours.yaml');
    const position = placeCursorBehind(editor, '  dura');
    const hovers = await until(async () => {
      const found = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        editor.document.uri,
        position,
      );
      return found.length > 0 && found;
    });
    const texts = hovers.flatMap(({ contents }) =>
      contents.map(part => (typeof part === 'string' ? part : part.value)),
    );
    assert.equal(texts.length, 1);
    assert.match(texts[0] ?? '', /^\*\*`duration`\*\* — string \(Go duration\)\n\nHow long the experiment runs/);
  });

  it('leads from a template to those who use it', async () => {
    const { document } = await openCopy('template-in-use.yaml');
    const command = await until(async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        10,
      );
      return lenses.find(lens => lens.command?.title === 'used by 1')?.command;
    });
    const [uri, position, places]: readonly unknown[] = command.arguments ?? [];
    assert.ok(uri instanceof vscode.Uri && position instanceof vscode.Position && Array.isArray(places));
    assert.deepEqual(
      places.map(place => place instanceof vscode.Location && document.getText(place.range)),
      ['parcels-health'],
    );
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
  });

  it('is left alone when it is not about experiments', async () => {
    const { document } = await openCopy('other.yaml');
    const broken = await openCopy('broken.yaml');
    await until(() => problemsOf(broken.document.uri).length > 0); // by now the server has been asked about both
    assert.deepEqual(problemsOf(document.uri), []);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(1, 2),
    );
    assert.deepEqual(hovers, []);
  });
});
