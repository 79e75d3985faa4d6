import type http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { readIdentity } from '../../../client/experiments/objects/objects.ts';
import { Recovery } from '../../../client/kube/follow/recovery.ts';
import { Follower, SILENCE_MS } from '../../../client/kube/follow/watch.ts';
import { EXPERIMENTS } from '../../../client/kube/reach/resource.ts';
import { FakeTimers } from '../support/fake-timers.ts';
import { type Asked, listOf, type ScriptedApi, sendJson, startScriptedApi, statusOf } from '../support/scripted-api.ts';

const open: { api: ScriptedApi; follower: Follower<never> }[] = [];
afterEach(async () => {
  for (const { api, follower } of open.splice(0)) {
    follower.stop();
    await api.close();
  }
});

const item = (name: string, version: number) => ({ metadata: { uid: name, name, resourceVersion: String(version) } });
const event = (type: string, name: string, version: number) => JSON.stringify({ type, object: item(name, version) });
const isWatch = ({ query }: Asked) => query.get('watch') === 'true';

/** Follows a server that answers lists and watches in turn; the last of each stays. */
async function follow(lists: readonly object[], watches: readonly ((response: http.ServerResponse) => void)[]) {
  const [listed, watched] = [[...lists], [...watches]];
  const api = await startScriptedApi((asked, response) => {
    if (isWatch(asked)) {
      response.writeHead(200);
      response.flushHeaders();
      const watch = watched.length > 1 ? watched.shift() : watched[0];
      watch?.(response);
      return;
    }
    const list = (listed.length > 1 ? listed.shift() : listed[0]) ?? {};
    sendJson(response, list, 'code' in list ? Number(list.code) : 200);
  });
  const timers = new FakeTimers(1_000_000);
  const known = new Map<string, string>();
  const resets: string[] = [];
  const follower = new Follower({
    connection: api.connect(() => timers.now()),
    resource: EXPERIMENTS,
    namespace: 'shop',
    labelSelector: 'a=b',
    read: readIdentity,
    timers,
    random: () => 0,
    recovery: new Recovery(timers, () => 0),
    onBug: error => expect.fail(String(error)),
    sink: {
      reset(objects, version) {
        resets.push(version);
        known.clear();
        for (const { uid, resourceVersion } of objects) known.set(uid, resourceVersion);
      },
      upsert: ({ uid, resourceVersion }) => known.set(uid, resourceVersion),
      remove: uid => known.delete(uid),
      stateChanged: () => undefined,
    },
  });
  open.push({ api, follower: follower as unknown as Follower<never> }); // only to be stopped
  follower.start();
  const until = async (what: string, isTrue: () => boolean) => {
    for (let tries = 0; !isTrue(); tries += 1) {
      if (tries > 2000) throw new Error(`did not come: ${what}`);
      await sleep(2);
    }
  };
  const names = () => [...known.keys()].sort().join(' ');
  return { api, timers, follower, resets, known, names, until, watches: () => api.asked.filter(isWatch) };
}

const stay = () => undefined;
const lines =
  (...texts: readonly string[]) =>
  (response: http.ServerResponse) =>
    response.write(`${texts.join('\n')}\n`);

