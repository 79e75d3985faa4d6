/** Scenarios that a picker offers for an experiment: the good day, and one bad thing at a time. */

import { formatDuration, parseGoDuration } from '../../kube/duration.ts';
import {
  DEFAULT_PROGRESS_DEADLINE_SECONDS,
  DEFAULT_SCALE_DOWN_DELAY_SECONDS,
  type ExperimentSpec,
} from '../spec/experiment-spec.ts';
import type { MetricSpec } from '../spec/metric-spec.ts';
import {
  type AnalysisScenario,
  type MetricAnswer,
  type MetricScenario,
  type PodScenario,
  type Scenario,
  withSeries,
} from '../spec/scenario.ts';
import { behaviourOf, type Trouble } from './providers.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** No horizon lies beyond, so that it stays within what a rehearsal takes. */
const LATEST = 1e14;
const READY_AFTER_MS = 4 * SECOND;
/** Of a good day. */
export const USUAL_PODS: PodScenario = { readyAfterMs: READY_AFTER_MS };
/** Templates, analyses, and metrics that get scenarios of their own: a picker is no catalogue. */
const OFFERED = 10;
/** Metrics whose provider gets into trouble. */
const TROUBLED = 3;
/** A dip begins at the latest so long after the start of its analysis, and lasts so long. */
const DIP_AFTER_MS = 2 * MINUTE;
const DIP_MS = 3 * MINUTE;

export const AS_THE_FILE_STANDS = 'as the file stands';

/**
 * Pods are ready after 4 s, every measurement is good, and every analysis that cannot be measured is Successful after a minute, or after
 * half of a shorter duration.
 */
export function defaultScenario(spec: ExperimentSpec): Scenario {
  return {
    title: AS_THE_FILE_STANDS,
    pods: {},
    defaultPods: USUAL_PODS,
    analyses: {},
    defaultAnalysis: { outcome: 'Successful', afterMs: halfOfDuration(spec, MINUTE) },
    missingTemplates: [],
    horizonMs: chooseHorizon(spec),
  };
}

/** `well`: the good day, which comes first and is the ground of all others. */
export function scenariosFor(spec: ExperimentSpec, well: Scenario = defaultScenario(spec)): Scenario[] {
  const templates = spec.templates.slice(0, OFFERED).map(({ name }) => name);
  const chosen = spec.analyses.filter(({ run, runRefusal }) => run === undefined && runRefusal === undefined);
  const analyses = chosen.slice(0, OFFERED).map(({ name }) => name);
  const readyAfterMs = readyAfter(spec);
  const crashAfterMs = readyAfterMs + halfOfDuration(spec, 30 * SECOND);
  const terminateAtMs = Math.max(readyAfterMs + SECOND, halfOfDuration(spec, MINUTE));
  return [
    well,
    ...offerUnequal(spec, well),
    ...offerSlowPods(spec, well),
    ...templates.flatMap((name): Scenario[] => [
      {
        ...well,
        title: `${name} never ready (ImagePullBackOff)`,
        pods: { [name]: { readyAfterMs: READY_AFTER_MS, neverReady: 'ImagePullBackOff' } },
      },
      { ...well, title: `${name} crashes`, pods: { [name]: { readyAfterMs: READY_AFTER_MS, crashAfterMs } } },
    ]),
    ...offerCrashLoop(spec, well, crashAfterMs),
    ...analyses.flatMap((name): Scenario[] => [
      { ...well, title: `${name} fails`, analyses: { [name]: choose(well, 'Failed') } },
      { ...well, title: `${name} ends in error`, analyses: { [name]: choose(well, 'Error') } },
      { ...well, title: `${name} is inconclusive`, analyses: { [name]: choose(well, 'Inconclusive') } },
    ]),
    ...offerMetrics(spec, well),
    ...offerSecrets(spec, well),
    { ...well, title: `terminated after ${formatDuration(terminateAtMs)}`, terminateAtMs },
  ];
}

/** Required beside optional analyses: the required ones finish first. */
function offerUnequal(spec: ExperimentSpec, well: Scenario): Scenario[] {
  const required = spec.analyses.filter(analysis => analysis.requiredForCompletion === true);
  if (required.length === 0 || required.length === spec.analyses.length) return [];
  // What is measured takes the time it takes.
  if (spec.analyses.some(({ run }) => run !== undefined)) return [];
  const early = { ...well.defaultAnalysis, afterMs: well.defaultAnalysis.afterMs / 2 };
  const analyses = Object.fromEntries(required.map(({ name }) => [name, early]));
  return [{ ...well, title: 'required analyses finish first', analyses }];
}

/** As slow as the deadline still allows, with some to spare. */
function offerSlowPods(spec: ExperimentSpec, well: Scenario): Scenario[] {
  const deadline = (spec.progressDeadlineSeconds ?? DEFAULT_PROGRESS_DEADLINE_SECONDS) * SECOND;
  const readyAfterMs = Math.floor(deadline / 2);
  if (spec.templates.length === 0 || readyAfterMs <= readyAfter(spec)) return [];
  return [{ ...well, title: `pods are slow (${formatDuration(readyAfterMs)})`, defaultPods: { readyAfterMs } }];
}

function offerSecrets({ analyses }: ExperimentSpec, well: Scenario): Scenario[] {
  const names = new Set(analyses.flatMap(({ run }) => (run?.error === undefined ? (run?.secrets ?? []) : [])));
  return [...names]
    .slice(0, TROUBLED)
    .map(name => ({ ...well, title: `Secret ${name} is missing`, missingSecrets: [name] }));
}

