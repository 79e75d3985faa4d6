/** Builtins for lists and maps. */
import { atIndex, fetch, mapEntry, toIndex } from '../values/access.ts';
import { order } from '../values/arithmetic.ts';
import { equal } from '../values/equality.ts';
import { kindName } from '../values/kind-name.ts';
import { byteLength } from '../values/utf8.ts';
import {
  ANY_KEY_MAP,
  GoError,
  int,
  isInt,
  isListValue,
  isMapValue,
  type ListValue,
  list,
  type MapValue,
  mapOf,
  NIL_LIST,
  typeName,
  UnknownValueError,
  type Value,
} from '../values/value.ts';
import type { FunctionTable, Run } from './function.ts';
import { text } from './functions-string.ts';

/** Go's sort keeps equal elements in place for lists up to this length only. */
const STABLE_LENGTH = 12;

function asList(value: Value | undefined, refusal: string): ListValue {
  const given = value ?? null;
  if (isListValue(given)) return given;
  throw new GoError(`${refusal} ${kindName(given)}`);
}

function asMap(value: Value | undefined, before: string, after = ''): MapValue {
  const given = value ?? null;
  if (isMapValue(given)) return given;
  throw new GoError(`${before} ${kindName(given)}${after}`);
}

/** Go's insertion sort for short lists; for longer ones only when ties cannot show. */
export function sortBy(
  items: readonly Value[],
  keys: readonly Value[],
  less: (a: Value, b: Value) => boolean,
  run: Run,
): readonly Value[] {
  const pairs = items.map((item, i) => ({ item, key: keys[i] ?? null }));
  run.spend(pairs.length * (pairs.length > STABLE_LENGTH ? 20 : pairs.length));
  if (pairs.length <= STABLE_LENGTH) {
    for (let i = 1; i < pairs.length; i++) {
      for (let j = i; j > 0; j--) {
        const before = pairs[j - 1];
        const after = pairs[j];
        if (!before || !after || !less(after.key, before.key)) break;
        pairs[j - 1] = after;
        pairs[j] = before;
      }
    }
    return pairs.map(pair => pair.item);
  }
  const compare = (a: Value, b: Value): number => (less(a, b) ? -1 : less(b, a) ? 1 : 0);
  const sorted = pairs.toSorted((a, b) => compare(a.key, b.key));
  for (let i = 1; i < sorted.length; i++) {
    const [before, after] = [sorted[i - 1], sorted[i]];
    if (before && after && compare(before.key, after.key) === 0 && !interchangeable(before, after)) {
      throw new UnknownValueError('the order of equal elements in a long list');
    }
  }
  return sorted.map(pair => pair.item);
}

function interchangeable(a: { item: Value; key: Value }, b: { item: Value; key: Value }): boolean {
  const same = (x: Value, y: Value): boolean => typeof x === typeof y && x === y && !Number.isNaN(x);
  return same(a.item, b.item) || (isInt(a.item) && isInt(b.item) && a.item.value === b.item.value);
}

function descending(value: Value | undefined, version: string): boolean {
  if (value === undefined) return false;
  const word = version === '1.17' || typeof value === 'string' ? text(value) : undefined;
  if (word === 'asc' || word === 'desc') return word === 'desc';
  if (version === '1.15')
    throw new GoError(`invalid argument for sort (expected "asc" or "desc", got "${word ?? typeName(value)}")`);
  throw new GoError(`invalid order ${word ?? typeName(value)}, expected asc or desc`);
}

function sort([values = null, direction]: readonly Value[], run: Run): Value {
  if (run.version === '1.15') return olderSort(asList(values, 'cannot sort'), '', direction, run);
  const desc = descending(direction, run.version);
  const sortable = isListValue(values) && ['[]interface {}', '[]int', '[]float64', '[]string'].includes(values.name);
  if (!sortable) return NIL_LIST;
  const less = (a: Value, b: Value): boolean => (desc ? order('<', b, a) : order('<', a, b));
  const sorted = sortBy(values.items, values.items, less, run);
  run.grow(sorted.length);
  return list(sorted);
}

/** By the elements themselves or by one field of theirs, all of one type. */
function olderSort(values: ListValue, field: string, direction: Value | undefined, run: Run): Value {
  const desc = descending(direction, run.version);
  const keys = values.items.map(item => olderKey(item, field));
  const names = keys.map(key => (key === null ? 'interface {}' : typeName(key)));
  const other = names.find(name => name !== names[0]);
  if (other !== undefined) throw new GoError(`cannot sort array of different types (${other} and ${names[0]})`);
  const less = (a: Value, b: Value): boolean => {
    const sortable =
      typeof a === 'number' ||
      typeof a === 'string' ||
      (isInt(a) && a.name !== 'uint8') ||
      typeName(a) === 'time.Duration';
    if (!sortable) throw new GoError(`sort: unsupported type ${kindName(a)}`);
    if (isInt(a) && isInt(b)) return desc ? a.value > b.value : a.value < b.value;
    return order(desc ? '>' : '<', a, b);
  };
  return list(sortBy(values.items, keys, less, run));
}

