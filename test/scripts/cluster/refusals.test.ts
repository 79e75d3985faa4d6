import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** What `npm run cluster` says, in one sentence, when this machine is not as it has to be. */

const entry = path.resolve(import.meta.dirname, '../../../scripts/cluster/main.ts');
let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'refusals-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function start(env: Record<string, string>, ...words: readonly string[]): { code: number | null; said: string } {
  const { status, stderr, stdout } = spawnSync(process.execPath, [entry, ...words], {
    encoding: 'utf8',
    env: { HOME: folder, ARGO_EXPERIMENTS_CONTROL_PLANE: path.join(folder, 'cache'), ...env },
  });
  return { code: status, said: (stderr + stdout).trim() };
}

/** A `go` that only knows its version. */
function fakeGo(version: string): string {
  const bin = path.join(folder, 'bin');
  fs.mkdirSync(bin);
  fs.writeFileSync(path.join(bin, 'go'), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
  return bin;
}

const instead = 'use an existing cluster instead: `KUBECONFIG=/path/to/kubeconfig npm run test:cluster`.';

describe('building', () => {
  test('without Go', () => {
    expect(start({ PATH: folder })).toEqual({
      code: 1,
      said: `The control plane is built from Go modules and there is no \`go\` on the PATH: install Go from https://go.dev/dl, or ${instead}`,
    });
  });

  test('with a Go that is too old and may not fetch another', () => {
    expect(start({ PATH: `${fakeGo('go1.26.8')}:/usr/bin:/bin`, GOTOOLCHAIN: 'local' })).toEqual({
      code: 1,
      said: `Go 1.26.8 is too old to build the control plane and GOTOOLCHAIN=local forbids it to fetch a newer one: unset GOTOOLCHAIN, install Go 1.26.10 or newer, or ${instead}`,
    });
  });

  test('with a Go from before toolchains', () => {
    expect(start({ PATH: `${fakeGo('go1.19.8')}:/usr/bin:/bin` })).toEqual({
      code: 1,
      said: `Go 1.19.8 is too old to build the control plane: install Go 1.26.10 or newer from https://go.dev/dl, or ${instead}`,
    });
  });

  test('into a folder that is a file', () => {
    const file = path.join(folder, 'file');
    fs.writeFileSync(file, '');
    expect(start({ ARGO_EXPERIMENTS_CONTROL_PLANE: file })).toEqual({
      code: 1,
      said: `${file} cannot be a folder, because a file of that name is in the way: remove it, or choose another one with ARGO_EXPERIMENTS_CONTROL_PLANE.`,
    });
  });
});

describe('starting', () => {
  /** A cache in which everything seems to be built. */
  function fullCache(): void {
    const cache = path.join(folder, 'cache');
    fs.mkdirSync(path.join(cache, 'crds-v1.10.2'), { recursive: true });
    const list = `import { controlPlanePrograms } from ${JSON.stringify(path.resolve(import.meta.dirname, '../../../scripts/cluster/programs/programs.ts'))};
      console.log(Object.values(controlPlanePrograms('1.10.2')).map(({ file }) => file).join(' '));`;
    const files = execFileSync(process.execPath, ['--input-type=module', '-e', list], { encoding: 'utf8' })
      .trim()
      .split(' ');
    for (const file of files) fs.writeFileSync(path.join(cache, file), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  }

  test('on a port in use', async () => {
    fullCache();
    const server = net.createServer();
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const result = start({}, '--port', String(port));
    await new Promise(resolve => server.close(resolve));
    expect(result).toEqual({
      code: 1,
      said: `Port ${port} is in use by another program: choose another one with --port, or leave --port away to take a free port.`,
    });
  });

  test('in a folder that holds somebody else’s files', () => {
    fullCache();
    const state = path.join(folder, 'state');
    fs.mkdirSync(state);
    fs.writeFileSync(path.join(state, 'letter.txt'), 'dear');
    expect(start({}, '--state', state)).toEqual({
      code: 1,
      said: `The folder ${state} holds files that are not the control plane's and they would be removed: choose an empty or a new folder with --state.`,
    });
    expect(fs.readdirSync(state)).toEqual(['letter.txt']);
  });

  test('in a folder that another start uses', () => {
    fullCache();
    const state = path.join(folder, 'state');
    fs.mkdirSync(state);
    fs.writeFileSync(path.join(state, 'control-plane.lock'), `${process.pid}\n`);
    expect(start({}, '--state', state)).toEqual({
      code: 1,
      said: `The state folder ${state} is in use by a control plane that runs as process ${process.pid}: end that one (kill ${process.pid}), or choose another folder with --state.`,
    });
  });
});