function offerCrashLoop({ templates }: ExperimentSpec, well: Scenario, crashAfterMs: number): Scenario[] {
  if (templates.length === 0) return [];
  const defaultPods: PodScenario = { readyAfterMs: READY_AFTER_MS, crashAfterMs, crashes: 'forever' };
  return [{ ...well, title: 'pods crash again and again', defaultPods }];
}

interface OfferedMetric {
  readonly analysis: string;
  readonly metric: MetricSpec;
  /** As titles call it. */
  readonly label: string;
}

function offerMetrics(spec: ExperimentSpec, well: Scenario): Scenario[] {
  const all = spec.analyses.flatMap(({ name, run }) =>
    (run?.metrics ?? []).map(metric => ({ analysis: name, metric, label: metric.name })),
  );
  const labels = all.map(({ label }) => label);
  const offered = all.slice(0, OFFERED).map((each): OfferedMetric => {
    const isAmbiguous = labels.indexOf(each.label) !== labels.lastIndexOf(each.label);
    return isAmbiguous ? { ...each, label: `${each.analysis}/${each.label}` } : each;
  });
  return [
    ...offered.map(each => dip(each, well)),
    ...offered
      .slice(0, TROUBLED)
      .flatMap(each => trouble(each).map(([what, answer]) => withAnswer(each, well, what, answer))),
  ];
}

/** Bad for a while, after half of its measurements at the latest; one that is measured once is bad. */
function dip({ analysis, metric, label }: OfferedMetric, well: Scenario): Scenario {
  const length = ((metric.count ?? Number.POSITIVE_INFINITY) - 1) * (metric.intervalMs ?? 0);
  const fromMs = (metric.initialDelayMs ?? 0) + Math.min(DIP_AFTER_MS, Math.floor(length / 2));
  if (metric.count === 1 || !(fromMs > 0)) {
    return withAnswer({ analysis, metric, label }, well, `${label} fails`, { kind: 'bad' });
  }
  const overTime = [
    { fromMs, answer: { kind: 'bad' } as const },
    { fromMs: fromMs + DIP_MS, answer: { kind: 'good' } as const },
  ];
  return {
    ...well,
    title: `${label} dips at ${formatDuration(fromMs)}`,
    metrics: at(well, analysis, metric, { overTime }),
  };
}

const TROUBLES: Readonly<
  Record<Trouble, { readonly title: (label: string) => string; readonly answer: MetricAnswer }>
> = {
  error: {
    title: label => `${label}: provider errors`,
    answer: { kind: 'error', message: 'the provider does not answer' },
  },
  hang: { title: label => `${label} never ends`, answer: { kind: 'nothing' } },
  nan: { title: label => `${label}: NaN`, answer: { kind: 'nan' } },
  nothing: { title: label => `${label}: no data`, answer: { kind: 'nothing' } },
};

function trouble({ metric, label }: OfferedMetric): readonly (readonly [string, MetricAnswer])[] {
  return behaviourOf(metric).troubles.map(each => [TROUBLES[each].title(label), TROUBLES[each].answer]);
}

function withAnswer(
  { analysis, metric }: OfferedMetric,
  well: Scenario,
  title: string,
  answer: MetricAnswer,
): Scenario {
  return { ...well, title, metrics: at(well, analysis, metric, { inTurn: [answer] }) };
}

function at(
  well: Scenario,
  analysis: string,
  { name }: MetricSpec,
  series: MetricScenario,
): Scenario['metrics'] & object {
  return withSeries(well.metrics, { [analysis]: { [name]: series } });
}

function choose(well: Scenario, outcome: AnalysisScenario['outcome']): AnalysisScenario {
  return { outcome, afterMs: well.defaultAnalysis.afterMs };
}

/** Half of the duration, at most `most`. */
function halfOfDuration(spec: ExperimentSpec, most: number): number {
  const duration = readDuration(spec);
  return duration > 0 ? Math.min(most, Math.floor(duration / 2)) : most;
}

/** When all pods of a good day are ready. */
function readyAfter(spec: ExperimentSpec): number {
  return Math.max(READY_AFTER_MS, longestProbe(spec) * SECOND);
}

function longestProbe({ templates }: ExperimentSpec): number {
  return templates.reduce((longest, { firstProbeSeconds = 0 }) => Math.max(longest, firstProbeSeconds), 0);
}

/** A day after everything that the spec says could still be going on. */
function chooseHorizon(spec: ExperimentSpec): number {
  const seconds = [
    spec.progressDeadlineSeconds ?? DEFAULT_PROGRESS_DEADLINE_SECONDS,
    spec.scaleDownDelaySeconds ?? DEFAULT_SCALE_DOWN_DELAY_SECONDS,
    longestProbe(spec),
    ...spec.templates.map(({ minReadySeconds = 0 }) => minReadySeconds),
  ].filter(value => value > 0);
  const runs = spec.analyses.flatMap(({ run }) => run?.metrics ?? []).map(measureMs);
  const longest = runs.reduce((a, b) => Math.max(a, b), 0);
  return Math.min(LATEST, DAY + readDuration(spec) + Math.max(0, ...seconds) * SECOND + longest);
}

/** 0 for one without an end. */
function measureMs({ initialDelayMs = 0, intervalMs = 0, count = 0 }: MetricSpec): number {
  return Math.max(0, initialDelayMs) + Math.max(0, count) * Math.max(0, intervalMs);
}

/** 0: none, one that does not parse, or a negative one. */
function readDuration({ duration = '' }: ExperimentSpec): number {
  const parsed = parseGoDuration(duration);
  return parsed.ok ? Math.max(0, parsed.ms) : 0;
}
