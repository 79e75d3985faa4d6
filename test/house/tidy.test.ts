/** Names, exports, and what must not be in any file that is under version control. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FILES, ROOT } from '../support/our-imports.ts';

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** Files that are, or would be, committed; without version control (an unpacked archive), our sources. */
function trackedFiles(): readonly string[] {
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return listed.split('\0').filter(file => file !== '');
  } catch {
    return FILES;
  }
}

const TEXTS = trackedFiles().filter(file =>
  /\.(ts|js|json|jsonl|ya?ml|md|tsv|txt|html|css|svg|go|mod|sum|sh|tpl)$|(^|\/)\.?[\w-]+$/.test(file),
);

/** `file:line text` of every line that matches. */
function findLines(files: readonly string[], pattern: RegExp): readonly string[] {
  return files.flatMap(file => {
    const text = readIfThere(file);
    if (!pattern.test(text)) return [];
    const lines = text.split('\n');
    return lines.flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1} ${line.trim().slice(0, 160)}`] : []));
  });
}

function readIfThere(file: string): string {
  try {
    return read(file);
  } catch (error) {
    // Listed by git and deleted since, by somebody who works beside this test.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')) return '';
    throw error;
  }
}

describe('names', () => {
  const sources = FILES.map(file => ({ file, name: path.posix.basename(file) }));

  it('of files are kebab-case', () => {
    expect(
      sources
        .filter(({ name }) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*\.(ts|js)$/.test(name))
        .map(each => each.file),
    ).toEqual([]);
  });

  it('of files and folders say what is in them', () => {
    const vague = /(^|[/.-])(utils?|helpers?|common|managers?|misc|shared|stuff)(?=[/.-]|$)/;
    expect(FILES.filter(file => vague.test(file))).toEqual([]);
  });
});

describe('exports', () => {
  it('have names; only tools that ask for a default get one', () => {
    const files = FILES.filter(file => !/(^|\/)vitest\.config\.ts$/.test(file));
    expect(findLines(files, /^export default\b|^export \{[^}]*\bas default\b/)).toEqual([]);
  });

  it('are not passed on, but by the door of the core', () => {
    const files = FILES.filter(file => file !== 'server/core/index.ts');
    expect(findLines(files, /^export (\*|\{[^}]*\}|type \{[^}]*\}|type \*) from\b/)).toEqual([]);
  });
});

describe('what is under version control', () => {
  it('names no place that packages were fetched from: every registry serves them', () => {
    const locks = TEXTS.filter(file => file.endsWith('package-lock.json'));
    expect(locks).toContain('package-lock.json');
    expect(findLines(locks, /"resolved"/)).toEqual([]);
    expect(TEXTS.filter(file => /(^|\/)\.npmrc$/.test(file))).toEqual([]);
  });

  it('names no place of one machine', () => {
    const places = new RegExp(
      ['/wo' + 'rk/(main|shared)', '/ro' + 'ot/', '/ho' + 'me/[a-z]{2,}/', 'C:\\\\' + 'Users\\\\'].join('|'),
    );
    expect(findLines(TEXTS, places)).toEqual([]);
  });

  it('names no registry', () => {
    const hosts = new RegExp(
      [
        'registry\\.npm' + 'js\\.org',
        'registry\\.yarn' + 'pkg\\.com',
        'proxy\\.gol' + 'ang\\.org',
        'art' + 'ifactory',
        'nex' + 'us\\.',
      ].join('|'),
      'i',
    );
    expect(findLines(TEXTS, hosts)).toEqual([]);
  });

  it('has no merge left open, and nothing that a test was told to leave out', () => {
    expect(
      findLines(
        TEXTS.filter(file => !file.endsWith('.md')),
        /^(<{7} |>{7} )/,
      ),
    ).toEqual([]);
    const tests = FILES.filter(file => file.startsWith('test/') && file !== 'test/house/tidy.test.ts');
    expect(findLines(tests, /\b(it|test|describe)\.(only|skip|todo|fails)\b/)).toEqual([]);
  });
});
