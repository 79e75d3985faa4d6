import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ClusterFailure, explainFileError, explainLog } from '../../../scripts/cluster/process/failure.ts';
import { Processes } from '../../../scripts/cluster/process/processes.ts';
import { takeStateFolder } from '../../../scripts/cluster/process/state-folder.ts';
import { buildMissing } from '../../../scripts/cluster/programs/build.ts';
import { controlPlanePrograms } from '../../../scripts/cluster/programs/programs.ts';
import type { Guard } from '../../../scripts/guard/guard.ts';

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'failure-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  fs.rmSync(folder, { recursive: true, force: true });
});

const unguarded: Guard = {
  watch: () => undefined,
  watchFolder: () => () => undefined,
  onLost: () => undefined,
  close: async () => undefined,
};
const quiet = { say: () => undefined, during: async () => undefined };

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: something, write`), { code });
}

describe('a full disk', () => {
  test('before a build, which would not fit', async () => {
    const bin = path.join(folder, 'bin');
    fs.mkdirSync(bin);
    fs.writeFileSync(path.join(bin, 'go'), '#!/bin/sh\necho go1.99\n', { mode: 0o755 });
    vi.stubEnv('PATH', `${bin}:/usr/bin:/bin`);
    const { etcd } = controlPlanePrograms('1.10.2');
    const cache = path.join(folder, 'cache');
    const build = buildMissing([{ ...etcd, mebibytes: 2 ** 40 }], { cache, guard: unguarded, progress: quiet });
    await expect(build).rejects.toThrow(
      /^The disk that holds .+\/cache has \d+ MiB free and the programs need 1099511628276 MiB: free some space there, or choose a folder on another disk with ARGO_EXPERIMENTS_CONTROL_PLANE\.$/,
    );
  });

  test('at the start, with too little space for the state', () => {
    const real = fs.statfsSync(folder);
    vi.spyOn(fs, 'statfsSync').mockReturnValue({ ...real, bavail: 1 });
    const state = path.join(folder, 'state');
    expect(() => takeStateFolder(state)).toThrow(
      new ClusterFailure(
        `The disk that holds ${state} is full: free some space there, or choose a folder on another disk with --state.`,
      ),
    );
  });

  test.skipIf(process.platform !== 'linux')('later, when a log cannot be written', async () => {
    fs.symlinkSync('/dev/full', path.join(folder, 'etcd.log'));
    const death = new Promise(resolve => {
      const processes = new Processes({ folder, guard: unguarded, say: () => undefined, onDeath: resolve });
      processes.start({ name: 'etcd', file: '/bin/sh', args: ['-c', 'echo started'] });
    });
    expect(await death).toEqual(
      new ClusterFailure(
        `The disk that holds ${folder} is full: free some space there, or choose a folder on another disk with --state.`,
      ),
    );
  });

  test('told by the program that met it', () => {
    const end = 'panic: write /state/etcd/member/wal/0.wal: no space left on device';
    expect(explainLog('etcd', end, '/state')?.message).toBe(
      'The disk that holds /state is full: free some space there, or choose a folder on another disk with --state.',
    );
  });
});

test('a port that another program took meanwhile is told by the program that wanted it', () => {
  const end = 'listen tcp 127.0.0.1:6443: bind: address already in use';
  expect(explainLog('kube-apiserver', end, '/state')?.message).toBe(
    'A port that kube-apiserver wanted is in use by another program: start again, free ports are chosen anew (a port given with --port has to be free).',
  );
});

test('any other end of a program is told with the end of its log', async () => {
  const death = new Promise<unknown>(resolve => {
    const processes = new Processes({ folder, guard: unguarded, say: () => undefined, onDeath: resolve });
    processes.start({ name: 'kwok', file: '/bin/sh', args: ['-c', 'echo no such stage >&2; exit 3'] });
  });
  expect(await death).toMatchObject({
    message: `kwok ended unexpectedly (exit code 3), and nothing works without it: the end of its log ${folder}/kwok.log says why.`,
    details: 'no such stage',
  });
});

test.each(['EACCES', 'EPERM', 'EROFS'])('a folder that may not be written to (%s)', code => {
  expect(explainFileError(systemError(code), '/state', '--state')).toEqual(
    new ClusterFailure(
      `The folder /state cannot be written to (${code}): give yourself the right to, or choose another one with --state.`,
    ),
  );
});

test('an error that nobody expects stays what it is', () => {
  const error = systemError('EMFILE');
  expect(explainFileError(error, '/state', '--state')).toBe(error);
});

test('who reads the process ids finds them whole: the file is replaced, never written over', async () => {
  const processes = new Processes({ folder, guard: unguarded, say: () => undefined, onDeath: () => undefined });
  const file = path.join(folder, 'processes.json');
  const start = (name: string) => processes.start({ name, file: '/bin/sh', args: ['-c', 'sleep 60'] });
  const names = (from: string | number) => Object.keys(JSON.parse(fs.readFileSync(from, 'utf8')));
  start('a');
  const opened = fs.openSync(file, 'r');
  start('b');
  expect([names(opened), names(file)]).toEqual([['a'], ['a', 'b']]);
  fs.closeSync(opened);
  await processes.stop();
  expect(fs.readdirSync(folder).sort()).toEqual(['a.log', 'b.log', 'processes.json']);
});
