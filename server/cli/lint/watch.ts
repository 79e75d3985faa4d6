/** `lint --watch`: checks again when a manifest changes, until the program is ended. */
import { watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isManifest } from '../../disk/excludes.ts';
import { isUsageError, type Tools, UsageError } from '../command.ts';
import { lint } from './lint.ts';
import type { LintOptions } from './options.ts';

/** Editors write a file in several steps, and formatters several files. In milliseconds. */
const REST = 150;
const CLEAR = '\u001b[2J\u001b[H';

export async function watchAndLint(paths: readonly string[], options: LintOptions, tools: Tools): Promise<void> {
  if (paths.includes('-')) throw new UsageError('--watch needs files; the standard input is read once.');
  const { output } = tools;
  const run = async (): Promise<void> => {
    if (output.hasColours) output.out(CLEAR);
    try {
      await lint(paths, options, tools);
    } catch (error) {
      if (!isUsageError(error)) throw error;
      output.err(`${error.message}\n`); // a path that is gone may come back
    }
    output.err('Watching for changes; Ctrl+C ends it.\n');
  };
  await run();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(run);
    }, REST);
  };
  for (const folder of await foldersOf(paths, output.cwd))
    watch(folder, { recursive: true }, (_event, name) => {
      if (name === null || isManifest(name) || path.basename(name) === '.gitignore') changed();
    });
  await new Promise<never>(() => undefined);
}

async function foldersOf(paths: readonly string[], cwd: string): Promise<readonly string[]> {
  const folders = await Promise.all(
    paths.map(async given => {
      const full = path.resolve(cwd, given.replace(/[*?[{].*$/, ''));
      return (await stat(full)).isDirectory() ? full : path.dirname(full);
    }),
  );
  return [...new Set(folders)];
}
