/**
 * Plain scalars as Kubernetes' YAML reader (a YAML 1.1 reader in Go) resolves them: `yes`, `on` and `y` are booleans,
 * `0o17`, `017`, `0x1F` and `1_000` are integers, `~` is null, dates stay text.
 */
export function resolvePlain(text: string): string | number | boolean | null {
  if (NULLS.has(text)) return null;
  if (TRUES.has(text)) return true;
  if (FALSES.has(text)) return false;
  if (!/^[-+.0-9]/.test(text)) return text;
  const special = SPECIAL_FLOATS.get(text);
  if (special !== undefined) return special;
  return resolveNumber(text) ?? text;
}

/** A text as a scalar on one line: plain where every reader takes it for that text, else in double quotes. */
export function writeText(text: string): string {
  const isPlain = /^[\w/]([\w ./@-]*[\w/])?$/.test(text) && resolvePlain(text) === text;
  return isPlain ? text : JSON.stringify(text);
}

/** A boolean of YAML 1.1 that YAML 1.2 reads as text: the `no` of Norway. */
export function isLegacyBoolean(text: string): boolean {
  return (TRUES.has(text) || FALSES.has(text)) && !/^(true|false)$/i.test(text);
}

/** Whether the text of a number is one with a fraction for kubectl's reader, however it looks: `1e3`, `08`, `99999999999999999999`. */
export function isFloatText(text: string): boolean {
  return /^\./.test(text) || readInteger(text.replaceAll('_', '')) === undefined;
}

function resolveNumber(text: string): number | undefined {
  // Behind a leading point they stand between digits alone.
  const plain = text.startsWith('.') && !/^\.\d+(_\d+)*(e|$)/i.test(text) ? text : text.replaceAll('_', '');
  const number = readInteger(plain) ?? (FLOAT.test(plain) ? Number(plain) : undefined);
  return number === undefined || !Number.isFinite(number) ? undefined : number;
}

const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)(e[-+]?[0-9]+)?$/i;
const INTEGER = /^([-+]?)(?:0x([0-9a-f]+)|0b([01]+)|0o([0-7]+)|0([0-7]*)|([1-9][0-9]*))$/i;
const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;
const MOST_UNSIGNED = 2n ** 64n - 1n;

/** As Go reads an integer of 64 bits; undefined: it is none, or too large. */
function readInteger(text: string): number | undefined {
  const [, sign = '', hex, binary, octal, oldOctal, decimal] = INTEGER.exec(text) ?? [];
  const digits =
    hex !== undefined
      ? `0x${hex}`
      : binary !== undefined
        ? `0b${binary}`
        : octal !== undefined || oldOctal !== undefined
          ? `0o${octal ?? oldOctal ?? ''}`
          : decimal;
  if (digits === undefined) return undefined;
  const size = digits === '0o' ? 0n : BigInt(digits);
  const value = sign === '-' ? -size : size;
  const isOne = value >= LEAST && (value <= MOST || (sign === '' && value <= MOST_UNSIGNED));
  return isOne ? Number(value) : undefined;
}

const cases = (...words: string[]): string[] =>
  words.flatMap(w => [w, w.charAt(0).toUpperCase() + w.slice(1), w.toUpperCase()]);
const NULLS = new Set(['', '~', ...cases('null')]);
const TRUES = new Set(cases('true', 'yes', 'on', 'y'));
const FALSES = new Set(cases('false', 'no', 'off', 'n'));
const SPECIAL_FLOATS = new Map<string, number>([
  ...['.nan', '.NaN', '.NAN'].map(text => [text, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF'].flatMap(
    t =>
      [
        [t, Number.POSITIVE_INFINITY],
        [`+${t}`, Number.POSITIVE_INFINITY],
        [`-${t}`, Number.NEGATIVE_INFINITY],
      ] as const,
  ),
]);
