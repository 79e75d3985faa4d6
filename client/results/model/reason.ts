/** Why a measurement came to its phase: `result[0] = 0.87 → 0.87 >= 0.95 is false → Failed (3rd, 2 allowed)`. */
import type { L10n } from '../../experiments/values/l10n.ts';
import type { MeasurementView, MetricView } from '../../experiments/view/view.ts';

/** Operands that are shown, and the longest value that takes the place of one in its condition. */
const MOST_OPERANDS = 3;
const LONGEST_INSERTED = 40;

type Part = NonNullable<MeasurementView['trace']>[number];

/** `index`: of one of the metric's measurements. */
export function describeReason(metric: MetricView, index: number, l10n: L10n): string {
  const measurement = metric.measurements[index];
  if (measurement === undefined) return '';
  const { trace = [], message, phase } = measurement;
  const steps = trace.length > 0 ? describeTrace(trace, metric, l10n) : [message];
  // An error has a message of its own that no part of the condition tells.
  const error = trace.length > 0 && phase === 'Error' ? [message] : [];
  return [...steps, ...error, describePhase(metric, index, l10n)].filter(step => step !== '').join(' → ');
}

function describeTrace(trace: readonly Part[], metric: MetricView, l10n: L10n): readonly string[] {
  const conditions = [metric.successCondition, metric.failureCondition].map(text => text?.trim());
  const whole = trace.filter(part => isTruth(part) && conditions.includes(part.text.trim()));
  const statements = whole.length > 0 ? whole : trace.slice(0, 1);
  const operands = unique(trace.filter(part => !statements.includes(part) && !isTruth(part)));
  const narrow = operands.filter(
    ({ text }) => !operands.some(other => other.text !== text && other.text.includes(text)),
  );
  const shown = (narrow.length > 0 ? narrow : operands).slice(0, MOST_OPERANDS);
  return [
    shown.map(({ text, value }) => `${text} = ${value}`).join(', '),
    statements.map(({ text, value }) => l10n.t('{0} is {1}', insert(text, operands), value)).join(', '),
  ];
}

function isTruth({ value }: Part): boolean {
  return value === 'true' || value === 'false';
}

function unique(parts: readonly Part[]): readonly Part[] {
  return parts.filter(({ text }, index) => parts.findIndex(other => other.text === text) === index);
}

/** The condition with values in the places of its operands. */
function insert(condition: string, operands: readonly Part[]): string {
  const values = new Map(
    operands.filter(({ value }) => value.length <= LONGEST_INSERTED).map(({ text, value }) => [text, value]),
  );
  if (values.size === 0) return condition;
  const longestFirst = [...values.keys()].sort((a, b) => b.length - a.length).map(escapeRegExp);
  // Not within a longer name or access: `result` of `result[0]`.
  const pattern = new RegExp(String.raw`(?<![\w.#$])(?:${longestFirst.join('|')})(?![\w.([])`, 'g');
  return condition.replace(pattern, text => values.get(text) ?? text);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** `Failed (3rd, 2 allowed)`. */
function describePhase(metric: MetricView, index: number, l10n: L10n): string {
  const { limits, measurements } = metric;
  const phase = measurements[index]?.phase ?? '';
  switch (phase) {
    case 'Failed':
      return ranked(phase, countAt(metric, index, 'Failed', 'failed'), limits.failure, l10n);
    case 'Inconclusive':
      return ranked(phase, countAt(metric, index, 'Inconclusive', 'inconclusive'), limits.inconclusive, l10n);
    case 'Error': {
      const inRow = errorsInRow(metric, index);
      const allowed = limits.consecutiveError;
      return allowed === undefined
        ? phase
        : l10n.t('{0} ({1} in a row, {2} allowed)', phase, ordinal(inRow, l10n), allowed);
    }
    default:
      return phase;
  }
}

/** A negative limit: they are not counted. */
function ranked(phase: string, count: number, limit: number | undefined, l10n: L10n): string {
  if (limit === undefined) return phase;
  return limit < 0
    ? l10n.t('{0} ({1}, not counted)', phase, ordinal(count, l10n))
    : l10n.t('{0} ({1}, {2} allowed)', phase, ordinal(count, l10n), limit);
}

/** Where a measurement does not say, those after it are taken off the sum: the last ones are always all there. */
function countAt(
  { counts, measurements }: MetricView,
  index: number,
  phase: string,
  key: 'failed' | 'inconclusive',
): number {
  const known = measurements[index]?.counts;
  if (known !== undefined) return known[key];
  return counts[key] - measurements.slice(index + 1).filter(after => after.phase === phase).length;
}

function errorsInRow({ measurements }: MetricView, index: number): number {
  const known = measurements[index]?.counts;
  if (known !== undefined) return known.consecutiveError;
  const before = measurements.slice(0, index + 1);
  const lastOther = before.findLastIndex(({ phase }) => phase !== 'Error');
  return index - lastOther;
}

function ordinal(number: number, l10n: L10n): string {
  const isTeen = Math.floor(number / 10) % 10 === 1;
  switch (isTeen ? 0 : number % 10) {
    case 1:
      return l10n.t('{0}st', number);
    case 2:
      return l10n.t('{0}nd', number);
    case 3:
      return l10n.t('{0}rd', number);
    default:
      return l10n.t('{0}th', number);
  }
}
