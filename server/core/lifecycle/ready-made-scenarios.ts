/** Scenarios that a picker offers for an experiment: the good day, and one bad thing at a time. */
import { formatDuration, parseGoDuration } from '../kube/duration.ts';
import {
  DEFAULT_PROGRESS_DEADLINE_SECONDS,
  DEFAULT_SCALE_DOWN_DELAY_SECONDS,
  type ExperimentSpec,
} from './experiment-spec.ts';
import type { AnalysisScenario, Scenario } from './scenario.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const READY_AFTER_MS = 4 * SECOND;
/** Templates, and analyses, that get scenarios of their own: a picker is no catalogue. */
const OFFERED = 10;

/** Pods are ready after 4 s, and every analysis is Successful after a minute, or after half of a shorter duration. */
export function defaultScenario(spec: ExperimentSpec): Scenario {
  return {
    title: 'all well',
    pods: {},
    defaultPods: { readyAfterMs: READY_AFTER_MS },
    analyses: {},
    defaultAnalysis: { outcome: 'Successful', afterMs: halfOfDuration(spec, MINUTE) },
    missingTemplates: [],
    horizonMs: chooseHorizon(spec),
  };
}

/** The default scenario first. */
export function scenariosFor(spec: ExperimentSpec): Scenario[] {
  const well = defaultScenario(spec);
  const templates = spec.templates.slice(0, OFFERED).map(({ name }) => name);
  const analyses = spec.analyses.slice(0, OFFERED).map(({ name }) => name);
  const crashAfterMs = READY_AFTER_MS + halfOfDuration(spec, 30 * SECOND);
  const terminateAtMs = Math.max(READY_AFTER_MS + SECOND, halfOfDuration(spec, MINUTE));
  return [
    well,
    ...offerUnequal(spec, well),
    ...templates.flatMap((name): Scenario[] => [
      {
        ...well,
        title: `${name} never ready (ImagePullBackOff)`,
        pods: { [name]: { readyAfterMs: READY_AFTER_MS, neverReady: 'ImagePullBackOff' } },
      },
      { ...well, title: `${name} crashes`, pods: { [name]: { readyAfterMs: READY_AFTER_MS, crashAfterMs } } },
    ]),
    ...analyses.flatMap((name): Scenario[] => [
      { ...well, title: `${name} fails`, analyses: { [name]: choose(well, 'Failed') } },
      { ...well, title: `${name} ends in error`, analyses: { [name]: choose(well, 'Error') } },
      { ...well, title: `${name} is inconclusive`, analyses: { [name]: choose(well, 'Inconclusive') } },
    ]),
    { ...well, title: `terminated after ${formatDuration(terminateAtMs)}`, terminateAtMs },
  ];
}

/** Required beside optional analyses: the required ones finish first. */
function offerUnequal(spec: ExperimentSpec, well: Scenario): Scenario[] {
  const required = spec.analyses.filter(analysis => analysis.requiredForCompletion === true);
  if (required.length === 0 || required.length === spec.analyses.length) return [];
  const early = { ...well.defaultAnalysis, afterMs: well.defaultAnalysis.afterMs / 2 };
  const analyses = Object.fromEntries(required.map(({ name }) => [name, early]));
  return [{ ...well, title: 'required analyses finish first', analyses }];
}

function choose(well: Scenario, outcome: AnalysisScenario['outcome']): AnalysisScenario {
  return { outcome, afterMs: well.defaultAnalysis.afterMs };
}

/** Half of the duration, at most `most`. */
function halfOfDuration(spec: ExperimentSpec, most: number): number {
  const duration = readDuration(spec);
  return duration > 0 ? Math.min(most, Math.floor(duration / 2)) : most;
}

/** A day after everything that the spec says could still be going on. */
function chooseHorizon(spec: ExperimentSpec): number {
  const seconds = [
    spec.progressDeadlineSeconds ?? DEFAULT_PROGRESS_DEADLINE_SECONDS,
    spec.scaleDownDelaySeconds ?? DEFAULT_SCALE_DOWN_DELAY_SECONDS,
    ...spec.templates.map(({ minReadySeconds = 0 }) => minReadySeconds),
  ].filter(value => value > 0);
  return DAY + readDuration(spec) + Math.max(0, ...seconds) * SECOND;
}

/** 0: none, one that does not parse, or a negative one. */
function readDuration({ duration = '' }: ExperimentSpec): number {
  const parsed = parseGoDuration(duration);
  return parsed.ok ? Math.max(0, parsed.ms) : 0;
}
