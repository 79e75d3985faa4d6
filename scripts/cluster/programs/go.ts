import { spawn } from 'node:child_process';
import type { Guard } from '../../guard/guard.ts';
import { ClusterFailure, diskFull, useExistingCluster } from '../process/failure.ts';
import { cacheVariable } from './folders.ts';
import { neededGo } from './programs.ts';

/** The facts about an installed Go that decide whether it can build the programs. */
export interface GoFacts {
  /** As `go env GOVERSION` prints it: `go1.26.8`. */
  readonly version: string;
  /** GOTOOLCHAIN as the person set it in the environment, if at all. */
  readonly chosenToolchain: string | undefined;
}

function numbersOf(version: string): readonly number[] {
  return (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? '0').split('.').map(Number);
}

/** Whether Go version `a` is older than `b`; both may carry their `go` prefix. */
export function isOlderGo(a: string, b: string): boolean {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** The sentence for a Go that cannot build the programs; nothing when it can. */
export function judgeGo({ version, chosenToolchain }: GoFacts): string | undefined {
  if (!isOlderGo(version, neededGo)) return undefined;
  if (isOlderGo(version, '1.21')) {
    return `Go ${version.replace(/^go/, '')} is too old to build the control plane: install Go ${neededGo} or newer from https://go.dev/dl, or ${useExistingCluster}.`;
  }
  if (chosenToolchain !== undefined && !/(^|\+)(auto|path)$/.test(chosenToolchain)) {
    return `Go ${version.replace(/^go/, '')} is too old to build the control plane and GOTOOLCHAIN=${chosenToolchain} forbids it to fetch a newer one: unset GOTOOLCHAIN, install Go ${neededGo} or newer, or ${useExistingCluster}.`;
  }
  return undefined;
}

const noGo = `The control plane is built from Go modules and there is no \`go\` on the PATH: install Go from https://go.dev/dl, or ${useExistingCluster}.`;

/** The sentence for a failed `go` command, by what it printed. */
export function explainGo(args: readonly string[], printed: string, folder: string): ClusterFailure {
  const command = `go ${args[0] ?? ''}`;
  const tail = printed.trimEnd().split('\n').slice(-8).join('\n');
  if (/no space left on device/i.test(printed))
    return diskFull(`${folder} or Go's own caches (GOCACHE, GOMODCACHE)`, `${cacheVariable}, GOCACHE or GOMODCACHE`);
  if (/dial tcp|no such host|i\/o timeout|connection refused|proxyconnect|TLS handshake/i.test(printed)) {
    return new ClusterFailure(
      `\`${command}\` could not download a module: check the network connection and GOPROXY, then start again (what is built stays built).`,
      tail,
    );
  }
  return new ClusterFailure(
    `\`${command}\` failed: the lines below say why; start again when that is settled (what is built stays built).`,
    tail,
  );
}

export interface GoRun {
  readonly cwd: string;
  readonly cache: string;
  readonly guard: Guard;
}

/** Runs the go command and gives what it printed on standard output. */
export function runGo(args: readonly string[], { cwd, cache, guard }: GoRun): Promise<string> {
  return new Promise((resolve, reject) => {
    // a distribution's own default may be GOTOOLCHAIN=local; only what the person said in the environment counts
    const env = {
      ...process.env,
      GOTOOLCHAIN: process.env.GOTOOLCHAIN ?? 'auto',
      GOFLAGS: '-buildvcs=false',
      GOWORK: 'off',
      CGO_ENABLED: '0',
      GOTMPDIR: cwd, // the linker's unfinished files lie where the person chose to have the programs
    };
    const child = spawn('go', args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    guard.watch(child);
    let out = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-65_536);
    });
    child.once('error', error => reject('code' in error && error.code === 'ENOENT' ? new ClusterFailure(noGo) : error));
    child.once('close', code => {
      if (code === 0) resolve(out);
      else reject(explainGo(args, errors || out, cache));
    });
  });
}

/** Refuses to go on without a Go that can build the programs. */
export async function requireGo(run: GoRun): Promise<void> {
  const version = (await runGo(['env', 'GOVERSION'], run)).trim();
  const failure = judgeGo({ version, chosenToolchain: process.env.GOTOOLCHAIN || undefined });
  if (failure) throw new ClusterFailure(failure);
}