describe('following', () => {
  it('lists page by page, then goes on from the version of the list', async () => {
    const stage = await follow([listOf([item('a', 1)], '', 'next'), listOf([item('b', 2)], '7')], [stay]);
    await stage.until('the watch', () => stage.watches().length === 1);
    expect(stage.names()).toBe('a b');
    expect(stage.follower.isSynced).toBe(true);
    const [first, second] = stage.api.asked;
    expect(first?.path).toBe('/apis/argoproj.io/v1alpha1/namespaces/shop/experiments');
    expect(Object.fromEntries(first?.query ?? [])).toEqual({ limit: '500', labelSelector: 'a=b' });
    expect(Object.fromEntries(second?.query ?? [])).toEqual({ limit: '500', continue: 'next', labelSelector: 'a=b' });
    expect(Object.fromEntries(stage.watches()[0]?.query ?? [])).toEqual({
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: '7',
      timeoutSeconds: '300',
      labelSelector: 'a=b',
    });
  });

  it('takes in what comes, also when a line comes in pieces', async () => {
    const [start, end] = [event('ADDED', 'b', 8).slice(0, 20), event('ADDED', 'b', 8).slice(20)];
    const stage = await follow(
      [listOf([item('a', 1), item('x', 2)], '7')],
      [
        response => {
          response.write(start);
          setTimeout(() => response.write(`${end}\n${event('MODIFIED', 'a', 9)}\n${event('DELETED', 'x', 10)}\n`), 5);
        },
      ],
    );
    await stage.until('all of it', () => stage.names() === 'a b' && stage.known.get('a') === '9');
  });

  it('goes on from the last bookmark when the server ends a watch, and does not list again', async () => {
    const bookmark = JSON.stringify({ type: 'BOOKMARK', object: { metadata: { resourceVersion: '42' } } });
    const stage = await follow([listOf([], '7')], [response => response.end(`${bookmark}\n`), stay]);
    await stage.until('the end of the first', () => stage.timers.waiting > 0 || stage.watches().length > 1);
    stage.timers.pass(1000);
    await stage.until('the second watch', () => stage.watches().length === 2);
    expect(stage.watches()[1]?.query.get('resourceVersion')).toBe('42');
    expect(stage.resets).toEqual(['7']);
    expect(stage.follower.lost).toBeUndefined();
  });

  it('lists again when the history is gone, told inside a watch', async () => {
    const gone = JSON.stringify({ type: 'ERROR', object: statusOf(410, 'Expired') });
    const stage = await follow(
      [listOf([item('a', 1), item('b', 2)], '7'), listOf([item('b', 2)], '50')],
      [lines(gone), stay],
    );
    await stage.until('the second watch', () => stage.watches().length === 2);
    expect(stage.resets).toEqual(['7', '50']);
    expect(stage.names()).toBe('b');
    expect(stage.watches()[1]?.query.get('resourceVersion')).toBe('50');
  });

  it('begins a list anew when a page has expired meanwhile', async () => {
    const stage = await follow(
      [listOf([item('a', 1)], '', 'next'), statusOf(410, 'Expired'), listOf([item('c', 3)], '9')],
      [stay],
    );
    await stage.until('the wait', () => stage.timers.waiting > 0);
    stage.timers.pass(1000);
    await stage.until('the watch', () => stage.watches().length === 1);
    expect(stage.names()).toBe('c');
  });

  it('waits longer and longer, and says why, until the server answers', async () => {
    const broken = statusOf(503, 'starting');
    const stage = await follow([broken, broken, broken, listOf([item('a', 1)], '7')], [stay]);
    const waits: number[] = [];
    for (let tries = 1; tries <= 3; tries += 1) {
      await stage.until(`try ${tries}`, () => stage.api.asked.length === tries && stage.timers.waiting > 0);
      expect(stage.follower.lost).toMatchObject({ kind: 'server-error', status: 503, reason: 'starting' });
      expect(stage.follower.isSynced).toBe(false);
      for (let ms = 0; stage.timers.waiting > 0; ms += 100) {
        stage.timers.pass(100);
        waits[tries - 1] = ms + 100;
      }
    }
    await stage.until('it is well', () => stage.follower.isSynced);
    expect(waits).toEqual([500, 1000, 2000]);
    expect(stage.follower.lost).toBeUndefined();
  });

  it('takes a line that is silent for long for a dead one', async () => {
    const stage = await follow([listOf([], '7')], [stay]);
    await stage.until('the watch is listened to', () => stage.timers.waiting > 0);
    stage.timers.pass(SILENCE_MS);
    await stage.until('it is lost', () => stage.follower.lost !== undefined);
    expect(stage.follower.lost).toMatchObject({ kind: 'timed-out', seconds: SILENCE_MS / 1000 });
    await stage.until('the wait', () => stage.timers.waiting > 0);
    stage.timers.pass(1000);
    await stage.until('the next watch', () => stage.watches().length === 2);
  });

  it('loses its line when it is cut in the middle of a word, or filled with something else', async () => {
    const stage = await follow(
      [listOf([], '7')],
      [response => response.write('{"type":"ADD', () => response.destroy()), lines('<html>'), stay],
    );
    await stage.until('it is lost', () => stage.follower.lost?.kind === 'unreachable');
    stage.timers.pass(1000);
    await stage.until('it is lost again', () => stage.follower.lost?.kind === 'server-error');
    stage.timers.pass(1000);
    await stage.until('it is well', () => stage.watches().length === 3 && stage.follower.lost === undefined);
  });

  it('rests when stopped, and goes on where it was', async () => {
    const stage = await follow([listOf([item('a', 1)], '7')], [lines(event('ADDED', 'b', 8)), stay]);
    await stage.until('b', () => stage.names() === 'a b');
    stage.follower.stop();
    await sleep(20);
    expect(stage.watches()).toHaveLength(1);
    stage.follower.start();
    stage.follower.start();
    await stage.until('the second watch', () => stage.watches().length === 2);
    expect(stage.watches()[1]?.query.get('resourceVersion')).toBe('8');
    expect(stage.resets).toEqual(['7']);
  });
});

