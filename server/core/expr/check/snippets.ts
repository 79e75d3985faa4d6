/** Whole conditions to begin with, by what the provider returns. */
import type { CheckOptions } from './check-context.ts';

export interface ConditionSnippet {
  readonly label: string;
  readonly detail: string;
  readonly documentation: string;
  readonly newText: string;
}

const LIST: readonly ConditionSnippet[] = [
  {
    label: 'first value, guarded',
    detail: 'len(result) > 0 && result[0] >= 0.95',
    documentation: 'Compares the first value; without data the condition is false and no error.',
    newText: 'len(result) > 0 && result[0] ${1|>=,<=,>,<|} ${2:0.95}',
  },
  {
    label: 'first value, no data passes',
    detail: 'len(result) == 0 || result[0] < 0.05',
    documentation: 'Compares the first value; without data the condition is true.',
    newText: 'len(result) == 0 || result[0] ${1|<,<=,>,>=|} ${2:0.05}',
  },
  {
    label: 'first value, NaN passes',
    detail: 'isNaN(result[0]) || result[0] >= 0.95',
    documentation: 'A ratio without traffic is NaN; here that counts as met.',
    newText: 'isNaN(result[0]) || result[0] ${1|>=,<=,>,<|} ${2:0.95}',
  },
  {
    label: 'every value',
    detail: 'len(result) > 0 && all(result, # < 0.05)',
    documentation: 'Compares every value; without data the condition is false.',
    newText: 'len(result) > 0 && all(result, # ${1|<,<=,>,>=|} ${2:0.05})',
  },
];

const FLOAT: readonly ConditionSnippet[] = [
  {
    label: 'compare',
    detail: 'result >= 0.95',
    documentation: 'Compares the value.',
    newText: 'result ${1|>=,<=,>,<|} ${2:0.95}',
  },
];

const NIL_FLOAT: readonly ConditionSnippet[] = [
  {
    label: 'compare, default without data',
    detail: 'default(result, 0) < 0.05',
    documentation: 'Compares the value, or the default when no data came.',
    newText: 'default(result, ${1:0}) ${2|<,<=,>,>=|} ${3:0.05}',
  },
];

const FIELD: readonly ConditionSnippet[] = [
  {
    label: 'compare a field',
    detail: 'result.ok == true',
    documentation: 'Compares one field of the result.',
    newText: 'result.${1:ok} == ${2:true}',
  },
  {
    label: 'compare a field, default when it is missing',
    detail: '(result.errors ?? 0) < 5',
    documentation: 'Compares one field; a missing one counts as the default.',
    newText: '(result.${1:errors} ?? ${2:0}) < ${3:5}',
  },
];

const CLOUD_WATCH: readonly ConditionSnippet[] = [
  {
    label: 'newest value, guarded',
    detail: 'len(result[0].Values) > 0 && result[0].Values[0] < 0.05',
    documentation: 'Compares the newest value of the first query; without data the condition is false.',
    newText: 'len(result[0].Values) > 0 && result[0].Values[0] ${1|<,<=,>,>=|} ${2:0.05}',
  },
  {
    label: 'every value, guarded',
    detail: 'len(result[0].Values) > 0 && all(result[0].Values, # < 0.05)',
    documentation: 'Compares every value of the first query; without data the condition is false.',
    newText: 'len(result[0].Values) > 0 && all(result[0].Values, # ${1|<,<=,>,>=|} ${2:0.05})',
  },
];

export function snippetsFor({
  shapes,
  mayBeNil,
}: Pick<CheckOptions, 'shapes' | 'mayBeNil'>): readonly ConditionSnippet[] {
  const has = (...wanted: readonly string[]): boolean =>
    shapes.length === 0 || shapes.some(shape => wanted.includes(shape));
  return [
    ...(has('floats') ? LIST : []),
    ...(has('cloudWatch') ? CLOUD_WATCH : []),
    ...(has('float', 'json', 'unknown') ? FLOAT : []),
    ...(mayBeNil === true && has('float') ? NIL_FLOAT : []),
    ...(has('map', 'json', 'unknown') ? FIELD : []),
  ];
}
