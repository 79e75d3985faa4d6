/** What `lint` reads: the files that were asked for, and those around them that say what exists. */
import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { mayHoldKnown } from '../../core/index.ts';
import { Excludes, isManifest } from '../../disk/excludes.ts';
import { GitIgnores } from '../../disk/git-ignores.ts';
import { MAX_BYTES } from '../../disk/read-folders.ts';
import { toUri } from '../../disk/uris.ts';
import { filesBelow, isFileError, isWithin } from '../../disk/walk.ts';
import { UsageError, wordsOf } from '../command.ts';
import type { Failure } from './report.ts';

export interface LintFile {
  readonly uri: string;
  /** On disk; undefined: it came by the standard input. */
  readonly file: string | undefined;
  /** Relative to the working folder, with slashes. */
  readonly path: string;
  readonly text: string;
  /** Its bytes are exactly this text in UTF-8, so that it may be written again. */
  readonly isExact: boolean;
}

export interface LintInputs {
  /** What is reported. */
  readonly files: readonly LintFile[];
  /** What is around it, and is not reported. */
  readonly context: readonly Pick<LintFile, 'uri' | 'text'>[];
  /** Everything around the files was read: what is not known does not exist. */
  readonly isComplete: boolean;
  /** Folders that were read. */
  readonly roots: readonly string[];
  readonly failures: readonly Failure[];
}

export interface InputOptions {
  readonly cwd: string;
  readonly excludes: readonly string[];
  readonly respectsGitIgnore: boolean;
  /** The folder that is read around the files; absent: their Git repository, else the working folder. */
  readonly context?: string;
  /** A file of objects of a cluster, which is no input itself. */
  readonly dump?: string;
}

/** A path that was asked for. */
interface Target {
  readonly full: string;
  readonly given: string;
  readonly isFolder: boolean;
  /** A pattern below `full`. */
  readonly pattern?: Excludes;
}

export async function readInputs(paths: readonly string[], options: InputOptions): Promise<LintInputs> {
  const targets = await Promise.all(paths.map(given => readTarget(given, options.cwd)));
  const roots = await contextRoots(targets, options);
  const reader = new InputReader(targets, options);
  for (const root of roots) await reader.readFolder(root);
  for (const target of targets) {
    if (!target.isFolder) await reader.readFile(target.full, 'named');
    else if (!roots.some(root => isWithin(target.full, root))) await reader.readFolder(target.full);
  }
  return reader.end(roots);
}

async function readTarget(given: string, cwd: string): Promise<Target> {
  if (given.trim() === '') throw new UsageError('A path is empty. Name a file or a folder, or `.` for this folder.');
  const full = path.resolve(cwd, given);
  const info = await statOf(full);
  if (info) return { full, given, isFolder: info.isDirectory() };
  const parts = given.split('/');
  const first = parts.findIndex(part => /[*?[\]{}]/.test(part));
  if (first < 0) throw new UsageError(`There is no file or folder "${given}".`);
  const folder = path.resolve(cwd, parts.slice(0, first).join('/') || (given.startsWith('/') ? '/' : '.'));
  if (!(await statOf(folder))?.isDirectory()) throw new UsageError(`There is no folder for the pattern "${given}".`);
  return { full: folder, given, isFolder: true, pattern: new Excludes([parts.slice(first).join('/')]) };
}

async function statOf(file: string): Promise<Stats | undefined> {
  try {
    return await stat(file);
  } catch (error) {
    if (isFileError(error)) return undefined;
    throw error;
  }
}

async function contextRoots(targets: readonly Target[], { cwd, context }: InputOptions): Promise<readonly string[]> {
  if (context !== undefined) {
    const root = path.resolve(cwd, context);
    if (!(await statOf(root))?.isDirectory()) throw new UsageError(`There is no folder "${context}" for --context.`);
    return [root];
  }
  const found = await Promise.all(
    targets.map(async ({ full, isFolder }) => {
      const folder = isFolder ? full : path.dirname(full);
      return (await repositoryOf(folder)) ?? (isWithin(folder, cwd) ? cwd : folder);
    }),
  );
  const roots = [...new Set(found)];
  return roots.filter(root => !roots.some(other => other !== root && isWithin(root, other)));
}

async function repositoryOf(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = path.dirname(at)) {
    if (await statOf(path.join(at, '.git'))) return at;
    if (path.dirname(at) === at) return undefined;
  }
}

const NO_MANIFEST = 'is neither a YAML nor a JSON manifest';

