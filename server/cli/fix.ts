/** `lint --fix`: writes what may be written unasked, and says on the standard error what it wrote. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Service, Settings } from '../core/index.ts';
import { type Output, UsageError } from './command.ts';

export interface FixableFile {
  readonly uri: string;
  /** As it is shown. */
  readonly path: string;
  readonly text: string;
}

/** The files as they are now; the service knows them so. */
export async function fixFiles<T extends FixableFile>(
  files: readonly T[],
  service: Service,
  settings: Settings,
  output: Output,
): Promise<readonly T[]> {
  const after: T[] = [];
  for (const file of files) {
    const fixed = service.fixAll(file.uri, undefined, settings);
    if (!fixed || fixed.text === file.text) {
      after.push(file);
      continue;
    }
    await write(file, fixed.text);
    service.update(file.uri, fixed.text);
    after.push({ ...file, text: fixed.text });
    for (const [rule, count] of countRules(fixed.rules)) output.err(`${file.path}: fixed ${rule}${count}\n`);
  }
  return after;
}

async function write({ uri, path }: FixableFile, text: string): Promise<void> {
  try {
    await writeFile(fileURLToPath(uri), text);
  } catch (error) {
    throw new UsageError(`Cannot write "${path}": ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** ` (3 times)` behind a rule that was broken more than once. */
function countRules(rules: readonly string[]): readonly (readonly [rule: string, count: string])[] {
  return [...new Set(rules)].toSorted().map(rule => {
    const count = rules.filter(each => each === rule).length;
    return [rule, count === 1 ? '' : ` (${count} times)`];
  });
}
