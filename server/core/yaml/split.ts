/**
 * Cuts a file into its documents before any of them is parsed: a line that begins with `---` starts a document wherever
 * it stands, in block scalars and quotes too. So one document can be read again without its neighbours.
 */
export interface Slice {
  /** Offset in the file. */
  readonly start: number;
  readonly text: string;
}

/** At least one slice, in order, without gaps: their texts joined are the file. */
export function splitDocuments(text: string): readonly Slice[] {
  const starts = [0];
  for (const match of text.matchAll(/^---(?=[ \t\r\n]|$)/gm)) {
    const previous = starts.at(-1) ?? 0;
    // Comments and directives above the first `---` belong to the document that it opens.
    const onlyPreamble = previous === 0 && starts.length === 1 && isPreamble(text.slice(0, match.index));
    if (match.index > 0 && !onlyPreamble) starts.push(match.index);
  }
  return starts.map((start, i) => ({ start, text: text.slice(start, starts[i + 1] ?? text.length) }));
}

function isPreamble(text: string): boolean {
  return text.split(/\r?\n|\r/).every(line => /^\uFEFF?\s*(#.*|%.*)?$/.test(line));
}
