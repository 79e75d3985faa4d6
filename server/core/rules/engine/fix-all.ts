/** All that can be mended in a file at once: again and again until nothing is left, as one round of edits. */
import { ComposedEdits } from '../../text/compose-edits.ts';
import type { Range, TextEdit } from '../../text/range.ts';

/** What it needs to know of a problem. */
export interface Mendable {
  readonly rule: string;
  /** Best first: only the first one is ever written here. */
  readonly fixes: readonly MendableFix[];
}

export interface MendableFix {
  readonly edits: readonly TextEdit[];
  readonly others: readonly unknown[];
  readonly creates?: unknown;
  readonly snippet: boolean;
  readonly isSafe: boolean;
}

export interface FixedFile {
  readonly text: string;
  /** Edits of the text as it was, in order and not overlapping. */
  readonly edits: readonly TextEdit[];
  /** Rule of every fix that was written. */
  readonly rules: readonly string[];
}

/** A fix may uncover another problem; fixes that undo each other must come to an end. */
const MAX_ROUNDS = 10;

/**
 * `rule`: of its problems, every first fix that needs nobody to fill in anything. Without it: of all problems, the fixes
 * that may be written unasked. `problemsOf` is asked about the text as it is by then.
 */
export function fixAll(
  text: string,
  problemsOf: (text: string) => readonly Mendable[],
  rule: string | undefined,
): FixedFile {
  const composed = new ComposedEdits(text.length);
  const rules: string[] = [];
  const seen = new Set([text]);
  let current = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const chosen = choose(problemsOf(current), rule);
    const edits = chosen.flatMap(({ fix }) => fix.edits);
    const next = applyAll(current, edits);
    if (seen.has(next)) break;
    seen.add(next);
    composed.apply(edits);
    rules.push(...chosen.map(each => each.rule));
    current = next;
  }
  return { text: current, edits: composed.edits(), rules };
}

/** The problems that {@link fixAll} mends in its first round, each fix once. */
export function choose(
  problems: readonly Mendable[],
  rule: string | undefined,
): readonly { readonly rule: string; readonly fix: MendableFix }[] {
  const taken = new TakenRanges();
  const chosen = new Map<MendableFix, { readonly rule: string; readonly fix: MendableFix }>();
  for (const problem of problems) {
    const [fix] = problem.fixes;
    const isMeant = rule === undefined ? fix?.isSafe : problem.rule === rule;
    if (!fix || !isMeant || chosen.has(fix) || !isWithin(fix)) continue;
    // What touches an edit of this round is looked at again in the next one.
    if (fix.edits.some(({ range }) => taken.touch(range))) continue;
    for (const { range } of fix.edits) taken.add(range);
    chosen.set(fix, { rule: problem.rule, fix });
  }
  return [...chosen.values()];
}

/** It changes this file alone, and leaves nothing to fill in. */
function isWithin({ edits, others, creates, snippet }: MendableFix): boolean {
  return edits.length > 0 && others.length === 0 && creates === undefined && !snippet;
}

/** Ranges in order, found by halves: a file may have ten thousand fixes. */
class TakenRanges {
  readonly #ranges: Range[] = [];

  touch({ start, end }: Range): boolean {
    const next = this.#ranges[this.#indexOf(end + 1) - 1];
    return next !== undefined && next.end >= start;
  }

  add(range: Range): void {
    this.#ranges.splice(this.#indexOf(range.start + 1), 0, range);
  }

  /** Index of the first range that starts at the offset or behind it. */
  #indexOf(offset: number): number {
    let low = 0;
    let high = this.#ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ranges[middle]?.start ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function applyAll(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let offset = 0;
  for (const { range, newText } of edits.toSorted((a, b) => a.range.start - b.range.start)) {
    result += text.slice(offset, range.start) + newText;
    offset = range.end;
  }
  return result + text.slice(offset);
}
