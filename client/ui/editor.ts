/** The documents of the editor. A narrow port, so that flows are tested without one. */
import * as vscode from 'vscode';
import type { Position, Range } from '../../server/protocol.ts';
import { fail, type Result, succeed } from '../experiments/failures/failure.ts';

/** As the language server signs its problems. */
const SOURCE = 'argo-experiments';

export interface ActiveDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly cursor: Position;
}

export interface Editor {
  /** The document in front. */
  active(): ActiveDocument | undefined;
  /** Loads the document without showing it, so that the language server knows its text. */
  load(uri: string): Promise<Result<void>>;
  /** The YAML files that stand in tabs. */
  openFiles(): Promise<readonly string[]>;
  /** What the document says now, saved or not; `undefined`: it cannot be read. */
  textOf(uri: string): Promise<string | undefined>;
  /** Shows the document with the range selected. */
  show(uri: string, range: Range): Promise<Result<void>>;
  /** Shows a new document that is not saved yet. */
  create(text: string, language: string): Promise<void>;
  /** Shows new YAML that is not saved yet, its `name` selected wherever it stands: what is typed first renames all of it. */
  createNamed(text: string, name: string): Promise<void>;
  showProblems(): Promise<void>;
  /** The rules of the problems at the cursor, that of the first one first. */
  problemsHere(): readonly string[];
}

export const vscodeEditor: Editor = {
  active() {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) return undefined;
    const { line, character } = editor.selection.active;
    return { uri: editor.document.uri.toString(), languageId: editor.document.languageId, cursor: { line, character } };
  },

  async load(uri) {
    const opened = await open(uri);
    return opened.ok ? succeed(undefined) : opened;
  },

  async openFiles() {
    const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
    const uris = inputs.flatMap(input => (input instanceof vscode.TabInputText ? input.uri.toString() : []));
    return [...new Set(uris)].filter(uri => /\.(ya?ml|json)$/.test(uri));
  },

  async textOf(uri) {
    const opened = await open(uri);
    return opened.ok ? opened.value.getText() : undefined;
  },

  async show(uri, { start, end }) {
    const opened = await open(uri);
    if (!opened.ok) return opened;
    const selection = new vscode.Range(start.line, start.character, end.line, end.character);
    await vscode.window.showTextDocument(opened.value, { selection });
    return succeed(undefined);
  },

  async create(text, language) {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content: text }));
  },

  async createNamed(text, name) {
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: '' });
    const editor = await vscode.window.showTextDocument(document);
    const snippet = new vscode.SnippetString();
    for (const [index, part] of text.split(name).entries()) {
      if (index > 0) snippet.appendPlaceholder(name, 1);
      snippet.appendText(part);
    }
    await editor.insertSnippet(snippet);
  },

  async showProblems() {
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  },

  problemsHere() {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) return [];
    const here = vscode.languages
      .getDiagnostics(editor.document.uri)
      .filter(({ source, range }) => source === SOURCE && range.contains(editor.selection.active));
    return here.flatMap(({ code }) => (typeof code === 'object' ? String(code.value) : String(code ?? '')));
  },
};

async function open(uri: string): Promise<Result<vscode.TextDocument>> {
  try {
    return succeed(await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true)));
  } catch (error) {
    return fail({ kind: 'unreadable-file', uri, detail: error instanceof Error ? error.message : String(error) });
  }
}
