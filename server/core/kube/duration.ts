/** Durations as Go's `time.ParseDuration` reads them: `90s`, `1h30m`, `1.5h`, `-5m`; no `d`, no `w`, no spaces. */

export type DurationResult =
  /** `nanoseconds` is exact and fits 64 bits with sign; `ms` is the same in milliseconds, with a fraction. */
  | { readonly ok: true; readonly nanoseconds: bigint; readonly ms: number }
  /** `message` is Go's own, as controllers repeat it: `time: unknown unit "d" in duration "5d"`. */
  | { readonly ok: false; readonly message: string };

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['\u00b5s', 1_000n],
  ['\u03bcs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);
/** Most nanoseconds in the 64 bits of a Go duration, as magnitude of the negative side. */
const LIMIT = 1n << 63n;
/** More digits than any number below `LIMIT` has; text beyond is not read, so huge input costs nothing. */
const DIGITS = 19;

/** Total: any text gives a duration or Go's error message. */
export function parseGoDuration(text: string): DurationResult {
  const invalid: DurationResult = { ok: false, message: `time: invalid duration ${quote(text)}` };
  const negative = text.startsWith('-');
  let rest = negative || text.startsWith('+') ? text.slice(1) : text;
  if (rest === '0') return found(0n);
  if (rest === '') return invalid;
  let total = 0n;
  while (rest !== '') {
    const number = /^(\d*)(?:\.(\d*))?/.exec(rest);
    const whole = number?.[1] ?? '';
    const fraction = number?.[2] ?? '';
    if (whole === '' && fraction === '') return invalid;
    const leading = readWhole(whole);
    if (leading === undefined) return invalid;
    rest = rest.slice(number?.[0].length ?? 0);
    const unitText = /^[^.\d]*/.exec(rest)?.[0] ?? '';
    if (unitText === '') return { ok: false, message: `time: missing unit in duration ${quote(text)}` };
    const unit = UNITS.get(unitText);
    if (unit === undefined) {
      return { ok: false, message: `time: unknown unit ${quote(unitText)} in duration ${quote(text)}` };
    }
    rest = rest.slice(unitText.length);
    total += leading * unit + readFraction(fraction, unit);
    if (total > LIMIT) return invalid;
  }
  if (negative) return found(-total);
  return total > LIMIT - 1n ? invalid : found(total);
}

function found(nanoseconds: bigint): DurationResult {
  const ms = Number(nanoseconds / 1_000_000n) + Number(nanoseconds % 1_000_000n) / 1e6;
  return { ok: true, nanoseconds, ms };
}

/** Undefined when the number does not fit. */
function readWhole(digits: string): bigint | undefined {
  const significant = digits.replace(/^0+/, '');
  if (significant.length > DIGITS) return undefined;
  const value = BigInt(significant === '' ? '0' : significant);
  return value > LIMIT ? undefined : value;
}

/** Like Go, in floating point, and ignoring digits that no longer fit. */
function readFraction(digits: string, unit: bigint): bigint {
  let value = 0n;
  let scale = 1;
  for (const digit of digits.slice(0, 400)) {
    if (value > (LIMIT - 1n) / 10n) break;
    const next = value * 10n + BigInt(digit);
    if (next > LIMIT) break;
    value = next;
    scale *= 10;
  }
  return value === 0n ? 0n : BigInt(Math.trunc(Number(value) * (Number(unit) / scale)));
}

/** Text between quotes as Go prints it in these messages: bytes outside printable ASCII as `\xNN`. */
function quote(text: string): string {
  const shown = text.length > 200 ? `${text.slice(0, 200)}...` : text;
  let out = '';
  for (const character of shown) {
    if (character === '"' || character === '\\') out += `\\${character}`;
    else if (character >= ' ' && character < '\u0080') out += character;
    else for (const byte of utf8(character)) out += `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return `"${out}"`;
}

/** The UTF-8 bytes of one character; a lone surrogate becomes the replacement character. */
function utf8(character: string): number[] {
  const read = character.codePointAt(0) ?? 0xfffd;
  const code = read >= 0xd800 && read <= 0xdfff ? 0xfffd : read;
  if (code < 0x80) return [code];
  const continuation = (shift: number): number => 0x80 | ((code >> shift) & 0x3f);
  if (code < 0x800) return [0xc0 | (code >> 6), continuation(0)];
  if (code < 0x10000) return [0xe0 | (code >> 12), continuation(6), continuation(0)];
  return [0xf0 | (code >> 18), continuation(12), continuation(6), continuation(0)];
}

interface Part {
  readonly value: string;
  readonly unit: 'h' | 'min' | 's' | 'ms';
}

/** As people say it: `1 h 30 min`, `20 min`, `2.5 s`, `250 ms`; nothing below a microsecond. */
export function formatDuration(ms: number): string {
  return format(ms, parts => parts.map(part => `${part.value} ${part.unit}`).join(' '));
}

/** As Go reads it, without the zeros that Go itself prints: `1h30m`, `20m`, `1m30s`, `120h`. */
export function formatGoDuration(ms: number): string {
  return format(ms, parts => parts.map(part => part.value + (part.unit === 'min' ? 'm' : part.unit)).join(''));
}

function format(ms: number, join: (parts: readonly Part[]) => string): string {
  if (!Number.isFinite(ms)) return join([{ value: String(ms), unit: 's' }]);
  const sign = ms < 0 ? '-' : '';
  // Microseconds first: then 59,999.9999 ms becomes 1 min and not 60 s.
  const micros = Math.round(Math.abs(ms) * 1000);
  const magnitude = micros / 1000;
  if (magnitude > 0 && magnitude < 1000) return sign + join([{ value: String(magnitude), unit: 'ms' }]);
  const hours = Math.floor(magnitude / 3_600_000);
  const minutes = Math.floor((magnitude % 3_600_000) / 60_000);
  const seconds = Math.round((magnitude % 60_000) * 1000) / 1_000_000;
  const parts: Part[] = [];
  if (hours > 0) parts.push({ value: String(hours), unit: 'h' });
  if (minutes > 0) parts.push({ value: String(minutes), unit: 'min' });
  if (seconds > 0 || parts.length === 0) parts.push({ value: String(seconds), unit: 's' });
  return sign + join(parts);
}
