/** Broken and bent variants of texts: each is a base and a few edits, and depends on the seed alone. */
import { randomFrom } from '../../support/mutate.ts';

/** At an offset so many characters go, and a text comes. */
export type Edit = readonly [at: number, removed: number, inserted: string];

export interface Mutated {
  readonly base: number;
  readonly edits: readonly Edit[];
}

export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = text;
  for (const [at, removed, inserted] of edits) result = result.slice(0, at) + inserted + result.slice(at + removed);
  return result;
}

const PIECES = [
  ...[
    ' ',
    '  ',
    '\t',
    '\n',
    '\n\n',
    '\r\n',
    ':',
    ': ',
    ' :',
    '-',
    '- ',
    '\n- ',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ',',
    ', ',
  ],
  ...[
    '#',
    ' # ',
    '&a ',
    '*a',
    '<<: ',
    '|',
    '|\n',
    '>-\n',
    '|+\n',
    '|2\n',
    '? ',
    '!',
    '!!str ',
    '!!int ',
    '!x ',
    '%',
    '@',
    '`',
  ],
  ...[
    '\\',
    '\\n',
    '\\q',
    '\\\n',
    "''",
    '\u0001',
    '\u00a0',
    '\u0085',
    '\ufeff',
    '\u2028',
    'é',
    '🎉',
    '{{',
    '}}',
    '...',
    '---',
  ],
  ...[
    'a',
    'b: c',
    'on',
    'y',
    '012',
    '1e3',
    '08',
    '0x1f',
    '.5',
    '.inf',
    '~',
    'null',
    'true',
    '1_0',
    '-',
    '<<',
    '"x"',
    "'y'",
  ],
];

export function mutations(bases: readonly string[], count: number, seed: number): readonly Mutated[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => {
    const base = pick(
      bases.map((_, index) => index),
      random,
    );
    const edits: Edit[] = [];
    let text = bases[base] ?? '';
    for (let left = 1 + Math.floor(random() * 2.4); left > 0; left--) {
      const edit = pick(CHANGES, random)(text, random);
      edits.push(edit);
      text = applyEdits(text, [edit]);
    }
    return { base, edits };
  });
}

type Change = (text: string, random: () => number) => Edit;

const CHANGES: readonly Change[] = [
  (text, random) => [place(text, random), 0, pick(PIECES, random)],
  (text, random) => [place(text, random), 0, pick(PIECES, random)],
  (text, random) => [place(text, random), 1, ''],
  (text, random) => [place(text, random), 1, pick(PIECES, random)],
  (text, random) => [place(text, random), 1 + Math.floor(random() * 12), ''],
  // A line moves to the right or to the left.
  (text, random) => [line(text, random).start, 0, pick([' ', '  ', '\t', '   '], random)],
  (text, random) => {
    const { start, text: own } = line(text, random);
    const blanks = /^ */.exec(own)?.[0].length ?? 0;
    return [start, Math.min(blanks, 1 + Math.floor(random() * 4)), ''];
  },
  // A line goes, or comes twice.
  (text, random) => {
    const { start, text: own } = line(text, random);
    return [start, own.length, ''];
  },
  (text, random) => {
    const { start, text: own } = line(text, random);
    return [start, 0, own];
  },
  // Something at the end of a line, before it, or in place of its value.
  (text, random) => {
    const { start, text: own } = line(text, random);
    return [start + own.trimEnd().length, 0, pick(PIECES, random)];
  },
  (text, random) => {
    const { start, text: own } = line(text, random);
    return [start + own.length - own.trimStart().length, 0, pick(PIECES, random)];
  },
  (text, random) => {
    const { start, text: own } = line(text, random);
    const value = /: ([^\r\n]+)/.exec(own);
    return value
      ? [start + value.index + 2, value[1]?.length ?? 0, pick(PIECES, random)]
      : [start, 0, pick(PIECES, random)];
  },
  // A key becomes something else.
  (text, random) => {
    const { start, text: own } = line(text, random);
    const key = /^([ -]*)([^:\s]+):/.exec(own);
    return key ? [start + (key[1]?.length ?? 0), key[2]?.length ?? 0, pick(PIECES, random)] : [start, 0, '- '];
  },
];

function place(text: string, random: () => number): number {
  return Math.floor(random() * (text.length + 1));
}

/** With its line break. */
function line(text: string, random: () => number): { readonly start: number; readonly text: string } {
  const at = place(text, random);
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', start);
  return { start, text: text.slice(start, end < 0 ? text.length : end + 1) };
}

function pick<T>(items: readonly T[], random: () => number): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
}
