/**
 * Broken variants of an object, for tests that compare two judges of it. Each variant changes one place and says which; the sequence
 * depends on the seed alone.
 */

export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

export interface Mutation {
  /** What was done: `remove spec.templates[0].name`. */
  readonly description: string;
  /** Keys and indices down to the place that changed. */
  readonly path: readonly (string | number)[];
  readonly value: Value;
}

/** Random numbers in [0, 1) from a seed (mulberry32), so that a failure can be repeated. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** `count` variants of `root`, each with one change somewhere below `keep` (default: anywhere). */
export function mutate(
  root: Value,
  count: number,
  random: () => number,
  isFree: (path: readonly (string | number)[]) => boolean = () => true,
): Mutation[] {
  const places = pathsOf(root).filter(path => path.length > 0 && isFree(path));
  const mutations: Mutation[] = [];
  while (mutations.length < count && places.length > 0) {
    const path = pick(places, random);
    const change = pick(changes, random);
    const changed = change(valueAt(root, path), path, random);
    if (!changed || !isFree(changed.path)) continue;
    const value = replace(root, changed.path, changed.value);
    mutations.push({ description: `${changed.verb} ${formatPath(changed.path)}`, path: changed.path, value });
  }
  return mutations;
}

interface Change {
  readonly verb: string;
  readonly path: readonly (string | number)[];
  /** Undefined removes what stands there. */
  readonly value: Value | undefined;
}

type Mutator = (value: Value, path: readonly (string | number)[], random: () => number) => Change | undefined;

/** Names that are fields somewhere, near misses, and names that are fields nowhere. */
const names = [
  'name',
  'value',
  'metrics',
  'template',
  'templates',
  'interval',
  'Name',
  'failurelimit',
  'x-unknown',
  'strategy',
  'replicas',
  'spec',
];

const scalars: readonly Value[] = ['text', '', '3', '1.5', 'true', 0, 1, -1, 2.5, 2147483648, true, false];

const changes: readonly Mutator[] = [
  (_, path) => ({ verb: 'remove', path, value: undefined }),
  (_, path, random) => ({ verb: 'set a scalar at', path, value: pick(scalars, random) }),
  (_, path) => ({ verb: 'set a list at', path, value: [] }),
  (_, path) => ({ verb: 'set a map at', path, value: {} }),
  (value, path) => ({ verb: 'wrap in a list', path, value: [value] }),
  (value, path) =>
    typeof value === 'number' || typeof value === 'boolean' ? { verb: 'quote', path, value: String(value) } : undefined,
  (value, path, random) => {
    if (!isMap(value)) return undefined;
    const key = pick(names, random);
    return key in value ? undefined : { verb: 'add', path: [...path, key], value: pick(scalars, random) };
  },
  (value, path, random) => {
    if (!isMap(value) || Object.keys(value).length === 0) return undefined;
    const key = pick(Object.keys(value), random);
    const { [key]: moved = null, ...rest } = value;
    return { verb: 'rename a key of', path, value: { ...rest, [`${key}s`]: moved } };
  },
  (value, path) => (Array.isArray(value) && value.length > 0 ? { verb: 'empty', path, value: [] } : undefined),
  (value, path) =>
    Array.isArray(value) && value.length > 0 ? { verb: 'unwrap', path, value: value[0] ?? {} } : undefined,
];

/** Paths of everything in a value, the value itself first. */
export function pathsOf(value: Value, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  const children: readonly (readonly [string | number, Value])[] = Array.isArray(value)
    ? value.map((item: Value, index) => [index, item] as const)
    : isMap(value)
      ? Object.entries(value)
      : [];
  return [path, ...children.flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

export function formatPath(path: readonly (string | number)[]): string {
  return path
    .map(step => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

function valueAt(root: Value, path: readonly (string | number)[]): Value {
  let value: Value = root;
  for (const step of path) value = child(value, step);
  return value;
}

function child(value: Value, step: string | number): Value {
  if (Array.isArray(value)) return typeof step === 'number' ? (value[step] ?? null) : null;
  return isMap(value) ? (value[step] ?? null) : null;
}

/** A copy with another value at the path; everything else is shared. */
function replace(root: Value, path: readonly (string | number)[], value: Value | undefined): Value {
  const [step, ...rest] = path;
  if (step === undefined) return value ?? null;
  const next = rest.length === 0 ? value : replace(child(root, step), rest, value);
  if (Array.isArray(root)) {
    const items: readonly Value[] = root;
    return next === undefined
      ? items.filter((_, index) => index !== step)
      : items.map((item, index) => (index === step ? next : item));
  }
  const { [step]: _old, ...others } = isMap(root) ? root : {};
  return next === undefined ? others : { ...others, [step]: next };
}

function isMap(value: Value): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pick<T>(items: readonly T[], random: () => number): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
}
