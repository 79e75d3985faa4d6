/** The files below a folder on disk. */
import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Excludes, isYaml } from './excludes.ts';
import type { GitIgnores } from './git-ignores.ts';

/** Folders that are listed at the same time. */
const PARALLEL = 16;

export interface WalkOptions {
  readonly excludes: Excludes;
  /** Folders whose files are read anyway: a link into one of them leads to nothing new. */
  readonly roots: readonly string[];
  /** By the name of a file; absent: YAML files. */
  readonly isWanted?: (name: string) => boolean;
  readonly ignores?: GitIgnores;
  /** A folder could not be listed; absent: it is passed over. */
  readonly failed?: (folder: string) => void;
}

/**
 * Paths of files, in no particular order. A link is followed where it leads out of `roots`, and to each place once.
 * What vanishes meanwhile, or may not be read, is left out.
 */
export async function* filesBelow(
  root: string,
  { excludes, roots, isWanted = isYaml, ignores, failed }: WalkOptions,
): AsyncIterable<string> {
  const known = [...(await Promise.all(roots.map(realPath)))].filter(each => each !== undefined);
  const pending = [root];
  while (pending.length > 0) {
    const folders = pending.splice(0, PARALLEL);
    for (const [index, entries] of (await Promise.all(folders.map(list))).entries()) {
      const folder = folders[index] ?? root;
      if (entries === undefined) failed?.(folder);
      if (entries?.some(({ name }) => name === '.gitignore')) await ignores?.read(folder);
      for (const entry of entries ?? []) {
        const full = path.join(folder, entry.name);
        const kind = entry.isSymbolicLink() ? await follow(full, known) : kindOf(entry);
        const shown = path.relative(root, full).split(path.sep).join('/');
        if (kind === undefined || ignores?.has(full, kind === 'folder')) continue;
        if (kind === 'folder' && !excludes.hasFolder(shown)) pending.push(full);
        else if (kind === 'file' && isWanted(entry.name) && !excludes.hasFile(shown)) yield full;
      }
    }
  }
}

/** A file or folder on disk that is not there, or may not be read. */
export function isFileError(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}

function kindOf(entry: Pick<Dirent, 'isFile' | 'isDirectory'>): 'file' | 'folder' | undefined {
  return entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : undefined;
}

/** What a link leads to, unless that is read by itself, or holds what is; then it is `known` too. */
async function follow(link: string, known: string[]): Promise<'file' | 'folder' | undefined> {
  const target = await realPath(link);
  if (target === undefined || known.some(each => isWithin(target, each) || isWithin(each, target))) return undefined;
  known.push(target);
  return await unlessGone(async () => kindOf(await stat(target)), undefined);
}

async function list(folder: string): Promise<readonly Dirent[] | undefined> {
  return await unlessGone<readonly Dirent[] | undefined>(() => readdir(folder, { withFileTypes: true }), undefined);
}

async function realPath(file: string): Promise<string | undefined> {
  return await unlessGone<string | undefined>(() => realpath(file), undefined);
}

async function unlessGone<T>(look: () => Promise<T>, nothing: T): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (isFileError(error)) return nothing;
    throw error;
  }
}

/** Whether a path is a folder or lies below it. */
export function isWithin(inner: string, outer: string): boolean {
  const way = path.relative(outer, inner);
  return way === '' || !(way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way));
}
