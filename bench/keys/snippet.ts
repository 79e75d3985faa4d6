/** Snippet text of a completion, as pieces in the order of the text. */

export type Piece = string | Stop;

export interface Stop {
  /** 0: where the cursor is at the end. */
  readonly number: number;
  /** The text that is selected there. */
  readonly proposed: string;
}

const STOP =
  /\\([\\$}])|\$\{(\d+):((?:\\.|\$\{[^}]*\}|[^}\\])*)\}|\$\{(\d+)\|((?:\\.|[^,|\\])*)(?:\\.|[^|\\])*\|\}|\$\{?(\d+)\}?/g;

export function parseSnippet(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const literal = (part: string): void => {
    const last = pieces.at(-1);
    if (typeof last === 'string') pieces[pieces.length - 1] = last + part;
    else if (part !== '') pieces.push(part);
  };
  let end = 0;
  for (const match of text.matchAll(STOP)) {
    const [whole, escaped, number, proposed = '', choice, first = '', bare] = match;
    literal(text.slice(end, match.index));
    end = match.index + whole.length;
    if (escaped !== undefined) literal(escaped);
    else
      pieces.push({
        number: Number(number ?? choice ?? bare),
        proposed: (choice === undefined ? proposed : first).replace(/\\(.)/g, '$1'),
      });
  }
  literal(text.slice(end));
  return withMirrors(pieces);
}

/** A stop of a number that came before proposes what the first one does. */
function withMirrors(pieces: readonly Piece[]): readonly Piece[] {
  const proposals = new Map<number, string>();
  for (const piece of pieces)
    if (typeof piece !== 'string' && piece.proposed !== '' && !proposals.has(piece.number))
      proposals.set(piece.number, piece.proposed);
  return pieces.map(piece =>
    typeof piece === 'string' ? piece : { ...piece, proposed: proposals.get(piece.number) ?? '' },
  );
}

export function plainText(pieces: readonly Piece[]): string {
  return pieces.map(piece => (typeof piece === 'string' ? piece : piece.proposed)).join('');
}
