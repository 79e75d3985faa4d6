/**
 * The numbers that a condition compares its value with, as lines for a chart. Only what can be read without a doubt:
 * comparisons of the result, or of one element of it, with a number. What else a condition says draws no line.
 */
import type { MetricView } from '../../experiments/view/view.ts';
import type { Threshold } from './page.ts';

const NUMBER = String.raw`[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const RESULT = String.raw`result(?:\[\d+\])?`;
const SUBJECT = String.raw`(?:${RESULT}|(?:asFloat|asInt|float|int)\(\s*${RESULT}\s*\)|default\(\s*${RESULT}\s*,\s*${NUMBER}\s*\))`;
const OPERATOR = '(?:<=|>=|==|!=|<|>)';
const FORWARD = new RegExp(`^${SUBJECT}\\s*${OPERATOR}\\s*(${NUMBER})$`);
const BACKWARD = new RegExp(`^(${NUMBER})\\s*${OPERATOR}\\s*${SUBJECT}$`);

export function thresholdsOf({
  successCondition = '',
  failureCondition = '',
}: Pick<MetricView, 'successCondition' | 'failureCondition'>): readonly Threshold[] {
  return [...readThresholds(successCondition, 'success'), ...readThresholds(failureCondition, 'failure')];
}

function readThresholds(condition: string, kind: Threshold['kind']): readonly Threshold[] {
  // Within quotes anything may stand, and behind a placeholder anything may come.
  if (/["'`]|\{\{/.test(condition)) return [];
  return condition.split(/&&|\|\||\band\b|\bor\b/).flatMap(piece => {
    const label = withoutParentheses(piece.replace(/\s+/gu, ' ').trim());
    const number = (FORWARD.exec(label) ?? BACKWARD.exec(label))?.[1];
    const value = Number(number);
    return number === undefined || !Number.isFinite(value) ? [] : [{ value, label, kind }];
  });
}

/** Without those that have no counterpart in the piece, or surround all of it. */
function withoutParentheses(piece: string): string {
  let text = piece;
  for (;;) {
    const depth = [...text].reduce((sum, character) => sum + Number(character === '(') - Number(character === ')'), 0);
    if (depth > 0 && text.startsWith('(')) text = text.slice(1).trim();
    else if (depth < 0 && text.endsWith(')')) text = text.slice(0, -1).trim();
    else if (depth === 0 && text.startsWith('(') && text.endsWith(')') && !text.slice(1, -1).includes('(')) {
      text = text.slice(1, -1).trim();
    } else return text;
  }
}
