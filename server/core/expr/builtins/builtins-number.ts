/** Builtins for numbers and bits. */
import type { Builtin } from './builtin.ts';

export const NUMBERS: readonly Builtin[] = [
  {
    name: 'abs',
    group: 'number',
    since: '1.15',
    signatures: [{ parameters: [{ name: 'n', type: 'number' }], result: 'number' }],
    doc: 'The number without its sign.',
    example: 'abs(result[0] - 1) < 0.1',
  },
  {
    name: 'ceil',
    group: 'number',
    since: '1.15',
    signatures: [{ parameters: [{ name: 'n', type: 'number' }], result: 'float' }],
    doc: 'The number rounded up; still a float.',
    example: 'ceil(result[0]) <= 1',
  },
  {
    name: 'floor',
    group: 'number',
    since: '1.15',
    signatures: [{ parameters: [{ name: 'n', type: 'number' }], result: 'float' }],
    doc: 'The number rounded down; still a float.',
    example: 'floor(result[0]) >= 1',
  },
  {
    name: 'round',
    group: 'number',
    since: '1.15',
    signatures: [{ parameters: [{ name: 'n', type: 'number' }], result: 'float' }],
    doc: 'The nearest whole number, halves away from zero; still a float.',
    example: 'round(result[0]) == 1',
  },
  {
    name: 'int',
    group: 'number',
    since: '1.15',
    signatures: [{ parameters: [{ name: 'value', type: 'number | string' }], result: 'int' }],
    doc: 'The value as a whole number: a float is truncated, a string of decimal digits is read.',
    trap: 'Other text is a run-time error.',
    example: 'int(result[0]) % 2 == 0',
  },
  {
    name: 'float',
    group: 'number',
    since: '1.15',
    signatures: [{ parameters: [{ name: 'value', type: 'number | string' }], result: 'float' }],
    doc: 'The value as a float; a string is read.',
    trap: 'Other text is a run-time error.',
    example: 'float(result.value) < 0.5',
  },
  {
    name: 'min',
    group: 'number',
    since: '1.15',
    signatures: [
      { parameters: [{ name: 'n', type: 'number', rest: true }], result: 'number' },
      { parameters: [{ name: 'n', type: 'number | list', rest: true }], result: 'number', since: '1.17' },
    ],
    doc: 'The smallest of the numbers; lists are looked into.',
    trap: 'nil for an empty list, and nil < 1 is a run-time error. Argo <= 1.9 takes numbers only, no list.',
    example: 'min(result[0], result[1]) > 0.9',
  },
  {
    name: 'max',
    group: 'number',
    since: '1.15',
    signatures: [
      { parameters: [{ name: 'n', type: 'number', rest: true }], result: 'number' },
      { parameters: [{ name: 'n', type: 'number | list', rest: true }], result: 'number', since: '1.17' },
    ],
    doc: 'The greatest of the numbers; lists are looked into.',
    trap: 'nil for an empty list, and nil < 1 is a run-time error. Argo <= 1.9 takes numbers only, no list.',
    example: 'max(result[0], result[1]) < 0.05',
  },
  {
    name: 'mean',
    group: 'number',
    since: '1.15',
    signatures: [
      { parameters: [{ name: 'list', type: 'list' }], result: 'float' },
      { parameters: [{ name: 'n', type: 'number | list', rest: true }], result: 'float', since: '1.17' },
    ],
    doc: 'The average.',
    trap: '0 for an empty list.',
    example: 'len(result) > 0 && mean(result) < 0.05',
  },
  {
    name: 'median',
    group: 'number',
    since: '1.15',
    signatures: [
      { parameters: [{ name: 'list', type: 'list' }], result: 'float' },
      { parameters: [{ name: 'n', type: 'number | list', rest: true }], result: 'float', since: '1.17' },
    ],
    doc: 'The middle value, or the average of the two middle ones.',
    trap: '0 for an empty list.',
    example: 'len(result) > 0 && median(result) < 0.05',
  },
  {
    name: 'bitand',
    group: 'bits',
    since: '1.17',
    signatures: [
      {
        parameters: [
          { name: 'a', type: 'int' },
          { name: 'b', type: 'int' },
        ],
        result: 'int',
      },
    ],
    doc: 'Bitwise AND.',
    example: 'bitand(int(result.flags), 1) == 0',
  },
  {
    name: 'bitor',
    group: 'bits',
    since: '1.17',
    signatures: [
      {
        parameters: [
          { name: 'a', type: 'int' },
          { name: 'b', type: 'int' },
        ],
        result: 'int',
      },
    ],
    doc: 'Bitwise OR.',
    example: 'bitor(int(result.flags), 1) == 1',
  },
  {
    name: 'bitxor',
    group: 'bits',
    since: '1.17',
    signatures: [
      {
        parameters: [
          { name: 'a', type: 'int' },
          { name: 'b', type: 'int' },
        ],
        result: 'int',
      },
    ],
    doc: 'Bitwise exclusive OR.',
    example: 'bitxor(int(result.flags), 1) == 0',
  },
  {
    name: 'bitnand',
    group: 'bits',
    since: '1.17',
    signatures: [
      {
        parameters: [
          { name: 'a', type: 'int' },
          { name: 'b', type: 'int' },
        ],
        result: 'int',
      },
    ],
    doc: "The bits of the first that are not set in the second (Go's &^).",
    example: 'bitnand(int(result.flags), 1) == 0',
  },
  {
    name: 'bitnot',
    group: 'bits',
    since: '1.17',
    signatures: [{ parameters: [{ name: 'n', type: 'int' }], result: 'int' }],
    doc: 'All bits turned.',
    example: 'bitnot(int(result.flags)) == -1',
  },
  {
    name: 'bitshl',
    group: 'bits',
    since: '1.17',
    signatures: [
      {
        parameters: [
          { name: 'a', type: 'int' },
          { name: 'b', type: 'int' },
        ],
        result: 'int',
      },
    ],
    doc: 'The first number shifted left.',
    example: 'bitshl(1, 4) == 16',
  },
  {
    name: 'bitshr',
    group: 'bits',
    since: '1.17',
    signatures: [
      {
        parameters: [
          { name: 'a', type: 'int' },
          { name: 'b', type: 'int' },
        ],
        result: 'int',
      },
    ],
    doc: 'The first number shifted right, its sign kept.',
    example: 'bitshr(int(result.flags), 4) == 0',
  },
  {
    name: 'bitushr',
    group: 'bits',
    since: '1.17',
    signatures: [
      {
        parameters: [
          { name: 'a', type: 'int' },
          { name: 'b', type: 'int' },
        ],
        result: 'int',
      },
    ],
    doc: 'The first number shifted right, zeros coming in.',
    example: 'bitushr(int(result.flags), 4) == 0',
  },
];
