/** What Argo adds to the language. */
import type { Builtin } from './builtin.ts';

export const ENVIRONMENT: readonly Builtin[] = [
  {
    name: 'asInt',
    group: 'argo',
    since: '1.15',
    signatures: [{ parameters: [{ name: 'value', type: 'any' }], result: 'int' }],
    doc: 'The value as a whole number: a number is truncated, a string of decimal digits is read.',
    trap: 'Text with a point, nil, a bool or a list is a run-time error.',
    example: 'asInt(result.count) > 3',
  },
  {
    name: 'asFloat',
    group: 'argo',
    since: '1.15',
    signatures: [{ parameters: [{ name: 'value', type: 'any' }], result: 'float' }],
    doc: 'The value as a float: a number as it is, a string is read ("NaN" and "Inf" too).',
    trap: 'nil, a bool or a list is a run-time error.',
    example: 'asFloat(result.latency) < 0.5',
  },
  {
    name: 'isNaN',
    group: 'argo',
    since: '1.15',
    signatures: [{ parameters: [{ name: 'value', type: 'float' }], result: 'bool' }],
    doc: 'Whether a float is not a number, as 0/0 is. Prometheus answers NaN when there was no traffic.',
    trap: 'Takes one float, not a list; a whole number that is computed is a run-time error.',
    example: 'isNaN(result[0]) || result[0] < 0.05',
  },
  {
    name: 'isInf',
    group: 'argo',
    since: '1.15',
    signatures: [{ parameters: [{ name: 'value', type: 'float' }], result: 'bool' }],
    doc: 'Whether a float is +Inf or -Inf.',
    trap: 'Takes one float, not a list.',
    example: '!isInf(result[0]) && result[0] < 1',
  },
  {
    name: 'isNil',
    group: 'argo',
    since: '1.15',
    signatures: [{ parameters: [{ name: 'value', type: 'any' }], result: 'bool' }],
    doc: 'Whether the result of the metric is nil, whatever the argument says.',
    trap: 'The argument is ignored: `isNil(result.x)` asks about `result`. Write `result.x == nil`.',
    example: 'isNil(result)',
  },
  {
    name: 'default',
    group: 'argo',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'value', type: 'any' },
          { name: 'fallback', type: 'any' },
        ],
        result: 'any',
      },
    ],
    doc: 'The result of the metric, or the second argument when the result is nil.',
    trap: 'The first argument is ignored, and an empty list is not nil: only `default(result, x)` does what it says.',
    example: 'default(result, 0) < 1',
  },
];
