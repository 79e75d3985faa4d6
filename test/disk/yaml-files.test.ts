import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { Excludes } from '../../server/disk/excludes.ts';
import { readWorkspace } from '../../server/disk/yaml-files.ts';

const TEMPLATE = 'apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: {name: t}\n';
const folders: string[] = [];
afterEach(() => Promise.all(folders.splice(0).map(folder => rm(folder, { recursive: true }))));

async function newFolder(files: readonly string[] = []): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'yaml-files-'));
  folders.push(folder);
  for (const file of files) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), TEMPLATE);
  }
  return folder;
}

async function read(root: string, excludes?: readonly string[]) {
  const told: string[] = [];
  const tell = (uri: string): void => {
    told.push(path.relative(root, new URL(uri).pathname));
  };
  const answer = await readWorkspace([pathToFileURL(root).href], tell, () => false, excludes && (() => excludes));
  return { ...answer, told: told.toSorted() };
}

describe('a workspace on disk', () => {
  it('is read down to its last folder, but for what others made', async () => {
    const root = await newFolder(['a.yaml', 'b/c/d.YML', 'b/e.txt', 'node_modules/x.yaml', 'b/vendor/y/x.yaml']);
    await writeFile(path.join(root, 'other.yaml'), 'a: 1\n');
    expect(await read(root)).toEqual({ isComplete: true, told: ['a.yaml', 'b/c/d.YML'] });
  });

  it('leaves out what the patterns say, and nothing else then', async () => {
    const root = await newFolder(['a.yaml', 'gen/b.yaml', 'c/gen/d.yaml', 'c/x.gen.yaml', 'vendor/e.yaml']);
    expect((await read(root, ['gen', '**/*.gen.yaml'])).told).toEqual(['a.yaml', 'c/gen/d.yaml', 'vendor/e.yaml']);
    expect((await read(root, ['**/gen/**', '{c,vendor}/*.yaml'])).told).toEqual(['a.yaml']);
  });

  it('has no end of links that lead in circles, and nothing twice', async () => {
    const root = await newFolder(['a.yaml', 'b/c.yaml']);
    const outside = await newFolder(['d.yaml', 'e/f.yaml']);
    await symlink(root, path.join(root, 'b/self'));
    await symlink(path.join(root, 'a.yaml'), path.join(root, 'b/a-again.yaml'));
    await symlink(outside, path.join(root, 'linked'));
    await symlink(outside, path.join(root, 'linked-again'));
    await symlink(root, path.join(outside, 'back'));
    await symlink(path.dirname(root), path.join(root, 'above'));
    await symlink(path.join(root, 'gone'), path.join(root, 'nowhere.yaml'));
    const { told } = await read(root);
    const linked = told.filter(file => file.startsWith('linked'));
    expect(told.filter(file => !linked.includes(file))).toEqual(['a.yaml', 'b/c.yaml']);
    // Which of the two links is met first is the disk's affair.
    expect(linked.map(file => file.replace(/^linked(-again)?/, 'linked'))).toEqual([
      'linked/d.yaml',
      'linked/e/f.yaml',
    ]);
  });

  it('stops when nobody wants it any more', async () => {
    const root = await newFolder(['a.yaml', 'b.yaml', 'c.yaml']);
    let told = 0;
    const tell = (): void => {
      told += 1;
    };
    expect(await readWorkspace([pathToFileURL(root).href], tell, () => told === 2)).toEqual({ isComplete: false });
    expect(told).toBe(2);
  });
});

it('a thousand files leave a turn to others after each', async () => {
  const names = Array.from({ length: 1000 }, (_, i) => `${i % 20}/${i}.yaml`);
  const root = await newFolder(names);
  let told = 0;
  let turns = 0;
  const waits: number[] = [];
  const tell = (): void => {
    waits.push(told - turns);
    told += 1;
    // As a request that comes in while this file is read.
    setImmediate(() => {
      turns += 1;
    });
  };
  expect(await readWorkspace([pathToFileURL(root).href], tell, () => false)).toEqual({ isComplete: true });
  expect(told).toBe(1000);
  expect(waits.every(waiting => waiting === 0)).toBe(true);
});

describe('a pattern', () => {
  it.each([
    ['**/node_modules', 'a/node_modules/b/c.yaml', true],
    ['**/node_modules/**', 'node_modules/c.yaml', true],
    ['node_modules', 'a/node_modules/c.yaml', false],
    ['**/.git', '.git/c.yaml', true],
    ['a/*', 'a/b/c.yaml', true],
    ['a/*.yaml', 'a/b/c.yaml', false],
    ['**/*.{gen,out}.yaml', 'a/b.out.yaml', true],
    ['!a', 'b/c.yaml', false],
    ['', 'a.yaml', false],
    ['[', 'a.yaml', false],
  ])('%s of %s: %s', (pattern, file, expected) => {
    expect(new Excludes([pattern]).hasFile(file)).toBe(expected);
  });
});
