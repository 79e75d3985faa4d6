/** Words and repairs for what the parser could not read. */
import type { LexicalProblem } from '../syntax/lexer.ts';
import { LOOKALIKES } from '../syntax/operators.ts';
import type { Parsed } from '../syntax/parser.ts';
import type { Feature, SyntaxProblem } from '../syntax/parser-cursor.ts';
import { type ConditionFix, type ConditionProblem, insert, replace, willError } from './problem.ts';
import { code, textOf } from './source.ts';

const NEEDS = 'needs Argo >= 1.10';

export function syntaxProblems(parsed: Parsed): ConditionProblem[] {
  const { lexical } = parsed;
  // A token that cannot be read is not expected anywhere either; once is enough.
  const syntax = parsed.syntax.filter(
    ({ start }) => !lexical.some(problem => problem.start <= start && start < problem.end),
  );
  const found = [
    ...lexical.map(problem => lexicalProblem(parsed, problem)),
    ...syntax.map(problem => syntaxProblem(parsed, problem)),
  ];
  return found.toSorted((a, b) => a.range.start - b.range.start);
}

function syntax(
  range: { start: number; end: number },
  message: string,
  fixes: readonly ConditionFix[] = [],
): ConditionProblem {
  return { code: 'cond-syntax', severity: 'error', range: { start: range.start, end: range.end }, message, fixes };
}

function lexicalProblem(parsed: Parsed, problem: LexicalProblem): ConditionProblem {
  const text = textOf(parsed, problem);
  const error = willError(problem.message);
  switch (problem.reason) {
    case 'unterminated-string': {
      const quote = text.charAt(0);
      const fixes = [{ title: `Close the text with ${quote}`, edits: [insert(problem.end, quote)] }];
      return syntax(problem, `This text is never closed. ${error} Put a ${quote} behind it.`, fixes);
    }
    case 'bad-escape':
      return syntax(problem, `${code(text)} is no escape. ${error} Write \\\\ for a backslash.`, [
        { title: 'Write the backslash twice', edits: [insert(problem.start, '\\')] },
      ]);
    case 'bad-number':
      return syntax(
        problem,
        `A number cannot end in letters: ${code(text)}. ${error} Write the plain number, or \`duration("${text}")\` for a time span.`,
        numberFixes(text, problem),
      );
    case 'unclosed-comment':
      return syntax(problem, `This comment is never closed. ${error} Put */ behind it.`, [
        { title: 'Close the comment', edits: [insert(problem.end, ' */')] },
      ]);
    case 'raw-string-version':
      return version(
        problem,
        `Text in back-quotes ${NEEDS}; up to 1.9 it does not parse. ${error} Use quotes.`,
        rawFixes(text, problem),
      );
    case 'escape-version':
      return version(problem, `The escape ${code(text)} ${NEEDS}. ${error} Write it with \\u and four digits.`, []);
    default: {
      const meant = LOOKALIKES.get(text);
      const fixes = meant === undefined ? [] : [{ title: `Write ${meant}`, edits: [replace(problem, meant)] }];
      return syntax(
        problem,
        `${code(text)} means nothing here. ${error}${meant === undefined ? '' : ` Write \`${meant}\`.`}`,
        fixes,
      );
    }
  }
}

function numberFixes(text: string, range: LexicalProblem): ConditionFix[] {
  return /^[\d.]+(?:ns|us|ms|s|m|h)$/.test(text)
    ? [{ title: `Write duration("${text}")`, edits: [replace(range, `duration("${text}")`)] }]
    : [];
}

function rawFixes(text: string, range: LexicalProblem): ConditionFix[] {
  if (!/^`[^`]*`$/.test(text)) return [];
  const quoted = `'${text.slice(1, -1).replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
  return [{ title: 'Use quotes', edits: [replace(range, quoted)] }];
}

function version(
  range: { start: number; end: number },
  message: string,
  fixes: readonly ConditionFix[],
): ConditionProblem {
  return { code: 'cond-version', severity: 'error', range: { start: range.start, end: range.end }, message, fixes };
}

function syntaxProblem(parsed: Parsed, problem: SyntaxProblem): ConditionProblem {
  const { start, end, instead = '' } = problem;
  const range = { start, end };
  const text = textOf(parsed, problem);
  const error = willError(problem.message);
  switch (problem.reason) {
    case 'foreign-operator':
    case 'foreign-word':
      return {
        code: 'cond-foreign-operators',
        severity: 'error',
        range,
        message: `\`${text}\` is no operator of conditions. ${error} Write \`${instead}\`.`,
        fixes: [{ title: `Write ${instead}`, edits: [replace(range, instead)] }],
      };
    case 'percent':
      return {
        code: 'cond-foreign-operators',
        severity: 'error',
        range,
        message: `Percentages cannot be written: \`%\` is the remainder of whole numbers. ${error} Write ${instead === '' ? 'the fraction' : `\`${instead}\``}.`,
        fixes: instead === '' ? [] : [{ title: `Write ${instead}`, edits: [replace(range, instead)] }],
      };
    case 'coalesce-mixed':
      return coalesce(problem, text, error);
    case 'hash-comment':
      return {
        code: 'cond-hash-comment',
        severity: 'error',
        range,
        message: `\`#\` begins no comment in a condition; it is the element inside all, any, filter and the like. ${error} Use \`//\`.`,
        fixes: [{ title: 'Use // for the comment', edits: [replace(range, '//')] }],
      };
    case 'predicate-outside':
      return {
        code: 'cond-predicate-outside',
        severity: 'error',
        range,
        message: `\`${text}\` stands for an element of a list and means something only inside all, any, filter and the like. ${error} Write \`result\`, or put it into \`all(result, ...)\`.`,
        fixes: [],
      };
    case 'version':
      return version(
        range,
        `${featureText(problem.feature)} ${NEEDS}; up to 1.9 it does not parse. ${error}`,
        versionFixes(parsed, problem),
      );
    case 'too-large':
      return {
        ...syntax(range, 'This condition is too large to be looked into.'),
        severity: problem.message === '' ? 'info' : 'error',
      };
    default:
      return syntax(range, `${reasonText(problem, text)} ${error}`);
  }
}

