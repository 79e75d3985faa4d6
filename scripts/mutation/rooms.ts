/** What is mutated, and the tests that are to notice it. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { API } from 'typescript/unstable/sync';
import { findMutants } from './find-mutants.ts';
import type { Mutant } from './mutant.ts';

export const ROOT = path.join(import.meta.dirname, '../..');

const RULE_TESTS = [
  'test/rules/*.test.ts',
  'test/house/rules-page.test.ts',
  'test/core/features/*.test.ts',
  'test/core/run/*.test.ts',
];
const REHEARSAL_TESTS = [
  'test/core/lifecycle/*.test.ts',
  'test/core/run/*.test.ts',
  'test/core/features/{rehearse,recorded-scenario,scenarios-beside,ends}.test.ts',
  'test/contract/rehearsal.test.ts',
  'test/rules/rehearsed.test.ts',
];

interface Tests {
  /** Globs. */
  readonly files: readonly string[];
  /** Beginnings of the names of tests that look at what is there once the room is loaded, and may call nothing of it. */
  readonly looking: readonly string[];
}

/** By the folder of a room. */
const TESTS: Readonly<Record<string, Tests>> = {
  'server/core/rules': {
    files: RULE_TESTS,
    looking: ['test/house/rules-page.test.ts > ', 'test/rules/rules.test.ts > the registry > has a fixture folder'],
  },
  'server/core/lifecycle': { files: REHEARSAL_TESTS, looking: [] },
};

export interface MutatedFile {
  /** Relative to the project. */
  readonly file: string;
  readonly text: string;
  readonly mutants: readonly Mutant[];
}

/** The rooms below a folder of the project that can be mutated, each by itself. */
export function roomsIn(folder: string): readonly string[] {
  const files = globSync(`${folder}/**/*.ts`, { cwd: ROOT }).map(file =>
    path.posix.dirname(file.replaceAll(path.sep, '/')),
  );
  return [...new Set(files)].filter(room => testsOf(room).length > 0).toSorted();
}

function testsFor(room: string): Tests | undefined {
  return Object.entries(TESTS).find(([folder]) => room === folder || room.startsWith(`${folder}/`))?.[1];
}

/** Files of tests. */
export function testsOf(room: string): readonly string[] {
  return globSync([...(testsFor(room)?.files ?? [])], { cwd: ROOT }).toSorted();
}

export function lookingAt(room: string): readonly string[] {
  return testsFor(room)?.looking ?? [];
}

/** One mutant of `sample` is taken, always the same ones. */
export function readRoom(room: string, sample: number): readonly MutatedFile[] {
  const files = globSync(`${room}/*.ts`, { cwd: ROOT }).toSorted();
  const api = new API({ cwd: ROOT });
  try {
    const config = path.join(ROOT, 'server/core/tsconfig.json');
    const project = api.updateSnapshot({ openProject: config }).getProject(config);
    return files.map(file => {
      const source = project?.program.getSourceFile(path.join(ROOT, file));
      if (!source) throw new Error(`${file} is not part of ${config}.`);
      const mutants = findMutants(source, isShown).filter((_, index) => index % sample === 0);
      return { file, text: readFileSync(path.join(ROOT, file), 'utf8'), mutants };
    });
  } finally {
    api.close();
  }
}

const PAGES = path.join(ROOT, 'docs/rules');
let shown: { readonly ids: ReadonlySet<string>; readonly text: string } | undefined;

/** Ids, titles and explanations of rules: a test compares the pages that are made of them. Nothing that is mutated is loaded here. */
function isShown(text: string): boolean {
  if (!shown) {
    const pages = globSync('*.md', { cwd: PAGES });
    const texts = pages.map(page => readFileSync(path.join(PAGES, page), 'utf8'));
    shown = { ids: new Set(pages.map(page => path.basename(page, '.md'))), text: texts.join('\n') };
  }
  return shown.ids.has(text) || (/\S \S/.test(text) && shown.text.includes(text));
}
