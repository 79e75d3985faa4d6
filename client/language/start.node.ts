/** The language server as a process of its own, in Node. */
import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { SECTION } from '../ids.ts';
import { clientOptions } from './options.ts';
import { type ClientSession, sessionOf } from './session.ts';

export function createSession(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  died: () => void,
): ClientSession {
  const node = { module: context.asAbsolutePath('dist/server.js'), transport: TransportKind.ipc };
  const server = { run: node, debug: { ...node, options: { execArgv: ['--nolazy', '--inspect=6009'] } } };
  return sessionOf(new LanguageClient(SECTION, output.name, server, clientOptions(output, died)));
}
