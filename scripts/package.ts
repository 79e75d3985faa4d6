/**
 * `npm run package`: builds, then packs what people install, in `out/packages/`:
 * the extension (`argo-experiments-<version>.vsix`) and the npm package with the command line and the language server
 * (`argo-experiments-<version>.tgz`).
 *
 * `npm run package -- vsix` or `-- npm` packs one of them.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, ROOT } from './build.ts';
import { writeNpmPackage } from './npm-package.ts';

const OUT = path.join(ROOT, 'out/packages');
/** The packer is a package of its own with its own lock: it brings more along than all the rest of the project. */
const PACKER = path.join(ROOT, 'scripts/packer');

const PACKAGES = { vsix: packExtension, npm: packNpm } as const;

/** npm as it started us; its programs are called without a shell. */
function npm(cwd: string, ...args: readonly string[]): void {
  const program = process.env.npm_execpath;
  if (program === undefined) throw new Error('Start this by `npm run package`: it calls npm.');
  run(process.execPath, [program, ...args], cwd);
}

function run(program: string, args: readonly string[], cwd: string): void {
  const { status, error } = spawnSync(program, args, { cwd, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) throw new Error(`${path.basename(args[0] ?? program)} failed with exit code ${status}.`);
}

function packExtension(version: string): string {
  const packer = path.join(PACKER, 'node_modules/@vscode/vsce/vsce');
  if (!existsSync(packer)) npm(PACKER, 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  const file = path.join(OUT, `argo-experiments-${version}.vsix`);
  run(process.execPath, [packer, 'package', '--out', file], ROOT);
  return file;
}

function packNpm(version: string): string {
  npm(writeNpmPackage(path.join(OUT, 'npm')), 'pack', '--pack-destination', OUT, '--silent');
  return path.join(OUT, `argo-experiments-${version}.tgz`);
}

function main(): void {
  const { positionals } = parseArgs({ allowPositionals: true });
  const unknown = positionals.filter(name => !(name in PACKAGES));
  if (unknown.length > 0)
    throw new Error(`Unknown package "${unknown[0]}". Use ${Object.keys(PACKAGES).join(' or ')}.`);
  const { version }: { version: string } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  mkdirSync(OUT, { recursive: true });
  for (const [name, pack] of Object.entries(PACKAGES)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const file = pack(version);
    console.log(`${path.relative(ROOT, file)} (${Math.round(statSync(file).size / 1024)} KiB)`);
  }
  rmSync(path.join(OUT, 'npm'), { recursive: true, force: true });
}

try {
  await build({ production: true });
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
