/** Quantities as Kubernetes reads them: `500m`, `1.5Gi`, `2e3`, and plain numbers. */

const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The amount, as exact as a double holds it; undefined: Kubernetes does not parse the text. */
export function parseQuantity(text: string): number | undefined {
  const [, number, suffix = ''] = /^([+-]?(?:\d+\.?\d*|\.\d+))(.*)$/.exec(text) ?? [];
  if (number === undefined) return undefined;
  const factor = Object.hasOwn(FACTORS, suffix) ? FACTORS[suffix] : undefined;
  if (factor !== undefined) return Number(number) * factor;
  return /^[eE][+-]?\d+$/.test(suffix) ? Number(number + suffix) : undefined;
}
