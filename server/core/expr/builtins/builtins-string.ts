/** Builtins for strings. */
import type { Builtin } from './builtin.ts';

export const STRINGS: readonly Builtin[] = [
  {
    name: 'trim',
    group: 'string',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'text', type: 'string' },
          { name: 'characters', type: 'string', optional: true },
        ],
        result: 'string',
      },
    ],
    doc: 'The text without white space, or the given characters, at both ends.',
    example: "trim(result.status) == 'ok'",
  },
  {
    name: 'trimPrefix',
    group: 'string',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'text', type: 'string' },
          { name: 'prefix', type: 'string', optional: true },
        ],
        result: 'string',
      },
    ],
    doc: 'The text without the prefix (a space if none is given).',
    example: "trimPrefix(result.version, 'v') == '1.2'",
  },
  {
    name: 'trimSuffix',
    group: 'string',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'text', type: 'string' },
          { name: 'suffix', type: 'string', optional: true },
        ],
        result: 'string',
      },
    ],
    doc: 'The text without the suffix (a space if none is given).',
    example: "asFloat(trimSuffix(result.load, '%')) < 80",
  },
  {
    name: 'upper',
    group: 'string',
    since: '1.15',
    signatures: [{ parameters: [{ name: 'text', type: 'string' }], result: 'string' }],
    doc: 'The text in upper case.',
    example: "upper(result.status) == 'OK'",
  },
  {
    name: 'lower',
    group: 'string',
    since: '1.15',
    signatures: [{ parameters: [{ name: 'text', type: 'string' }], result: 'string' }],
    doc: 'The text in lower case.',
    example: "lower(result.status) == 'ok'",
  },
  {
    name: 'split',
    group: 'string',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'text', type: 'string' },
          { name: 'separator', type: 'string' },
          { name: 'limit', type: 'int', optional: true },
        ],
        result: 'list of string',
      },
    ],
    doc: 'The parts between the separators.',
    example: "split(result.version, '.')[0] == '1'",
  },
  {
    name: 'splitAfter',
    group: 'string',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'text', type: 'string' },
          { name: 'separator', type: 'string' },
          { name: 'limit', type: 'int', optional: true },
        ],
        result: 'list of string',
      },
    ],
    doc: 'The parts between the separators, each with the separator behind it.',
    example: "len(splitAfter(result.log, ';')) < 3",
  },
  {
    name: 'replace',
    group: 'string',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'text', type: 'string' },
          { name: 'old', type: 'string' },
          { name: 'new', type: 'string' },
          { name: 'count', type: 'int', optional: true },
        ],
        result: 'string',
      },
    ],
    doc: 'The text with the old part replaced, everywhere or the given number of times.',
    example: "replace(result.version, 'v', '') == '1.2'",
  },
  {
    name: 'repeat',
    group: 'string',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'text', type: 'string' },
          { name: 'count', type: 'int' },
        ],
        result: 'string',
      },
    ],
    doc: 'The text, count times.',
    example: "repeat('-', 3) == '---'",
  },
  {
    name: 'join',
    group: 'string',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'list', type: 'list of string' },
          { name: 'separator', type: 'string', optional: true },
        ],
        result: 'string',
      },
    ],
    doc: 'The strings of a list as one.',
    trap: 'Every element has to be a string.',
    example: "join(result.tags, ',') contains 'canary'",
  },
  {
    name: 'indexOf',
    group: 'string',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'text', type: 'string' },
          { name: 'other', type: 'string' },
        ],
        result: 'int',
      },
    ],
    doc: 'The position of the other text, or -1.',
    trap: 'Positions are bytes, not characters.',
    example: "indexOf(result.message, 'error') == -1",
  },
  {
    name: 'lastIndexOf',
    group: 'string',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'text', type: 'string' },
          { name: 'other', type: 'string' },
        ],
        result: 'int',
      },
    ],
    doc: 'The last position of the other text, or -1.',
    trap: 'Positions are bytes, not characters.',
    example: "lastIndexOf(result.path, '/') > 0",
  },
  {
    name: 'hasPrefix',
    group: 'string',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'text', type: 'string' },
          { name: 'other', type: 'string' },
        ],
        result: 'bool',
      },
    ],
    doc: 'Whether the text begins with the other; the operator `startsWith` does the same.',
    example: "hasPrefix(result.version, '1.')",
  },
  {
    name: 'hasSuffix',
    group: 'string',
    since: '1.15',
    signatures: [
      {
        parameters: [
          { name: 'text', type: 'string' },
          { name: 'other', type: 'string' },
        ],
        result: 'bool',
      },
    ],
    doc: 'Whether the text ends with the other; the operator `endsWith` does the same.',
    example: "hasSuffix(result.name, '-canary')",
  },
];
