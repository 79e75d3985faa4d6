/** Reads the YAML files of folders a few at a time, wherever they are. */

/** A larger file holds no manifest that a cluster could store. In bytes. */
export const MAX_BYTES = 2_000_000;
/** More YAML files than any workspace that a person works in; what lies behind is not known to be missing. */
const MAX_FILES = 20_000;
/** Files that are read at the same time. */
const PARALLEL = 16;

export interface ReadFiles {
  /** False: a limit was met, or a folder could not be read, so what is not known may exist all the same. */
  readonly isComplete: boolean;
}

export interface Reading {
  /** Text of a file; undefined: it cannot be read, is too large, or holds nothing of ours. */
  readonly read: (file: string) => Promise<string | undefined>;
  readonly tell: (file: string, text: string) => void;
  readonly isCancelled: () => boolean;
  /** Done when whatever else waits has had its turn: between two files, so that a request is answered meanwhile. */
  readonly turn: () => Promise<void>;
}

/** `folders`: the names of their YAML files. */
export async function readFolders(
  folders: Iterable<AsyncIterable<string>>,
  { read, tell, isCancelled, turn }: Reading,
): Promise<ReadFiles> {
  let files = 0;
  for (const folder of folders) {
    for await (const batch of inBatches(folder)) {
      files += batch.length;
      const texts = await Promise.all(batch.map(async file => ({ file, text: await read(file) })));
      for (const { file, text } of texts) {
        if (isCancelled()) return { isComplete: false };
        if (text === undefined) continue;
        tell(file, text);
        await turn();
      }
      if (files > MAX_FILES) return { isComplete: false };
    }
  }
  return { isComplete: true };
}

async function* inBatches(items: AsyncIterable<string>): AsyncIterable<readonly string[]> {
  let batch: string[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < PARALLEL) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
