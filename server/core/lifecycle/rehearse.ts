/**
 * The rehearsal of an Experiment: the controller's passes run until nothing changes, then the clock jumps to the next event.
 *
 * The clock counts milliseconds from the creation of the Experiment. Where the controller compares strictly ("after the
 * deadline"), the event is one millisecond later. The controller keeps its times in whole seconds of the wall clock, so real
 * durations and deadlines may come up to one second earlier; by how much depends on the moment of creation, so it is not played.
 * Nor are stale caches: a real controller may, for instance, start pods for some seconds before it sees that another part has failed.
 */
import { playRun } from './analysis-run.ts';
import { DEFAULT_REPLICAS, type ExperimentSpec } from './experiment-spec.ts';
import { findTimer, runPass } from './pass.ts';
import { findNextChange, nameReplicaSet, playReplicaSet } from './replica-set.ts';
import type { Scenario } from './scenario.ts';
import { nameService } from './service.ts';
import { EMPTY_STATUS, isCompleted } from './status.ts';
import type { Timeline, TimelineAnalysis, TimelineTemplate, Verdict } from './timeline.ts';
import { findRefusal } from './validate.ts';
import { judge, type Stop } from './verdict.ts';
import { createWorld, type World } from './world.ts';

/** Template and analysis steps of one rehearsal: about a second of work. Real experiments need some hundreds. */
const STEP_LIMIT = 5_000_000;
/** Events of one timeline, give or take those of the last instant. */
const EVENT_LIMIT = 100_000;

/** Total and deterministic: any spec and scenario give a timeline with a verdict, within bounded time. */
export function rehearse(spec: ExperimentSpec, scenario: Scenario): Timeline {
  const world = createWorld(spec, scenario);
  const refusal = findRefusal(spec, scenario);
  if (refusal !== undefined) return describe(world, { kind: 'invalid', at: 0, message: refusal });
  return describe(world, judge(world, play(world)));
}

/** Runs to the end, whatever that is, and answers why it stopped. */
function play(world: World): Stop {
  let isWoken = true;
  for (;;) {
    settle(world, isWoken);
    if (isTooLong(world)) return { kind: 'limit' };
    const timer = findTimer(world);
    const next = Math.min(timer, findNextEvent(world));
    if (next === Number.POSITIVE_INFINITY) return { kind: 'quiet' };
    if (next > world.scenario.horizonMs) return { kind: 'horizon', next };
    world.now = next;
    isWoken = intervene(world) || next === timer;
  }
}

/**
 * Lets the controller look and the cluster react, in turns, until neither changes anything. A controller woken by its own timer, or by
 * a person, looks first: what changes in the cluster at that moment has yet to reach it. So a deadline beats pods that become
 * available with it.
 */
function settle(world: World, isWoken: boolean): void {
  let isChanging = isWoken || playCluster(world);
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

/** Time of the next thing that the cluster or a person does, always after now; Infinity: there is none. */
function findNextEvent(world: World): number {
  const { now, scenario } = world;
  let next = Number.POSITIVE_INFINITY;
  const consider = (at: number | undefined): void => {
    if (at !== undefined && at > now && at < next) next = at;
  };
  consider(scenario.terminateAtMs);
  consider(scenario.retryAtMs);
  for (const set of world.replicaSets.values()) consider(findNextChange(world, set));
  for (const run of world.runs.values()) {
    if (!isCompleted(run.phase)) consider(run.endsAt);
  }
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
      }),
    ),
    events: world.events,
    verdict,
  };
}
