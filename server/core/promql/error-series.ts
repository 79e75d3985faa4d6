/** Series that are there only once something went wrong. */
import type { SyntaxNode } from '@lezer/common';
import type { QueryText } from './query-text.ts';

const ERROR_NAME =
  /(?:^|[_:])(?:errors?|err|fail(?:ed|ures?)?|exceptions?|5xx|4xx|panics?|rejected|aborted|timeouts?)(?:$|[_:])/i;
const STATUS_LABEL = /(?:^|_)(?:code|status|status_code|response_code|http_status|grpc_code|grpc_status|rc)$/i;
/** `5..`, `5\\d\\d`, `500`, `5xx`, `[45]..`, `4..|5..`; a status that also lets successes through is none. */
const ERROR_STATUS =
  /^\^?\(?(?:\[?[45]+\]?(?:\.{2}|\.[*+]|\\{1,2}d\{2\}|(?:\\{1,2}d){2}|\[0-9\](?:\{2\}|\[0-9\])|xx|\d{2})\|?)+\)?\$?$/i;
const ERROR_WORD =
  /^(?:\.\*)?(?:errors?|err|fail(?:ed|ures?)?|exceptions?|server_error|fatal|critical|false)(?:\.\*)?$/i;
const OUTCOME_LABEL =
  /^(?:status|outcome|result|level|severity|state|success|error|type|code|class|grpc_status|response_flags)$/i;

/** By its name, or by a matcher that asks for errors alone. */
export function selectsErrors(selector: SyntaxNode, text: QueryText): boolean {
  const name = selector.getChild('Identifier');
  if (name && !text.touchesPlaceholder(name) && ERROR_NAME.test(text.slice(name))) return true;
  const matchers = selector.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
  return matchers.some(matcher => asksForErrors(matcher, text));
}

function asksForErrors(matcher: SyntaxNode, text: QueryText): boolean {
  const operator = matcher.getChild('MatchOp');
  const value = matcher.getChild('StringLiteral');
  const label = text.nameOf(matcher, 'LabelName');
  if (!operator || !value || text.touchesPlaceholder(value)) return false;
  const asked = text.slice(value).slice(1, -1);
  if (operator.getChild('EqlSingle') === null && operator.getChild('EqlRegex') === null) return false;
  if (STATUS_LABEL.test(label) && ERROR_STATUS.test(asked)) return true;
  return OUTCOME_LABEL.test(label) && asked.split('|').every(word => ERROR_WORD.test(word));
}
