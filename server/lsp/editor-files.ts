/** Files that only the editor can read: those of a virtual workspace, and all of them in a browser. */
import type { Connection } from 'vscode-languageserver';
import { mayHoldKnown } from '../core/index.ts';
import { Excludes, isYaml } from '../disk/excludes.ts';
import { MAX_BYTES, type ReadFiles, readFolders } from '../disk/read-folders.ts';
import { within } from '../disk/uris.ts';
import {
  READ_DIRECTORY,
  READ_FILE,
  type ReadDirectoryResult,
  type ReadFileResult,
  type ReadParams,
} from '../protocol.ts';
import type { Files } from './host.ts';

/** Folders that are listed at the same time. */
const PARALLEL = 8;

export function editorFiles({ sendRequest }: Pick<Connection, 'sendRequest'>): Files {
  const ask = async <R>(method: string, params: ReadParams): Promise<R | null> => {
    try {
      return await sendRequest<R | null>(method, params);
    } catch (error) {
      if (error instanceof Error) return null;
      throw error;
    }
  };
  const readFile = async (uri: string): Promise<string | undefined> => {
    const text = await ask<ReadFileResult>(READ_FILE, { uri, maxBytes: MAX_BYTES });
    return text !== null && mayHoldKnown(uri, text) ? text : undefined;
  };
  return {
    readFile,
    async readWorkspace(folders, tell, isCancelled, excludesOf): Promise<ReadFiles> {
      let isWhole = true;
      const list = async (uri: string) => {
        const entries = await ask<ReadDirectoryResult>(READ_DIRECTORY, { uri });
        if (entries === null) isWhole = false;
        return entries ?? [];
      };
      const lists = folders.map(folder => yamlFiles(folder, new Excludes(excludesOf(folder)), list));
      // Each answer of the editor comes by itself: whatever else waits has its turn before it.
      const turn = async () => undefined;
      const { isComplete } = await readFolders(lists, { read: readFile, tell, isCancelled, turn });
      return { isComplete: isComplete && isWhole };
    },
  };
}

/** URIs of the YAML files below a folder. */
async function* yamlFiles(
  root: string,
  excludes: Excludes,
  list: (uri: string) => Promise<NonNullable<ReadDirectoryResult>>,
): AsyncIterable<string> {
  const pending = [''];
  const uriOf = (path: string) => (path === '' ? root : within(root, path));
  while (pending.length > 0) {
    const folders = pending.splice(0, PARALLEL);
    const listed = await Promise.all(folders.map(async path => ({ path, entries: await list(uriOf(path)) })));
    for (const { path, entries } of listed) {
      for (const { name, isFolder } of entries) {
        const inner = path === '' ? name : `${path}/${name}`;
        if (isFolder && !excludes.hasFolder(inner)) pending.push(inner);
        else if (!isFolder && isYaml(name) && !excludes.hasFile(inner)) yield uriOf(inner);
      }
    }
  }
}
