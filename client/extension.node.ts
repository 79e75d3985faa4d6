/** The extension on a computer: on the desktop, or beside the folder on a remote one. */
import type * as vscode from 'vscode';
import { startClusters } from './clusters/start.node.ts';
import { createSession } from './language/start.node.ts';
import { start, type TestApi } from './start.ts';

export type { TestApi };

export function activate(context: vscode.ExtensionContext): TestApi {
  return start(context, { createSession, startClusters });
}
