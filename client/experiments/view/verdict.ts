/** How an experiment ended, or stands, in one sentence, and what brought it there. */
import type { Phase } from '../../../server/protocol.ts';
import { formatDuration } from '../values/duration.ts';
import type { L10n } from '../values/l10n.ts';
import { describeAllowance } from './allowance.ts';
import { plainValue } from './value.ts';
import { type AnalysisView, type ExperimentView, isCompleted, type MetricView } from './view.ts';

/** `open`: inconclusive. `odd`: it never ends, or nobody knows. */
export type Tone = 'running' | 'good' | 'bad' | 'broken' | 'open' | 'odd';

export interface Cause {
  readonly text: string;
  /** The controller's own words. */
  readonly isQuote: boolean;
}

export function toneOf({ phase, outlook }: Pick<ExperimentView, 'phase' | 'outlook'>): Tone {
  switch (phase) {
    case 'Successful':
      return 'good';
    case 'Failed':
      return 'bad';
    case 'Error':
      return 'broken';
    case 'Inconclusive':
      return 'open';
    default:
      return outlook === undefined ? 'running' : outlook.kind === 'invalid' ? 'broken' : 'odd';
  }
}

/** `two-colours failed after 6 min: errors was 0.12, wanted result[0] < 0.05.` `elapsedMs`: on its own clock. */
export function describeVerdict(view: ExperimentView, elapsedMs: number, l10n: L10n): string {
  const { name, phase, outlook } = view;
  const after = formatDuration(view.endedAfterMs ?? elapsedMs, l10n);
  if (isCompleted(phase)) {
    const why = phase === 'Successful' ? '' : decisive(view, l10n);
    return why === '' ? ended(view, after, l10n) : l10n.t('{0}: {1}.', ended(view, after, l10n).slice(0, -1), why);
  }
  switch (outlook?.kind) {
    case 'invalid':
      return l10n.t('{0} is refused.', name);
    case 'hangs':
      return l10n.t('{0} never ends.', name);
    case 'unfinished':
      return l10n.t('{0} has no end in sight after {1}.', name, after);
    case undefined:
      break;
  }
  if (view.terminating) return l10n.t('{0} is being terminated.', name);
  return phase === 'Running'
    ? l10n.t('{0} is running, {1} so far.', name, after)
    : l10n.t('{0} is starting, {1} so far.', name, after);
}

function ended({ name, phase }: ExperimentView, after: string, l10n: L10n): string {
  switch (phase) {
    case 'Successful':
      return l10n.t('{0} was successful after {1}.', name, after);
    case 'Failed':
      return l10n.t('{0} failed after {1}.', name, after);
    case 'Error':
      return l10n.t('{0} ended in error after {1}.', name, after);
    default:
      return l10n.t('{0} was inconclusive after {1}.', name, after);
  }
}

/** With the controller's message, or ours, where the sentence does not tell the reason. */
export function describeEnd(view: ExperimentView, elapsedMs: number, l10n: L10n): string {
  const isTold = view.phase === 'Successful' || (isCompleted(view.phase) && decisive(view, l10n) !== '');
  const reason = isTold ? '' : (view.outlook?.message ?? view.message);
  return [describeVerdict(view, elapsedMs, l10n), reason].filter(part => part !== '').join(' ');
}

/** The first metric that made it end so. Empty: none is known. */
function decisive(view: ExperimentView, l10n: L10n): string {
  for (const { metrics } of guiltyAnalyses(view)) {
    const metric = metrics.find(isGuilty);
    if (metric !== undefined) return describeMetricEnd(metric, l10n);
  }
  return '';
}

/** Those that gave a completed experiment its phase; before that, those that did not go well. */
function guiltyAnalyses(view: ExperimentView): readonly AnalysisView[] {
  return view.analyses.filter(({ phase }) => isBad(phase) && (!isCompleted(view.phase) || phase === view.phase));
}

function isBad(phase: Phase | ''): boolean {
  return isCompleted(phase) && phase !== 'Successful';
}

/** A dry run never decides anything. */
function isGuilty({ phase, dryRun }: MetricView): boolean {
  return !dryRun && isBad(phase);
}

function describeMetricEnd(metric: MetricView, l10n: L10n): string {
  const { name, phase, successCondition, failureCondition, measurements } = metric;
  const value = plainValue(measurements.findLast(measurement => measurement.phase === phase)?.value ?? '');
  if (value === '' || phase === 'Error') return [name, ...describeAllowance(metric, l10n)].join(', ');
  if (phase === 'Failed' && failureCondition !== undefined) {
    return l10n.t('{0} was {1}, which fails by {2}', name, value, failureCondition);
  }
  return successCondition === undefined
    ? l10n.t('{0} was {1}', name, value)
    : l10n.t('{0} was {1}, wanted {2}', name, value, successCondition);
}

/** What brought it there, most important first; empty for a success. */
export function describeCauses(view: ExperimentView, l10n: L10n): readonly Cause[] {
  const own = (text: string): Cause => ({ text, isQuote: false });
  const quoted = (text: string): Cause => ({ text, isQuote: true });
  if (view.phase === 'Successful') return [];
  const causes = [
    own(view.outlook?.message ?? ''),
    ...guiltyAnalyses(view).flatMap(analysis => [
      ...analysis.metrics
        .filter(isGuilty)
        .flatMap(metric => [own(describeMetric(analysis, metric, l10n)), quoted(metric.message)]),
      quoted(analysis.message),
    ]),
    ...view.templates
      .filter(({ phase }) => phase === 'Failed' || phase === 'Error')
      .flatMap(({ name, phase, message }) => [own(l10n.t('Template {0} is {1}.', name, phase)), quoted(message)]),
    quoted(isCompleted(view.phase) ? view.message : ''),
  ];
  const known = causes.filter(({ text }) => text !== '');
  // The controller repeats the message of a metric in that of its run, and that in the experiment's.
  return known.filter(
    ({ text, isQuote }, index) =>
      !known.some(
        (other, at) =>
          other.isQuote === isQuote && other.text.includes(text) && (at < index || other.text.length > text.length),
      ),
  );
}

function describeMetric(analysis: AnalysisView, metric: MetricView, l10n: L10n): string {
  const used = describeAllowance(metric, l10n).join(', ');
  return used === ''
    ? l10n.t('Metric {0} of analysis {1} is {2}.', metric.name, analysis.name, metric.phase)
    : l10n.t('Metric {0} of analysis {1} is {2}: {3}.', metric.name, analysis.name, metric.phase, used);
}
