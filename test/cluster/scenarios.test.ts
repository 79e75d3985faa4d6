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
const comparisons: Comparison[] = [];
/** Milliseconds between the beginnings of two scenarios, so that the machine is not what makes them late. */
const APART = 300;
/** Seconds for which a scenario is watched on, so that what comes last is seen. */
const WATCHED_ON = 2;
let next = 0;

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
  const isWhole = comparisons.length === allScenarios.filter(({ name }) => !(name in NOT_REHEARSED)).length;
  if (isWhole) writeResults(session.timelines, session.argo, comparisons);
  await awaitNoNamespaces(cluster, 100);
  cluster.disconnect();
});

test('every scenario has a name of its own', () => {
  const names = allScenarios.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

/** Holds the rehearsal of the same files to what was recorded. */
async function holdRehearsal(stage: Stage, { name }: Scenario): Promise<void> {
  if (name in NOT_REHEARSED) return;
  await stage.stays('it is watched', () => true, WATCHED_ON);
  const comparison = compare(stage.timeline(name));
  comparisons.push(comparison);
  expect(comparison.differences).toEqual([]);
}

async function play(scenario: Scenario, attempts: number): Promise<void> {
  await turn();
  const stage = await openStage(cluster, scenario.name);
  let spoilt = false;
  try {
    await scenario.play({ stage, seen: stage.seen, isArgo110: !isArgo19 });
    await holdRehearsal(stage, scenario);
  } catch (error) {
    spoilt = attempts > 1 && isSpoilt(String(stage.seen.message('Experiment/e')), stage.timeline(scenario.name));
    if (!spoilt) throw error;
  } finally {
    writeTimeline(session.timelines, stage.timeline(scenario.name));
    await stage.close();
  }
  if (spoilt) await play(scenario, attempts - 1);
}

describe.concurrent(`Argo Rollouts ${session.argo}`, () => {
  for (const scenario of allScenarios) test(`${scenario.name}: ${scenario.title}`, () => play(scenario, 3));
});
