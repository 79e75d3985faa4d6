/**
 * `npm start`: builds, then opens VS Code with this extension and `examples/`. That is the desktop `code` where there
 * is one with a display, else VS Code in the browser, on 127.0.0.1 behind a random token.
 *
 * `npm start -- --browser` takes the browser in any case; `--port <n>` fixes its port.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, ROOT } from './build.ts';
import { onStop } from './guard/processes.ts';
import { findOnPath, hasDisplay } from './machine.ts';
import { installHost } from './vscode-host/install.ts';
import { startServer } from './vscode-host/server.ts';
import { stageExtension } from './vscode-host/stage-extension.ts';
import { workbenchUrl } from './vscode-host/workbench.ts';

const EXAMPLES = path.join(ROOT, 'examples');
const FIRST_EXAMPLE = path.join(EXAMPLES, 'experiment.yaml');
/** Settings and unsaved text of VS Code in the browser stay here from one start to the next. */
const USER_DATA = path.join(ROOT, 'out/start/user-data');
/** The oldest VS Code of the manifest's `engines`, as [major, minor]. */
const OLDEST = [1, 101] as const;

/** The desktop VS Code, when one can show itself here. */
function desktopCode(): string | undefined {
  const code = findOnPath(process.platform === 'win32' ? 'code.cmd' : 'code');
  if (!hasDisplay() || code === undefined) return undefined;
  const version = spawnSync(code, ['--version'], {
    encoding: 'utf8',
    timeout: 20_000,
    shell: process.platform === 'win32',
  });
  const [major = 0, minor = 0] = (/^(\d+)\.(\d+)\./.exec(version.stdout ?? '') ?? []).slice(1).map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return code;
  console.log(`${code} is not VS Code ${OLDEST.join('.')} or newer; VS Code in the browser is used instead.`);
  return undefined;
}

/** False when the desktop VS Code refuses to open. */
function openDesktop(code: string): boolean {
  const args = ['--new-window', `--extensionDevelopmentPath=${ROOT}`, EXAMPLES, FIRST_EXAMPLE];
  const { status } = spawnSync(code, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status === 0) console.log('VS Code opens with Argo Experiments and the examples.');
  else console.log(`${code} did not open (exit code ${status}); VS Code in the browser is used instead.`);
  return status === 0;
}

/** Serves VS Code until `stopped` resolves. */
async function serveBrowser(port: number, stopped: Promise<'stopped'>): Promise<void> {
  const program = await Promise.race([installHost('if possible'), stopped]);
  if (program === 'stopped') return;
  const extensionsDir = await mkdtemp(path.join(os.tmpdir(), 'argoexp-extensions-'));
  try {
    stageExtension(extensionsDir);
    const server = await startServer({ program, extensionsDir, userDataDir: USER_DATA, port });
    const url = workbenchUrl(server, { folder: EXAMPLES, openFile: FIRST_EXAMPLE });
    console.log(`\nOpen this address in a browser on this machine; Ctrl+C ends VS Code.\n\n  ${url}\n`);
    const end = await Promise.race([stopped, server.ended]);
    await server.stop();
    if (end !== 'stopped') throw new Error(`VS Code ended by itself with code ${end}:\n${server.output()}`);
    console.log('VS Code has ended.');
  } finally {
    await rm(extensionsDir, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const stopped = new Promise<'stopped'>(resolve => onStop(() => resolve('stopped')));
  const { values } = parseArgs({ options: { browser: { type: 'boolean' }, port: { type: 'string', default: '0' } } });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port is ${values.port}; give a number from 1 to 65535.`);
  await build();
  if (!existsSync(EXAMPLES))
    throw new Error(`${EXAMPLES} is missing. Get the whole project, for instance by \`git checkout .\`.`);
  const code = values.browser ? undefined : desktopCode();
  if (code === undefined || !openDesktop(code)) await serveBrowser(port, stopped);
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
