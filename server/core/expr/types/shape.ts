/** What a provider can hand to a condition as `result`: the possible shapes, and their Go types. */
import { ANY, FLOAT, type GoType, LIST, listOf, MAP, NIL, STRING, type StructType, TIME } from './type.ts';

/**
 * One possible shape of `result`. `json` is any JSON value (the web provider): its Go type differs from measurement to measurement, so
 * only what fails for all of them is an error.
 */
export type ResultShape =
  | 'float'
  | 'floats'
  | 'string'
  | 'map'
  | 'list'
  | 'maps'
  | 'bool'
  | 'nil'
  | 'cloudWatch'
  | 'json'
  | 'unknown';

const MESSAGE: StructType = {
  kind: 'struct',
  name: 'types.MessageData',
  fields: new Map<string, GoType>([
    ['Code', { kind: 'pointer', to: STRING }],
    ['Value', { kind: 'pointer', to: STRING }],
  ]),
};

export const CLOUD_WATCH_RESULT: StructType = {
  kind: 'struct',
  name: 'types.MetricDataResult',
  fields: new Map<string, GoType>([
    ['Id', { kind: 'pointer', to: STRING }],
    ['Label', { kind: 'pointer', to: STRING }],
    ['Messages', listOf(MESSAGE)],
    ['StatusCode', { kind: 'string', name: 'types.StatusCode' }],
    ['Timestamps', listOf(TIME)],
    ['Values', listOf(FLOAT)],
  ]),
};

const TYPES: Readonly<Record<Exclude<ResultShape, 'json'>, GoType>> = {
  float: FLOAT,
  floats: listOf(FLOAT),
  string: STRING,
  map: MAP,
  list: LIST,
  maps: listOf(MAP),
  bool: { kind: 'bool' },
  nil: NIL,
  cloudWatch: listOf(CLOUD_WATCH_RESULT),
  unknown: ANY,
};

/** The Go types a compile may see, one by one. A JSON value has one of six; its null counts with `nil`. */
export function typesOf(shape: ResultShape): readonly GoType[] {
  if (shape === 'json') return [FLOAT, STRING, TYPES.bool, MAP, LIST];
  return [TYPES[shape]];
}

const WORDS: Readonly<Record<ResultShape, string>> = {
  float: 'a number',
  floats: 'a list of numbers',
  string: 'text',
  map: 'a map',
  list: 'a list',
  maps: 'a list of maps',
  bool: 'a bool',
  nil: 'nil',
  cloudWatch: 'a list of CloudWatch results',
  json: 'any JSON value',
  unknown: 'anything',
};

export function describeShape(shape: ResultShape): string {
  return WORDS[shape];
}
