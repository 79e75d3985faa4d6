/** One VS Code with the extension installed as a user has it, and one window of it in a browser. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { processesWhere } from '../../../scripts/guard/processes.ts';
import { prepareTestHost } from '../../../scripts/vscode-host/install.ts';
import { startServer } from '../../../scripts/vscode-host/server.ts';
import { stageExtension } from '../../../scripts/vscode-host/stage-extension.ts';
import { launchBrowser, openWorkbench } from '../../../scripts/vscode-host/workbench.ts';

const ROOT = path.join(import.meta.dirname, '../../..');
export const SCREENSHOTS = path.join(ROOT, 'out/screenshots');

/** How long anything a person waits for may take, in milliseconds: generous, since a slow machine is no failure. */
const LIMIT = 30_000;

export interface SessionOptions {
  /** The folder whose copy is opened. */
  readonly source: string;
  /** Files that the copy has beside it, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Changes or adds extensions before the editor starts; `own` is the folder of ours. */
  readonly prepare?: (extensionsDir: string, own: string) => void;
}

interface SessionParts {
  readonly page: Page;
  readonly folder: string;
  /** Folder of the installed extension. */
  readonly extension: string;
  readonly undo: Undo;
}

/** What has to be done at the end, last thing first. */
type Undo = (() => Promise<void> | void)[];

async function unwind(undo: Undo): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step();
}

export class Session {
  readonly page: Page;
  /** The opened folder: a copy, so that a test may write into it. */
  readonly folder: string;
  readonly #extension: string;
  readonly #undo: Undo;

  private constructor({ page, folder, extension, undo }: SessionParts) {
    this.page = page;
    this.folder = folder;
    this.#extension = extension;
    this.#undo = undo;
  }

  static async open(options: SessionOptions): Promise<Session> {
    const undo: Undo = [];
    try {
      return new Session({ ...(await openParts(options, undo)), undo });
    } catch (error) {
      await unwind(undo);
      throw error;
    }
  }

  async close(): Promise<void> {
    await unwind(this.#undo);
  }

  /** Saves what the window shows now as `out/screenshots/<name>.png`. */
  async screenshot(name: string): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ animations: 'disabled', path: path.join(SCREENSHOTS, `${name}.png`) });
  }

  /** Opens a file of the folder by Quick Open; answers its editor once its text is there. */
  async openFile(name: string): Promise<Locator> {
    const quick = this.page.locator('.quick-input-widget');
    const editor = this.page.locator(`.editor-instance .monaco-editor[data-uri$="/${name}"]`);
    const text = editor.locator('.view-line', { hasText: /\S/ }).first();
    // A list that is filled anew under the mouse takes no click.
    await this.pressUntil(text, `${name} does not open`, async () => {
      await this.page.keyboard.press('Control+P');
      await quick.locator('input').fill(name);
      await quick.locator('.monaco-list-row', { hasText: name }).first().click();
      await quick.waitFor({ state: 'hidden' });
    });
    return editor;
  }

  /** Clicks a lens that asks something. */
  async askOfLens(editor: Locator, name: string): Promise<void> {
    const quick = this.page.locator('.quick-input-widget');
    const lens = editor.locator('.codelens-decoration').getByRole('button', { name });
    await this.pressUntil(quick, `The lens ${name} asks nothing`, () => lens.click());
  }

  /** Presses until what follows is shown: of a thing that is drawn anew at that moment the editor takes no press. */
  async pressUntil(shown: Locator, otherwise: string, press: () => Promise<void>): Promise<void> {
    for (let tries = 0; tries < 5; tries += 1) {
      await press();
      const isShown = await shown.waitFor({ timeout: 6000 }).then(
        () => true,
        () => false,
      );
      if (isShown) return;
    }
    throw new Error(otherwise);
  }

  /** Runs a command from the palette. */
  async runCommand(title: string): Promise<void> {
    const quick = this.page.locator('.quick-input-widget');
    await this.page.keyboard.press('F1');
    await quick.locator('input').fill(`>${title}`);
    await quick.locator('.monaco-list-row', { hasText: title }).first().click();
  }

  /** Drags the border of the side bar until it is as wide as this, in pixels. */
  async widenSideBar(width: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (box === null) throw new Error('The side bar is not shown.');
    const y = box.y + box.height / 2;
    await this.page.mouse.move(box.x + box.width + 2, y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, y, { steps: 5 });
    await this.page.mouse.up();
  }

  /** Processes that are the language server of this window. Linux only. */
  languageServers(): readonly number[] {
    const program = path.join(this.#extension, 'dist/server.js');
    return processesWhere('cmdline', words => words.includes(program)).map(({ pid }) => pid);
  }

  /** Ends the language server of this window as a crash would. */
  async killLanguageServer(): Promise<void> {
    const servers = this.languageServers();
    if (servers.length !== 1) throw new Error(`${servers.length} language servers run.`);
    for (const pid of servers) process.kill(pid, 'SIGKILL');
  }

  /** The rows of the tree view that is open in the side bar, by what a screen reader says of them. */
  treeRow(label: string | RegExp): Locator {
    return this.page.locator('.part.sidebar').getByRole('treeitem', { name: label });
  }

  /** A message in the lower right corner. */
  toast(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item-message', { hasText: text });
  }
}

async function openParts(
  { source, files = {}, settings = {}, prepare = () => undefined }: SessionOptions,
  undo: Undo,
): Promise<Omit<SessionParts, 'undo'>> {
  const program = await prepareTestHost();
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'argoexp-ui-'));
  undo.push(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));
  const folder = path.join(scratch, path.basename(source));
  cpSync(source, folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const extensionsDir = path.join(scratch, 'extensions');
  const extension = stageExtension(extensionsDir);
  prepare(extensionsDir, extension);
  const server = await startServer({ program, extensionsDir, settings: { 'editor.hover.delay': 100, ...settings } });
  undo.push(() => server.stop());
  const browser = await launchBrowser();
  undo.push(() => browser.close());
  const page = await openWorkbench(server, browser, { folder });
  page.setDefaultTimeout(LIMIT);
  return { page, folder, extension };
}
