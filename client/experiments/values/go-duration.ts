/** Lengths of time as Go writes them in a spec: `90s`, `1h30m`, `1.5h`. */

const UNITS: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-6],
  ['us', 1e-3],
  ['µs', 1e-3],
  ['μs', 1e-3],
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

/** Milliseconds; `undefined`: Go would not read it either, or it is absurdly long. */
export function readGoDuration(text: string): number | undefined {
  const [, sign, rest = ''] = /^([+-]?)(.{1,64})$/u.exec(text) ?? [];
  if (rest === '0') return 0;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)[a-zµμ]+)+$/u.test(rest)) return undefined;
  let total = 0;
  for (const [, number, word] of rest.matchAll(/([\d.]+)([a-zµμ]+)/gu)) {
    const unit = UNITS.get(word ?? '');
    if (unit === undefined) return undefined;
    total += Number(number) * unit;
  }
  return sign === '-' ? -total : total;
}
