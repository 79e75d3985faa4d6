/** The pages of the rules, as the editor's preview of Markdown. A narrow port, so that flows are tested without one. */
import * as vscode from 'vscode';

export interface RulePages {
  /** Beside the text that the rule is about. */
  show(rule: string): Promise<void>;
}

/** The manifest says of this scheme that its documents are shown as previews: what is opened by the code of a problem is, too. */
const SCHEME = 'argo-experiments-docs';
/** Where the pages are: `<id>.md`. */
export const RULE_PAGES = `${SCHEME}:/docs/rules/`;
const PREVIEW = 'vscode.markdown.preview.editor';

/**
 * The pages as documents of a scheme of their own: in a browser the extension's files have no other address that the preview
 * reads, and their paths are those of the project, so that links between pages lead on.
 */
export class EditorRulePages implements RulePages, vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  constructor(extension: vscode.Uri) {
    this.#extension = extension;
  }

  async provideTextDocumentContent({ path }: vscode.Uri): Promise<string> {
    const page = /^\/docs\/(?:rules\/)?[a-z0-9-]+\.md$/.exec(path)?.[0];
    if (page === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#extension, page)));
  }

  async show(rule: string): Promise<void> {
    const uri = vscode.Uri.parse(`${RULE_PAGES}${rule}.md`, true);
    const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const canPreview = vscode.extensions.getExtension('vscode.markdown-language-features') !== undefined;
    if (canPreview) await vscode.commands.executeCommand('vscode.openWith', uri, PREVIEW, where);
    else await vscode.window.showTextDocument(uri, where);
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
