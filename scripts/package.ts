/**
 * `npm run package`: builds, then packs the extension into `argo-experiments-<version>.vsix`, which every VS Code installs.
 *
 * `npm run package -- FILE` names the file.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, ROOT } from './build.ts';

/** It brings more packages along than all the rest of the project, so npm fetches it when somebody packs. */
const PACKER = '@vscode/vsce@4.1.0';

/** Answers the exit code of the packer. */
function pack(npm: string, file: string | undefined): number {
  const packer = ['exec', '--yes', '--ignore-scripts', '--package', PACKER, '--', 'vsce', 'package'];
  // The bundles hold what they need; the README's links lead to files beside it, wherever that will be.
  const options = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository'];
  const out = file === undefined ? [] : ['--out', path.resolve(file)];
  const { status, error } = spawnSync(process.execPath, [npm, ...packer, ...options, ...out], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (error) throw error;
  return status ?? 1;
}

const npm = process.env.npm_execpath;
if (npm === undefined) {
  console.error('npm fetches the packer. Start this by `npm run package`.');
  process.exitCode = 2;
} else {
  const { positionals } = parseArgs({ allowPositionals: true });
  await build();
  process.exitCode = pack(npm, positionals[0]);
}
