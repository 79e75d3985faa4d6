/** Messages with buttons. A narrow port over the editor, so that flows are tested without one. */
import * as vscode from 'vscode';
import { withoutLinks } from './plain-text.ts';

export interface Tell {
  /** Answers the label of the button that was chosen; `undefined`: none, or the message went away. */
  say(
    severity: 'info' | 'warning' | 'error',
    message: string,
    ...buttons: readonly string[]
  ): Promise<string | undefined>;
  /** Asks before something that cannot be taken back, and waits: nothing else can be done meanwhile. */
  confirm(question: string, detail: string, ...buttons: readonly string[]): Promise<string | undefined>;
}

export const editorTell: Tell = {
  async say(severity, message, ...buttons) {
    return await SHOW[severity](withoutLinks(message), ...buttons);
  },
  async confirm(question, detail, ...buttons) {
    return await vscode.window.showWarningMessage(question, { modal: true, detail }, ...buttons);
  },
};

const SHOW = {
  info: (message: string, ...buttons: readonly string[]) => vscode.window.showInformationMessage(message, ...buttons),
  warning: (message: string, ...buttons: readonly string[]) => vscode.window.showWarningMessage(message, ...buttons),
  error: (message: string, ...buttons: readonly string[]) => vscode.window.showErrorMessage(message, ...buttons),
} as const;
