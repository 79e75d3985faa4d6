/** What the suites do with VS Code. Every wait ends by the test's own limit. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { TestApi } from '../../../client/extension.node.ts';

/** The extension's look inside, with its language server running. */
export async function extensionApi(): Promise<TestApi> {
  const extension = vscode.extensions.getExtension<TestApi>('argo-experiments.argo-experiments');
  if (extension === undefined) throw new Error('VS Code does not know the extension.');
  const api = await extension.activate();
  await until(() => api.language.state.kind === 'running');
  return api;
}

/** Opens a file of test/vscode/workspace in a copy of its own, so that no suite sees the edits of another. */
export async function openCopy(name: string): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('No folder is open.');
  const { base, name: stem, ext } = { ...path.parse(name) };
  copies += 1;
  const copy = vscode.Uri.joinPath(folder.uri, `${stem}-${copies}${ext}`);
  await vscode.workspace.fs.copy(vscode.Uri.joinPath(folder.uri, base), copy);
  return vscode.window.showTextDocument(copy, { preview: false });
}
let copies = 0;

/** Asks again until the answer is not undefined and not false. */
export async function until<T>(look: () => T | Thenable<T>): Promise<Exclude<T, undefined | false>> {
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found as Exclude<T, undefined | false>;
    await sleep(50);
  }
}

/** Puts the cursor right behind a piece of text that the document holds once. */
export function placeCursorBehind(editor: vscode.TextEditor, piece: string): vscode.Position {
  const { document } = editor;
  const at = document.getText().indexOf(piece);
  if (at < 0) throw new Error(`The document does not hold ${JSON.stringify(piece)}.`);
  const position = document.positionAt(at + piece.length);
  editor.selection = new vscode.Selection(position, position);
  return position;
}

/** The extension's own problems of a document, as `line:start-end severity rule: message`, all from 0. */
export function problemsOf(uri: vscode.Uri): string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'argo-experiments')
    .map(({ range: { start, end }, severity, code, message }) => {
      const rule = typeof code === 'object' ? code.value : code;
      return `${start.line}:${start.character}-${end.character} ${vscode.DiagnosticSeverity[severity]} ${rule}: ${message}`;
    });
}
