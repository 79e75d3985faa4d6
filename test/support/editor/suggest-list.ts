/** The list of suggestions of VS Code with its default settings: what it shows of an answer, and which item Enter takes. */
import type { Completion } from '../../../server/core/index.ts';
import { gracefulScore } from './fuzzy-score.ts';

/** An answer, and the offset of the file at which it was asked for. */
export interface Answer {
  readonly items: readonly Completion[];
  readonly at: number;
}

/** The items that stay when the cursor has come to `cursor` on the same line, best first. */
export function suggestions({ items, at }: Answer, text: string, cursor: number): readonly Completion[] {
  const ordered = [...items].sort(bySortText);
  return ordered
    .flatMap((item, index) => {
      const score = scoreOf(item, at, text, cursor);
      return score === undefined ? [] : [{ item, index, score }];
    })
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ item }) => item);
}

/** What Enter and Tab take; undefined: the list is closed, and both are the editor's own. Nothing of ours is preselected. */
export function taken(answer: Answer, text: string, cursor: number): Completion | undefined {
  return suggestions(answer, text, cursor)[0];
}

/** Items without a typed word keep their order. */
const UNSCORED = -100;

function scoreOf({ edit, filterText }: Completion, at: number, text: string, cursor: number): number | undefined {
  const typed = text.slice(edit.range.start, cursor);
  const before = at - edit.range.start;
  const blanks = /^[ \t]*/.exec(typed.slice(0, before))?.[0].length ?? 0;
  return blanks >= typed.length ? UNSCORED : gracefulScore(typed, blanks, filterText);
}

function bySortText(a: Completion, b: Completion): number {
  const [first, second] = [a.sortText.toLowerCase(), b.sortText.toLowerCase()];
  if (first !== second) return first < second ? -1 : 1;
  return a.label < b.label ? -1 : a.label > b.label ? 1 : 0;
}
