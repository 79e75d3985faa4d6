/** The npm package `argo-experiments`: the command line and the language server, bundled, without dependencies. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './build.ts';

/** What is taken over as it is. */
const FILES = [
  'dist/cli.js',
  'dist/server.js',
  'dist/mcp.js',
  'dist/schemas',
  'dist/third-party-licenses.txt',
  'docs/rules',
  'docs/rules.md',
  'LICENSE',
];

/** Editors start the server by this name; those that pass `--stdio` and those that do not get the same. */
const LANGUAGE_SERVER = `#!/usr/bin/env node
if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
await import(new URL('../dist/server.js', import.meta.url).href);
`;

/** Writes the package into an empty folder, from what is built; answers the folder. */
export function writeNpmPackage(folder: string): string {
  const { version, license, homepage, repository, bugs, keywords } = JSON.parse(
    readFileSync(path.join(ROOT, 'package.json'), 'utf8'),
  );
  rmSync(folder, { recursive: true, force: true });
  for (const file of FILES) cpSync(path.join(ROOT, file), path.join(folder, file), { recursive: true });
  mkdirSync(path.join(folder, 'bin'));
  writeFileSync(path.join(folder, 'bin/argo-experiments-language-server.js'), LANGUAGE_SERVER, { mode: 0o755 });
  cpSync(path.join(ROOT, 'docs/npm-readme.md'), path.join(folder, 'README.md'));
  const manifest = {
    name: 'argo-experiments',
    version,
    description:
      'Lint and rehearse Argo Rollouts experiments and analysis templates: command line and language server.',
    license,
    homepage,
    repository,
    bugs,
    keywords,
    type: 'module',
    engines: { node: '>=20' },
    bin: {
      'argo-experiments': 'dist/cli.js',
      'argo-experiments-language-server': 'bin/argo-experiments-language-server.js',
    },
  };
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return folder;
}
