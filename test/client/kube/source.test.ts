import type http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { KubeSource } from '../../../client/kube/follow/source.ts';
import { english } from '../support/english.ts';
import { FakeTimers } from '../support/fake-timers.ts';
import { type Asked, listOf, type ScriptedApi, sendJson, startScriptedApi, statusOf } from '../support/scripted-api.ts';

const open: { api: ScriptedApi; source: KubeSource }[] = [];
afterEach(async () => {
  for (const { api, source } of open.splice(0)) {
    source.close();
    await api.close();
  }
});

let version = 1;
const meta = (uid: string, more: object = {}) => {
  version += 1;
  return {
    uid,
    name: uid,
    namespace: 'shop',
    resourceVersion: String(version),
    creationTimestamp: '2026-01-01T00:00:00Z',
    ...more,
  };
};
const owned = (kind: string, uid: string) => ({ ownerReferences: [{ kind, name: uid, uid, controller: true }] });
const experiment = (uid: string, phase = 'Running') => ({
  metadata: meta(uid),
  spec: { templates: [{ name: 'a' }] },
  status: { phase },
});
const replicaSet = (of: string, replicas = 1) => ({
  metadata: meta(`${of}-a`, {
    ...owned('Experiment', of),
    labels: { 'rollouts-pod-template-hash': `h-${of}` },
    annotations: { 'experiment.argoproj.io/template-name': 'a' },
  }),
  spec: { replicas },
});
const pod = (of: string) => ({
  metadata: meta(`${of}-a-1`, owned('ReplicaSet', `${of}-a`)),
  status: { phase: 'Running' },
});

const served = (uid: string, phase = 'Running') => ({
  metadata: meta(uid),
  spec: { templates: [{ name: 'a', service: {} }] },
  status: { phase, templateStatuses: [{ name: 'a', serviceName: `${uid}-a` }] },
});
const service = (of: string) => ({
  metadata: meta(`${of}-a`, {
    ...owned('Experiment', of),
    annotations: { 'experiment.argoproj.io/template-name': 'a' },
  }),
});

type Kind = 'experiments' | 'analysisruns' | 'replicasets' | 'pods' | 'services';
const kindOf = ({ path }: Asked) => path.split('/').at(-1) as Kind; // the paths of collections end so

/** A source on a server that has these objects; `fail` answers instead. */
async function start(
  objects: Partial<Record<Kind, readonly object[]>>,
  fail: (asked: Asked) => object | undefined = () => undefined,
) {
  const watches = new Map<Kind, http.ServerResponse>();
  let live = 0;
  const api = await startScriptedApi((asked, response) => {
    const failure = fail(asked);
    if (failure !== undefined) return sendJson(response, failure, Number((failure as { code: number }).code));
    if (asked.query.get('watch') !== 'true')
      return sendJson(response, listOf(objects[kindOf(asked)] ?? [], String(version)));
    live += 1;
    response.on('close', () => {
      live -= 1;
    });
    response.writeHead(200);
    response.flushHeaders();
    watches.set(kindOf(asked), response);
  });
  const timers = new FakeTimers(Date.UTC(2026, 0, 1, 0, 1));
  const source = new KubeSource({
    connection: api.connect(() => timers.now()),
    namespace: 'shop',
    timers,
    random: () => 0,
    l10n: english,
    log: message => expect.fail(message),
  });
  open.push({ api, source });
  const changes: string[] = [];
  source.onChange(ids => changes.push(ids.join(' ')));
  const until = async (what: string, isTrue: () => boolean) => {
    for (let tries = 0; !isTrue(); tries += 1) {
      if (tries > 1000) throw new Error(`did not come: ${what}`);
      await sleep(2);
      timers.pass(20);
    }
  };
  return {
    api,
    timers,
    source,
    changes,
    until,
    isReady: () => source.state.kind === 'ready',
    live: () => live,
    asked: (kind: Kind, isWatch: boolean) =>
      api.asked.filter(each => kindOf(each) === kind && (each.query.get('watch') === 'true') === isWatch),
    say: (kind: Kind, type: string, ...items: readonly object[]) =>
      watches.get(kind)?.write(items.map(object => `${JSON.stringify({ type, object })}\n`).join('')),
  };
}

