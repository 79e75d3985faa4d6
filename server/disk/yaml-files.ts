/** The YAML files of the workspace's folders on disk, for what must be looked up across files. */
import { readFile, stat } from 'node:fs/promises';
import { mayHoldKnown } from '../core/index.ts';
import { DEFAULT_EXCLUDES, Excludes } from './excludes.ts';
import { MAX_BYTES, type ReadFiles, readFolders } from './read-folders.ts';
import { toPath, toUri } from './uris.ts';
import { filesBelow, isFileError } from './walk.ts';

/** Reads every YAML file below the folders (`file:` URIs); `tell` gets those that may hold one of our kinds. */
export async function readWorkspace(
  folders: readonly string[],
  tell: (uri: string, text: string) => void,
  isCancelled: () => boolean,
  excludesOf: (folder: string) => readonly string[] = () => DEFAULT_EXCLUDES,
): Promise<ReadFiles> {
  const onDisk = folders.flatMap(folder => {
    const root = toPath(folder);
    return root === undefined ? [] : [{ root, excludes: new Excludes(excludesOf(folder)) }];
  });
  const roots = onDisk.map(({ root }) => root);
  const lists = onDisk.map(({ root, excludes }) => filesBelow(root, { excludes, roots }));
  const { isComplete } = await readFolders(lists, {
    read: readYaml,
    tell: (file, text) => tell(toUri(file), text),
    isCancelled,
    turn,
  });
  return { isComplete: isComplete && onDisk.length === folders.length };
}

/** As `readYaml`, by URI. */
export async function readYamlAt(uri: string): Promise<string | undefined> {
  const file = toPath(uri);
  return file === undefined ? undefined : await readYaml(file);
}

/** The text of a file on disk; undefined: it cannot be read, is too large, or holds nothing of ours. */
export async function readYaml(file: string): Promise<string | undefined> {
  try {
    if ((await stat(file)).size > MAX_BYTES) return undefined;
    const text = await readFile(file, 'utf8');
    return mayHoldKnown(toUri(file), text) ? text : undefined;
  } catch (error) {
    if (isFileError(error)) return undefined;
    throw error;
  }
}

/** Everything that has come in meanwhile is done first. */
function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
