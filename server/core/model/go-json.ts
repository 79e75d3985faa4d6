/** A node as Go writes it in JSON, and placeholders in that text filled in: the way in which the controller resolves a metric. */
import { scanPlaceholders } from '../args/scan.ts';
import { effectiveEntries, resolveAlias, type YamlNode } from '../yaml/node.ts';

/** Aliases may make a small text a huge value. */
const MAX_NODES = 50_000;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Undefined: too large. `order`: keys of the outermost map that come first, as Go orders its fields. */
export function toGoJson(node: YamlNode | undefined, order: readonly string[] = []): string | undefined {
  const budget = { left: MAX_NODES };
  const value = convert(node, budget);
  if (budget.left <= 0) return undefined;
  return JSON.stringify(sorted(value, order)).replace(
    /[<>&\u2028\u2029]/g,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The value of a node as plain data; of what is too large a part. */
export function toPlain(node: YamlNode | undefined): Json {
  return convert(node, { left: MAX_NODES });
}

function convert(written: YamlNode | undefined, budget: { left: number }): Json {
  const node = resolveAlias(written);
  if (!node || --budget.left <= 0) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'seq') return node.items.map(item => convert(item, budget));
  return Object.fromEntries(effectiveEntries(node).map(({ key, value }) => [key.text, convert(value, budget)]));
}

function sorted(value: Json, order: readonly string[]): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const place = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => place(a) - place(b)));
}

/** The text with its tags replaced, or why Argo refuses it: of several unknown tags the last one is named. */
export function fillTags(text: string, values: ReadonlyMap<string, string>): { text: string } | { error: string } {
  let result = '';
  let end = 0;
  let unknown: string | undefined;
  for (const { tag, range } of scanPlaceholders(text)) {
    const value = values.get(tag);
    if (value === undefined) unknown = text.slice(range.start + 2, range.end - 2);
    result += text.slice(end, range.start) + (value ?? '');
    end = range.end;
  }
  const rest = text.slice(end);
  if (rest.includes('{{')) {
    const open = rest.slice(rest.indexOf('{{') + 2);
    const quote = JSON.stringify;
    return { error: `Cannot find end tag="}}" in the template=${quote(text)} starting from ${quote(open)}` };
  }
  return unknown === undefined ? { text: result + rest } : { error: `failed to resolve {{${unknown}}}` };
}

/** The inside of Go's `strconv.Quote`: a part of it (`\a`, `\x00`) is no JSON. */
export function quoteInside(text: string): string {
  let out = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    out += NAMED.get(char) ?? (isPrintable(char) ? char : escapeCode(code));
  }
  return out;
}

/** The escape with which Go's JSON reader stops in a quoted text; undefined: there is none. */
export function badEscape(quoted: string): string | undefined {
  return /^(?:[^\\]|\\["\\/bfnrtu])*\\([^"\\/bfnrtu])/.exec(quoted)?.[1];
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
]);

function isPrintable(char: string): boolean {
  return char === ' ' || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(char);
}

function escapeCode(code: number): string {
  const hex = code.toString(16);
  if (code < 0x80) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x1_0000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
