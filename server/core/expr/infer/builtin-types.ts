/** What a call of a builtin is, by the types of its arguments: a list of overloads, or a rule. */

import type { ExprVersion } from '../builtins/version.ts';
import {
  ANY,
  ANY_MAP,
  DURATION,
  dereference,
  FLOAT,
  type GoType,
  INT,
  isAssignable,
  kindOf,
  LIST,
  LOCATION,
  listOf,
  printType,
  STRING,
  TIME,
} from '../types/type.ts';

export interface Overload {
  readonly parameters: readonly GoType[];
  readonly result: GoType;
}

export type TypeRule = (types: readonly GoType[], version: ExprVersion) => GoType | string;

const STRINGS = listOf(STRING);

function overload(parameters: readonly GoType[], result: GoType): Overload {
  return { parameters, result };
}

const ONE_STRING = [overload([STRING], STRING)];
const TWO_STRINGS = [overload([STRING, STRING], STRING), overload([STRING], STRING)];
const BITS = [overload([INT, INT], INT)];

const SORT = [
  ...[LIST, listOf(INT), listOf(FLOAT), STRINGS].map(list => overload([list, STRING], LIST)),
  ...[LIST, listOf(FLOAT), STRINGS, listOf(INT)].map(list => overload([list], LIST)),
];

/** In the order in which the library tries them; the last failure is the one it reports. */
const OVERLOADS: ReadonlyMap<string, readonly Overload[]> = new Map([
  ['type', [overload([ANY], STRING)]],
  ['string', [overload([ANY], STRING)]],
  ['trim', [overload([STRING], STRING), overload([STRING, STRING], STRING)]],
  ['trimPrefix', TWO_STRINGS],
  ['trimSuffix', TWO_STRINGS],
  ['upper', ONE_STRING],
  ['lower', ONE_STRING],
  ['split', [overload([STRING, STRING], STRINGS), overload([STRING, STRING, INT], STRINGS)]],
  ['splitAfter', [overload([STRING, STRING], STRINGS), overload([STRING, STRING, INT], STRINGS)]],
  ['replace', [overload([STRING, STRING, STRING, INT], STRING), overload([STRING, STRING, STRING], STRING)]],
  ['repeat', [overload([STRING, INT], STRING)]],
  [
    'join',
    [
      overload([STRINGS, STRING], STRING),
      overload([LIST, STRING], STRING),
      overload([LIST], STRING),
      overload([STRINGS, STRING], STRING),
      overload([STRINGS], STRING),
    ],
  ],
  ['indexOf', [overload([STRING, STRING], INT)]],
  ['lastIndexOf', [overload([STRING, STRING], INT)]],
  ['hasPrefix', [overload([STRING, STRING], { kind: 'bool' })]],
  ['hasSuffix', [overload([STRING, STRING], { kind: 'bool' })]],
  ['toJSON', [overload([ANY], STRING)]],
  ['fromJSON', [overload([STRING], ANY)]],
  ['toBase64', ONE_STRING],
  ['fromBase64', ONE_STRING],
  ['duration', [overload([STRING], DURATION)]],
  ['timezone', [overload([STRING], LOCATION)]],
  ...['bitand', 'bitor', 'bitxor', 'bitnand', 'bitshl', 'bitshr', 'bitushr'].map(name => [name, BITS] as const),
  ['bitnot', [overload([INT], INT)]],
]);

const OLDER_OVERLOADS: ReadonlyMap<string, readonly Overload[]> = new Map([
  ['now', [overload([], TIME)]],
  ['date', [overload([STRING], TIME), overload([STRING, STRING], TIME), overload([STRING, STRING, STRING], TIME)]],
]);

export function overloadsOf(name: string, version: ExprVersion): readonly Overload[] | undefined {
  if (name === 'sort') return version === '1.17' ? SORT : undefined;
  return OVERLOADS.get(name) ?? (version === '1.15' ? OLDER_OVERLOADS.get(name) : undefined);
}

/** Types by kind; the newer library looks through pointers. */
function kind(type: GoType | undefined, version: ExprVersion): string {
  if (type === undefined) return 'Invalid';
  if (type.kind === 'unknown') return 'Interface';
  return kindOf(version === '1.17' ? dereference(type) : type);
}

const SEQUENCES = ['Slice', 'Array', 'Interface'];
const NUMBERS = ['int', 'int32', 'int64', 'uint8', 'float64'];

function count(expected: number, types: readonly GoType[]): string | undefined {
  return types.length === expected
    ? undefined
    : `invalid number of arguments (expected ${expected}, got ${types.length})`;
}

function shown(type: GoType | undefined): string {
  if (type === undefined || type.kind === 'nil') return '%!s(<nil>)';
  return type.kind === 'unknown' ? 'interface {}' : printType(type);
}

/** One argument of one of these kinds. */
function one(allowed: readonly string[], refusal: string, result: (type: GoType) => GoType): TypeRule {
  return (types, version) => {
    const wrong = count(1, types);
    const [type] = types;
    if (wrong !== undefined) return wrong;
    if (type === undefined || !allowed.includes(kind(type, version))) return refusal.replace('%s', () => shown(type));
    return result(type);
  };
}

function known(type: GoType): GoType {
  return type.kind === 'unknown' ? ANY : type;
}

/** The newer library forgets what it knew beyond the Go type. */
function plain(type: GoType): GoType {
  return type.kind === 'list'
    ? { kind: 'list', elem: type.elem, ...(type.length === undefined ? {} : { length: type.length }) }
    : known(type);
}

