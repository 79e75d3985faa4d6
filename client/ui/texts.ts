/** Texts that are no files: read-only documents and comparisons. A narrow port, so that flows are tested without an editor. */
import * as vscode from 'vscode';

export interface Text {
  /** Shown on the tab; its ending tells the language. May hold anything. */
  readonly name: string;
  readonly text: string;
}

export interface Texts {
  show(text: Text): Promise<void>;
  /** `left` is what is there, `right` what would be put in its place. */
  compare(title: string, left: Text, right: Text): Promise<void>;
}

const SCHEME = 'argo-experiments';
/** Closed documents may still be looked for when the editor restores its tabs; more than so many are not kept. */
const MOST_TEXTS = 200;

export class EditorTexts implements Texts, vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  #count = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? vscode.l10n.t('This was shown in an earlier window. Open it again.');
  }

  async show(text: Text): Promise<void> {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(this.#keep(text)));
  }

  async compare(title: string, left: Text, right: Text): Promise<void> {
    await vscode.commands.executeCommand('vscode.diff', this.#keep(left), this.#keep(right), title);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#texts.clear();
  }

  /** Each text has an address of its own: what is shown never changes under a reader's eyes. */
  #keep({ name, text }: Text): vscode.Uri {
    this.#count += 1;
    const path = `/${name.replaceAll('/', ' ∕ ')}`;
    const uri = vscode.Uri.from({ scheme: SCHEME, path, query: String(this.#count) });
    this.#texts.set(uri.toString(), text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > MOST_TEXTS && oldest !== undefined) this.#texts.delete(oldest);
    return uri;
  }
}
