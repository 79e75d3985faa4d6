/** Words and repairs for what the parser could not read. */
import type { LexicalProblem } from '../syntax/lexer.ts';
import { LOOKALIKES } from '../syntax/operators.ts';
import { type Parsed, refusalOf } from '../syntax/parser.ts';
import type { Feature, SyntaxProblem } from '../syntax/parser-cursor.ts';
import { type ConditionFix, type ConditionProblem, cureFirst, insert, replace } from './problem.ts';
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
  const said = (cure: string, why: string): string => cureFirst(cure, why, firstOf(parsed, problem.message));
  switch (problem.reason) {
    case 'unterminated-string': {
      const quote = text.charAt(0);
      const fixes = [{ title: `Close the text with ${quote}`, edits: [insert(problem.end, quote)] }];
      return syntax(problem, said(`Put a ${quote} behind the text`, 'it is never closed'), fixes);
    }
    case 'bad-escape':
      return syntax(problem, said('Write \\\\ for a backslash', `${code(text)} is not an escape`), [
        { title: 'Write the backslash twice', edits: [insert(problem.start, '\\')] },
      ]);
    case 'bad-number':
      return syntax(
        problem,
        said(`Write the plain number, or \`duration("${text}")\` for a time span`, `${code(text)} is not a number`),
        numberFixes(text, problem),
      );
    case 'unclosed-comment':
      return syntax(problem, said('Put */ behind the comment', 'it is never closed'), [
        { title: 'Close the comment', edits: [insert(problem.end, ' */')] },
      ]);
    case 'raw-string-version':
      return version(
        problem,
        said('Use quotes', `text in back-quotes ${NEEDS}, and up to 1.9 it does not parse`),
        rawFixes(text, problem),
      );
    case 'escape-version':
      return version(problem, said('Write it with \\u and four digits', `the escape ${code(text)} ${NEEDS}`), []);
    default: {
      const meant = LOOKALIKES.get(text);
      const fixes = meant === undefined ? [] : [{ title: `Write ${meant}`, edits: [replace(problem, meant)] }];
      return syntax(
        problem,
        said(
          meant === undefined ? `Remove ${code(text)}` : `Write \`${meant}\``,
          `conditions do not know ${code(text)}`,
        ),
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
  const said = (cure: string, why: string): string => cureFirst(cure, why, firstOf(parsed, problem.message));
  switch (problem.reason) {
    case 'foreign-operator':
    case 'foreign-word':
      return {
        code: 'cond-foreign-operators',
        severity: 'error',
        range,
        message: said(`Write \`${instead}\``, `conditions do not know \`${text}\``),
        fixes: [{ title: `Write ${instead}`, edits: [replace(range, instead)] }],
      };
    case 'percent':
      return {
        code: 'cond-foreign-operators',
        severity: 'error',
        range,
        message: said(
          `Write ${instead === '' ? 'the fraction' : `\`${instead}\``}`,
          '`%` is the remainder of whole numbers, not a percentage',
        ),
        fixes: instead === '' ? [] : [{ title: `Write ${instead}`, edits: [replace(range, instead)] }],
      };
    case 'coalesce-mixed':
      return coalesce(
        problem,
        said('Put the `??` part into brackets', `\`??\` cannot stand beside \`${text}\` without them`),
      );
    case 'hash-comment':
      return {
        code: 'cond-hash-comment',
        severity: 'error',
        range,
        message: said('Use `//` for a comment', '`#` is the element inside all, any, filter and the like'),
        fixes: [{ title: 'Use // for the comment', edits: [replace(range, '//')] }],
      };
    case 'predicate-outside':
      return {
        code: 'cond-predicate-outside',
        severity: 'error',
        range,
        message: said(
          'Write `result`, or put it into `all(result, ...)`',
          `\`${text}\` is an element of a list, inside all, any, filter and the like only`,
        ),
        fixes: [],
      };
    case 'version':
      return version(
        range,
        said('Write it in another way', `${featureText(problem.feature)} ${NEEDS}, and up to 1.9 it does not parse`),
        versionFixes(parsed, problem),
      );
    case 'too-large':
      return {
        ...syntax(range, 'Make it shorter: this condition is too large to be looked into.'),
        severity: problem.message === '' ? 'info' : 'error',
      };
    default: {
      const [cure, why] = reasonText(problem, text);
      return syntax(range, said(cure, why));
    }
  }
}

function coalesce(problem: SyntaxProblem, message: string): ConditionProblem {
  const [left] = problem.nodes ?? [];
  return {
    code: 'cond-coalesce-mixed',
    severity: 'error',
    range: { start: problem.start, end: problem.end },
    message,
    fixes: left ? [{ title: 'Put brackets around ??', edits: [insert(left.start, '('), insert(left.end, ')')] }] : [],
  };
}

/** What to write, and why. */
function reasonText(problem: SyntaxProblem, text: string): readonly [string, string] {
  switch (problem.reason) {
    case 'unexpected-end':
      return ['Write the rest', 'the condition ends too early'];
    case 'expected-name':
      return ['Write a name behind the dot', 'nothing follows it'];
    case 'missing-argument':
      return ['Write one more argument', `\`${problem.instead}\` needs it`];
    case 'bad-map-key':
      return ['Write a name, text, a number, or something in brackets', 'the key of a map is one of these'];
    case 'bad-literal':
      return ['Write another number', `\`${text}\` does not fit into 64 bits`];
    case 'bare-sequence':
      return ['Write `{...}` around them', 'several expressions in a predicate need braces'];
    default:
      return [`Remove \`${text}\` or what it belongs to`, 'it is not expected here'];
  }
}

/** The library tells its first reason only. */
function firstOf(parsed: Parsed, message: string): string {
  return refusalOf(parsed) === message ? message : '';
}

function featureText(feature: Feature | undefined): string {
  switch (feature) {
    case 'optional-index':
      return '`?.[...]`';
    case 'global-call':
      return 'calling with `::`';
    case 'if-else':
      return '`if ... else`';
    case 'sequence':
      return 'several expressions with `;`';
    case 'string-postfix':
      return 'an access to literal text';
    case 'trailing-comma':
      return 'a comma behind the last argument';
    case 'count-without-predicate':
      return '`count` without a predicate';
    case 'predicate-argument':
      return 'a predicate in `sum` or `sortBy`';
    default:
      return 'this way to write a number';
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
