/**
 * Documents typed key by key into VS Code: whatever is offered, and however late, Enter destroys nothing. `npm run typing` types every
 * line of the examples and of the corpus, and adds up; the unit tests type a part of them.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Spoilt, typeLine, type Words } from '../../support/editor/typing.ts';
import { newService } from '../../support/service.ts';

const ROOT = path.join(import.meta.dirname, '../../..');
/** One line in so many, of all files. Absent: a part of the files, as the ways say. */
const EVERY = process.env.TYPING_EVERY === undefined ? undefined : Number(process.env.TYPING_EVERY);
const URI = 'file:///typed/document.yaml';
const TEMPLATES = readFileSync(path.join(ROOT, 'examples/http-benchmark.yaml'), 'utf8');

interface Way {
  readonly what: string;
  /** What is below the line while it is typed. */
  readonly below: 'nothing' | 'the rest';
  readonly words: Words;
  readonly files: readonly string[];
  /** One line in so many, in the unit tests. */
  readonly every: number;
}

const [examples, corpus] = [filesIn('examples'), filesIn('test/corpus')];
const WAYS: readonly Way[] = [
  { what: 'examples, from an empty file on', below: 'nothing', words: 'plain', files: examples, every: 12 },
  {
    what: 'the same with the words of another extension',
    below: 'nothing',
    words: 'redHat',
    files: examples,
    every: 18,
  },
  {
    what: 'each line of the examples and of the corpus again, in its finished file',
    below: 'the rest',
    words: 'plain',
    files: EVERY !== undefined ? [...examples, ...corpus] : corpus.filter((_, index) => index % 20 === 0),
    every: 8,
  },
];

const sums = new Map<string, { files: number; lines: number; places: number; moments: number; spoilt: number }>();
afterAll(() => {
  const report = process.env.TYPING_REPORT;
  if (report !== undefined) writeFileSync(report, JSON.stringify([...sums].map(([what, sum]) => ({ what, ...sum }))));
});

describe.each(WAYS)('Enter destroys nothing, however late an answer comes: $what', way => {
  it.each(way.files)('%s', name => {
    const spoilt = typeFile(name, way);
    expect(spoilt).toEqual([]);
  });
});

function typeFile(name: string, { what, below, words, every }: Way): readonly string[] {
  const text = readFileSync(path.join(ROOT, name), 'utf8');
  const service = newService({ 'file:///typed/templates.yaml': TEMPLATES });
  const sum = sums.get(what) ?? { files: 0, lines: 0, places: 0, moments: 0, spoilt: 0 };
  sums.set(what, sum);
  sum.files += 1;
  const spoilt = new Set<string>();
  let start = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const [from, to] = [start + (/^ */.exec(line)?.[0].length ?? 0), start + line.length];
    start = to + 1;
    if (index % (EVERY ?? every) !== 0 || from === to) continue;
    const rest = below === 'nothing' ? '' : text.slice(to);
    const typed = typeLine(service, URI, cursor => text.slice(0, cursor) + rest, from, to, words);
    for (const each of typed.spoilt) spoilt.add(say(name, index, each));
    sum.lines += 1;
    sum.places += to - from + 1;
    sum.moments += typed.moments;
  }
  sum.spoilt += spoilt.size;
  return [...spoilt];
}

function say(name: string, line: number, { line: typed, label, why }: Spoilt): string {
  return `${name}:${line + 1} "${typed}" takes "${label}": ${why}`;
}

function filesIn(folder: string): readonly string[] {
  const found = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return found
    .filter(name => /\.ya?ml$/.test(name))
    .map(name => path.join(folder, name))
    .sort();
}
