/** Builtins that look at the elements of a list one by one: `#` is the element, `.x` its field. */
import type { Builtin } from './builtin.ts';

export const PREDICATES: readonly Builtin[] = [
  {
    name: 'all',
    group: 'predicate',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'list', type: 'list' },
          { name: 'predicate', type: 'bool' },
        ],
        result: 'bool',
      },
    ],
    doc: 'True when the predicate holds for every element.',
    trap: 'True for an empty list: no data passes. Ask for `len(result) > 0` as well.',
    example: 'len(result) > 0 && all(result, # < 0.05)',
    forms: { '1.15': ['expression', 'predicate'], '1.17': ['expression', 'predicate'] },
  },
  {
    name: 'none',
    group: 'predicate',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'list', type: 'list' },
          { name: 'predicate', type: 'bool' },
        ],
        result: 'bool',
      },
    ],
    doc: 'True when the predicate holds for no element.',
    trap: 'True for an empty list.',
    example: 'none(result, isNaN(#))',
    forms: { '1.15': ['expression', 'predicate'], '1.17': ['expression', 'predicate'] },
  },
  {
    name: 'any',
    group: 'predicate',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'list', type: 'list' },
          { name: 'predicate', type: 'bool' },
        ],
        result: 'bool',
      },
    ],
    doc: 'True when the predicate holds for at least one element.',
    trap: 'False for an empty list.',
    example: 'any(result, # > 0.95)',
    forms: { '1.15': ['expression', 'predicate'], '1.17': ['expression', 'predicate'] },
  },
  {
    name: 'one',
    group: 'predicate',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'list', type: 'list' },
          { name: 'predicate', type: 'bool' },
        ],
        result: 'bool',
      },
    ],
    doc: 'True when the predicate holds for exactly one element.',
    example: 'one(result, # == 0)',
    forms: { '1.15': ['expression', 'predicate'], '1.17': ['expression', 'predicate'] },
  },
  {
    name: 'filter',
    group: 'predicate',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'list', type: 'list' },
          { name: 'predicate', type: 'bool' },
        ],
        result: 'list',
      },
    ],
    doc: 'The elements for which the predicate holds.',
    example: 'len(filter(result, # > 0.5)) < 3',
    forms: { '1.15': ['expression', 'predicate'], '1.17': ['expression', 'predicate'] },
  },
  {
    name: 'map',
    group: 'predicate',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'list', type: 'list' },
          { name: 'predicate', type: 'any' },
        ],
        result: 'list',
      },
    ],
    doc: 'A list of what the predicate yields for each element; `#index` is the position.',
    example: 'sum(map(result, # * 100)) < 5',
    forms: { '1.15': ['expression', 'predicate'], '1.17': ['expression', 'predicate'] },
  },
  {
    name: 'count',
    group: 'predicate',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'list', type: 'list' },
          { name: 'predicate', type: 'bool' },
        ],
        result: 'int',
      },
      { parameters: [{ name: 'list', type: 'list of bool' }], result: 'int', since: '1.17' },
    ],
    doc: 'How many elements the predicate holds for.',
    trap: 'Without a predicate, every element has to be a bool; Argo <= 1.9 needs the predicate.',
    example: 'count(result, # > 0.5) < 3',
    forms: { '1.15': ['expression', 'predicate'], '1.17': ['expression', 'predicate?'] },
  },
  {
    name: 'sum',
    group: 'predicate',
    since: '1.15',
    signatures: [
      { parameters: [{ name: 'list', type: 'list' }], result: 'number' },
      {
        parameters: [
          { name: 'list', type: 'list' },
          { name: 'predicate', type: 'number' },
        ],
        result: 'number',
        since: '1.17',
      },
    ],
    doc: 'The sum of the elements, or of what the predicate yields for them.',
    trap: '0 for an empty list: no data looks like zero errors.',
    example: 'sum(result) < 10',
    forms: { '1.17': ['expression', 'predicate?'] },
  },
  {
    name: 'find',
    group: 'predicate',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'list', type: 'list' },
          { name: 'predicate', type: 'bool' },
        ],
        result: 'any',
      },
    ],
    doc: 'The first element for which the predicate holds, or nil.',
    example: 'find(result, # > 0.9) != nil',
    forms: { '1.15': ['expression', 'predicate'], '1.17': ['expression', 'predicate'] },
  },
  {
    name: 'findIndex',
    group: 'predicate',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'list', type: 'list' },
          { name: 'predicate', type: 'bool' },
        ],
        result: 'int',
      },
    ],
    doc: 'The position of the first element for which the predicate holds.',
    trap: 'Without a match it is nil, not -1; comparing nil with a number is a run-time error.',
    example: 'findIndex(result, # > 0.9) == nil',
    forms: { '1.15': ['expression', 'predicate'], '1.17': ['expression', 'predicate'] },
  },
  {
    name: 'findLast',
    group: 'predicate',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'list', type: 'list' },
          { name: 'predicate', type: 'bool' },
        ],
        result: 'any',
      },
    ],
    doc: 'The last element for which the predicate holds, or nil.',
    trap: 'What stands before it in a comparison or call is lost: let it stand first.',
    example: 'findLast(result, # > 0.9) != nil',
    forms: { '1.15': ['expression', 'predicate'], '1.17': ['expression', 'predicate'] },
  },
  {
    name: 'findLastIndex',
    group: 'predicate',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'list', type: 'list' },
          { name: 'predicate', type: 'bool' },
        ],
        result: 'int',
      },
    ],
    doc: 'The position of the last element for which the predicate holds.',
    trap: 'Without a match it is nil, not -1. What stands before it in a comparison or call is lost: let it stand first.',
    example: 'findLastIndex(result, # > 0.9) == nil',
    forms: { '1.15': ['expression', 'predicate'], '1.17': ['expression', 'predicate'] },
  },
  {
    name: 'groupBy',
    group: 'predicate',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'list', type: 'list' },
          { name: 'predicate', type: 'any' },
        ],
        result: 'map',
      },
    ],
    doc: 'A map from what the predicate yields to the elements that yield it.',
    example: 'len(groupBy(result, .status)) == 1',
    forms: { '1.15': ['expression', 'predicate'], '1.17': ['expression', 'predicate'] },
  },
  {
    name: 'sortBy',
    group: 'predicate',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'list', type: 'list' },
          { name: 'predicate', type: 'any' },
          { name: 'order', type: '"asc" | "desc"', optional: true },
        ],
        result: 'list',
        since: '1.17',
      },
      {
        parameters: [
          { name: 'list', type: 'list' },
          { name: 'field', type: 'string' },
          { name: 'order', type: '"asc" | "desc"', optional: true },
        ],
        result: 'list',
      },
    ],
    doc: 'The elements in the order of what the predicate yields.',
    trap: 'Argo <= 1.9 takes the name of a field instead of a predicate.',
    example: 'sortBy(result, .latency)[0].latency < 1',
    forms: { '1.17': ['expression', 'predicate', 'expression?'] },
  },
  {
    name: 'reduce',
    group: 'predicate',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'list', type: 'list' },
          { name: 'predicate', type: 'any' },
          { name: 'initial', type: 'any', optional: true },
        ],
        result: 'any',
      },
    ],
    doc: 'Combines the elements: the predicate sees `#acc`, what it yielded before, and `#`, the element.',
    trap: 'An empty list without an initial value is a run-time error.',
    example: 'reduce(result, #acc + #, 0) < 10',
    forms: { '1.15': ['expression', 'predicate', 'expression?'], '1.17': ['expression', 'predicate', 'expression?'] },
  },
];
