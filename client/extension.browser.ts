/** The extension in a browser, as on vscode.dev: language help and rehearsals, no clusters. */
import type * as vscode from 'vscode';
import { startClusters } from './clusters/start.browser.ts';
import { createSession } from './language/start.browser.ts';
import { start, type TestApi } from './start.ts';

export function activate(context: vscode.ExtensionContext): TestApi {
  return start(context, { createSession, startClusters });
}
