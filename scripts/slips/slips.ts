/** Slips of the hand: a correct text with one character or one line wrong, as typing and copying make them. */

export interface Slip {
  readonly kind: SlipKind;
  readonly text: string;
  /** Where the text is wrong. */
  readonly at: number;
}

/** In the order of the table. */
export const SLIP_KINDS = {
  'bracket left out': (text: string) => without(text, /[[\]{}]/g),
  'bracket too many': (text: string) => [...at(text, /[[{]/g, 0, each => each), ...at(text, /[\]}]/g, 0, each => each)],
  'bracket of the other kind': (text: string) => replaced(text, /[\]}]/g, each => (each === ']' ? '}' : ']')),
  'comma left out': (text: string) => without(text, /,(?= )/g),
  'comma too many': (text: string) => at(text, /, /g, 0, () => ','),
  'quote left out': (text: string) => without(text, /["']/g),
  'quote too many': (text: string) => [...at(text, VALUE, 0, () => '"'), ...behind(text, VALUE, '"')],
  'dash left out': (text: string) => without(text, /(?<=^ *)-(?= )/gm),
  'dash left out, with its blank': (text: string) => without(text, /(?<=^ *)- /gm),
  'dash too many': (text: string) => at(text, /(?<=^ *)[\w"]/gm, 0, () => '- '),
  'dash without its blank': (text: string) => without(text, /(?<=^ *-) /gm),
  'colon left out': (text: string) => without(text, /(?<=^ *(?:- )*[\w./-]+):/gm),
  'colon too many': (text: string) => behind(text, VALUE, ':'),
  'colon without its blank': (text: string) => without(text, /(?<=^ *(?:- )*[\w./-]+:) (?=\S)/gm),
  'line one column to the right': (text: string) => at(text, LINE, 0, () => ' '),
  'line two columns to the right': (text: string) => at(text, LINE, 0, () => '  '),
  'line one column to the left': (text: string) => without(text, /^ (?= *\S)/gm),
  'line two columns to the left': (text: string) => without(text, /^ {2}(?= *\S)/gm),
  'tab for two blanks': (text: string) => replaced(text, /^ {2}(?= *\S)/gm, () => '\t'),
  'line left out': (text: string) => without(text, /^.*\S.*\n/gm),
  'line twice': (text: string) => at(text, /^.*\S.*\n/gm, 0, each => each),
  'name of a field cut off': (text: string) => replaced(text, /(?<=^ *(?:- )*)[\w-]{3,}(?=:)/gm, each => each.slice(0, -1)),
  '`---` left out': (text: string) => without(text, /(?<=\n)---\n/g),
  'no-break spaces for all blanks at the left': (text: string) => [
    { text: text.replace(/^ +/gm, blanks => '\u00a0'.repeat(blanks.length)), at: Math.max(0, text.search(/^ /m)) },
  ],
  'tabs for all indentation': (text: string) => [
    { text: text.replace(/^ +/gm, blanks => '\t'.repeat(Math.ceil(blanks.length / 2))), at: Math.max(0, text.search(/^ /m)) },
  ],
} satisfies Record<string, (text: string) => readonly Omit<Slip, 'kind'>[]>;

export type SlipKind = keyof typeof SLIP_KINDS;

/** A value on the line of its name. */
const VALUE = /(?<=^ *(?:- )*[\w./-]+: )[\w./$-][^\n#"'{}[\]:]*(?=\n)/gm;
const LINE = /^(?= *[^\s#])/gm;

export function slipsOf(text: string, kind: SlipKind): readonly Slip[] {
  return SLIP_KINDS[kind](text)
    .filter(slip => slip.text !== text)
    .map(slip => ({ kind, ...slip }));
}

function without(text: string, pattern: RegExp): readonly Omit<Slip, 'kind'>[] {
  return replaced(text, pattern, () => '');
}

function replaced(text: string, pattern: RegExp, other: (found: string) => string): readonly Omit<Slip, 'kind'>[] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    text: text.slice(0, index) + other(found) + text.slice(index + found.length),
    at: index,
  }));
}

function at(
  text: string,
  pattern: RegExp,
  ahead: number,
  other: (found: string) => string,
): readonly Omit<Slip, 'kind'>[] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    text: text.slice(0, index + ahead) + other(found) + text.slice(index + ahead),
    at: index + ahead,
  }));
}

function behind(text: string, pattern: RegExp, other: string): readonly Omit<Slip, 'kind'>[] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    text: text.slice(0, index + found.length) + other + text.slice(index + found.length),
    at: index + found.length,
  }));
}
