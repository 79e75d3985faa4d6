/** What a scalar is to kubectl: by its look when it is plain, by its tag where it has one. */
import type { ScalarStyle, YamlScalar } from '../node.ts';
import { isFloatText, resolvePlain } from '../scalar.ts';

export interface ResolvedScalar {
  readonly value: YamlScalar['value'];
  /** kubectl refuses it. */
  readonly problem?: 'BAD_TAGGED';
}

export function resolveScalar(text: string, style: ScalarStyle, tag: string | undefined): ResolvedScalar {
  if (tag === undefined) return { value: style === 'plain' || style === 'empty' ? resolvePlain(text) : text };
  if (tag === '!!binary') return decodeBinary(text);
  // Tags of one's own make a text of everything.
  if (!RESOLVED.has(tag)) return { value: text };
  const value = resolvePlain(text);
  return tag === tagOf(value, text) || (tag === '!!float' && typeof value === 'number')
    ? { value }
    : tag === '!!timestamp' && isTimestamp(text)
      ? { value: text }
      : { value: text, problem: 'BAD_TAGGED' };
}

const RESOLVED: ReadonlySet<string> = new Set(['!!bool', '!!int', '!!float', '!!null', '!!timestamp']);

function tagOf(value: YamlScalar['value'], text: string): string {
  if (value === null) return '!!null';
  if (typeof value === 'boolean') return '!!bool';
  if (typeof value === 'number') return isFloatText(text) ? '!!float' : '!!int';
  return '!!str';
}

function isTimestamp(text: string): boolean {
  return /^\d{4}-\d\d?-\d\d?([Tt]\d\d?:\d\d?:\d\d?(\.\d+)?(Z|[-+]\d\d:\d\d)| \d\d?:\d\d?:\d\d?(\.\d+)?)?$/.test(text);
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Line breaks between the characters are left out; bytes that are no text become U+FFFD, as in JSON. */
function decodeBinary(text: string): ResolvedScalar {
  const packed = text.replaceAll(/[\r\n]/g, '');
  return BASE64.test(packed) ? { value: text } : { value: text, problem: 'BAD_TAGGED' };
}
