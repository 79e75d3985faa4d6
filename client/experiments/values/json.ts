/** Reads data that somebody else wrote: whatever its shape is, an answer of the wanted type, never an exception. */

export type Json = Readonly<Record<string, unknown>>;

/** The map, or an empty one. */
export function readMap(value: unknown): Json {
  return isMap(value) ? value : {};
}

export function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The list, or an empty one. */
export function readList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text, or an empty one. */
export function readText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The number if it is a whole one. */
export function readWhole(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

/** Milliseconds since the epoch of a time in RFC 3339 (`2026-11-23T07:24:01Z`). */
export function readTime(value: unknown): number | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

/** The texts of a map; what is not text is left out. */
export function readTexts(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(readMap(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** One of the words, or nothing. */
export function readWord<const W extends string>(value: unknown, words: readonly W[]): W | undefined {
  return words.find(word => word === value);
}
