/** Runs VS Code as a server on loopback, behind a random token, in folders of its own. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Group, startGroup } from '../guard/processes.ts';

/** Time until the server listens, in milliseconds; it takes 300 to 500. */
const START_LIMIT = 60_000;
/** How much of the server's own words is kept for an error, in characters. */
const KEPT_OUTPUT = 64_000;

/** A quiet VS Code: nothing is sent, asked for, or shown that is not of this extension. */
const SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.reduceMotion': 'on',
  'security.workspace.trust.enabled': false,
  'chat.disableAIFeatures': true,
  'chat.agentHost.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'window.menuBarVisibility': 'classic',
  'remote.autoForwardPorts': false,
} as const;

export interface ServerOptions {
  /** The program that {@link import('./install.ts').installHost} answers. */
  readonly program: string;
  /** Extensions that are installed, as `publisher.name-version` folders; by default a new, empty folder. */
  readonly extensionsDir?: string;
  /** Keeps settings and unsaved text from one run to the next; by default a new folder. */
  readonly userDataDir?: string;
  /** The user's settings; those of an earlier run win. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Lets a page load extensions under development and their tests; mutes notification toasts. */
  readonly testDriver?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  readonly port?: number;
  readonly logLevel?: string;
}

export interface VsCodeServer {
  /** `127.0.0.1:<port>` */
  readonly authority: string;
  readonly token: string;
  readonly testDriver: boolean;
  /** A folder of this run alone, with a path short enough for sockets; gone after `stop`. */
  readonly runDir: string;
  readonly ended: Promise<number>;
  /** The last of what the server wrote. */
  output(): string;
  /** Ends the server and its extension hosts; resolves when no process of them is left. */
  stop(): Promise<void>;
}

export async function startServer(options: ServerOptions): Promise<VsCodeServer> {
  const runDir = mkdtempSync(path.join(os.tmpdir(), 'argoexp-'));
  const token = randomBytes(16).toString('hex');
  const userDataDir = options.userDataDir ?? path.join(runDir, 'user-data');
  writeSettings(userDataDir, options.settings ?? {});
  const group = startGroup(process.execPath, commandLine(options, { runDir, token, userDataDir }), {
    env: serverEnvironment(runDir, options.env),
    output: 'pipe',
  });
  let output = '';
  for (const stream of [group.stdout, group.stderr]) {
    stream?.on('data', (data: Buffer) => {
      output = (output + data.toString()).slice(-KEPT_OUTPUT);
    });
  }
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= group.end().then(() => rmSync(runDir, { recursive: true, force: true, maxRetries: 5 }));
    return stopping;
  };
  try {
    const port = await listening(group, () => output);
    const testDriver = options.testDriver ?? false;
    return {
      authority: `127.0.0.1:${port}`,
      token,
      testDriver,
      runDir,
      ended: group.ended,
      output: () => output,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function commandLine(
  options: ServerOptions,
  { runDir, token, userDataDir }: { runDir: string; token: string; userDataDir: string },
): string[] {
  const tokenFile = path.join(runDir, 'token'); // not on the command line, where every user of the machine could read it
  writeFileSync(tokenFile, token, { mode: 0o600 });
  const extensionsDir = options.extensionsDir ?? path.join(runDir, 'extensions');
  mkdirSync(extensionsDir, { recursive: true });
  return [
    options.program,
    '--host=127.0.0.1',
    `--port=${options.port ?? 0}`,
    `--connection-token-file=${tokenFile}`,
    `--server-data-dir=${path.join(runDir, 'server')}`,
    `--user-data-dir=${userDataDir}`,
    `--extensions-dir=${extensionsDir}`,
    `--log=${options.logLevel ?? 'info'}`,
    '--accept-server-license-terms',
    '--telemetry-level=off',
    '--disable-telemetry',
    '--disable-workspace-trust',
    '--disable-getting-started-override',
    ...(options.testDriver ? ['--enable-smoke-test-driver'] : []),
  ];
}

/** Without what an outer VS Code set for its own terminals; sockets go into the run's folder; no marketplace is asked. */
function serverEnvironment(runDir: string, extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const outer = /^VSCODE_(IPC|PID|CWD|NLS|ESM|HANDLES|CODE_CACHE)|^ELECTRON_RUN_AS_NODE$/;
  const env = Object.fromEntries(Object.entries({ ...process.env, ...extra }).filter(([name]) => !outer.test(name)));
  return { ...env, XDG_RUNTIME_DIR: runDir, EXTENSIONS_GALLERY: '{}' };
}

function writeSettings(userDataDir: string, settings: Readonly<Record<string, unknown>>): void {
  const file = path.join(userDataDir, 'User/settings.json');
  if (existsSync(file)) return; // the user's own by now
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...SETTINGS, ...settings }, null, 2)}\n`);
}

/** Resolves with the port when the server answers. */
async function listening(group: Group, output: () => string): Promise<number> {
  let code: number | undefined;
  group.ended.then(ended => {
    code = ended;
  });
  for (const deadline = performance.now() + START_LIMIT; performance.now() < deadline; await sleep(25)) {
    const port = /Extension host agent listening on (\d+)/.exec(output())?.[1];
    if (port !== undefined && output().includes('Web UI available')) return Number(port);
    if (code !== undefined) throw new Error(`VS Code's server ended at its start with code ${code}:\n${output()}`);
  }
  throw new Error(`VS Code's server did not listen within ${START_LIMIT / 1000} s:\n${output()}`);
}

/** The settings file of a user data folder, for a test that changes or reads it. */
export function readSettings(userDataDir: string): unknown {
  return JSON.parse(readFileSync(path.join(userDataDir, 'User/settings.json'), 'utf8'));
}
