import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSession } from '../../scripts/cluster/session.ts';
import { awaitNoNamespaces, type Cluster, connect } from './cluster.ts';
import { type Comparison, compare } from './fidelity/compare.ts';
import { NOT_REHEARSED } from './fidelity/not-rehearsed.ts';
import { writeResults } from './fidelity/table.ts';
import type { Scenario } from './scenario.ts';
import { allScenarios } from './scenarios/all.ts';
import { isSpoilt } from './spoilt.ts';
import { openStage, type Stage } from './stage.ts';
import { writeTimeline } from './timeline.ts';

const session = readSession(process.env);
const isArgo19 = session.argo.startsWith('1.9.');
let cluster: Cluster;
const comparisons = new Map<string, Comparison>();
/** Milliseconds between the beginnings of two scenarios, so that the machine is not what makes them late. */
const APART = 300;
/** Seconds for which a scenario is watched on, so that what comes last is seen. */
const WATCHED_ON = 2;
let next = 0;
/** What is played again goes one after the other along a few lanes. */
const lanes: Promise<void>[] = Array.from({ length: 4 }, () => Promise.resolve());
let replays = 0;

/** Comes back when it is the caller's turn to begin. */
async function turn(): Promise<void> {
  const now = performance.now();
  next = Math.max(next, now) + APART;
  await new Promise(resolve => setTimeout(resolve, next - APART - now));
}

beforeAll(async () => {
  cluster = await connect(session);
});

afterAll(async () => {
  const isWhole = comparisons.size === allScenarios.filter(({ name }) => !(name in NOT_REHEARSED)).length;
  if (isWhole) writeResults(session.timelines, session.argo, [...comparisons.values()]);
  await awaitNoNamespaces(cluster, 100);
  cluster.disconnect();
});

test('every scenario has a name of its own', () => {
  const names = allScenarios.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

/** The real controllers did something else than the rehearsal, or later. */
class Different extends Error {}

/** Holds the rehearsal of the same files to what was recorded. */
async function holdRehearsal(stage: Stage, { name }: Scenario): Promise<void> {
  if (name in NOT_REHEARSED) return;
  await stage.stays('it is watched', () => true, WATCHED_ON);
  const comparison = compare(stage.timeline(name));
  comparisons.set(name, comparison);
  if (comparison.differences.length > 0) throw new Different(comparison.differences.join('\n'));
}

/** Answers whether the scenario has to be played again. */
async function attempt(scenario: Scenario, isLast: boolean): Promise<boolean> {
  await turn();
  const stage = await openStage(cluster, scenario.name);
  try {
    await scenario.play({ stage, seen: stage.seen, isArgo110: !isArgo19 });
    await holdRehearsal(stage, scenario);
    return false;
  } catch (error) {
    const isOwn = error instanceof Different;
    if (isLast || !(isOwn || isSpoilt(String(stage.seen.message('Experiment/e')), stage.timeline(scenario.name))))
      throw error;
    return true;
  } finally {
    writeTimeline(session.timelines, stage.timeline(scenario.name));
    await stage.close();
  }
}

/**
 * A busy machine is not what a scenario is about: what it spoilt, or made other than in the rehearsal, is played again with less beside
 * it. What the controllers do whatever the machine does differs three times.
 */
async function play(scenario: Scenario): Promise<void> {
  if (!(await attempt(scenario, false))) return;
  const lane = replays++ % lanes.length;
  const again = (lanes[lane] ?? Promise.resolve()).then(async () => {
    if (await attempt(scenario, false)) await attempt(scenario, true);
  });
  lanes[lane] = again.catch(() => undefined);
  await again;
}

describe.concurrent(`Argo Rollouts ${session.argo}`, () => {
  for (const scenario of allScenarios) test(`${scenario.name}: ${scenario.title}`, () => play(scenario));
});
