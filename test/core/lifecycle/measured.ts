/** AnalysisRuns for tests: metrics in short, and their rehearsals as text. */

import {
  type RunScenario,
  type RunTimeline,
  rehearseRun,
} from '../../../server/core/lifecycle/experiment/rehearse-run.ts';
import type { MetricSpec, RunSpec } from '../../../server/core/lifecycle/spec/metric-spec.ts';
import type { AnswerValue, MetricAnswer, MetricScenario } from '../../../server/core/lifecycle/spec/scenario.ts';
import type { TimelineEvent } from '../../../server/core/lifecycle/spec/timeline.ts';
import { printTime } from './play.ts';

/** A Prometheus metric that is good below 5, measured once unless said. */
export function metric(rest: Partial<MetricSpec> = {}): MetricSpec {
  return {
    name: 'm',
    provider: 'prometheus',
    shapes: ['floats'],
    successCondition: 'result[0] < 5',
    failureCondition: '',
    failureLimit: 0,
    inconclusiveLimit: 0,
    consecutiveErrorLimit: 4,
    consecutiveSuccessLimit: 0,
    dryRun: false,
    retention: 10,
    ...(rest.intervalMs === undefined && rest.count === undefined ? { count: 1 } : {}),
    ...rest,
  };
}

/** A Job, measured once unless said. */
export function job(rest: Partial<MetricSpec> = {}): MetricSpec {
  return metric({ provider: 'job', shapes: [], successCondition: '', ...rest });
}

export const value = (...values: readonly AnswerValue[]): readonly MetricAnswer[] =>
  values.map(each => ({ kind: 'value', value: each }));

export function play(
  spec: RunSpec | MetricSpec,
  inTurn: readonly MetricAnswer[] | Readonly<Record<string, MetricScenario>> = [],
  rest: Partial<RunScenario> & { readonly isBeforeArgo110?: boolean } = {},
): RunTimeline {
  const run: RunSpec = 'metrics' in spec ? spec : { metrics: [spec] };
  const metrics = Array.isArray(inTurn)
    ? { m: { inTurn } as MetricScenario }
    : (inTurn as Readonly<Record<string, MetricScenario>>); // TypeScript cannot narrow a readonly list away
  const { isBeforeArgo110 = false, ...scenario } = rest;
  return rehearseRun('r', run, { metrics, horizonMs: 86_400_000, ...scenario }, { isBeforeArgo110 });
}

export function print({ events, verdict }: RunTimeline): string {
  const end = 'phase' in verdict ? `${verdict.kind} ${verdict.phase}` : verdict.kind;
  return [...events.map(printEvent), `${printTime(verdict.at)} ${end}: ${verdict.message}`].join('\n');
}

/** `0:00 Failed, 0:02 Successful`: when the measurements of a metric began, and what they came to. */
export function measurements({ events }: RunTimeline, name = 'm'): string {
  return events
    .filter(event => event.subject === 'measurement' && event.name === name && event.to !== 'Running')
    .map(
      event =>
        `${printTime((event as { startedAt: number }).startedAt)} ${event.subject === 'measurement' ? event.to : ''}`,
    )
    .join(', ');
}

/** Phase and message of the run at its end. */
export function end({ verdict }: RunTimeline): string {
  return `${printTime(verdict.at)} ${'phase' in verdict ? verdict.phase : verdict.kind}: ${verdict.message}`;
}

function printEvent(event: TimelineEvent): string {
  const rule = event.rule === undefined ? '' : ` [${event.rule}]`;
  const at = printTime(event.at);
  if (event.subject === 'measurement') {
    const shown = event.value === undefined ? '' : ` ${event.value}`;
    return `${at}   ${event.name} #${event.number}${event.covers === 1 ? '' : ` x${event.covers}`} ${event.to}${shown}: ${event.message}`;
  }
  if (event.subject === 'metric') return `${at} metric ${event.name} ${event.to}: ${event.message}${rule}`;
  if (event.subject === 'analysisRun') return `${at} run ${event.to}: ${event.message}${rule}`;
  return `${at} ${event.subject}`;
}
