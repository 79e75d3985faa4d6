/**
 * Enter in our documents: see `enter-rules.ts`.
 *
 * VS Code knows such rules for a language only, and applies them in the same moment in which the key is pressed, to all cursors and in the
 * same step of undo. So they are registered for YAML while the cursor is in a document of ours, and taken back when it leaves: nobody types
 * where the cursor is not, so other people's YAML keeps its Enter. They work where `editor.autoIndent` is `advanced` or `full`; VS Code's
 * default for YAML is `advanced`.
 *
 * The YAML extension of Red Hat sets the default to `keep`, with which VS Code asks for no rules. Then what is missing is added after the
 * key, unless something has been typed since. A person who chose `keep`, `brackets` or `none` has chosen it for our documents too.
 */
import * as vscode from 'vscode';
import { columnAfterEnter, ENTER_RULES } from './enter-rules.ts';
import { isOwnPlace } from './own-place.ts';

const RED_HAT = 'redhat.vscode-yaml';

const CONFIGURATION: vscode.LanguageConfiguration = {
  onEnterRules: ENTER_RULES.map(({ before, opensLevel, dashes }) => ({
    beforeText: before,
    afterText: /^[ \t]*$/,
    action: {
      indentAction: opensLevel ? vscode.IndentAction.Indent : vscode.IndentAction.None,
      appendText: ' '.repeat(dashes),
    },
  })),
};

export interface IndentOnEnterPorts {
  /** Whether the language server looks at it. */
  readonly isOurs: (document: vscode.TextDocument) => boolean;
  readonly log: (message: string) => void;
}

export class IndentOnEnter implements vscode.Disposable {
  readonly #ports: IndentOnEnterPorts;
  readonly #events: vscode.Disposable;
  #rules: vscode.Disposable | undefined;
  /** The version of the document that Enter made. */
  #entered: { readonly document: vscode.TextDocument; readonly version: number } | undefined;

  constructor(ports: IndentOnEnterPorts) {
    this.#ports = ports;
    this.#events = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor(editor => this.#look(editor)),
      vscode.workspace.onDidChangeConfiguration(() => this.#look(vscode.window.activeTextEditor)),
      vscode.workspace.onDidChangeTextDocument(event => this.#notice(event)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor !== vscode.window.activeTextEditor) return;
        const wasOurs = this.#rules !== undefined;
        this.#look(textEditor);
        if (wasOurs || this.#rules !== undefined) this.#complete(textEditor);
      }),
    );
    this.#look(vscode.window.activeTextEditor);
  }

  dispose(): void {
    this.#events.dispose();
    this.#rules?.dispose();
  }

  #look(editor: vscode.TextEditor | undefined): void {
    const isWanted = editor !== undefined && this.#isOwnPlace(editor) && !isIndentedByOthers(editor.document);
    if (isWanted === (this.#rules !== undefined)) return;
    this.#rules?.dispose();
    this.#rules = isWanted ? vscode.languages.setLanguageConfiguration('yaml', CONFIGURATION) : undefined;
  }

  #isOwnPlace({ document, selection }: vscode.TextEditor): boolean {
    return this.#ports.isOurs(document) && isOwnPlace(document.getText(), document.offsetAt(selection.active));
  }

  #notice({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    if (document !== vscode.window.activeTextEditor?.document || contentChanges.length === 0) return;
    const isEnter = reason === undefined && contentChanges.every(({ text }) => /^\r?\n[ \t]*$/.test(text));
    this.#entered = isEnter ? { document, version: document.version } : undefined;
  }

  /** Adds what `keep` leaves out. */
  #complete(editor: vscode.TextEditor): void {
    const { document, selections, options } = editor;
    const entered = this.#entered;
    if (entered?.document !== document || entered.version !== document.version || !isKept(document)) return;
    this.#entered = undefined;
    const level = typeof options.tabSize === 'number' ? options.tabSize : 2;
    const missing = selections.flatMap(({ active }) => blanksAt(document, active, level));
    if (missing.length === 0) return;
    editor
      .edit(
        builder => {
          for (const { at, count } of missing) builder.insert(at, ' '.repeat(count));
        },
        // One step of undo with Enter itself.
        { undoStopBefore: false, undoStopAfter: false },
      )
      .then(undefined, (error: unknown) => this.#ports.log(`Enter: ${String(error)}`));
  }
}

/** What is missing at a cursor that Enter has put on a new line; nothing where text came along. */
function blanksAt(
  document: vscode.TextDocument,
  active: vscode.Position,
  level: number,
): { readonly at: vscode.Position; readonly count: number }[] {
  if (active.line === 0 || document.lineAt(active.line).text.trim() !== '') return [];
  const count = columnAfterEnter(document.lineAt(active.line - 1).text, level) - active.character;
  return count > 0 ? [{ at: active, count }] : [];
}

/** With on-type formatting that extension indents by itself, whatever the line holds by then. */
function isIndentedByOthers(document: vscode.TextDocument): boolean {
  const formats = vscode.workspace.getConfiguration('editor', document).get<boolean>('formatOnType') === true;
  return formats && vscode.extensions.getExtension(RED_HAT) !== undefined;
}

/** `keep` as another extension's default, not as a person's choice. */
function isKept(document: vscode.TextDocument): boolean {
  const found = vscode.workspace.getConfiguration('editor', document).inspect<string>('autoIndent');
  const chosen = [
    found?.workspaceFolderLanguageValue,
    found?.workspaceLanguageValue,
    found?.globalLanguageValue,
    found?.workspaceFolderValue,
    found?.workspaceValue,
    found?.globalValue,
  ];
  return (
    found?.defaultLanguageValue === 'keep' &&
    !chosen.some(value => value !== undefined && value !== 'full' && value !== 'advanced')
  );
}