function olderKey(item: Value, field: string): Value {
  if (isMapValue(item)) {
    const found = mapEntry(item, field);
    if (found === undefined) throw new GoError('cannot deref <invalid reflect.Value>');
    return found;
  }
  if (typeof item === 'object' && item?.type === 'struct') {
    const found = item.fields.get(field);
    if (found === undefined) throw new GoError('cannot deref <invalid reflect.Value>');
    return found;
  }
  return item;
}

function flatten(value: ListValue, run: Run): Value[] {
  return value.items.flatMap(item => {
    run.spend(1);
    return isListValue(item) ? flatten(item, run) : [item];
  });
}

function uniq([value]: readonly Value[], run: Run): Value {
  const kept: Value[] = [];
  for (const item of asList(value, 'cannot uniq').items) {
    run.spend(kept.length + 1);
    if (!kept.some(other => equal(item, other, run.version))) kept.push(item);
  }
  return list(kept);
}

function fromPairs([value]: readonly Value[]): Value {
  const pairs = asList(value, 'cannot transform').items.map(pair => {
    if (!isListValue(pair)) throw new GoError(`invalid pair ${kindName(pair)}`);
    const [key = null, item = null] = pair.items;
    if (pair.items.length !== 2) throw new GoError('invalid pair length');
    return [key, item] as const;
  });
  return mapOf(pairs, ANY_KEY_MAP);
}

/** Any failure is nil in the older library; the newer one fails about keys of the wrong type. */
function get([from = null, key = null]: readonly Value[], run: Run): Value {
  if (run.version === '1.15') {
    try {
      return fetch(from, key, run.version);
    } catch (error) {
      if (error instanceof GoError) return null;
      throw error;
    }
  }
  if (from === null) return null;
  if (typeof from === 'string' || isListValue(from)) return atIndex(from, toIndex(key)) ?? null;
  if (isMapValue(from)) return mapEntry(from, key) ?? null;
  if (typeof from === 'object' && from.type === 'struct') return from.fields.get(text(key)) ?? null;
  return null;
}

function at(value: Value | undefined, index: number, run: Run): Value {
  try {
    return fetch(value ?? null, int(index), run.version);
  } catch (error) {
    if (error instanceof GoError) return null;
    throw error;
  }
}

function take([value, amount = null]: readonly Value[], run: Run): Value {
  const values = asList(value, 'cannot take from');
  if (!(isInt(amount) && amount.name !== 'uint8') && typeName(amount) !== 'time.Duration') {
    throw new GoError(`cannot take ${kindName(amount)} elements`);
  }
  const count = isInt(amount)
    ? amount.value
    : typeof amount === 'object' && amount?.type === 'duration'
      ? amount.nanoseconds
      : 0n;
  if (count < 0n) throw new GoError('reflect.Value.Slice: slice index out of bounds');
  if (values.name.startsWith('[2]') && !(run.version === '1.15' && count > 2n)) {
    throw new GoError('reflect.Value.Slice: slice of unaddressable array');
  }
  return count > BigInt(values.items.length) ? values : { ...values, items: values.items.slice(0, Number(count)) };
}

export const LIST_FUNCTIONS: FunctionTable = {
  len: ([value = null], run) => {
    if (isListValue(value)) return int(value.items.length);
    if (isMapValue(value)) return int(value.entries.size);
    if (typeof value === 'object' && value?.type === 'named-string') return int(byteLength(value.value));
    if (typeof value !== 'string') throw new GoError(`invalid argument for len (type ${typeName(value)})`);
    return int(run.version === '1.17' ? [...value].length : byteLength(value));
  },
  first: ([value], run) => at(value, 0, run),
  last: ([value], run) => at(value, -1, run),
  get,
  take,
  concat: (args, run) => {
    const items = args.flatMap(arg => asList(arg, 'cannot concat').items);
    run.grow(items.length);
    return items.length === 0 ? NIL_LIST : list(items);
  },
  reverse: ([value], run) => {
    const items = asList(value, 'cannot reverse').items.toReversed();
    run.grow(items.length);
    return list(items);
  },
  flatten: ([value], run) => {
    const items = flatten(asList(value, 'cannot flatten'), run);
    run.grow(items.length);
    return list(items);
  },
  uniq,
  sort,
  sortBy: ([values, field = null, direction], run) => {
    const items = asList(values, 'cannot sort');
    if (typeof field !== 'string')
      throw new GoError(`invalid argument for sort (expected string, got ${typeName(field)})`);
    return olderSort(items, field, direction, run);
  },
  keys: ([value], run) =>
    list(run.shuffled([...asMap(value, 'cannot get keys from').entries.values()]).map(({ key }) => key)),
  values: ([value], run) =>
    list(run.shuffled([...asMap(value, 'cannot get values from').entries.values()]).map(entry => entry.value)),
  toPairs: ([value], run) => {
    const entries = run.shuffled([...asMap(value, 'cannot transform', ' to pairs').entries.values()]);
    return list(
      entries.map(entry => list([entry.key, entry.value], '[2]interface {}')),
      '[][2]interface {}',
    );
  },
  fromPairs,
};
