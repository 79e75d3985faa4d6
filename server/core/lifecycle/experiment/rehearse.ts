/**
 * The rehearsal of an Experiment: the controller's passes run until nothing changes, then the clock jumps to the next event.
 *
 * The clock counts milliseconds from the creation of the Experiment. Where the controller compares strictly ("after the
 * deadline"), the event is one millisecond later. The controller keeps its times in whole seconds of the wall clock, so real
 * durations and deadlines may come up to one second earlier; by how much depends on the moment of creation, so it is not played.
 * Nor are stale caches: a real controller may, for instance, start pods for some seconds before it sees that another part has failed.
 */

import { isEndless } from '../analysis/measured-run.ts';
import { EMPTY_STATUS, isCompleted } from '../analysis/status.ts';
import { describeMetric } from '../answers/describe-metric.ts';
import { type AnalysisSpec, DEFAULT_REPLICAS, type ExperimentSpec } from '../spec/experiment-spec.ts';
import type { Scenario } from '../spec/scenario.ts';
import type { Timeline, TimelineAnalysis, TimelineTemplate, Verdict } from '../spec/timeline.ts';
import { findRefusal } from '../spec/validate.ts';
import { findRunTime, playRun } from './analysis-run.ts';
import { findTimer, runPass } from './pass.ts';
import { findNextChange, nameReplicaSet, playReplicaSet } from './replica-set.ts';
import { nameService } from './service.ts';
import { judge, type Stop } from './verdict.ts';
import { createWorld, type World } from './world.ts';

/** Steps of templates, analyses and metrics in one rehearsal: about a second of work. Real experiments need some hundreds. */
const STEP_LIMIT = 5_000_000;
/** Events of one timeline, give or take those of the last instant. */
const EVENT_LIMIT = 100_000;

export interface RehearsalOptions {
  /** The controllers are older than release line 1.10; default false. */
  readonly isBeforeArgo110?: boolean;
}

/** Total and deterministic: any spec and scenario give a timeline with a verdict, within bounded time. */
export function rehearse(spec: ExperimentSpec, scenario: Scenario, options: RehearsalOptions = {}): Timeline {
  const world = createWorld(spec, scenario, options.isBeforeArgo110 !== true);
  const refusal = spec.refusal ?? findRefusal(spec, scenario);
  if (refusal !== undefined) return describe(world, { kind: 'invalid', at: 0, message: refusal });
  if (spec.badQuantity !== undefined) return describe(world, stall(world, spec.badQuantity));
  const stop = play(world);
  for (const { course } of world.runs.values()) if (course.kind === 'measured') course.events.close();
  return describe(world, judge(world, stop));
}

/** The pods of such an Experiment may even start, but its controller never gets beyond reading it. */
function stall({ events }: World, quantity: string): Verdict {
  const message = `The experiment stays Pending for ever, and cannot even be terminated: the API server takes the quantity '${quantity}', the controller cannot read on behind it. Write a quantity such as 500m or 128Mi.`;
  events.push({
    at: 0,
    subject: 'experiment',
    from: '',
    to: 'Pending',
    message,
    rule: 'experiment.quantity-unreadable',
  });
  return { kind: 'hangs', phase: 'Pending', at: 0, message };
}

/** Runs to the end, whatever that is, and answers why it stopped. */
function play(world: World): Stop {
  let wake: Wake = 'itself';
  intervene(world);
  for (;;) {
    settle(world, wake);
    if (world.crash !== undefined) return { kind: 'crash', why: world.crash };
    if (isTooLong(world)) return { kind: 'limit' };
    const timer = findTimer(world);
    const outside = Math.min(timer, findNextEvent(world));
    if (outside === Number.POSITIVE_INFINITY && isOnlyEndless(world)) return { kind: 'quiet' };
    const next = playMeasurements(world, outside);
    if (next === 'run ended') {
      wake = 'change';
      continue;
    }
    if (next === Number.POSITIVE_INFINITY) return { kind: 'quiet' };
    if (next > world.scenario.horizonMs) return { kind: 'horizon', next };
    world.now = next;
    wake = intervene(world) || next === timer ? 'itself' : 'cluster';
  }
}

/** What makes the Experiment controller look: its timer or a person; a run that has ended; what the cluster does, if that changes anything. */
type Wake = 'itself' | 'change' | 'cluster';

/**
 * Plays the passes of the AnalysisRuns alone up to a time, as long as none ends: the progress of a run wakes nobody. Answers when
 * something else happens, or that a run has ended.
 */
