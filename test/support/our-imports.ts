/** Who imports whom, read from the texts of our own files. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.join(import.meta.dirname, '../..');

export interface Import {
  /** File of ours, relative to the root, with `/`. */
  readonly from: string;
  /** File of ours, or the name of a package: `vscode`, `node:fs`, `@lezer/common`. */
  readonly to: string;
  readonly isOurs: boolean;
  /** Only types: gone at run time. */
  readonly isType: boolean;
}

export const FILES: readonly string[] = globSync('{client,server,schemas,scripts,test,bench,l10n}/**/*.{ts,js}', {
  cwd: ROOT,
  exclude: ['**/node_modules/**', 'test/vscode-host/**'],
})
  .map(file => file.replaceAll(path.sep, '/'))
  .toSorted();

const STATEMENT = /^[ \t]*(?:import|export)\b(?:([^'";]*?)\bfrom\s*)?\s*['"]([^'"\n]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*(?:\/\*.*?\*\/\s*)?['"]([^'"\n]+)['"]\s*\)(\.\w+)?/g;

export const IMPORTS: readonly Import[] = FILES.flatMap(from => {
  const text = withoutComments(readFileSync(path.join(ROOT, from), 'utf8'));
  const found = [
    ...[...text.matchAll(STATEMENT)].map(([, what = '', to = '']) => ({ to, isType: isTypeOnly(what) })),
    ...[...text.matchAll(DYNAMIC)].map(([, to = '']) => ({ to, isType: false })),
  ];
  return found.map(({ to, isType }): Import => {
    const isOurs = to.startsWith('.');
    return { from, to: isOurs ? path.posix.join(path.posix.dirname(from), to) : packageOf(to), isOurs, isType };
  });
});

/** `type { A }`, and `{ type A, type B }`. */
function isTypeOnly(what: string): boolean {
  if (/^\s*type\b/.test(what)) return true;
  const names = /^\s*\{([^}]*)\}\s*$/
    .exec(what)?.[1]
    ?.split(',')
    .filter(name => name.trim() !== '');
  return names !== undefined && names.length > 0 && names.every(name => /^\s*type\s/.test(name));
}

function packageOf(name: string): string {
  if (name.startsWith('node:')) return name;
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

function withoutComments(text: string): string {
  return text.replace(/^\s*\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

/** `server/core/yaml/edit.ts` is in the room `server/core/yaml`; files beside rooms are rooms of their own. */
export function isIn(file: string, room: string): boolean {
  return file === room || file.startsWith(`${room}/`);
}
