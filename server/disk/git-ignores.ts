/** What `.gitignore` files below a folder leave out. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';

export class GitIgnores {
  readonly #root: string;
  readonly #byFolder = new Map<string, Ignore>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Reads the `.gitignore` of a folder; before what is below it is asked about. */
  async read(folder: string): Promise<void> {
    try {
      this.#byFolder.set(folder, ignore().add(await readFile(path.join(folder, '.gitignore'), 'utf8')));
    } catch (error) {
      // It went meanwhile, or may not be read: then it leaves nothing out.
      if (!(error instanceof Error && 'code' in error)) throw error;
    }
  }

  /** The nearest file that says something of a path decides. */
  has(full: string, isFolder: boolean): boolean {
    for (let folder = path.dirname(full); ; folder = path.dirname(folder)) {
      const way = path.relative(folder, full).split(path.sep).join('/') + (isFolder ? '/' : '');
      const verdict = this.#byFolder.get(folder)?.test(way);
      if (verdict?.ignored) return true;
      if (verdict?.unignored || folder === this.#root || folder === path.dirname(folder)) return false;
    }
  }
}