function coalesce(problem: SyntaxProblem, text: string, error: string): ConditionProblem {
  const [left] = problem.nodes ?? [];
  return {
    code: 'cond-coalesce-mixed',
    severity: 'error',
    range: { start: problem.start, end: problem.end },
    message: `\`??\` cannot stand beside \`${text}\` without brackets. ${error} Put the \`??\` part into brackets.`,
    fixes: left ? [{ title: 'Put brackets around ??', edits: [insert(left.start, '('), insert(left.end, ')')] }] : [],
  };
}

function reasonText(problem: SyntaxProblem, text: string): string {
  switch (problem.reason) {
    case 'unexpected-end':
      return 'The condition ends too early.';
    case 'expected-name':
      return 'A name must follow the dot.';
    case 'missing-argument':
      return `\`${problem.instead}\` needs one more argument.`;
    case 'bad-map-key':
      return 'The key of a map is a name, text, a number, or something in brackets.';
    case 'bad-literal':
      return `\`${text}\` is no number that fits.`;
    case 'bare-sequence':
      return 'Several expressions in a predicate need braces around them: `{...}`.';
    default:
      return `\`${text}\` is not expected here.`;
  }
}

function featureText(feature: Feature | undefined): string {
  switch (feature) {
    case 'optional-index':
      return '`?.[...]`';
    case 'global-call':
      return 'Calling with `::`';
    case 'if-else':
      return '`if ... else`';
    case 'sequence':
      return 'Several expressions with `;`';
    case 'string-postfix':
      return 'An access to literal text';
    case 'trailing-comma':
      return 'A comma behind the last argument';
    case 'count-without-predicate':
      return '`count` without a predicate';
    case 'predicate-argument':
      return 'A predicate in `sum` or `sortBy`';
    default:
      return 'This way to write a number';
  }
}

function versionFixes(parsed: Parsed, problem: SyntaxProblem): ConditionFix[] {
  const range = { start: problem.start, end: problem.end };
  const text = textOf(parsed, problem);
  switch (problem.feature) {
    case 'global-call':
    case 'trailing-comma':
      return [{ title: `Remove ${text}`, edits: [replace(range, '')] }];
    case 'count-without-predicate': {
      const close = parsed.tokens.find(token => token.start >= problem.end && token.value === ')');
      return close ? [{ title: 'Add the predicate', edits: [insert(close.start, ', #')] }] : [];
    }
    case 'predicate-argument':
      return fieldName(parsed, problem);
    case 'number-prefix': {
      const decimal = Number(text.replaceAll('_', ''));
      return Number.isSafeInteger(decimal)
        ? [{ title: `Write ${decimal}`, edits: [replace(range, String(decimal))] }]
        : [];
    }
    default:
      return [];
  }
}

/** `sortBy(list, .field)` takes the name of the field in the older language. */
function fieldName(parsed: Parsed, problem: SyntaxProblem): ConditionFix[] {
  const at = parsed.tokens.findIndex(token => token.start === problem.start);
  const [dot, name, after] = parsed.tokens.slice(at, at + 3);
  const call = parsed.tokens.slice(0, at).findLast(token => token.value === 'sortBy');
  if (!call || dot?.value !== '.' || name?.kind !== 'identifier' || (after?.value !== ')' && after?.value !== ','))
    return [];
  return [{ title: 'Name the field', edits: [replace({ start: dot.start, end: name.end }, `"${name.value}"`)] }];
}
