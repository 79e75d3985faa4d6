/** The language server as a process of its own, in Node. */
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { SECTION } from '../ids.ts';
import { clientOptions } from './options.ts';
import type { Notify, Send } from './requests.ts';
import type { Session } from './supervisor.ts';

export interface ClientSession extends Session {
  readonly send: Send;
  /** Rejects when the server is gone. */
  readonly notify: Notify;
}

/** `module` is the path of the server's bundle. */
export function createSession(module: string, output: vscode.LogOutputChannel, died: () => void): ClientSession {
  const node = { module, transport: TransportKind.ipc };
  const server = { run: node, debug: { ...node, options: { execArgv: ['--nolazy', '--inspect=6009'] } } };
  const client = new QuietClient(SECTION, output.name, server, clientOptions(output, died));
  return {
    start: () => client.start(),
    stop: () => client.dispose(),
    notify: (method, params) => client.sendNotification(method, params),
    async send(method, params, signal) {
      const source = new vscode.CancellationTokenSource();
      const cancel = () => source.cancel();
      signal.addEventListener('abort', cancel);
      try {
        return await client.sendRequest(method, params, source.token);
      } finally {
        signal.removeEventListener('abort', cancel);
        source.dispose();
      }
    },
  };
}

/** Leaves it to the supervisor to tell a person what happened; everything still goes to the output. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}