describe('recovery', () => {
  const start = () => {
    const timers = new FakeTimers();
    const recovery = new Recovery(timers, () => 1 - 1e-9);
    const done: string[] = [];
    const wait = (name: string, pace: 'soon' | 'later' | 'never', ending = new AbortController()) => {
      recovery.wait(pace, ending.signal).then(() => done.push(name));
      return ending;
    };
    const pass = async (ms: number) => {
      timers.pass(ms);
      await sleep(0);
      return done.splice(0).join(' ');
    };
    return { timers, recovery, wait, pass };
  };

  it('lets all that wait go on together, with one timer', async () => {
    const { timers, wait, pass } = start();
    wait('a', 'soon');
    await pass(500);
    wait('b', 'soon');
    expect(timers.waiting).toBe(1);
    expect(await pass(499)).toBe('');
    expect(await pass(1)).toBe('a b');
    expect(timers.waiting).toBe(0);
  });

  it('waits half a minute at most, and a minute for what people have to change', async () => {
    const { recovery, timers, wait, pass } = start();
    const waits = [];
    for (let tries = 0; tries < 8; tries += 1) {
      wait('x', 'soon');
      waits.push(Math.round(((recovery.retryAt('soon') ?? 0) - timers.now()) / 1000));
      await pass(60_000);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
    wait('y', 'later');
    expect(Math.round((recovery.retryAt('later') ?? 0) - timers.now())).toBe(60_000);
    recovery.succeed();
    wait('z', 'soon');
    expect(Math.round((recovery.retryAt('soon') ?? 0) - timers.now())).toBe(1000);
  });

  it('waits for a person where nothing else helps', async () => {
    const { recovery, timers, wait, pass } = start();
    wait('a', 'never');
    wait('b', 'soon');
    expect([timers.waiting, recovery.retryAt('never')]).toEqual([1, undefined]);
    expect(await pass(1_000_000)).toBe('b');
    recovery.retryNow();
    expect(await pass(0)).toBe('a');
  });

  it('holds no timer for those who have left', async () => {
    const { timers, wait, pass } = start();
    const [first, second] = [wait('a', 'soon'), wait('b', 'soon')];
    first.abort();
    expect(await pass(0)).toBe('a');
    expect(timers.waiting).toBe(1);
    second.abort();
    expect(timers.waiting).toBe(0);
  });
});
