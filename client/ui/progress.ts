/** Work that a person waits for, shown in the view. A narrow port over the editor. */
import * as vscode from 'vscode';
import { EXPERIMENTS_VIEW } from '../ids.ts';

export interface Progress {
  during<T>(work: () => Promise<T>): Promise<T>;
}

export const viewProgress: Progress = {
  async during(work) {
    return await vscode.window.withProgress({ location: { viewId: EXPERIMENTS_VIEW } }, work);
  },
};