function playMeasurements(world: World, until: number): number | 'run ended' {
  const runs = [...world.runs.values()];
  for (;;) {
    const at = runs.reduce((least, run) => Math.min(least, findRunTime(run)), Number.POSITIVE_INFINITY);
    if (at >= until || at > world.scenario.horizonMs) return Math.min(at, until);
    if (isTooLong(world)) return at;
    world.now = Math.max(world.now, at);
    // Runs that were made together are due together.
    for (const run of runs) {
      if (findRunTime(run) > at) continue;
      playRun(world, run);
      if (isCompleted(run.phase)) return 'run ended';
      if (until === Number.POSITIVE_INFINITY && isOnlyEndless(world)) return Number.POSITIVE_INFINITY;
    }
  }
}

/** Whether all that still goes on are runs that nothing ends. */
function isOnlyEndless({ runs, now }: World): boolean {
  let isOpen = false;
  for (const { phase, course } of runs.values()) {
    if (isCompleted(phase)) continue;
    if (course.kind === 'chosen') {
      if (course.endsAt === Number.POSITIVE_INFINITY) continue;
      return false;
    }
    if (!isEndless(course.run, phase, now)) return false;
    isOpen = true;
  }
  return isOpen;
}

/**
 * Lets the controller look and the cluster react, in turns, until neither changes anything. A controller woken by its own timer, or by
 * a person, looks first: what changes in the cluster at that moment has yet to reach it. So a deadline beats pods that become
 * available with it.
 */
function settle(world: World, wake: Wake): void {
  let isChanging = wake === 'itself' || playCluster(world) || wake === 'change';
  while (isChanging && !isTooLong(world)) {
    const isPassChange = runPass(world);
    const isClusterChange = playCluster(world);
    isChanging = isPassChange || isClusterChange;
    // Costs something even when there is nothing to step through.
    world.steps += 1;
  }
  world.steps += 1;
}

function isTooLong({ steps, events }: World): boolean {
  return steps >= STEP_LIMIT || events.length >= EVENT_LIMIT;
}

function playCluster(world: World): boolean {
  let isChanged = false;
  for (const template of world.spec.templates) {
    const set = world.replicaSets.get(template.name);
    if (set !== undefined && playReplicaSet(world, template, set)) isChanged = true;
  }
  for (const run of world.runs.values()) {
    if (playRun(world, run)) isChanged = true;
  }
  return isChanged;
}

/** What people do at this moment, if anything. */
function intervene(world: World): boolean {
  const { terminateAtMs, retryAtMs } = world.scenario;
  if (world.now === terminateAtMs) world.terminate = true;
  if (world.now === retryAtMs) world.status = EMPTY_STATUS;
  return world.now === terminateAtMs || world.now === retryAtMs;
}

/** Time of the next thing that the cluster, but for AnalysisRuns, or a person does, always after now; Infinity: there is none. */
function findNextEvent(world: World): number {
  const { now, scenario } = world;
  let next = Number.POSITIVE_INFINITY;
  const consider = (at: number | undefined): void => {
    if (at !== undefined && at > now && at < next) next = at;
  };
  consider(scenario.terminateAtMs);
  consider(scenario.retryAtMs);
  for (const set of world.replicaSets.values()) consider(findNextChange(world, set));
  return next;
}

function describe(world: World, verdict: Verdict): Timeline {
  const { spec, durationMs } = world;
  return {
    experiment: {
      name: spec.name,
      ...(spec.namespace === undefined ? {} : { namespace: spec.namespace }),
      ...(durationMs === undefined ? {} : { durationMs }),
    },
    templates: spec.templates.map((template): TimelineTemplate => {
      const service = nameService(spec, template);
      return {
        name: template.name,
        replicas: template.replicas ?? DEFAULT_REPLICAS,
        replicaSet: nameReplicaSet(spec.name, template.name),
        ...(service === undefined ? {} : { service }),
      };
    }),
    analyses: spec.analyses.map(
      (analysis, index): TimelineAnalysis => ({
        name: analysis.name,
        templateName: analysis.templateName,
        clusterScope: analysis.clusterScope ?? false,
        analysisRun: world.runOfAnalysis.get(index) ?? `${spec.name}-${analysis.name}`,
        requiredForCompletion: analysis.requiredForCompletion ?? false,
        ...describeMetrics(world, analysis),
      }),
    ),
    events: world.events,
    verdict,
  };
}

function describeMetrics({ scenario }: World, { name, run }: AnalysisSpec): Pick<TimelineAnalysis, 'metrics'> {
  if (run === undefined || Object.hasOwn(scenario.analyses, name)) return {};
  return { metrics: run.metrics.map(describeMetric) };
}
