/** The YAML files of the workspace's folders on disk, for what must be looked up across files. */
import { opendir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { mayHoldKnown } from '../core/index.ts';

/** A larger file holds no manifest that a cluster could store. */
const MAX_BYTES = 2_000_000;
const MAX_FILES = 5_000;
const IGNORED = new Set(['node_modules', '.git', '.hg', '.svn', 'dist', 'vendor', '.terraform']);

export interface ReadFiles {
  /** False: a limit was met, so what is not known may exist all the same. */
  readonly isComplete: boolean;
}

/** Reads every YAML file below the folders, one at a time; `tell` gets those that may hold one of our kinds. */
export async function readWorkspace(
  folders: readonly string[],
  tell: (uri: string, text: string) => void,
  isCancelled: () => boolean,
): Promise<ReadFiles> {
  let files = 0;
  for (const folder of folders) {
    if (!folder.startsWith('file:')) return { isComplete: false };
    for await (const file of yamlFiles(fileURLToPath(folder))) {
      if (isCancelled() || ++files > MAX_FILES) return { isComplete: false };
      const text = await readYaml(file);
      if (text !== undefined) tell(pathToFileURL(file).href, text);
    }
  }
  return { isComplete: true };
}

/** The text of a file on disk; undefined: it cannot be read, is too large, or holds nothing of ours. */
export async function readYaml(file: string): Promise<string | undefined> {
  try {
    if ((await stat(file)).size > MAX_BYTES) return undefined;
    const text = await readFile(file, 'utf8');
    return mayHoldKnown(pathToFileURL(file).href, text) ? text : undefined;
  } catch (error) {
    if (isFileError(error)) return undefined;
    throw error;
  }
}

async function* yamlFiles(folder: string): AsyncIterable<string> {
  const pending = [folder];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    try {
      for await (const entry of await opendir(current)) {
        const full = path.join(current, entry.name);
        if (entry.isDirectory() && !IGNORED.has(entry.name)) pending.push(full);
        else if (entry.isFile() && /\.ya?ml$/i.test(entry.name)) yield full;
      }
    } catch (error) {
      // A folder that vanished or may not be read holds nothing for us.
      if (!isFileError(error)) throw error;
    }
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}
