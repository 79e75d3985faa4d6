/** The numbers in what a provider answered: `0.97`, `[0.97 0.99]`, `[0.97,0.99]`. */

/** Lists longer than this are no lines of a chart. */
const MOST_SERIES = 8;

/** One per element; `null` for one that is no finite number. Empty: there is nothing to draw. */
export function readNumbers(value: string): readonly (number | null)[] {
  const text = value.trim();
  const list = /^\[(.*)\]$/s.exec(text)?.[1];
  if (list === undefined) return [readNumber(text)].filter(number => number !== undefined);
  const items = list.split(/[,\s]+/).filter(item => item !== '');
  const numbers = items.map(readNumber);
  if (numbers.length > MOST_SERIES || numbers.includes(undefined)) return [];
  return numbers.map(number => number ?? null);
}

/** `undefined`: no number at all. */
function readNumber(text: string): number | null | undefined {
  if (/^(?:NaN|[+-]?Inf)$/i.test(text)) return null;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}
