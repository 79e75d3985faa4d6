import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSession } from '../../scripts/cluster/plane/session.ts';
import { type Cluster, connect } from './cluster.ts';
import { type Comparison, compare } from './fidelity/compare.ts';
import { NOT_REHEARSED } from './fidelity/not-rehearsed.ts';
import { writeResults } from './fidelity/table.ts';
import type { Scenario } from './scenario.ts';
import { allScenarios } from './scenarios/all.ts';
import { openStage, type Stage } from './stage.ts';
import { writeTimeline } from './timeline.ts';
import { lanes, turns } from './turns.ts';

const session = readSession(process.env);
const isArgo19 = session.argo.startsWith('1.9.');
let cluster: Cluster;
const comparisons = new Map<string, Comparison>();
/** Milliseconds between the beginnings of two scenarios, so that the machine is not what makes them late. */
const APART = 400;
/** Seconds for which a scenario is watched on, so that what comes last is seen. */
const WATCHED_ON = 2;
const turn = turns(APART);
/** What is played again goes one after the other along a few lanes. */
const afterOthers = lanes(4);
/** What is played again, and why. */
const again: { readonly name: string; readonly why: string; readonly isLate: boolean }[] = [];

beforeAll(async () => {
  cluster = await connect(session);
});

afterAll(() => {
  const results = [...comparisons.values()];
  const isWhole = results.length === allScenarios.filter(({ name }) => !(name in NOT_REHEARSED)).length;
  const isHeld = results.every(({ differences }) => differences.length === 0);
  if (isWhole && isHeld) writeResults(session.timelines, session.argo, results);
  tellPlayedAgain();
  cluster.disconnect();
});

/** Nobody should have to guess what only went well the second time. */
function tellPlayedAgain(): void {
  if (again.length === 0) return;
  const file = path.join(session.timelines, `played-again-${session.argo}.txt`);
  fs.mkdirSync(session.timelines, { recursive: true });
  fs.writeFileSync(file, again.map(({ name, why }) => `${name}\n${why}\n`).join('\n'));
  const names = again.map(({ name, isLate }) => (isLate ? name : `${name} (another course)`));
  console.log(`Played again: ${names.join(', ')}. See ${file}.`);
}

test('every scenario has a name of its own', () => {
  const names = allScenarios.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

/** The real controllers did something else than the rehearsal, or the same later. */
class Different extends Error {
  readonly isLate: boolean;

  constructor(differences: readonly string[]) {
    super(differences.join('\n'));
    this.isLate = differences.every(difference => /^(time|late): /.test(difference));
  }
}

/** Holds the rehearsal of the same files to what was recorded. */
async function holdRehearsal(stage: Stage, { name }: Scenario): Promise<void> {
  if (name in NOT_REHEARSED) return;
  await stage.stays('it is watched', () => true, WATCHED_ON);
  const comparison = compare(stage.timeline(name));
  comparisons.set(name, comparison);
  if (comparison.differences.length > 0) throw new Different(comparison.differences);
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
    const why = error instanceof Different ? error.message : stage.spoilt;
    if (isLast || why === undefined) throw error;
    again.push({ name: scenario.name, why, isLate: error instanceof Different && error.isLate });
    return true;
  } finally {
    writeTimeline(session.timelines, stage.timeline(scenario.name));
    await stage.close();
  }
}

/**
 * A busy machine is not what a scenario is about. It makes controllers late, by more than the rehearsal may differ, and lets them act on
 * states that are seconds old (docs/controller/findings.md, "Races"). So what differed from its rehearsal or was spoilt is played again
 * with less beside it; what the controllers do whatever the machine does differs three times. A scenario's own statements hold on any
 * machine: when one fails, nothing is played again.
 */
async function play(scenario: Scenario): Promise<void> {
  if (!(await attempt(scenario, false))) return;
  await afterOthers(async () => {
    if (await attempt(scenario, false)) await attempt(scenario, true);
  });
}

describe.concurrent(`Argo Rollouts ${session.argo}`, () => {
  for (const scenario of allScenarios) test(`${scenario.name}: ${scenario.title}`, () => play(scenario));
});
