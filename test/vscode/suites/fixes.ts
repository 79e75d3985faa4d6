import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extensionApi, problemsOf, until } from '../support/editor.ts';

const experiment = (name: string, template: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: ${name}
spec:
  duration: 20m
  analyses:
    - name: latency
      templateName: ${template}
  templates:
    - name: canary
      selector: {matchLabels: {app: ${name}}}
      template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: shop, image: shop:1.0}]}}
`;

const template = (name: string): string => `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: ${name}
spec:
  metrics:
    - name: ${name}
      initialDelay: 1m
      interval: 1m
      count: 5
      failureLimit: 1
      consecutiveErrorLimit: 2
      successCondition: len(result) > 0 && result[0] < 1
      provider:
        prometheus:
          address: http://prometheus.monitoring:9090
          query: sum(rate(http_errors_total[1m])) or vector(0)
`;

describe('fixes', () => {
  before(extensionApi);

  it('write a missing template behind the file, with the first thing to fill in selected', async () => {
    const text = experiment('fix-here', 'latency-here');
    const editor = await openNew('fix-here.yaml', text);
    const action = await actionAt(editor, 'latency-here', 'Create AnalysisTemplate `latency-here` in this file');
    assert.ok(action.edit && (await vscode.workspace.applyEdit(action.edit)));
    assert.equal(editor.document.getText(), `${text}---\n${template('latency-here')}`);
    await until(() => editor.document.getText(editor.selection) === 'http://prometheus.monitoring:9090');
    await until(() => problemsOf(editor.document.uri).every(problem => !problem.includes('template-missing')));
  });

  it('keep their indentation, and every place to fill in', async () => {
    const metrics = template('latency-args').replace('  metrics', '  args: [{name: host}, {name: port}]\n  metrics');
    const before = experiment('fix-args', 'latency-args');
    const editor = await openNew('fix-args.yaml', `${before}---\n${metrics}`);
    const action = await actionAt(editor, 'latency-args', 'Pass args `host`, `port`');
    assert.ok(action.edit && (await vscode.workspace.applyEdit(action.edit)));
    const args = ['args:', '  - name: host', '    value: "value"', '  - name: port', '    value: "value"'];
    const lines = args.map(line => `      ${line}\n`).join('');
    const after = before.replace('templateName: latency-args\n', `templateName: latency-args\n${lines}`);
    assert.equal(editor.document.getText(), `${after}---\n${metrics}`);
    await vscode.commands.executeCommand('type', { text: 'shop' });
    await vscode.commands.executeCommand('jumpToNextSnippetPlaceholder');
    await vscode.commands.executeCommand('type', { text: '8080' });
    assert.equal(
      editor.document.getText(),
      `${after.replace('"value"', '"shop"').replace('"value"', '"8080"')}---\n${metrics}`,
    );
  });

  it('write a missing template into a file beside', async () => {
    const text = experiment('fix-beside', 'latency-beside');
    const editor = await openNew('fix-beside.yaml', text);
    const action = await actionAt(
      editor,
      'latency-beside',
      'Create AnalysisTemplate `latency-beside` in latency-beside.yaml',
    );
    assert.ok(action.edit && (await vscode.workspace.applyEdit(action.edit)));
    assert.equal(editor.document.getText(), text);
    const beside = vscode.Uri.joinPath(editor.document.uri, '../latency-beside.yaml');
    assert.equal((await vscode.workspace.openTextDocument(beside)).getText(), template('latency-beside'));
    await until(() => problemsOf(editor.document.uri).every(problem => !problem.includes('template-missing')));
  });

  it('are written when a file is saved, where somebody set that', async () => {
    const settings = vscode.workspace.getConfiguration('editor');
    await settings.update(
      'codeActionsOnSave',
      { 'source.fixAll.argoExperiments': 'explicit' },
      vscode.ConfigurationTarget.Workspace,
    );
    try {
      const text = experiment('fix-saved', 'latency-saved').replace('duration: 20m', 'Duration: 1d');
      const editor = await openNew('fix-saved.yaml', `${text}---\n${template('latency-saved')}`);
      await until(() => problemsOf(editor.document.uri).some(problem => problem.includes('field-case')));
      await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '# ours\n'));
      // The server may be told of the settings, and of the text, a moment later.
      await until(async () => {
        await vscode.commands.executeCommand('workbench.action.files.save');
        return !editor.document.isDirty && editor.document.getText().includes('24h');
      });
      assert.equal(
        editor.document.getText(),
        `# ours\n${text.replace('Duration: 1d', 'duration: 24h')}---\n${template('latency-saved')}`,
      );
    } finally {
      await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});

async function openNew(name: string, text: string): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('No folder is open.');
  const uri = vscode.Uri.joinPath(folder.uri, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return await vscode.window.showTextDocument(uri, { preview: false });
}

/** Once it is offered: what is missing is known when all files have been read. */
async function actionAt({ document }: vscode.TextEditor, piece: string, title: string): Promise<vscode.CodeAction> {
  const position = document.positionAt(document.getText().indexOf(piece));
  return await until(async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(position, position),
    );
    return actions.find(action => action.title === title);
  });
}
