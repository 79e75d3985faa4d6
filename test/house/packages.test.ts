/** Packages of their own inside of the project: each needs what its `package.json` says, and nothing else of ours. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { IMPORTS, isIn, ROOT } from '../support/our-imports.ts';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8'));

const PACKAGES = globSync('scripts/*/package.json', { cwd: ROOT })
  .map(file => path.posix.dirname(file.replaceAll(path.sep, '/')))
  .toSorted();

it('are the control plane, what ends its programs, and the packer of the extension', () => {
  expect(PACKAGES).toEqual(['scripts/cluster', 'scripts/guard', 'scripts/packer']);
});

describe.each(PACKAGES)('%s', folder => {
  const needs = Object.entries(readManifest(folder).dependencies ?? {});
  const isFolder = (version: string): boolean => version.startsWith('file:');
  const folders = needs.flatMap(([, at]) => (isFolder(at) ? [path.posix.join(folder, at.slice('file:'.length))] : []));
  const packages = needs.flatMap(([name, at]) => (isFolder(at) ? [] : [name]));

  it('imports what it says that it needs', () => {
    const outside = IMPORTS.filter(({ from, to }) => isIn(from, folder) && !isIn(to, folder));
    const used = outside.flatMap(({ to, isOurs }) => {
      if (!isOurs) return to.startsWith('node:') ? [] : [to];
      return [folders.find(each => isIn(to, each)) ?? to];
    });
    expect([...new Set(used)].toSorted()).toEqual([...packages, ...folders].toSorted());
  });

  it('has the versions that `npm ci` installs for all', () => {
    const root = readManifest('.');
    const installed = { ...root.dependencies, ...root.devDependencies };
    const wanted = needs.filter(([, at]) => !isFolder(at));
    expect(wanted).toEqual(wanted.map(([name]) => [name, installed[name]]));
  });
});
