/**
 * VS Code itself, as a server for the browser: the build inside the npm package code-server, in a package of its own
 * (`test/vscode-host`), so that the project's `npm ci` stays small. Its extension host is the Node that runs us.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CHROMIUM, COMPILERS, ensureNeeds, FONT } from '../apt.ts';
import { startGroup } from '../guard/processes.ts';

const HOST = path.join(import.meta.dirname, '../../test/vscode-host');
const SERVER = path.join(HOST, 'node_modules/code-server/lib/vscode');
const STAMP = path.join(HOST, 'node_modules/.installed');
/** What the installation needs while it runs, in bytes; 360 MB of it stay. */
const SPACE = 1_000_000_000;
/** Parts of the server that neither a person nor a test of this extension needs: 260 MB. */
const SURPLUS = [
  'node_modules/@github',
  'node_modules/@microsoft/mxc-sdk',
  'extensions/copilot',
  'extensions/ms-vscode.js-debug',
  'extensions/ms-vscode.js-debug-companion',
  'extensions/ms-vscode.vscode-js-profile-table',
];

/** Whether output channels must work: without compilers VS Code runs, but every output channel stays empty. */
export type OutputChannels = 'required' | 'if possible';

/**
 * Installs VS Code for the browser unless it is there, telling how it goes.
 *
 * @returns the program that Node 24 runs
 * @throws with a sentence that names the remedy
 */
export async function installHost(channels: OutputChannels): Promise<string> {
  if (process.platform === 'win32')
    throw new Error('VS Code in the browser does not run on Windows. Install VS Code and put `code` on PATH.');
  if (!process.version.startsWith('v24.')) {
    throw new Error(
      `VS Code in the browser needs Node 24; this is ${process.version}. Run \`npm ci\`, or put Node 24 first in PATH.`,
    );
  }
  const program = path.join(SERVER, 'out/server-main.js');
  const installed = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : '';
  if (installed === stamp('with output channels')) return program;
  const lacking = ensureNeeds(COMPILERS);
  if (lacking !== undefined && channels === 'required') throw new Error(lacking);
  if (installed !== stamp('without output channels')) await installPackages();
  if (lacking === undefined) {
    await step('compiling two native modules', () =>
      npm(SERVER, 'rebuild', '@vscode/spdlog', '@vscode/native-watchdog'),
    );
  } else {
    console.log(`${lacking} Until then VS Code's output channels stay empty; all else works.`);
  }
  await writeFile(STAMP, stamp(lacking === undefined ? 'with output channels' : 'without output channels'));
  return program;
}

/** All that a test in VS Code in the browser needs: {@link installHost}, and a Chromium with a font to open it. */
export async function prepareTestHost(): Promise<string> {
  const lacking = ensureNeeds([CHROMIUM, FONT]);
  if (lacking !== undefined) throw new Error(lacking);
  return installHost('required');
}

function stamp(kind: string): string {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(HOST, 'package-lock.json')))
    .digest('hex');
  return `${lock} ${process.version} ${kind}\n`;
}

async function installPackages(): Promise<void> {
  const { bavail, bsize } = statfsSync(HOST);
  if (bavail * bsize < SPACE) {
    throw new Error(
      `VS Code for the browser needs 1 GB in ${HOST}; ${Math.floor((bavail * bsize) / 1e6)} MB are free. Make room, then try again.`,
    );
  }
  console.log(
    `Installing VS Code for the browser into ${path.relative(process.cwd(), HOST)}: about a minute, 360 MB, the first time only.`,
  );
  await step('VS Code', () => npm(HOST, 'ci', '--ignore-scripts'));
  // Not `npm ci`: the shrinkwrap that VS Code ships lacks one package.
  await step('its own packages', () => npm(SERVER, 'install', '--omit=dev', '--ignore-scripts', '--no-save'));
  await Promise.all(SURPLUS.map(part => rm(path.join(SERVER, part), { recursive: true, force: true })));
}

async function step(title: string, run: () => Promise<void>): Promise<void> {
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(0)} s`;
  const ticker = setInterval(() => console.log(`  ${title}: ${seconds()} so far`), 10_000);
  try {
    await run();
    console.log(`  ${title}: done in ${seconds()}`);
  } finally {
    clearInterval(ticker);
  }
}

/** Runs npm silently; its output is part of the error when it fails. */
async function npm(cwd: string, ...args: readonly string[]): Promise<void> {
  const group = startGroup('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    env: npmEnvironment(),
    output: 'pipe',
  });
  let output = '';
  for (const stream of [group.stdout, group.stderr]) {
    stream?.on('data', (data: Buffer) => {
      output += data.toString();
    });
  }
  const code = await group.ended;
  if (code !== 0) throw new Error(`\`npm ${args.join(' ')}\` failed in ${cwd} with code ${code}:\n${output.trim()}`);
}

/** Without what an outer npm told about its own package; native modules are built for the Node that runs us. */
function npmEnvironment(): NodeJS.ProcessEnv {
  const outer = /^npm_(package|lifecycle|command)|^npm_config_local_prefix$|^INIT_CWD$/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
  const binaries = path.dirname(process.execPath);
  env.PATH = `${binaries}${path.delimiter}${process.env.PATH ?? ''}`;
  const prefix = path.dirname(binaries);
  if (existsSync(path.join(prefix, 'include/node/node.h'))) env.npm_config_nodedir = prefix;
  return env;
}