describe('a source on a cluster', () => {
  it('asks for as little as it needs', async () => {
    const finished = { ...replicaSet('done', 0), spec: { replicas: 0 } };
    const stage = await start({
      experiments: [experiment('x'), experiment('done', 'Successful')],
      replicasets: [replicaSet('x'), finished],
      pods: [pod('x')],
    });
    expect(stage.api.asked).toEqual([]);
    stage.source.open();
    expect(stage.source.state).toEqual({ kind: 'loading' });
    await stage.until('it is ready', stage.isReady);
    const selector = (kind: Kind) => stage.asked(kind, false)[0]?.query.get('labelSelector');
    expect(['experiments', 'analysisruns', 'replicasets', 'pods'].map(kind => selector(kind as Kind))).toEqual([
      null,
      '!rollout-type',
      'rollouts-pod-template-hash',
      'rollouts-pod-template-hash in (h-x)',
    ]);
    expect(stage.source.find('x')?.templates[0]?.pods).toMatchObject([{ name: 'x-a-1', phase: 'Running' }]);
  });

  it('looks for the pods of a new ReplicaSet too, and for none that it has already', async () => {
    const stage = await start({ experiments: [experiment('x')], replicasets: [replicaSet('x')], pods: [pod('x')] });
    stage.source.open();
    await stage.until('it is ready', stage.isReady);
    stage.say('experiments', 'ADDED', experiment('y'));
    stage.say('replicasets', 'ADDED', replicaSet('y'));
    await stage.until('the second look', () => stage.asked('pods', false).length === 2);
    expect(stage.asked('pods', false)[1]?.query.get('labelSelector')).toBe('rollouts-pod-template-hash in (h-x,h-y)');
    await stage.until('its watch', () => stage.asked('pods', true).length === 2);
    await stage.until('the first line is let go of', () => stage.live() === 4);
    stage.say('replicasets', 'MODIFIED', replicaSet('y', 0), replicaSet('y'));
    await sleep(20);
    stage.timers.pass(1000);
    expect(stage.asked('pods', false)).toHaveLength(2);
    expect(stage.source.find('x')?.templates[0]?.pods).toHaveLength(1);
  });

  it('looks for all pods of Argo\u2019s when there are too many ReplicaSets to name', async () => {
    const names = Array.from({ length: 201 }, (_, index) => `x${index}`);
    const stage = await start({
      experiments: names.map(name => experiment(name)),
      replicasets: names.map(name => replicaSet(name)),
    });
    stage.source.open();
    await stage.until('it is ready', stage.isReady);
    expect(stage.asked('pods', false).map(({ query }) => query.get('labelSelector'))).toEqual([
      'rollouts-pod-template-hash',
    ]);
  });

  it('shows what comes together at once, and names the rows that differ', async () => {
    const stage = await start({ experiments: [experiment('x'), experiment('y')] });
    stage.source.open();
    await stage.until('it is ready', stage.isReady);
    stage.changes.length = 0;
    const untouched = stage.source.find('y');
    const message = (text: string) => ({ ...experiment('x'), status: { phase: 'Running', message: text } });
    stage.say('experiments', 'MODIFIED', ...Array.from({ length: 50 }, (_, index) => message(`m${index}`)));
    await stage.until('the last message', () => stage.source.find('x')?.message === 'm49');
    expect(stage.changes).toEqual([`${stage.source.id.replaceAll('/', '%2F')}/x`]);
    expect(stage.source.find('y')).toBe(untouched);
    stage.say('experiments', 'DELETED', experiment('y'));
    await stage.until('y is gone', () => stage.source.find('y') === undefined);
    expect(stage.changes.at(-1)).toBe(stage.source.id.replaceAll('/', '%2F'));
  });

  it('rests half a minute after the last look, keeps what it knows, and goes on where it was', async () => {
    const stage = await start({ experiments: [experiment('x')] });
    const [first, second] = [stage.source.open(), stage.source.open()];
    await stage.until('it is ready', stage.isReady);
    await stage.until('it watches', () => stage.live() === 3);
    first();
    stage.timers.pass(31_000);
    await sleep(20);
    expect(stage.live()).toBe(3);
    second();
    stage.timers.pass(29_000);
    await sleep(20);
    expect(stage.live()).toBe(3);
    stage.timers.pass(2000);
    await stage.until('it rests', () => stage.live() === 0);
    expect(stage.source.find('x')?.name).toBe('x');
    stage.source.open();
    await stage.until('it watches again', () => stage.live() === 3);
    expect(stage.asked('experiments', false)).toHaveLength(1);
  });

  it('says since when it is out of touch, why, when it was in touch last, and when it tries again', async () => {
    let isDown = false;
    const stage = await start({ experiments: [experiment('x')] }, () => (isDown ? statusOf(503, 'down') : undefined));
    stage.source.open();
    await stage.until('it watches', () => stage.isReady() && stage.live() === 3);
    isDown = true;
    for (const kind of ['experiments', 'analysisruns', 'replicasets'] as const)
      stage.say(kind, 'ERROR', statusOf(500, 'going'));
    await stage.until(
      'it is stale',
      () => stage.source.state.kind === 'ready' && stage.source.state.stale !== undefined,
    );
    const stale = stage.source.state.kind === 'ready' ? stage.source.state.stale : undefined;
    expect(stale).toMatchObject({ failure: { kind: 'server-error' } });
    expect(stale?.lastAnswerAt).toBeLessThanOrEqual(stale?.since ?? 0);
    expect(stale?.retryAt).toBeGreaterThan(stale?.since ?? Number.POSITIVE_INFINITY);
    expect(stage.source.find('x')?.name).toBe('x');
    isDown = false;
    await stage.until(
      'it is back',
      () => stage.source.state.kind === 'ready' && stage.source.state.stale === undefined,
    );
  });

  it('has a gap where a part may not be seen, and fails where the whole may not', async () => {
    const refuse = (kind: Kind) => (asked: Asked) => (kindOf(asked) === kind ? statusOf(403, 'no') : undefined);
    const stage = await start({ experiments: [experiment('x')] }, refuse('analysisruns'));
    stage.source.open();
    await stage.until('it is ready', stage.isReady);
    expect(stage.source.state).toMatchObject({
      gaps: [{ kind: 'forbidden', resource: 'analysisruns', namespace: 'shop' }],
    });
    const other = await start({}, refuse('experiments'));
    other.source.open();
    await other.until('it has failed', () => other.source.state.kind === 'failed');
    expect(other.source.state).toMatchObject({
      failure: { kind: 'forbidden', resource: 'experiments' },
      retryAt: expect.any(Number),
    });
    expect(await other.source.settle()).toMatchObject({ kind: 'forbidden' });
  });

  it('says that Argo Rollouts is not there', async () => {
    const stage = await start({}, asked =>
      asked.path.includes('argoproj.io') ? statusOf(404, 'page not found') : undefined,
    );
    stage.source.open();
    await stage.until('it has failed', () => stage.source.state.kind === 'failed');
    expect(stage.source.state).toMatchObject({ failure: { kind: 'crd-missing' } });
  });

  it('believes the newer of two states, whichever comes first', async () => {
    const stage = await start({ experiments: [experiment('x', 'Pending')] });
    stage.source.open();
    await stage.until('it is ready', stage.isReady);
    const [older, newer] = [experiment('x', 'Running'), experiment('x', 'Failed')];
    stage.say('experiments', 'MODIFIED', newer, older);
    await stage.until('it has failed', () => stage.source.find('x')?.phase === 'Failed');
    stage.timers.pass(1000);
    expect(stage.source.find('x')?.phase).toBe('Failed');
  });
});

