/**
 * Texts with marks. `<|>` is the cursor; a line `# ^^^^ rule-id` under a line says that a problem stands exactly above the
 * carets. The marks are taken out before the text is used.
 */
export interface WithCursor {
  readonly text: string;
  readonly offset: number;
}

export function readCursor(marked: string): WithCursor {
  const offset = marked.indexOf('<|>');
  if (offset < 0 || marked.indexOf('<|>', offset + 1) >= 0) throw new Error(`exactly one <|> is needed in:\n${marked}`);
  return { text: marked.slice(0, offset) + marked.slice(offset + 3), offset };
}

export interface Mark {
  /** 0-based line and columns of the text without marks. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly rule: string;
}

export interface WithMarks {
  readonly text: string;
  readonly marks: readonly Mark[];
}

const MARK = /^\s*(?:#[ \t]*)?(\^+)[ \t]+([\w-]+)[ \t]*$/;

/** The `#` makes a mark a comment; it is left out where the problem begins in the first columns. */
export function readMarks(marked: string): WithMarks {
  const lines: string[] = [];
  const marks: Mark[] = [];
  for (const line of marked.split('\n')) {
    const match = MARK.exec(line);
    const carets = match?.[1];
    const rule = match?.[2];
    if (carets === undefined || rule === undefined) {
      lines.push(line);
      continue;
    }
    const from = line.indexOf('^');
    marks.push({ line: lines.length - 1, from, to: from + carets.length, rule });
  }
  return { text: lines.join('\n'), marks };
}
