/** Reads objects of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((found, key) => (isRecord(found) ? found[key] : undefined), value);
}

export function recordAt(value: unknown, ...keys: readonly string[]): Fields | undefined {
  const found = at(value, keys);
  return isRecord(found) ? found : undefined;
}

/** The maps in a list; what is no map is left out. */
export function listAt(value: unknown, ...keys: readonly string[]): readonly Fields[] {
  const found = at(value, keys);
  return Array.isArray(found) ? found.filter(isRecord) : [];
}

export function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  const found = at(value, keys);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
