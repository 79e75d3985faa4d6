/** Number literals, as Go's strconv reads them. */
import type { ExprVersion } from '../builtins/version.ts';

export interface NumberLiteral {
  /** Zero when it cannot be read. */
  readonly value: bigint | number;
  readonly error?: string;
  /** Only the newer language reads it. */
  readonly newer?: boolean;
}

const INT_MAX = 2n ** 63n - 1n;

export function readNumber(text: string, version: ExprVersion): NumberLiteral {
  const digits = text.replaceAll('_', '');
  const read = version === '1.17' ? readNewer(digits) : readOlder(digits);
  if (version === '1.15' && read.error !== undefined) {
    const newer = readNewer(digits);
    if (newer.error === undefined) return { ...newer, error: read.error, newer: true };
  }
  return read;
}

function readNewer(text: string): NumberLiteral {
  const lower = text.toLowerCase();
  if (lower.startsWith('0x')) return readPrefixed(text, 'hex');
  if (/[.e]/.test(lower)) return readFloat(text);
  if (lower.startsWith('0b')) return readPrefixed(text, 'binary');
  if (lower.startsWith('0o')) return readPrefixed(text, 'octal');
  return readDecimal(text);
}

function readOlder(text: string): NumberLiteral {
  if (text.includes('x')) return readPrefixed(text, 'hex');
  if (/[.eE]/.test(text)) return readFloat(text);
  return readDecimal(text);
}

function readPrefixed(text: string, name: string): NumberLiteral {
  if (!/^0(x[0-9a-f]+|b[01]+|o[0-7]+)$/i.test(text))
    return { value: 0n, error: `invalid ${name} literal: ${invalid(text)}` };
  return inRange(BigInt(text.toLowerCase()), text, name);
}

function readDecimal(text: string): NumberLiteral {
  if (!/^[0-9]+$/.test(text)) return { value: 0n, error: `invalid integer literal: ${invalid(text)}` };
  return inRange(BigInt(text), text, 'integer');
}

function inRange(value: bigint, text: string, name: string): NumberLiteral {
  if (value <= INT_MAX) return { value };
  return {
    value: 0n,
    error: `invalid ${name} literal: strconv.ParseInt: parsing ${JSON.stringify(text)}: value out of range`,
  };
}

function readFloat(text: string): NumberLiteral {
  if (!/^([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/i.test(text)) {
    return {
      value: 0,
      error: `invalid float literal: strconv.ParseFloat: parsing ${JSON.stringify(text)}: invalid syntax`,
    };
  }
  const value = Number(text);
  if (Number.isFinite(value)) return { value };
  return {
    value: 0,
    error: `invalid float literal: strconv.ParseFloat: parsing ${JSON.stringify(text)}: value out of range`,
  };
}

function invalid(text: string): string {
  return `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`;
}
