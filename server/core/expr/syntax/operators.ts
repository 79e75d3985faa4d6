/** The operators as data: how they bind, what they mean. */
import type { ExprVersion } from '../builtins/version.ts';

export interface Operator {
  readonly text: string;
  readonly precedence: number;
  readonly rightAssociative?: boolean;
  /** What it does, for completion and hover. */
  readonly doc: string;
  readonly example: string;
}

const OPERATORS: readonly Operator[] = [
  {
    text: '|',
    precedence: 0,
    doc: 'Pipe: the left side becomes the first argument of the call on the right.',
    example: 'result | filter(# > 0) | len()',
  },
  {
    text: 'or',
    precedence: 10,
    doc: 'True when either side is. The right side is not looked at when the left is true.',
    example: 'len(result) == 0 or result[0] < 1',
  },
  { text: '||', precedence: 10, doc: 'The same as `or`.', example: 'len(result) == 0 || result[0] < 1' },
  {
    text: 'and',
    precedence: 15,
    doc: 'True when both sides are. The right side is not looked at when the left is false.',
    example: 'len(result) > 0 and result[0] < 1',
  },
  { text: '&&', precedence: 15, doc: 'The same as `and`.', example: 'len(result) > 0 && result[0] < 1' },
  {
    text: '==',
    precedence: 20,
    doc: 'Equal. Whole numbers and floats compare by value; a number never equals a string.',
    example: 'result.status == "ok"',
  },
  { text: '!=', precedence: 20, doc: 'Not equal.', example: 'result.status != "error"' },
  {
    text: '<',
    precedence: 20,
    doc: 'Less than: numbers, strings, times or durations. False for NaN.',
    example: 'result[0] < 0.05',
  },
  {
    text: '>',
    precedence: 20,
    doc: 'Greater than: numbers, strings, times or durations. False for NaN.',
    example: 'result[0] > 0.95',
  },
  { text: '<=', precedence: 20, doc: 'At most. False for NaN.', example: 'result[0] <= 0.05' },
  { text: '>=', precedence: 20, doc: 'At least. False for NaN.', example: 'result[0] >= 0.95' },
  {
    text: 'in',
    precedence: 20,
    doc: 'Whether a list holds the value, or a map the key. `not in` for the opposite.',
    example: 'result.status in ["ok", "warn"]',
  },
  {
    text: 'matches',
    precedence: 20,
    doc: 'Whether a string matches a regular expression (RE2) anywhere.',
    example: 'result.version matches "^1\\\\."',
  },
  {
    text: 'contains',
    precedence: 20,
    doc: 'Whether a string holds another. For lists use `in`.',
    example: 'result.message contains "ready"',
  },
  {
    text: 'startsWith',
    precedence: 20,
    doc: 'Whether a string begins with another.',
    example: 'result.version startsWith "1."',
  },
  {
    text: 'endsWith',
    precedence: 20,
    doc: 'Whether a string ends with another.',
    example: 'result.name endsWith "-canary"',
  },
  {
    text: '..',
    precedence: 25,
    doc: 'The list of whole numbers from one to the other, both included.',
    example: '1..3',
  },
  { text: '+', precedence: 30, doc: 'Sum of numbers, or two strings joined.', example: 'result[0] + result[1]' },
  { text: '-', precedence: 30, doc: 'Difference.', example: 'result[0] - result[1]' },
  { text: '*', precedence: 60, doc: 'Product.', example: 'result[0] * 100' },
  {
    text: '/',
    precedence: 60,
    doc: 'Quotient, always a float. Division by zero gives +Inf, -Inf or NaN and no error.',
    example: 'result[0] / result[1]',
  },
  {
    text: '%',
    precedence: 60,
    doc: 'Remainder of whole numbers only; results are floats, so convert first: `int(result) % 2`.',
    example: 'int(result[0]) % 2',
  },
  { text: '**', precedence: 100, rightAssociative: true, doc: 'Power, always a float.', example: 'result[0] ** 2' },
  { text: '^', precedence: 100, rightAssociative: true, doc: 'Power, the same as `**`.', example: 'result[0] ^ 2' },
  {
    text: '??',
    precedence: 500,
    doc: 'The left side, or the right one when the left is nil. Binds tighter than all others; mixed with another operator it needs parentheses.',
    example: '(result.errors ?? 0) < 5',
  },
];

export const BINARY: ReadonlyMap<string, Operator> = new Map(OPERATORS.map(operator => [operator.text, operator]));

export const UNARY: ReadonlyMap<string, number> = new Map([
  ['not', 50],
  ['!', 50],
  ['-', 90],
  ['+', 90],
]);

/** Words that may stand behind `not` between two operands. */
export const NEGATABLE: ReadonlySet<string> = new Set(['contains', 'matches', 'startsWith', 'endsWith', 'in']);

export const COMPARISONS: ReadonlySet<string> = new Set(['<', '>', '<=', '>=']);

/** `0 < x < 1` means both, in the newer language only. */
export function chainsComparisons(version: ExprVersion): boolean {
  return version === '1.17';
}

/** What people write who come from other languages, where an operator is expected. */
export const FOREIGN_OPERATORS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '=': '==',
    '===': '==',
    '!==': '!=',
    '<>': '!=',
    '=>': '>=',
    '=<': '<=',
    '=~': 'matches',
    '&': '&&',
    AND: 'and',
    And: 'and',
    OR: 'or',
    Or: 'or',
    IN: 'in',
    In: 'in',
    MATCHES: 'matches',
    CONTAINS: 'contains',
    is: '==',
    IS: '==',
    eq: '==',
    ne: '!=',
    lt: '<',
    gt: '>',
    le: '<=',
    ge: '>=',
  }),
);

/** And where an operand is expected. */
export const FOREIGN_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    null: 'nil',
    NULL: 'nil',
    Null: 'nil',
    None: 'nil',
    none: 'nil',
    undefined: 'nil',
    NIL: 'nil',
    Nil: 'nil',
    True: 'true',
    TRUE: 'true',
    False: 'false',
    FALSE: 'false',
    NOT: 'not',
    Not: 'not',
  }),
);

/** Typographic characters that look like the real thing. */
export const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '≥': '>=',
    '≤': '<=',
    '≠': '!=',
    '×': '*',
    '÷': '/',
    '−': '-',
    '–': '-',
    '“': '"',
    '”': '"',
    '„': '"',
    '‘': "'",
    '’': "'",
    '…': '..',
  }),
);
