/** Texts with a cursor, `<|>`, which is taken out before the text is used. */
export interface WithCursor {
  readonly text: string;
  readonly offset: number;
}

export function readCursor(marked: string): WithCursor {
  const offset = marked.indexOf('<|>');
  if (offset < 0 || marked.indexOf('<|>', offset + 1) >= 0) throw new Error(`exactly one <|> is needed in:\n${marked}`);
  return { text: marked.slice(0, offset) + marked.slice(offset + 3), offset };
}
