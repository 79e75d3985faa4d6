/**
 * The language server in a web worker. It has no files of its own: the first message is the language, as it stands in
 * `dist/schemas/language.json`; what comes after it is LSP.
 */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import type { Language } from '../core/index.ts';
import { connect } from './connect.ts';

// Seen from within, the line of a worker has the same shape as from without.
const worker = globalThis as unknown as Worker;

worker.addEventListener(
  'message',
  ({ data }: MessageEvent<string>) => {
    const connection = createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker));
    // Built by schemas/build.ts, which proves its shape.
    connect(connection, JSON.parse(data) as Language, {});
  },
  { once: true },
);
