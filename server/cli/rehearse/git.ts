/** Texts of files as they are in a commit, asked of Git. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { UsageError } from '../command.ts';

const run = promisify(execFile);
/** Characters of one answer. */
const MOST = 64 * 1024 * 1024;

/** The YAML and JSON files in the folder of a file as of a revision, by URI. Throws a {@link UsageError} when Git does not know it. */
export async function textsAt(revision: string, file: string): Promise<Readonly<Record<string, string>>> {
  const folder = path.dirname(file);
  // A revision that begins with a dash would be an option.
  if (revision.startsWith('-')) throw new UsageError(`"${revision}" is no revision of Git.`);
  const listed = await ask(folder, ['ls-tree', '--name-only', '-z', revision, './']);
  const names = listed.split('\0').filter(name => /\.(ya?ml|json)$/.test(name));
  const texts = names.map(async name => {
    const text = await ask(folder, ['show', `${revision}:./${name}`]);
    return [pathToFileURL(path.join(folder, name)).href, text] as const;
  });
  return Object.fromEntries(await Promise.all(texts));
}

async function ask(cwd: string, args: readonly string[]): Promise<string> {
  try {
    return (await run('git', [...args], { cwd, maxBuffer: MOST })).stdout;
  } catch (error) {
    const told =
      error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n')[0] : String(error);
    throw new UsageError(`Git does not answer "git ${args.slice(0, 1).join(' ')}": ${told}`);
  }
}
