/** The YAML files of the workspace's folders on disk, for what must be looked up across files. */
import { readFile, stat } from 'node:fs/promises';
import { mayHoldKnown } from '../core/index.ts';
import { DEFAULT_EXCLUDES, Excludes } from './excludes.ts';
import { toPath, toUri } from './uris.ts';
import { isFileError, yamlFiles } from './walk.ts';

/** A larger file holds no manifest that a cluster could store. */
const MAX_BYTES = 2_000_000;
/** More YAML files than any workspace that a person works in; what lies behind is not known to be missing. */
const MAX_FILES = 20_000;
/** Files that are read at the same time. */
const PARALLEL = 16;

export interface ReadFiles {
  /** False: a limit was met, so what is not known may exist all the same. */
  readonly isComplete: boolean;
}

/**
 * Reads every YAML file below the folders (URIs); `tell` gets those that may hold one of our kinds. Between two of them
 * whatever else waits has its turn, so that a request is answered while a workspace is read.
 */
export async function readWorkspace(
  folders: readonly string[],
  tell: (uri: string, text: string) => void,
  isCancelled: () => boolean,
  excludesOf: (folder: string) => readonly string[] = () => DEFAULT_EXCLUDES,
): Promise<ReadFiles> {
  const onDisk = folders.filter(folder => folder.startsWith('file:'));
  const roots = onDisk.map(toPath);
  let files = 0;
  for (const [index, root] of roots.entries()) {
    const excludes = new Excludes(excludesOf(onDisk[index] ?? ''));
    for await (const batch of inBatches(yamlFiles(root, { excludes, roots }), PARALLEL)) {
      files += batch.length;
      const texts = await Promise.all(batch.map(async file => ({ file, text: await readYaml(file) })));
      for (const { file, text } of texts) {
        if (isCancelled()) return { isComplete: false };
        if (text === undefined) continue;
        tell(toUri(file), text);
        await turn();
      }
      if (files > MAX_FILES) return { isComplete: false };
    }
  }
  return { isComplete: onDisk.length === folders.length };
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

async function* inBatches<T>(items: AsyncIterable<T>, size: number): AsyncIterable<readonly T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Everything that has come in meanwhile is done first. */
function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
