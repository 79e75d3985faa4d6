/** Work that a person waits for, shown in the view. A narrow port over the editor. */
import * as vscode from 'vscode';
import { EXPERIMENTS_VIEW } from '../ids.ts';
import { withoutLinks } from './plain-text.ts';

export interface Progress {
  during<T>(work: () => Promise<T>): Promise<T>;
  /** With a button to give up, which aborts the signal. */
  cancellable<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

export const viewProgress: Progress = {
  async during(work) {
    return await vscode.window.withProgress({ location: { viewId: EXPERIMENTS_VIEW } }, work);
  },
  async cancellable(title, work) {
    const options = { location: vscode.ProgressLocation.Notification, title: withoutLinks(title), cancellable: true };
    return await vscode.window.withProgress(options, async (_, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      return await work(stop.signal);
    });
  },
};
