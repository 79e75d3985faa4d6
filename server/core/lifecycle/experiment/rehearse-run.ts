/** The rehearsal of an AnalysisRun by itself: of a template that is tried, or a recorded run that is measured again. */

import { formatDuration } from '../../kube/duration.ts';
import { isEndless } from '../analysis/measured-run.ts';
import { isCompleted } from '../analysis/status.ts';
import { describeMetric } from '../answers/describe-metric.ts';
import type { DecidingRule } from '../spec/deciding-rule.ts';
import type { RunSpec } from '../spec/metric-spec.ts';
import type { MetricScenario, Scenario } from '../spec/scenario.ts';
import type { Phase, TimelineEvent, TimelineMetric, TimelineNote, Verdict } from '../spec/timeline.ts';
import { addRun, findRunTime, playRun } from './analysis-run.ts';
import type { RehearsalOptions } from './rehearse.ts';
import { explainCrash } from './verdict.ts';
import { type AnalysisRun, createWorld, type World } from './world.ts';

export interface RunScenario {
  readonly metrics: Readonly<Record<string, MetricScenario>>;
  /** Milliseconds after creation at which somebody sets `spec.terminate`. */
  readonly terminateAtMs?: number;
  /** Milliseconds after which the rehearsal stops looking. */
  readonly horizonMs: number;
  /** As in a scenario of an Experiment. */
  readonly missingSecrets?: readonly string[];
  readonly secondOffsetMs?: number;
}

/** As the timeline of an Experiment, with what concerns a run. Times count from its creation; events name no analysis. */
export interface RunTimeline {
  readonly notes?: readonly TimelineNote[];
  readonly name: string;
  readonly metrics: readonly TimelineMetric[];
  readonly events: readonly TimelineEvent[];
  readonly verdict: Verdict;
  /** The controller may delete the finished run from here on (`ttlStrategy`); absent: it is kept. */
  readonly deletion?: RunDeletion;
}

export interface RunDeletion {
  readonly at: number;
  readonly message: string;
  readonly rule: DecidingRule;
}

/** Passes of metrics in one rehearsal. */
const STEP_LIMIT = 5_000_000;

/** Total and deterministic, within bounded time. */
export function rehearseRun(
  name: string,
  spec: RunSpec,
  scenario: RunScenario,
  options: RehearsalOptions & { readonly refusal?: string } = {},
): RunTimeline {
  const world = createWorld({ name, templates: [], analyses: [] }, worldOf(scenario), options.isBeforeArgo110 !== true);
  const run = addRun(world, name, { name: '', templateName: '', run: spec });
  const { refusal } = options;
  const verdict: Verdict =
    refusal === undefined ? play(world, run, scenario) : { kind: 'invalid', at: 0, message: refusal };
  if (run.course.kind === 'measured') run.course.events.close();
  const deletion = verdict.kind === 'finished' ? findDeletion(run, verdict.at) : undefined;
  const metrics = spec.metrics.map(describeMetric);
  return { name, metrics, events: world.events, verdict, ...(deletion ? { deletion } : {}) };
}

function worldOf({ metrics, horizonMs, missingSecrets = [], secondOffsetMs = 0 }: RunScenario): Scenario {
  return {
    title: '',
    pods: {},
    defaultPods: { readyAfterMs: 0 },
    analyses: {},
    defaultAnalysis: { outcome: 'Successful', afterMs: 0 },
    metrics: { '': metrics },
    missingTemplates: [],
    missingSecrets,
    horizonMs,
    secondOffsetMs,
  };
}

function play(
  world: World,
  run: AnalysisRun,
  { terminateAtMs = Number.POSITIVE_INFINITY, horizonMs }: RunScenario,
): Verdict {
  const verdict = (kind: 'hangs' | 'unfinished', message: string): Verdict => {
    return { kind, phase: toPhase(run.phase), at: world.now, message };
  };
  for (;;) {
    run.terminate = world.now >= terminateAtMs;
    playRun(world, run);
    if (world.crash !== undefined) return verdict('hangs', explainCrash('run', toPhase(run.phase), world.crash));
    if (isCompleted(run.phase)) {
      const message = world.events.findLast(({ subject }) => subject === 'analysisRun')?.message ?? '';
      return { kind: 'finished', phase: toPhase(run.phase), at: world.now, message };
    }
    if (world.steps >= STEP_LIMIT) return verdict('unfinished', 'There is more to measure than a rehearsal plays.');
    const stop = run.terminate ? Number.POSITIVE_INFINITY : terminateAtMs;
    const next = Math.min(findRunTime(run), stop);
    const isStuck = run.course.kind === 'measured' && isEndless(run.course.run, run.phase, world.now);
    if (next === Number.POSITIVE_INFINITY || (isStuck && stop === Number.POSITIVE_INFINITY)) {
      return verdict('hangs', 'The run goes on for ever: nothing that it measures ends it. Give its metrics a count.');
    }
    if (next > horizonMs) return verdict('unfinished', 'The run goes on beyond the time that is rehearsed.');
    world.now = Math.max(world.now, next);
  }
}

/** A run that is refused before it begins has no `completedAt`, and stays. */
function findDeletion({ name, phase, course }: AnalysisRun, endedAt: number): RunDeletion | undefined {
  const { spec, startedAt } = course.kind === 'measured' ? course.run : { spec: undefined, startedAt: undefined };
  if (spec?.ttl === undefined || startedAt === undefined) return undefined;
  const { afterSuccess, afterFailure, afterCompletion } = spec.ttl;
  const own = phase === 'Successful' ? afterSuccess : phase === 'Failed' ? afterFailure : undefined;
  const seconds = own ?? afterCompletion;
  if (seconds === undefined) return undefined;
  const message = `AnalysisRun ${name} may be deleted from here on, ${formatDuration(seconds * 1000)} after its end. Nothing wakes the controller for it: it looks every 15 min.`;
  return { at: endedAt + Math.max(0, seconds) * 1000, message, rule: 'run.ttl-expired' };
}

function toPhase(phase: Phase | ''): Phase {
  return phase === '' ? 'Pending' : phase;
}
