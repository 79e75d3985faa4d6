/** The pages of the rules, as the editor's preview of Markdown. A narrow port, so that flows are tested without one. */
import * as vscode from 'vscode';

export interface RulePages {
  /** Beside the text that the rule is about. */
  show(rule: string): Promise<void>;
}

const SCHEME = 'argo-experiments-docs';

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
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/docs/rules/${rule}.md` });
    const canPreview = vscode.extensions.getExtension('vscode.markdown-language-features') !== undefined;
    if (canPreview) await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
    else await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