describe('Services of experiments', () => {
  const present = ({ source }: Awaited<ReturnType<typeof start>>, id: string) =>
    source.find(id)?.templates[0]?.service?.present;

  it('are followed only once an experiment has one, and are shown as they are', async () => {
    const objects = { experiments: [experiment('x')], services: [service('y'), { metadata: meta('of-nobody') }] };
    const stage = await start(objects);
    stage.source.open();
    await stage.until('it is ready', stage.isReady);
    expect(stage.asked('services', false)).toEqual([]);
    await stage.until('it is watched', () => stage.asked('experiments', true).length === 1);
    stage.say('experiments', 'ADDED', served('y'), served('z'));
    await stage.until('they are known', () => present(stage, 'z') === false);
    expect([present(stage, 'x'), present(stage, 'y')]).toEqual([undefined, true]);
    await stage.until('they are watched', () => stage.asked('services', true).length === 1);
    stage.say('services', 'DELETED', service('y'));
    await stage.until('it is gone', () => present(stage, 'y') === false);
    stage.say('services', 'ADDED', service('z'));
    await stage.until('it is there', () => present(stage, 'z') === true);
  });

  it('that may not be seen are no gap: then the experiment has the word', async () => {
    const forbidden = { ...statusOf(403, 'Forbidden') };
    const stage = await start({ experiments: [served('x')] }, asked =>
      kindOf(asked) === 'services' ? forbidden : undefined,
    );
    stage.source.open();
    await stage.until('it is ready', stage.isReady);
    await stage.until('it was asked', () => stage.asked('services', false).length > 0);
    await stage.until('it is shown', () => present(stage, 'x') === true);
    expect(stage.source.state).not.toHaveProperty('gaps');
    expect(stage.source.state).not.toHaveProperty('stale');
  });
});

describe('AnalysisRuns that belong to nobody', () => {
  it('are shown beside the experiments, and come and go like them', async () => {
    const run = (uid: string, phase: string, more: object = {}) => ({
      metadata: meta(uid, more),
      spec: {},
      status: { phase },
    });
    const of = run('of-x', 'Running', owned('Experiment', 'x'));
    const stage = await start({ experiments: [experiment('x')], analysisruns: [run('r', 'Running'), of] });
    stage.source.open();
    await stage.until('it is ready', stage.isReady);
    const shown = () =>
      stage.source.state.kind === 'ready'
        ? stage.source.state.experiments.map(({ id, kind, phase }) => [id, kind, phase])
        : [];
    expect(shown()).toEqual([
      ['x', undefined, 'Running'],
      ['r', 'AnalysisRun', 'Running'],
    ]);
    await stage.until('they are watched', () => stage.asked('analysisruns', true).length === 1);
    stage.changes.length = 0;
    stage.say('analysisruns', 'MODIFIED', run('r', 'Failed'));
    await stage.until('it has ended', () => stage.source.find('r')?.phase === 'Failed');
    expect(stage.changes).toEqual([stage.source.id.replace('/', '%2F')]);
    stage.say('analysisruns', 'DELETED', run('r', 'Failed'));
    await stage.until('it is gone', () => shown().length === 1);
  });
});
