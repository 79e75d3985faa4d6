import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSession } from '../../scripts/cluster/session.ts';
import { awaitNoNamespaces, type Cluster, connect } from './cluster.ts';
import { allScenarios } from './scenarios/all.ts';
import { openStage } from './stage.ts';
import { writeTimeline } from './timeline.ts';

const session = readSession(process.env);
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

describe.concurrent(`Argo Rollouts ${session.argo}`, () => {
  for (const { name, title, play } of allScenarios) {
    test(`${name}: ${title}`, async () => {
      const stage = await openStage(cluster, name);
      try {
        await play({ stage, seen: stage.seen, isArgo110: !/^1\.[0-9]\./.test(session.argo) });
      } finally {
        writeTimeline(session.timelines, stage.timeline(name));
        await stage.close();
      }
    });
  }
});
