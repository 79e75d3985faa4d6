/** One start of the language server, seen from the client: what is the same on every platform. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { CHECKED_IN_PART, type CheckedInPartParams } from '../../server/protocol.ts';
import { serveFiles } from './files.ts';
import type { Notify, Send } from './requests.ts';
import type { Session } from './supervisor.ts';

export interface ClientSession extends Session {
  readonly send: Send;
  /** Rejects when the server is gone. */
  readonly notify: Notify;
  /** What the server tells of open files that are templates. */
  readonly onCheckedInPart: (listener: (params: CheckedInPartParams) => void) => void;
}

export function sessionOf(client: BaseLanguageClient): ClientSession {
  quieten(client);
  serveFiles(client);
  return {
    start: () => client.start(),
    stop: () => client.dispose(),
    notify: (method, params) => client.sendNotification(method, params),
    onCheckedInPart: listener => {
      client.onNotification(CHECKED_IN_PART, listener);
    },
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
function quieten(client: BaseLanguageClient): void {
  const error = client.error.bind(client);
  client.error = (message, data) => error(message, data, false);
}
