/**
 * What a part of a condition can come to when it runs, as far as kinds of values go. An empty list of kinds says that it never comes to
 * anything, because it fails for every value. Wider than the truth where the truth is not known, never narrower.
 */
import type { ResultShape } from '../types/shape.ts';
import { FLOAT, type GoType, INT, INT64, printType, STRING, type StructType } from '../types/type.ts';
import { ANY_LIST, STRING_MAP, typeName, type Value } from '../values/value.ts';

export type Kind =
  /** This one value. */
  | { readonly is: 'exact'; readonly value: Value }
  /** Any float, text, whole number, time and so on of a Go type. */
  | { readonly is: 'scalar'; readonly type: GoType }
  /** `name`: Go's name of the list's type. */
  | { readonly is: 'list'; readonly name: string; readonly of: Kinds; readonly isNeverEmpty: boolean }
  | { readonly is: 'map'; readonly name: string; readonly of: Kinds }
  | { readonly is: 'struct'; readonly type: StructType }
  /** Any JSON value, `null` among them. */
  | { readonly is: 'json' }
  | { readonly is: 'any' };

export type Kinds = readonly Kind[];

export const ANYTHING: Kinds = [{ is: 'any' }];
const JSON_VALUE: Kinds = [{ is: 'json' }];
export const ONLY_NIL: Kinds = [exact(null)];
export const EITHER_BOOL: Kinds = [exact(true), exact(false)];
export const ANY_INT: Kinds = [scalar(INT)];

export function exact(value: Value): Kind {
  return { is: 'exact', value };
}

export function scalar(type: GoType): Kind {
  return { is: 'scalar', type };
}

export function listKind(of: Kinds, name: string = ANY_LIST, isNeverEmpty = false): Kind {
  return { is: 'list', name, of, isNeverEmpty };
}

export function mapKind(of: Kinds, name: string = STRING_MAP): Kind {
  return { is: 'map', name, of };
}

const PLAIN: Kinds = [...ONLY_NIL, ...EITHER_BOOL, scalar(FLOAT), scalar(STRING)];
const JSON_FORMS: Kinds = [...PLAIN, listKind(JSON_VALUE), mapKind(JSON_VALUE)];
const ANY_FORMS: Kinds = [
  ...PLAIN,
  ...[INT, INT64, { kind: 'time' } as const, { kind: 'duration' } as const].map(scalar),
  listKind(ANYTHING),
  mapKind(ANYTHING),
];

/** The kinds with those taken apart that stand for several. */
export function formsOf(kinds: Kinds): Kinds {
  return kinds.flatMap(kind => (kind.is === 'json' ? JSON_FORMS : kind.is === 'any' ? ANY_FORMS : [kind]));
}

/** What a value of a Go type can be. */
export function kindsOfType(type: GoType): Kinds {
  switch (type.kind) {
    case 'unknown':
    case 'any':
    case 'func':
      return ANYTHING;
    case 'nil':
      return ONLY_NIL;
    case 'bool':
      return EITHER_BOOL;
    case 'list':
      return [listKind(kindsOfType(type.elem), printType(type))];
    case 'map':
      return [mapKind(kindsOfType(type.elem), printType(type))];
    case 'struct':
      return [{ is: 'struct', type }];
    case 'pointer':
      return [...kindsOfType(type.to), ...ONLY_NIL];
    default:
      return [scalar(type)];
  }
}

/** What `result` can be. Lists and maps that a provider hands over hold JSON, or what their type says. */
export function kindsOfResult(shape: ResultShape, type: GoType): Kinds {
  if (shape === 'unknown') return ANYTHING;
  if (type.kind === 'map') return [mapKind(JSON_VALUE)];
  if (type.kind !== 'list') return kindsOfType(type);
  const of =
    type.elem.kind === 'any' ? JSON_VALUE : type.elem.kind === 'map' ? [mapKind(JSON_VALUE)] : kindsOfType(type.elem);
  return [listKind(of, printType(type), NEVER_EMPTY.has(shape))];
}

/** Without data the provider says so itself, or hands over its results without values. */
const NEVER_EMPTY: ReadonlySet<ResultShape> = new Set(['list', 'cloudWatch']);

/** More kinds than this tell nobody anything, and lists in lists have to end. */
const MOST = 24;
const DEEPEST = 4;

export function union(...groups: readonly Kinds[]): Kinds {
  const byKey = new Map<string, Kind>();
  for (const kind of groups.flat()) byKey.set(keyOf(kind), kind);
  const kinds = [...byKey.values()];
  const isTooMuch = kinds.length > MOST || depthOf(kinds) > DEEPEST;
  return isTooMuch || kinds.some(kind => kind.is === 'any') ? ANYTHING : kinds;
}

/** Nil, or a slice that is nil. */
export function isNil(kind: Kind): boolean {
  return (
    kind.is === 'exact' &&
    (kind.value === null || (typeof kind.value === 'object' && kind.value.type === 'list' && kind.value.isNil === true))
  );
}

export function isOpen(kinds: Kinds): boolean {
  return kinds.some(kind => kind.is === 'any' || ((kind.is === 'list' || kind.is === 'map') && isOpen(kind.of)));
}

function depthOf(kinds: Kinds): number {
  return kinds.reduce(
    (depth, kind) => (kind.is === 'list' || kind.is === 'map' ? Math.max(depth, 1 + depthOf(kind.of)) : depth),
    0,
  );
}

function keyOf(kind: Kind): string {
  switch (kind.is) {
    case 'exact':
      return `=${keyOfValue(kind.value)}`;
    case 'scalar':
      return `~${printType(kind.type)}`;
    case 'list':
      return `[${kind.isNeverEmpty ? '+' : ''}${kind.name} ${kind.of.map(keyOf).join()}]`;
    case 'map':
      return `{${kind.name} ${kind.of.map(keyOf).join()}}`;
    case 'struct':
      return `.${kind.type.name}`;
    default:
      return kind.is;
  }
}

function keyOfValue(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value);
  switch (value.type) {
    case 'int':
      return `${value.name}:${value.value}`;
    case 'list':
      return `${value.name}${value.isNil ? '!' : ''}[${value.items.map(keyOfValue).join()}]`;
    case 'map':
      return `${value.name}{${[...value.entries].map(([key, entry]) => `${key}:${keyOfValue(entry.value)}`).join()}}`;
    case 'duration':
      return `d${value.nanoseconds}`;
    case 'time':
      return `t${value.nanoseconds}/${value.offset}/${value.zone}`;
    case 'struct':
      return `${value.name}{${[...value.fields].map(([name, field]) => `${name}:${keyOfValue(field)}`).join()}}`;
    default:
      return typeName(value);
  }
}
