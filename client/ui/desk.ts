/** What lies around the documents: clipboard, browser, settings, trust. A narrow port over the editor. */
import * as vscode from 'vscode';

export interface Desk {
  copy(text: string): Promise<void>;
  /** Opens a page in the browser. */
  browse(address: string): Promise<void>;
  showSetting(id: string): Promise<void>;
  manageTrust(): Promise<void>;
  /** Shows a file of this machine by its path. */
  showFile(path: string): Promise<void>;
}

export const editorDesk: Desk = {
  async copy(text) {
    await vscode.env.clipboard.writeText(text);
  },
  async browse(address) {
    await vscode.env.openExternal(vscode.Uri.parse(address, true));
  },
  async showSetting(id) {
    await vscode.commands.executeCommand('workbench.action.openSettings', id);
  },
  async manageTrust() {
    await vscode.commands.executeCommand('workbench.trust.manage');
  },
  async showFile(path) {
    await vscode.window.showTextDocument(vscode.Uri.file(path));
  },
};
