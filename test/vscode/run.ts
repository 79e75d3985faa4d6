/**
 * Runs test/vscode/suites inside the extension host of a real VS Code: `VSCODE_EXECUTABLE` where it is set; else the
 * desktop VS Code that @vscode/test-electron downloads, where a window can open; else VS Code in a headless browser.
 * `VSCODE_VERSION` chooses the desktop's version, `VSCODE_HEADLESS=1` the browser in any case.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { hasDisplay } from '../../scripts/machine.ts';
import { prepareTestHost } from '../../scripts/vscode-host/install.ts';

const ROOT = path.join(import.meta.dirname, '../..');

async function vscodeExecutable(): Promise<string> {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named !== undefined && named !== '') return named;
  if (hasDisplay() && process.env.VSCODE_HEADLESS !== '1') {
    try {
      return await downloadAndUnzipVSCode(process.env.VSCODE_VERSION ?? 'stable');
    } catch (error) {
      console.log(`The desktop VS Code could not be downloaded (${error}); VS Code in the browser is used instead.`);
    }
  }
  await prepareTestHost();
  return path.join(ROOT, 'scripts/vscode-host/code-test-host.ts');
}

/** mocha stays outside of the bundle: it loads its own parts by name. */
async function bundleSuites(): Promise<string> {
  const outfile = path.join(ROOT, 'out/test/vscode/index.cjs');
  const entryPoints = [path.join(import.meta.dirname, 'index.ts')];
  const external = ['vscode', 'mocha'];
  await build({
    entryPoints,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    sourcemap: 'inline',
    external,
  });
  return outfile;
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'argoexp-vscode-'));
try {
  const workspace = path.join(folder, 'workspace');
  cpSync(path.join(import.meta.dirname, 'workspace'), workspace, { recursive: true });
  await runTests({
    vscodeExecutablePath: await vscodeExecutable(),
    extensionDevelopmentPath: ROOT,
    extensionTestsPath: await bundleSuites(),
    launchArgs: [
      workspace,
      `--user-data-dir=${path.join(folder, 'user-data')}`,
      `--extensions-dir=${path.join(folder, 'extensions')}`,
      '--disable-extensions',
    ],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