function elementType(type: GoType): GoType {
  return type.kind === 'list' ? type.elem : ANY;
}

/** Numbers only, or lists of them too in the newer language. The type is the first argument's, right or wrong. */
function extreme(name: string): TypeRule {
  return (types, version) => {
    if (types.length === 0) return `not enough arguments to call ${name}`;
    const open = version === '1.17' ? SEQUENCES : ['Interface'];
    for (const type of types) {
      if (open.includes(kind(type, version))) return ANY;
      if (!NUMBERS.includes(kind(type, version))) return `invalid argument for ${name} (type ${shown(type)})`;
    }
    return types[0] ?? ANY;
  };
}

function average(name: string): TypeRule {
  const older = one(SEQUENCES, `cannot ${name === 'mean' ? 'avg' : name} %s`, () => FLOAT);
  const newer = extreme(name);
  return (types, version) => (version === '1.17' ? newer : older)(types, version);
}

function take(types: readonly GoType[], version: ExprVersion): GoType | string {
  const [list, amount] = types;
  const wrong = count(2, types);
  if (wrong !== undefined) return wrong;
  if (!SEQUENCES.includes(kind(list, version))) return `cannot take from ${shown(list)}`;
  if (!['Interface', 'int', 'int32', 'int64'].includes(kind(amount, version)))
    return `cannot take ${shown(amount)} elements`;
  return list === undefined ? ANY : plain(list);
}

function date(types: readonly GoType[]): GoType | string {
  if (types.length < 1) return 'invalid number of arguments (expected at least 1, got 0)';
  const rest = types[0]?.kind === 'location' ? types.slice(1) : types;
  if (rest.length > 3) return `invalid number of arguments (expected at most 3, got ${rest.length})`;
  return TIME;
}

function now(types: readonly GoType[]): GoType | string {
  const [zone] = types;
  if (types.length === 0 || (types.length === 1 && zone && isAssignable(zone, LOCATION))) return TIME;
  return `invalid number of arguments (expected 0, got ${types.length})`;
}

function concat(types: readonly GoType[], version: ExprVersion): GoType | string {
  if (types.length === 0) return 'invalid number of arguments (expected at least 1, got 0)';
  const wrong = types.find(type => !SEQUENCES.includes(kind(type, version)));
  return wrong ? `cannot concat ${shown(wrong)}` : LIST;
}

/** `sort` and `sortBy` of the older library: a list, names as strings. */
function older(least: number, most: number): TypeRule {
  return (types, version) => {
    if (types.length < least || types.length > most) {
      return `invalid number of arguments (expected ${least} or ${most}, got ${types.length})`;
    }
    if (!SEQUENCES.includes(kind(types[0], version))) return `cannot sort ${shown(types[0])}`;
    const wrong = types.slice(1).find(type => !['string', 'Interface'].includes(kind(type, version)));
    return wrong ? `invalid argument for sort (expected string, got ${shown(types[1])})` : LIST;
  };
}

/** The older library has the reason of `floor` here. */
const round: TypeRule = (types, version) => {
  const name = version === '1.17' ? 'round' : 'floor';
  return one([...NUMBERS, 'Interface'], `invalid argument for ${name} (type %s)`, () => FLOAT)(types, version);
};

const RULES: ReadonlyMap<string, TypeRule> = new Map<string, TypeRule>([
  ['len', one([...SEQUENCES, 'map', 'string'], 'invalid argument for len (type %s)', () => INT)],
  ['abs', one([...NUMBERS, 'Interface'], 'invalid argument for abs (type %s)', known)],
  ['ceil', one([...NUMBERS, 'Interface'], 'invalid argument for ceil (type %s)', () => FLOAT)],
  ['floor', one([...NUMBERS, 'Interface'], 'invalid argument for floor (type %s)', () => FLOAT)],
  ['round', round],
  ['int', one([...NUMBERS, 'Interface', 'string'], 'invalid argument for int (type %s)', () => INT)],
  ['float', one([...NUMBERS, 'Interface', 'string'], 'invalid argument for float (type %s)', () => FLOAT)],
  ['max', extreme('max')],
  ['min', extreme('min')],
  ['mean', average('mean')],
  ['median', average('median')],
  ['first', one(SEQUENCES, 'cannot get first element from %s', elementType)],
  ['last', one(SEQUENCES, 'cannot get last element from %s', elementType)],
  ['take', take],
  ['keys', one(['Interface', 'map'], 'cannot get keys from %s', () => LIST)],
  ['values', one(['Interface', 'map'], 'cannot get values from %s', () => LIST)],
  ['toPairs', one(['Interface', 'map'], 'cannot transform %s to pairs', () => LIST)],
  ['fromPairs', one(SEQUENCES, 'cannot transform %s from pairs', () => ANY_MAP)],
  ['reverse', one(SEQUENCES, 'cannot reverse %s', () => LIST)],
  ['uniq', one(SEQUENCES, 'cannot uniq %s', () => LIST)],
  ['flatten', one(SEQUENCES, 'cannot flatten %s', () => LIST)],
  ['concat', concat],
  ['now', now],
  ['date', date],
  ['sort', older(1, 2)],
  ['sortBy', older(2, 3)],
  ['sum', one(SEQUENCES, 'cannot sum %s', () => ANY)],
]);

export function typeRuleOf(name: string): TypeRule | undefined {
  return RULES.get(name);
}
