/**
 * A person sees the text and the cursor; a test sees the part of the page that is drawn. So a small extension of the test's own answers what
 * the editor in front holds, once everything that was typed before the question has arrived there.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Seen {
  readonly text: string;
  /** Offset of the cursor. */
  readonly cursor: number;
  readonly selections: readonly { readonly start: number; readonly end: number }[];
}

const MANIFEST = {
  name: 'looking-glass',
  publisher: 'test',
  version: '0.0.1',
  engines: { vscode: '^1.101.0' },
  activationEvents: ['onStartupFinished'],
  main: './main.js',
  extensionKind: ['workspace'],
};

/** The answer waits for a command of the window to come back: messages keep their order, so what was typed before is here by then. */
const MAIN = `
const { createServer } = require('node:http');
const { writeFileSync } = require('node:fs');
const vscode = require('vscode');
async function look() {
  await vscode.commands.executeCommand('noop');
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return null;
  const { document, selections } = editor;
  return {
    text: document.getText(),
    cursor: document.offsetAt(editor.selection.active),
    selections: selections.map(each => ({ start: document.offsetAt(each.start), end: document.offsetAt(each.end) })),
  };
}
async function write({ text, cursor }) {
  const { activeTextEditor: editor } = vscode.window;
  const { document } = editor;
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  await editor.edit(builder => builder.replace(whole, text));
  const at = document.positionAt(cursor);
  editor.selection = new vscode.Selection(at, at);
}
exports.activate = () => {
  const server = createServer(async (request, response) => {
    try {
      const parts = [];
      for await (const part of request) parts.push(part);
      if (request.method === 'PUT') await write(JSON.parse(Buffer.concat(parts).toString()));
      response.end(JSON.stringify(await look()));
    } catch (error) {
      response.statusCode = 500;
      response.end(String(error));
    }
  });
  server.listen(0, '127.0.0.1', () => writeFileSync(__dirname + '/port', String(server.address().port)));
};
`;

export class LookingGlass {
  readonly #folder: string;
  #address: string | undefined;

  /** @param extensionsDir where the editor's extensions are, before it starts */
  constructor(extensionsDir: string) {
    this.#folder = path.join(extensionsDir, `${MANIFEST.publisher}.${MANIFEST.name}-${MANIFEST.version}`);
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(path.join(this.#folder, 'package.json'), JSON.stringify(MANIFEST));
    writeFileSync(path.join(this.#folder, 'main.js'), MAIN);
  }

  /** The editor in front. */
  look(): Promise<Seen> {
    return this.#ask({});
  }

  /** Replaces the whole text of the editor in front, as no keyboard does. */
  write(text: string, cursor = text.length): Promise<Seen> {
    return this.#ask({ method: 'PUT', body: JSON.stringify({ text, cursor }) });
  }

  async #ask(request: RequestInit): Promise<Seen> {
    this.#address ??= await this.#findAddress();
    const response = await fetch(this.#address, request);
    const answer = await response.text();
    if (!response.ok) throw new Error(answer);
    const seen: Seen | null = JSON.parse(answer);
    if (seen === null) throw new Error('No editor is in front.');
    return seen;
  }

  async #findAddress(): Promise<string> {
    for (let tries = 0; tries < 300; tries += 1) {
      const port = await readFile(path.join(this.#folder, 'port'), 'utf8').catch(() => '');
      if (port !== '') return `http://127.0.0.1:${port}`;
      await sleep(100);
    }
    throw new Error('The looking glass does not open.');
  }
}