class InputReader {
  readonly #targets: readonly Target[];
  readonly #options: InputOptions;
  readonly #files = new Map<string, LintFile>();
  readonly #context = new Map<string, { uri: string; text: string }>();
  readonly #failures: Failure[] = [];
  /** Folders and patterns that were asked for and under which a manifest was seen. */
  readonly #met = new Set<Target>();
  readonly #read = new Set<string>();
  #isComplete = true;

  constructor(targets: readonly Target[], options: InputOptions) {
    this.#targets = targets;
    this.#options = options;
    if (options.dump !== undefined) this.#read.add(path.resolve(options.cwd, options.dump));
  }

  async readFolder(root: string): Promise<void> {
    const { excludes, respectsGitIgnore } = this.#options;
    const ignores = respectsGitIgnore ? new GitIgnores(root) : undefined;
    const files = filesBelow(root, {
      excludes: new Excludes(excludes),
      roots: [root],
      isWanted: isManifest,
      ...(ignores ? { ignores } : {}),
      failed: folder => this.#fail(folder, 'cannot be listed'),
    });
    for await (const file of files) {
      const askedBy = this.#targets.filter(target => asksFor(target, file));
      for (const target of askedBy) this.#met.add(target);
      await this.readFile(file, askedBy.length > 0 ? 'found' : 'around');
    }
  }

  async readFile(file: string, as: 'named' | 'found' | 'around'): Promise<void> {
    if (this.#read.has(file)) return;
    this.#read.add(file);
    const found = await readText(file);
    if (found === undefined) {
      if (as === 'named' && !isManifest(file)) this.#fail(file, NO_MANIFEST);
      return;
    }
    if (typeof found === 'string') {
      if (as === 'around') this.#isComplete = false;
      else this.#fail(file, found);
      return;
    }
    const uri = toUri(file);
    const isOurs = mayHoldKnown(uri, found.text);
    if (as === 'named' && !isOurs && !isManifest(file)) this.#fail(file, NO_MANIFEST);
    if (!isOurs) return;
    // A chart's name and version say what its templates are; there is nothing in it to check.
    if (as === 'around' || path.basename(file) === 'Chart.yaml') this.#context.set(uri, { uri, text: found.text });
    else this.#files.set(uri, { uri, file, path: this.#shown(file), ...found });
  }

  end(roots: readonly string[]): LintInputs {
    for (const target of this.#targets)
      if (target.isFolder && !this.#met.has(target))
        this.#failures.push({ path: target.given, reason: 'holds no YAML or JSON file' });
    return {
      files: [...this.#files.values()],
      context: [...this.#context.values()],
      isComplete: this.#isComplete,
      roots,
      failures: this.#failures,
    };
  }

  #fail(file: string, reason: string): void {
    const isAsked = this.#targets.some(target => asksFor(target, file) || isWithin(target.full, file));
    if (isAsked) this.#failures.push({ path: this.#shown(file), reason });
    else this.#isComplete = false;
  }

  #shown(file: string): string {
    return path.relative(this.#options.cwd, file).split(path.sep).join('/') || '.';
  }
}

function asksFor({ full, isFolder, pattern }: Target, file: string): boolean {
  if (!isFolder) return full === file;
  if (!isWithin(file, full)) return false;
  return pattern === undefined || pattern.hasFile(path.relative(full, file).split(path.sep).join('/'));
}

/** The text of a file, or why it cannot be read; undefined: nothing of ours is in it, whatever it is. */
async function readText(
  file: string,
): Promise<{ readonly text: string; readonly isExact: boolean } | string | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if (isFileError(error)) return `cannot be read (${wordsOf(error)})`;
    throw error;
  }
  if (bytes.length > MAX_BYTES) {
    return mentionsArgo(bytes) ? `is larger than ${MAX_BYTES / 1_000_000} MB and was not read` : undefined;
  }
  return decode(bytes) ?? (mentionsArgo(bytes) ? 'is neither UTF-8 nor UTF-16 text' : undefined);
}

function mentionsArgo(bytes: Buffer): boolean {
  return bytes.includes('argoproj.io') || bytes.includes('argoproj.io', 0, 'utf16le');
}

/** YAML may be UTF-16, which begins with its mark; all else is UTF-8. */
export function decode(bytes: Uint8Array): { readonly text: string; readonly isExact: boolean } | undefined {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: encoding === 'utf-8' }).decode(bytes);
    return text.includes('\0') ? undefined : { text, isExact: encoding === 'utf-8' };
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
