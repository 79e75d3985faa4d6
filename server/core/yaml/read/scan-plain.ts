/** Scalars without quotes, over as many lines as they have. */
import { type Characters, code, END, isBlank, isBreak, isSpace, TAB } from './characters.ts';
import { ReadFailure } from './failure.ts';
import { Fold } from './fold.ts';

export interface ScannedPlain {
  readonly text: string;
  readonly end: number;
  /** Lines were left behind it: what follows stands on a line of its own. */
  readonly endsLine: boolean;
}

const COLON = code(':');
const HASH = code('#');
/** What ends a plain scalar between brackets. */
const FLOW = new Set(',?[]{}'.split('').map(code));

/** `indent`: the least column at which it goes on on further lines. */
export function scanPlain(source: Characters, indent: number, inFlow: boolean): ScannedPlain {
  const start = source.offset;
  let end = start;
  let text = '';
  let fold = new Fold();
  while (!source.isDocumentMark() && source.at() !== HASH) {
    const word = source.offset;
    skipWord(source, inFlow);
    if (source.offset > word) {
      text += fold.text + source.text.slice(word, source.offset);
      fold = new Fold();
      end = source.offset;
    }
    const char = source.at();
    if (char === END || !(isBlank(char) || isBreak(char))) break;
    for (let next = char; isBlank(next) || isBreak(next); next = source.at()) {
      if (next === TAB && fold.hasBreak && source.column < indent)
        throw new ReadFailure('UNEXPECTED_TAB', { start: source.offset, end: source.offset + 1 }, start);
      fold.take(source);
    }
    if (!inFlow && source.column < indent) break;
  }
  return { text, end, endsLine: fold.hasBreak };
}

function skipWord(source: Characters, inFlow: boolean): void {
  for (let char = source.at(); !isSpace(char); char = source.at()) {
    if (char === COLON && isSpace(source.at(1))) return;
    if (inFlow && FLOW.has(char)) return;
    source.skip();
  }
}
