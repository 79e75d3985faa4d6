import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareTestHost } from '../../scripts/vscode-host/install.ts';
import { stageExtension } from '../../scripts/vscode-host/stage-extension.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** Contents by name; the packer gives these three other names. */
function contents(folder: string): Record<string, string> {
  const renamed: Record<string, string> = {
    'README.md': 'readme.md',
    'CHANGELOG.md': 'changelog.md',
    LICENSE: 'LICENSE.txt',
  };
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      const relative = path.relative(folder, file);
      return [renamed[relative] ?? relative, readFileSync(file, 'latin1')];
    }),
  );
}

const { version }: { version: string } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

describe('npm run package', () => {
  let program: string;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'argoexp-package-'));
  beforeAll(async () => {
    program = await prepareTestHost();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('packs what VS Code installs: the files that the other tests have, and no others', async () => {
    await run('npm', ['run', 'package', '--', 'vsix'], { cwd: ROOT });
    const packed = path.join(ROOT, `out/packages/argo-experiments-${version}.vsix`);
    const extensions = path.join(folder, 'extensions');
    const options = ['--extensions-dir', extensions, '--accept-server-license-terms'];
    await run(process.execPath, [program, '--install-extension', packed, ...options]);
    const staged = stageExtension(path.join(folder, 'staged'));
    const installed = contents(path.join(extensions, path.basename(staged)));
    const expected = contents(staged);
    // VS Code keeps what it knows of the installation there, and in the manifest.
    delete installed['.vsixmanifest'];
    const { __metadata, ...manifest } = JSON.parse(installed['package.json'] ?? '{}');
    expect(manifest).toEqual(JSON.parse(expected['package.json'] ?? ''));
    expect(Object.keys(installed).sort()).toEqual(Object.keys(expected).sort());
    const differing = Object.keys(expected).filter(name => expected[name] !== installed[name]);
    // Links of the README lead to the repository: a gallery has no files beside it.
    expect(differing.sort()).toEqual(['package.json', 'readme.md']);
    expect(installed['readme.md']).toContain(
      '](https://github.com/argo-experiments/argo-experiments/blob/HEAD/docs/command-line.md)',
    );
  });
});
