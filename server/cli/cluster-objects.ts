/** `--cluster-objects FILE`: what a cluster has, as kubectl printed it, for rules that need one. Contacts nothing. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ClusterDumpError, type ClusterFacts, readClusterDump } from '../core/index.ts';
import { UsageError } from './command.ts';

/** `namespace`: where objects go that name none; undefined: the only one of the file, else `default`. */
export async function readClusterObjects(
  file: string,
  namespace: string | undefined,
  cwd: string,
): Promise<ClusterFacts> {
  const full = path.resolve(cwd, file);
  let text: string;
  try {
    text = await readFile(full, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new UsageError(`There is no file "${file}" to read.`);
    throw error;
  }
  try {
    // Messages call the cluster by the name of the file.
    const facts = readClusterDump(text, path.basename(full).replace(/\.(ya?ml|json)$/i, ''));
    return namespace === undefined ? facts : { ...facts, namespace };
  } catch (error) {
    if (error instanceof ClusterDumpError) throw new UsageError(`"${file}" cannot be read: ${error.message}`);
    throw error;
  }
}
