/**
 * Builds `dist/schemas/language.json` from the YAML files of this folder, the Kubernetes models and the snippets.
 * Run it: `node schemas/build.ts`. A mistake in a file ends it with the file, the path and the remedy.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Language } from '../server/core/schema/schema.ts';
import { compileLanguage, LanguageError } from './compile.ts';
import { readDocuments } from './documents.ts';
import { readKubernetes } from './kubernetes.ts';

const here = new URL('./', import.meta.url);

/** The language as the YAML files and the installed Kubernetes models say it. Throws a `LanguageError` when they are wrong. */
export function buildLanguage(): Language {
  const names = readdirSync(here).filter(name => name.endsWith('.yaml'));
  const files = names.sort().map(name => ({ name, text: readFileSync(new URL(name, here), 'utf8') }));
  return compileLanguage(files, readKubernetes(), readDocuments());
}

/** Writes the built language; returns the path of the file. */
export function writeLanguage(): string {
  const folder = new URL('../dist/schemas/', here);
  mkdirSync(folder, { recursive: true });
  const file = fileURLToPath(new URL('language.json', folder));
  writeFileSync(file, JSON.stringify(buildLanguage()));
  return file;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(writeLanguage());
  } catch (error) {
    if (!(error instanceof LanguageError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
