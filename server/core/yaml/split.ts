/**
 * Cuts a file into its documents before any of them is parsed, as kubectl does: a line that begins with `---` starts a document wherever
 * it stands, in block scalars and quotes too. So one document can be read again without its neighbours.
 */
import { readJson } from './read/read-json.ts';

export interface Slice {
  /** Offset in the file. */
  readonly start: number;
  readonly text: string;
  /** A line `---` is missing before it: for kubectl it is one object with what is above. */
  readonly lacksSeparator?: true;
}

/** At least one slice, in order, without gaps: their texts joined are the file. */
export function splitDocuments(text: string): readonly Slice[] {
  const starts = [0, ...jsonStarts(text)];
  const first = starts.at(-1) ?? 0;
  for (const { index } of text.slice(first).matchAll(/(?<=^|\n)---/g)) {
    const start = first + index;
    // Comments above the first `---` belong to the document that it opens.
    const onlyPreamble = starts.length === 1 && isPreamble(text.slice(0, start));
    if (start > first && !onlyPreamble) starts.push(start);
  }
  return starts.flatMap((start, i) => objectsIn(text.slice(start, starts[i + 1] ?? text.length), start));
}

/** Of one object the document itself; of several with no `---` between them each by itself. */
function objectsIn(text: string, start: number): readonly Slice[] {
  const cuts = [0];
  let seen = new Set<string>();
  for (const { 1: key = '', index } of text.matchAll(/(?<=^|\n)([A-Za-z]\w*):(?=\s)/g)) {
    const isNext = HEAD.has(key) && seen.has(key) && seen.size > HEAD.size && [...HEAD].every(each => seen.has(each));
    if (isNext) {
      cuts.push(index);
      seen = new Set();
    }
    seen.add(key);
  }
  return cuts.map((cut, i) => ({
    start: start + cut,
    text: text.slice(cut, cuts[i + 1] ?? text.length),
    ...(cut > 0 ? { lacksSeparator: true } : {}),
  }));
}

/** With these every object begins; one that has them and more is over when one of them comes again. */
const HEAD: ReadonlySet<string> = new Set(['apiVersion', 'kind']);

/** Objects of JSON that follow one another with nothing between them. */
function jsonStarts(text: string): readonly number[] {
  const starts: number[] = [];
  if (!/^\s*\{/.test(text)) return starts;
  for (let start = 0; ; ) {
    const json = readJson(text.slice(start));
    const next = json && /^\s*(?=\{)/.exec(text.slice(start + json.end));
    if (!json || !next) return starts;
    start += json.end + next[0].length;
    starts.push(start);
  }
}

function isPreamble(text: string): boolean {
  return text.split(/\r?\n|\r/).every(line => /^\uFEFF?\s*(#.*|%.*)?$/.test(line));
}
