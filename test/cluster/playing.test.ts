import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSession } from '../../scripts/cluster/plane/session.ts';
import { type Cluster, connect } from './cluster.ts';
import { readPath } from './fields.ts';
import { mapIn, openStage, type Stage, stageDocuments } from './stage.ts';

/** How pods are played, and the harness itself. */

const session = readSession(process.env);
let cluster: Cluster;

beforeAll(async () => {
  cluster = await connect(session);
});

afterAll(() => cluster.disconnect());

async function withStage(name: string, play: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = await openStage(cluster, name);
  try {
    await play(stage);
  } finally {
    await stage.close();
  }
}

async function make(stage: Stage, document: string): Promise<void> {
  expect(await stage.apply(document)).toEqual([]);
}

function pod(annotations: object): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', annotations },
    spec: {
      containers: [
        { name: 'main', image: 'registry.example/app:1' },
        { name: 'side', image: 'registry.example/side:1' },
      ],
    },
  });
}

const ready = 'status.containerStatuses[main].ready';

function log(stage: Stage, query: string): Promise<string> {
  return cluster.api.text(`/api/v1/namespaces/${stage.namespace}/pods/p/log?${query}`);
}

describe.concurrent('pods do as their annotations say', () => {
  test('ready after some seconds', () =>
    withStage('ready-after', async stage => {
      await make(stage, pod({ 'play/ready-after': '3s' }));
      await stage.until('it is ready', seen => seen.value('Pod/p', ready) === true);
      expect(stage.seen.values('Pod/p', 'status.phase')).toEqual(['Pending', 'Running']);
      // both are whole seconds, cut off, so their difference is never less than the delay
      const created = Date.parse(String(mapIn(stage.seen, 'Pod/p', 'metadata', 'creationTimestamp')));
      const started = Date.parse(String(mapIn(stage.seen, 'Pod/p', 'status', 'startTime')));
      expect(started - created).toBeGreaterThanOrEqual(3000);
    }));

  test('never ready', () =>
    withStage('never-ready', async stage => {
      await make(stage, pod({ 'play/never-ready': 'true' }));
      await stage.until('it runs', seen => seen.phase('Pod/p') === 'Running');
      await stage.stays('it is not ready', seen => seen.value('Pod/p', ready) === false, 3);
    }));

  test('crashed after some seconds, and back', () =>
    withStage('crash', async stage => {
      await make(stage, pod({ 'play/crash-after': '2s', 'play/recover-after': '3s' }));
      await stage.until('it crashed twice', seen => seen.values('Pod/p', ready).length >= 4);
      expect(stage.seen.values('Pod/p', ready).slice(0, 4)).toEqual([true, false, true, false]);
      const [status] = [readPath(stage.seen.object('Pod/p'), 'status', 'containerStatuses')].flat();
      expect(status).toMatchObject({ restartCount: 1, state: { waiting: { reason: 'CrashLoopBackOff' } } });
    }));

  test('waiting for an image', () =>
    withStage('waiting', async stage => {
      await make(stage, pod({ 'play/waiting': 'ImagePullBackOff' }));
      await stage.until('its containers wait', seen => seen.value('Pod/p', ready) === false);
      expect(stage.seen.phase('Pod/p')).toBe('Pending');
    }));
});

// a foreign cluster's API server cannot reach a log door on this machine, so there is none
if (session.node === undefined) {
  describe.concurrent('pod logs', () => {
    test("are each container's own, with tail and time stamps", () =>
      withStage('logs', async stage => {
        await make(stage, pod({ 'play/log.side': 'one\ntwo\nthree' }));
        await stage.until('it is ready', seen => seen.value('Pod/p', ready) === true);
        expect(await log(stage, 'container=side')).toBe('one\ntwo\nthree\n');
        expect(await log(stage, 'container=side&tailLines=1')).toBe('three\n');
        expect(await log(stage, 'container=main')).toMatch(/^main of p started\n/);
        expect(await log(stage, 'container=side&timestamps=true&tailLines=1')).toMatch(
          /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z three\n$/,
        );
        await expect(log(stage, 'container=main&previous=true')).rejects.toThrow(
          'previous terminated container "main" in pod "p" not found',
        );
      }));

    test('are there of a container that crashed', () =>
      withStage('log-previous', async stage => {
        await make(stage, pod({ 'play/crash-after': '1s' }));
        await stage.until('it crashed', seen => seen.value('Pod/p', ready) === false);
        expect(await log(stage, 'container=main&previous=true')).toBe('main of p started\n');
      }));

    test('are refused while a container waits', () =>
      withStage('log-waiting', async stage => {
        await make(stage, pod({ 'play/waiting': 'ImagePullBackOff' }));
        await stage.until('its containers wait', seen => seen.value('Pod/p', ready) === false);
        await expect(log(stage, 'container=main')).rejects.toThrow(
          'container "main" in pod "p" is waiting to start: ImagePullBackOff',
        );
      }));

    test('a followed log ends with its pod', () =>
      withStage('follow', async stage => {
        await make(stage, pod({}));
        await stage.until('it is ready', seen => seen.value('Pod/p', ready) === true);
        const followed = log(stage, 'container=main&follow=true');
        await stage.stays('it is ready', seen => seen.value('Pod/p', ready) === true, 2);
        await stage.remove('Pod/p');
        expect(await followed).toMatch(/^main of p started\nmain of p line 1\n/);
      }));
  });
}

describe.concurrent('staging documents', () => {
  const wrong = 'apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nmetadata: {name: wrong}\nspec: {templats: []}\n';
  const right = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: right}\n';

  test('tells which document was refused and why', async () => {
    const { refusals, met } = await stageDocuments(cluster, 'refused', `${wrong}---\n${right}`, {
      until: () => true,
      seconds: 1,
    });
    expect(refusals.map(({ index, code }) => [index, code])).toEqual([[0, 400]]);
    expect(refusals[0]?.message).toContain('unknown field "spec.templats"');
    expect(met).toBe(true);
  });

  test('says when the time was over before the condition held', async () => {
    const { met, refusals } = await stageDocuments(cluster, 'over', right, { until: () => false, seconds: 1 });
    expect([met, refusals]).toEqual([false, []]);
  });

  test('an unknown kind is refused like a wrong document', async () => {
    const unknown = 'apiVersion: argoproj.io/v1alpha1\nkind: Experimint\nmetadata: {name: e}\n';
    const { refusals } = await stageDocuments(cluster, 'unknown', unknown, { until: () => true, seconds: 1 });
    expect(refusals[0]?.message).toBe('no matches for kind "Experimint" in version "argoproj.io/v1alpha1"');
  });
});
