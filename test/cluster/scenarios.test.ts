import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSession } from '../../scripts/cluster/session.ts';
import { awaitNoNamespaces, type Cluster, connect } from './cluster.ts';
import type { Scenario } from './scenario.ts';
import { allScenarios } from './scenarios/all.ts';
import type { Seen } from './seen.ts';
import { openStage } from './stage.ts';
import { writeTimeline } from './timeline.ts';

const session = readSession(process.env);
const isArgo19 = session.argo.startsWith('1.9.');
let cluster: Cluster;

beforeAll(async () => {
  cluster = await connect(session);
});

afterAll(async () => {
  await awaitNoNamespaces(cluster, 100);
  cluster.disconnect();
});

test('every scenario has a name of its own', () => {
  const names = allScenarios.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

/**
 * A fault of 1.9: when the second pass comes before the controller's cache knows the new ReplicaSet, the Experiment is Error. It says
 * nothing about the scenario, which is then played again (docs/controller-findings.md).
 */
function isSpoilt(seen: Seen): boolean {
  const message = String(seen.message('Experiment/e'));
  return isArgo19 && /^Failed to create ReplicaSet for template '.+': replicaset\.apps ".+" not found$/.test(message);
}

async function play(scenario: Scenario, attempts: number): Promise<void> {
  const stage = await openStage(cluster, scenario.name);
  let spoilt = false;
  try {
    await scenario.play({ stage, seen: stage.seen, isArgo110: !isArgo19 });
  } catch (error) {
    spoilt = attempts > 1 && isSpoilt(stage.seen);
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
