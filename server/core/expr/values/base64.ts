/** Base64 as Go's standard encoding reads and writes it, of texts in UTF-8. */
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function toBase64(value: string): string {
  const bytes = encodeUtf8(value);
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const chars = [18, 12, 6, 0].map(shift => DIGITS.charAt((group >> shift) & 63));
    out += chars
      .slice(0, Math.min(bytes.length - i, 3) + 1)
      .join('')
      .padEnd(4, '=');
  }
  return out;
}

/** Undefined: it is no base64. */
export function fromBase64(value: string): string | undefined {
  const plain = value.replace(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(plain)) return undefined;
  const bytes: number[] = [];
  for (let i = 0; i < plain.length; i += 4) {
    const chars = [...plain.slice(i, i + 4).replace(/=/g, '')];
    const group = chars.reduce((sum, char, at) => sum | (DIGITS.indexOf(char) << (18 - 6 * at)), 0);
    bytes.push(...[16, 8, 0].slice(0, chars.length - 1).map(shift => (group >> shift) & 255));
  }
  return decodeUtf8(bytes);
}
