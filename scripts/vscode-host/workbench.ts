/** The page of a VS Code server: its address, and a Chromium that opens it. */
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../machine.ts';
import type { VsCodeServer } from './server.ts';

/** Time for a step of the start, in milliseconds. */
const START_LIMIT = 60_000;

const CHROMIUM_ARGUMENTS = [
  '--no-sandbox', // root, and containers without user namespaces
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost', // nothing leaves the machine
];

/** What a window opens. Paths are absolute or relative to the working directory. */
export interface WorkbenchTarget {
  readonly folder?: string;
  /** A `.code-workspace` file; instead of `folder`. */
  readonly workspace?: string;
  readonly openFile?: string;
  /** These two need a server with the test driver. */
  readonly extensionDevelopmentPaths?: readonly string[];
  readonly extensionTestsPath?: string;
  readonly disableExtensions?: boolean;
}

export function launchBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined)
    throw new Error('No Chromium or Chrome on PATH. Install one, or name it in CHROMIUM_PATH.');
  return chromium.launch({ executablePath, headless: true, args: CHROMIUM_ARGUMENTS });
}

export function workbenchUrl(server: VsCodeServer, target: WorkbenchTarget): string {
  const remote = (file: string) => `vscode-remote://${server.authority}${encodeURI(path.resolve(file))}`;
  const payload: [string, string][] = [];
  for (const extension of target.extensionDevelopmentPaths ?? [])
    payload.push(['extensionDevelopmentPath', remote(extension)]);
  if (target.extensionTestsPath !== undefined) payload.push(['extensionTestsPath', remote(target.extensionTestsPath)]);
  if (target.openFile !== undefined) payload.push(['openFile', remote(target.openFile)]);
  if (target.disableExtensions) payload.push(['disableExtensions', 'true']);
  const query = new URLSearchParams();
  if (target.workspace !== undefined) query.set('workspace', path.resolve(target.workspace));
  else if (target.folder !== undefined) query.set('folder', path.resolve(target.folder));
  else query.set('ew', 'true'); // an empty window
  query.set('tkn', server.token);
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://${server.authority}/?${query}`;
}

/** Opens the workbench in a page whose clipboard and motion are those of a test. */
export async function openWorkbench(
  server: VsCodeServer,
  browser: Browser,
  target: WorkbenchTarget,
  prepare: (page: Page) => Promise<void> = async () => undefined,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write', 'local-network-access'],
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await prepare(page);
  await page.goto(workbenchUrl(server, target), { waitUntil: 'commit', timeout: START_LIMIT });
  await page.locator('.monaco-workbench .part.statusbar .statusbar-item').first().waitFor({ timeout: START_LIMIT });
  await page.locator('.monaco-workbench .part.sidebar .pane-body').first().waitFor({ timeout: START_LIMIT });
  return page;
}
