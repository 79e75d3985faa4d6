/** `lint --fix`: writes what may be written unasked, and says on the standard error what it wrote. */
import { realpath, writeFile } from 'node:fs/promises';
import { createTwoFilesPatch } from 'diff';
import type { Service, Settings } from '../../core/index.ts';
import { isFileError, isWithin } from '../../disk/walk.ts';
import { type Output, wordsOf } from '../command.ts';
import { printable } from '../printable.ts';
import type { LintFile } from './inputs.ts';
import type { Failure } from './report.ts';

/** A fix in one file may make another one possible elsewhere: so often all files are gone through. */
const ROUNDS = 4;

export interface Fixed {
  /** The files as they are now; the service knows them so. */
  readonly after: readonly LintFile[];
  /** How many files changed. */
  readonly changed: number;
  readonly failed: readonly Failure[];
}

export async function fixFiles(
  files: readonly LintFile[],
  roots: readonly string[],
  service: Service,
  settingsOf: (uri: string) => Settings,
  isDryRun: boolean,
  output: Output,
): Promise<Fixed> {
  const texts = new Map<string, { text: string; rules: string[] }>();
  for (let round = 0, changed = true; changed && round < ROUNDS; round++) {
    changed = false;
    for (const { uri, text } of files) {
      const before = texts.get(uri) ?? { text, rules: [] };
      const fixed = service.fixAll(uri, undefined, settingsOf(uri));
      if (!fixed || fixed.text === before.text) continue;
      changed = true;
      texts.set(uri, { text: fixed.text, rules: [...before.rules, ...fixed.rules] });
      service.update(uri, fixed.text);
    }
  }
  const after: LintFile[] = [];
  const failed: Failure[] = [];
  for (const file of files) {
    const fixed = texts.get(file.uri);
    const refused =
      fixed && (isDryRun ? refusal(file) : ((await refusalOnDisk(file, roots)) ?? (await write(file, fixed.text))));
    if (refused !== undefined) failed.push({ path: file.path, reason: refused });
    if (!fixed || refused !== undefined) {
      service.update(file.uri, file.text);
      after.push(file);
      continue;
    }
    after.push({ ...file, text: fixed.text });
    if (isDryRun) output.out(patchOf(file, fixed.text));
    for (const [rule, count] of countRules(fixed.rules))
      output.err(`${printable(file.path)}: ${isDryRun ? 'would fix' : 'fixed'} ${rule}${count}\n`);
  }
  return { after, changed: after.filter((file, index) => file.text !== files[index]?.text).length, failed };
}

function refusal({ file, isExact }: LintFile): string | undefined {
  if (file === undefined) return 'cannot be fixed: the standard input is no file (add --dry-run to see the changes)';
  return isExact ? undefined : 'was not fixed: it is not UTF-8, and would lose bytes';
}

/** A link may lead out of the folders that were asked for; nothing is written there. */
async function refusalOnDisk(file: LintFile, roots: readonly string[]): Promise<string | undefined> {
  const refused = refusal(file);
  if (refused !== undefined || file.file === undefined) return refused;
  const target = await realpath(file.file);
  const allowed = await Promise.all(roots.map(root => realpath(root)));
  const isInside = allowed.some(root => isWithin(target, root));
  return isInside ? undefined : 'was not fixed: it is a link that leads elsewhere';
}

async function write({ file }: LintFile, text: string): Promise<string | undefined> {
  try {
    if (file !== undefined) await writeFile(file, text);
    return undefined;
  } catch (error) {
    if (isFileError(error)) return `cannot be written (${wordsOf(error)})`;
    throw error;
  }
}

function patchOf({ path: shown, text }: LintFile, newText: string): string {
  return createTwoFilesPatch(`a/${shown}`, `b/${shown}`, text, newText, '', '', { context: 3 }).replace(/^=+\n/, '');
}

/** ` (3 times)` after a rule that was broken more than once. */
function countRules(rules: readonly string[]): readonly (readonly [rule: string, count: string])[] {
  return [...new Set(rules)].toSorted().map(rule => {
    const count = rules.filter(each => each === rule).length;
    return [rule, count === 1 ? '' : ` (${count} times)`];
  });
}
