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

function resolveNumber(text: string): number | undefined {
  const plain = text.replaceAll('_', '');
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/s.exec(plain) ?? [];
  const factor = sign === '-' ? -1 : 1;
  if (/^0x[0-9a-f]+$/i.test(digits) || /^0b[01]+$/i.test(digits) || /^0o[0-7]+$/.test(digits))
    return factor * Number(digits);
  if (/^0[0-7]+$/.test(digits)) return factor * Number.parseInt(digits, 8);
  if (/^[0-9]+$/.test(digits)) return factor * Number(digits);
  if (/^([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[-+]?[0-9]+)?$/i.test(digits)) return factor * Number(digits);
  return undefined;
}

/** Whether a plain scalar that resolved to a number is an integer for the API server: `3`, `0x1F`, but not `3.0` or `3e2`. */
export function isIntegerText(text: string): boolean {
  const digits = text.replaceAll('_', '').replace(/^[-+]/, '');
  return /^([0-9]+|0x[0-9a-f]+|0b[01]+|0o[0-7]+)$/i.test(digits);
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
