/** Builtins for strings. */

import { isSpace } from '../syntax/characters.ts';
import { toIndex } from '../values/access.ts';
import { byteLength } from '../values/utf8.ts';
import { GoError, isListValue, list, NIL_LIST, typeName, type Value } from '../values/value.ts';
import type { FunctionTable } from './function.ts';

export function text(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  const name = value === null || value === undefined ? 'nil' : typeName(value);
  throw new GoError(`interface conversion: interface {} is ${name}, not string`);
}

/** Case by single characters, as Go has it; where JavaScript makes several of one, Go keeps the one. */
function changeCase(value: string, change: (char: string) => string): string {
  return [...value]
    .map(char => {
      const changed = change(char);
      return [...changed].length === 1 ? changed : char;
    })
    .join('');
}

function trimWhere(value: string, drop: (code: number) => boolean): string {
  const chars = [...value];
  const keeps = (char: string): boolean => !drop(char.codePointAt(0) ?? 0);
  const first = chars.findIndex(keeps);
  return first < 0 ? '' : chars.slice(first, chars.findLastIndex(keeps) + 1).join('');
}

/** Go's `strings.SplitN`: at most `limit` parts, all of them when it is negative, none when it is zero. */
function split(value: string, separator: string, limit: number, keep: boolean): Value {
  if (limit === 0) return { ...NIL_LIST, name: '[]string' };
  const parts: string[] = [];
  let rest = value;
  if (separator === '') {
    const chars = [...value];
    const count = limit < 0 ? chars.length : Math.min(limit, chars.length);
    for (let i = 0; i < count; i++) parts.push(i === count - 1 ? chars.slice(i).join('') : (chars[i] ?? ''));
    return list(parts, '[]string');
  }
  for (
    let at = rest.indexOf(separator);
    at >= 0 && (limit < 0 || parts.length < limit - 1);
    at = rest.indexOf(separator)
  ) {
    parts.push(rest.slice(0, keep ? at + separator.length : at));
    rest = rest.slice(at + separator.length);
  }
  return list([...parts, rest], '[]string');
}

function replace(value: string, old: string, replacement: string, limit: number): string {
  if (old === replacement || limit === 0) return value;
  if (old !== '') {
    const parts = value.split(old);
    const count = limit < 0 ? parts.length - 1 : Math.min(limit, parts.length - 1);
    return (
      parts.slice(0, count + 1).join(replacement) +
      parts
        .slice(count + 1)
        .map(part => old + part)
        .join('')
    );
  }
  const chars = [...value];
  const count = limit < 0 ? chars.length + 1 : Math.min(limit, chars.length + 1);
  return (
    chars.map((char, i) => (i < count ? replacement + char : char)).join('') + (count > chars.length ? replacement : '')
  );
}

function limitOf(value: Value | undefined): number {
  return value === undefined ? -1 : Number(toIndex(value));
}

function byteIndex(value: string, at: number): Value {
  return { type: 'int', name: 'int', value: BigInt(at < 0 ? -1 : byteLength(value.slice(0, at))) };
}

export const STRING_FUNCTIONS: FunctionTable = {
  trim: ([value, characters]) => {
    if (characters === undefined) return trimWhere(text(value), isSpace);
    const set = new Set([...text(characters)].map(char => char.codePointAt(0)));
    return trimWhere(text(value), code => set.has(code));
  },
  trimPrefix: ([value, prefix = ' ']) =>
    text(value).startsWith(text(prefix)) ? text(value).slice(text(prefix).length) : text(value),
  trimSuffix: ([value, suffix = ' ']) =>
    text(value).endsWith(text(suffix)) ? text(value).slice(0, text(value).length - text(suffix).length) : text(value),
  upper: ([value]) => changeCase(text(value), char => char.toUpperCase()),
  lower: ([value]) => changeCase(text(value), char => char.toLowerCase()),
  split: ([value, separator, limit]) => split(text(value), text(separator), limitOf(limit), false),
  splitAfter: ([value, separator, limit]) => split(text(value), text(separator), limitOf(limit), true),
  replace: ([value, old, replacement, limit], run) => {
    run.spend(text(value).length * (text(replacement).length + 1));
    return replace(text(value), text(old), text(replacement), limitOf(limit));
  },
  repeat: ([value, count = null], run) => {
    const times = toIndex(count);
    if (times < 0n) {
      throw new GoError(
        run.version === '1.17'
          ? `invalid argument for repeat (expected positive integer, got ${times})`
          : 'strings: negative Repeat count',
      );
    }
    if (times > 1_000_000n) throw new GoError('memory budget exceeded');
    const length = byteLength(text(value)) * Number(times);
    if (run.version === '1.17') run.grow(length);
    else run.spend(length);
    return text(value).repeat(Number(times));
  },
  join: ([values = null, glue = '']) => {
    const between = text(glue);
    if (!isListValue(values) || !['[]string', '[]interface {}'].includes(values.name)) {
      throw new GoError(`invalid argument for join (type ${typeName(values)})`);
    }
    return values.items.map(text).join(between);
  },
  indexOf: ([value, other]) => byteIndex(text(value), text(value).indexOf(text(other))),
  lastIndexOf: ([value, other]) => byteIndex(text(value), text(value).lastIndexOf(text(other))),
  hasPrefix: ([value, other]) => text(value).startsWith(text(other)),
  hasSuffix: ([value, other]) => text(value).endsWith(text(other)),
};
