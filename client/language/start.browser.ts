/** The language server in a web worker. */
import * as vscode from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { SECTION } from '../ids.ts';
import { clientOptions } from './options.ts';
import { type ClientSession, sessionOf } from './session.ts';

export function createSession(
  { extensionUri }: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  died: () => void,
): ClientSession {
  const read = (...path: string[]) => vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'dist', ...path));
  let worker: Worker | undefined;
  let address = '';
  const start = async (): Promise<MessageTransports> => {
    const [program, language] = await Promise.all([read('server.browser.js'), read('schemas', 'language.json')]);
    // By its text: a worker's address must be of the page's own origin, and an extension's is not everywhere.
    address = URL.createObjectURL(new Blob([new Uint8Array(program)], { type: 'text/javascript' }));
    worker = new Worker(address);
    worker.addEventListener('error', ({ message }) => {
      output.error(`the worker of the language server failed: ${message}`);
      died();
    });
    // A worker has no files: its first message is what the server reads from disk elsewhere.
    worker.postMessage(new TextDecoder().decode(language));
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  const session = sessionOf(new LanguageClient(SECTION, output.name, start, clientOptions(output, died)));
  return {
    ...session,
    async stop() {
      try {
        await session.stop();
      } finally {
        worker?.terminate();
        URL.revokeObjectURL(address);
      }
    },
  };
}
