/** Earlier texts of files, from the editor's own Git. A narrow port, so that flows are tested without one. */
import * as vscode from 'vscode';

export interface Versions {
  /** The text as of the last commit; `undefined`: there is none, because nothing keeps versions of the file, or not of this one. */
  committed(uri: string): Promise<string | undefined>;
}

/** What is used of the extension `vscode.git`. */
interface GitExtension {
  getAPI(version: 1): {
    getRepository(uri: vscode.Uri): { show(ref: string, path: string): Promise<string> } | null;
  };
}

export const gitVersions: Versions = {
  async committed(uri) {
    const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
    if (extension === undefined) return undefined;
    const file = vscode.Uri.parse(uri, true);
    try {
      const git = (extension.isActive ? extension.exports : await extension.activate()).getAPI(1);
      return await git.getRepository(file)?.show('HEAD', file.fsPath);
    } catch {
      // Git is switched off, the repository has no commit, or the file is in none: there is no earlier text.
      return undefined;
    }
  },
};
