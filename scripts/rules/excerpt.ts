/** The lines of a YAML text that say something, under what they belong to; the rest is `# ...`. */

export interface ExcerptLine {
  readonly line: string;
  /** Lines that are shown wherever this one is. */
  readonly under?: readonly string[];
}

/** A text of so few lines is shown whole. */
const FEW = 24;
/** A text of more lines is cut down to what matters. */
const MANY = 60;

/** Blocks that look alike everywhere, and so are left out of longer texts. */
const KNOWN_BLOCK = /^ *(?:- )?(?:template|selector|metadata|ports):$/;

/** The text without its known blocks; `wanted`: indices of the lines that matter, which are never left out. */
export function shorten(lines: readonly ExcerptLine[], wanted: readonly number[]): readonly string[] {
  if (lines.length <= FEW) return draw(lines, new Set(lines.keys()));
  const shown = new Set<number>();
  for (let index = 0; index < lines.length; index++) {
    shown.add(index);
    const end = KNOWN_BLOCK.test(lines[index]?.line ?? '') ? blockEnd(lines, index) : 0;
    if (end - index > 2 && !wanted.some(each => index < each && each < end)) index = end - 1;
  }
  return shown.size > MANY ? excerpt(lines, wanted) : draw(lines, shown);
}

/** `wanted`: indices of the lines that matter; each is shown with the lines beside it and their parents. */
export function excerpt(lines: readonly ExcerptLine[], wanted: readonly number[]): readonly string[] {
  const shown = new Set<number>();
  for (const index of wanted) {
    for (const near of [index - 1, index, index + 1]) {
      if (!lines[near]) continue;
      shown.add(near);
      for (const parent of parentsOf(lines, near)) shown.add(parent);
    }
  }
  return draw(lines, shown);
}

function draw(lines: readonly ExcerptLine[], shown: ReadonlySet<number>): readonly string[] {
  const last = lines.findLastIndex(({ line }) => line.trim() !== '');
  const result: string[] = [];
  for (let index = 0; index <= last; index++) {
    const end = gapEnd(index, last, shown);
    // The sign of a gap needs a line, too.
    if (end - index > 1) {
      result.push(`${indentOf(lines[index]?.line ?? '')}# ...`);
      index = end;
    }
    const each = lines[index];
    if (index <= last && each) result.push(each.line, ...(each.under ?? []));
  }
  return result;
}

/** The first index from `start` on that is shown, or the one behind the last line. */
function gapEnd(start: number, last: number, shown: ReadonlySet<number>): number {
  let end = start;
  while (end <= last && !shown.has(end)) end++;
  return end;
}

/** The index behind the block of a key. */
function blockEnd(lines: readonly ExcerptLine[], start: number): number {
  const column = (/^ *(?:- )?/.exec(lines[start]?.line ?? '')?.[0] ?? '').length;
  const end = lines.findIndex(({ line }, index) => index > start && line !== '' && indentOf(line).length <= column);
  return end < 0 ? lines.length : end;
}

/** The keys that a line stands under, and where its document says what it is. */
function parentsOf(lines: readonly ExcerptLine[], index: number): readonly number[] {
  const parents: number[] = [];
  let column = indentOf(lines[index]?.line ?? '').length;
  let at = index - 1;
  for (; at >= 0 && !lines[at]?.line.startsWith('---'); at--) {
    const line = lines[at]?.line ?? '';
    const isParent = line.trim() !== '' && indentOf(line).length < column;
    if (isParent) column = indentOf(line).length;
    if (isParent || /^kind:/.test(line)) parents.push(at);
  }
  return lines[at]?.line.startsWith('---') ? [...parents, at] : parents;
}

function indentOf(line: string): string {
  return /^ */.exec(line)?.[0] ?? '';
}

/** Indices of the lines of `after` that `before` does not have, and of those beside which lines of it are gone. */
export function changedLines(before: readonly string[], after: readonly string[]): readonly number[] {
  const kept = keptLines(before, after);
  const changed = after.flatMap((_, index) => (kept.has(index) ? [] : [index]));
  let next = 0;
  for (const [index, from] of [...kept, [after.length, before.length] as const]) {
    if (from > next && !changed.includes(index - 1)) changed.push(Math.max(0, index - 1));
    next = from + 1;
  }
  return changed.toSorted((a, b) => a - b);
}

/** The longest common run of lines: index in `after`, and in `before`, in order. */
function keptLines(before: readonly string[], after: readonly string[]): ReadonlyMap<number, number> {
  // lengths[i][j]: how many lines can be kept of before[i...] and after[j...].
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row) row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const kept = new Map<number, number>();
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    if (before[i] === after[j]) kept.set(j++, i++);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return kept;
}
