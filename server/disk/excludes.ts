/** Which files of a folder are read, and which are left out, by patterns as editors write them: `**` over folders, `*`, `?`, `{a,b}`. */
import { Minimatch } from 'minimatch';

/** What others made, or brought: nobody writes manifests there. */
export const DEFAULT_EXCLUDES: readonly string[] = [
  '**/node_modules',
  '**/.git',
  '**/.hg',
  '**/.svn',
  '**/dist',
  '**/vendor',
  '**/.terraform',
];

export class Excludes {
  readonly #patterns: readonly Minimatch[];

  constructor(patterns: readonly string[]) {
    this.#patterns = patterns.map(each => new Minimatch(each, { dot: true, nocomment: true, nonegate: true }));
  }

  /** A folder's path without a slash at its end; relative to the folder of the patterns, with slashes. */
  hasFolder(path: string): boolean {
    // `a/**` means all that is in `a`.
    return this.#patterns.some(each => each.match(path) || each.match(`${path}/-`));
  }

  /** The file, or a folder above it. */
  hasFile(path: string): boolean {
    if (this.#patterns.some(each => each.match(path))) return true;
    const folders = path.split('/').slice(0, -1);
    return folders.some((_, index) => this.hasFolder(folders.slice(0, index + 1).join('/')));
  }
}

export function isYaml(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}

/** Manifests are written as YAML, or as JSON. */
export function isManifest(name: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(name);
}
