/**
 * Loads our files so that some of them hold mutants, and loads them again where a mutant is in what is evaluated once: each
 * loading is a world, whose number stands in the addresses of the files that depend on the mutants.
 */
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = path.join(import.meta.dirname, '../..');
const HARNESS = pathToFileURL(path.join(import.meta.dirname, 'harness.ts')).href;
const OURS = pathToFileURL(path.join(ROOT, '/')).href;

export class Worlds {
  /** Addresses of our files, by those that they import. */
  readonly #importers = new Map<string, Set<string>>();
  readonly #sources = new Map<string, string>();
  #dependents: ReadonlySet<string> = new Set();
  #world = 0;

  /** `instrumented`: texts that are loaded instead of those of the files, by their full paths. */
  constructor(instrumented: ReadonlyMap<string, string>) {
    registerHooks({
      resolve: (specifier, context, next) => {
        if (specifier === 'vitest' && context.parentURL !== HARNESS) return { url: HARNESS, shortCircuit: true };
        const found = next(specifier, context);
        const url = plain(found.url);
        if (!isOurs(url) || url === HARNESS) return found;
        if (context.parentURL) this.#note(url, plain(context.parentURL));
        return this.#world > 0 && this.#dependents.has(url) ? { ...found, url: `${url}?world=${this.#world}` } : found;
      },
      load: (address, context, next) => {
        const url = plain(address);
        if (!isOurs(url) || !url.endsWith('.ts')) return next(address, context);
        return { format: 'module', source: this.#sourceOf(url, instrumented), shortCircuit: true };
      },
    });
  }

  /** A new world: what depends on one of these files (full paths) is loaded anew from now on. */
  begin(files: readonly string[]): void {
    this.#world++;
    const dependents = new Set(files.map(file => pathToFileURL(file).href));
    for (const url of dependents) for (const importer of this.#importers.get(url) ?? []) dependents.add(importer);
    this.#dependents = dependents;
  }

  /** Loads a file by its full path, in the world of now. */
  async load(file: string): Promise<void> {
    const url = pathToFileURL(file).href;
    await import(this.#world > 0 ? `${url}?world=${this.#world}` : url);
  }

  #note(imported: string, importer: string): void {
    const known = this.#importers.get(imported) ?? new Set();
    this.#importers.set(imported, known.add(importer));
  }

  #sourceOf(url: string, instrumented: ReadonlyMap<string, string>): string {
    const known = this.#sources.get(url);
    if (known !== undefined) return known;
    const file = fileURLToPath(url);
    const source = stripTypeScriptTypes(instrumented.get(file) ?? readFileSync(file, 'utf8'));
    this.#sources.set(url, source);
    return source;
  }
}

function plain(url: string): string {
  return url.replace(/\?world=\d+$/, '');
}

function isOurs(url: string): boolean {
  return url.startsWith(OURS) && !url.includes('/node_modules/');
}
