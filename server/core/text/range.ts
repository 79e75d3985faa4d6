/** A half-open span of UTF-16 offsets into some text: `start` inclusive, `end` exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Replaces the text in `range` by `newText`. An empty range inserts. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

export function shiftRange(range: Range, by: number): Range {
  return by === 0 ? range : { start: range.start + by, end: range.end + by };
}

/** Whether `offset` lies in `range`, its end included: a cursor at the end of a word touches the word. */
export function touches(range: Range, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/** Whether `inner` lies in `outer`, ends included. */
export function isInside(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function overlaps(a: Range, b: Range): boolean {
  return a.start <= b.end && b.start <= a.end;
}
