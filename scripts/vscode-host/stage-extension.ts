/** The extension as a user gets it: the files that `.vscodeignore` leaves in, and nothing else of this folder. */
import { cpSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');

/**
 * Copies the extension into a folder of installed extensions, where VS Code finds it at its next start.
 *
 * @returns the extension's own folder, `<publisher>.<name>-<version>`
 */
export function stageExtension(extensionsDir: string): string {
  const { publisher, name, version } = readManifest();
  const target = path.join(extensionsDir, `${publisher}.${name}-${version}`);
  for (const file of packagedFiles()) cpSync(path.join(ROOT, file), path.join(target, file));
  return target;
}

/** Files of the package, relative to the project's folder. `.vscodeignore` leaves out everything, then names what goes in. */
export function packagedFiles(): string[] {
  const lines = readFileSync(path.join(ROOT, '.vscodeignore'), 'utf8')
    .split('\n')
    .map(line => line.trim());
  const included = lines.filter(line => line.startsWith('!')).map(line => line.slice(1));
  return globSync(included, { cwd: ROOT, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}

function readManifest(): { publisher: string; name: string; version: string } {
  return JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
}
