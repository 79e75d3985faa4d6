import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { listEvents } from '../../../client/kube/follow/events.ts';
import { readLog } from '../../../client/kube/follow/logs.ts';
import type { Call } from '../../../client/kube/reach/connection.ts';
import { EXPERIMENTS } from '../../../client/kube/reach/resource.ts';
import { type Reply, type ScriptedApi, sendJson, startScriptedApi, statusOf } from '../support/scripted-api.ts';

let api: ScriptedApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

async function start(reply: Reply): Promise<ScriptedApi> {
  api = await startScriptedApi(reply);
  return api;
}

const LIST: Call = { verb: 'list', method: 'GET', resource: EXPERIMENTS, place: { namespace: 'shop' } };

describe('a connection', () => {
  it('opens nothing before it is asked, nor where nothing is trusted', async () => {
    const { connect, asked } = await start((_, response) => sendJson(response, {}));
    connect();
    expect(await connect(Date.now, () => false).request(LIST)).toEqual({ ok: false, failure: { kind: 'untrusted' } });
    expect(asked).toEqual([]);
  });

  it('reads answers, packed or not, with the warnings of the server', async () => {
    const { connect } = await start((asked, response) => {
      const isPacked = asked.query.get('packed') === 'yes' && asked.headers['accept-encoding'] === 'gzip';
      const body = JSON.stringify({ text: 'grün'.repeat(1000) });
      response.writeHead(200, {
        ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
        warning: '299 - "first \\"one\\"", 299 kube "second, with a comma"',
      });
      response.end(isPacked ? gzipSync(body) : body);
    });
    const connection = connect();
    for (const packed of ['yes', 'no']) {
      expect(await connection.request({ ...LIST, query: { packed } })).toEqual({
        ok: true,
        value: { body: { text: 'grün'.repeat(1000) }, warnings: ['first "one"', 'second, with a comma'] },
      });
    }
  });

  it('says what went wrong with an answer', async () => {
    const replies: readonly (readonly [Reply, object])[] = [
      [
        (_, response) => sendJson(response, statusOf(401, 'Unauthorized'), 401),
        { kind: 'unauthorized', context: 'scripted' },
      ],
      [(_, response) => response.writeHead(200).end('<html>'), { kind: 'server-error', status: 200, reason: '<html>' }],
      [
        (_, response) => response.writeHead(200, { 'content-length': 100 }).write('{', () => response.destroy()),
        { kind: 'unreachable' },
      ],
      [(_, response) => response.destroy(), { kind: 'unreachable', reason: 'ECONNRESET' }],
      [
        (_, response) => response.writeHead(302, { location: 'http://elsewhere/' }).end(),
        { kind: 'server-error', status: 302 },
      ],
      [() => undefined, { kind: 'timed-out', seconds: 0.05 }],
    ];
    for (const [reply, failure] of replies) {
      const { connect, close } = await startScriptedApi(reply);
      expect(await connect().request({ ...LIST, seconds: 0.05 })).toMatchObject({ ok: false, failure });
      await close();
    }
  });

  it('that was kept and is gone is made anew, without a word', async () => {
    // The second request of each connection meets the end of it, as when the server has been restarted.
    const used = new WeakSet<object>();
    const { connect, asked } = await start((_, response) => {
      const { socket } = response;
      if (socket === null || used.has(socket)) response.destroy();
      else {
        used.add(socket);
        sendJson(response, {});
      }
    });
    const connection = connect();
    const create: Call = { ...LIST, verb: 'create', method: 'POST', body: {} };
    const patch: Call = { ...LIST, verb: 'patch', method: 'PATCH', body: {} };
    expect((await connection.request(LIST)).ok).toBe(true);
    expect((await connection.request(patch)).ok).toBe(true);
    // It may have been made by then.
    const failure = { kind: 'unreachable', reason: 'ECONNRESET' };
    expect(await connection.request(create)).toMatchObject({ ok: false, failure });
    expect((await connection.request(create)).ok).toBe(true);
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'PATCH', 'PATCH', 'POST', 'POST']);
  });

  it('is unreachable where nobody listens', async () => {
    const { connect, close, port } = await startScriptedApi(() => undefined);
    await close();
    const failure = { kind: 'unreachable', server: `127.0.0.1:${port}`, reason: 'ECONNREFUSED' };
    expect(await connect().request(LIST)).toEqual({ ok: false, failure });
  });

  it('lets go of a request that nobody wants any more', async () => {
    const { connect } = await start(() => undefined);
    const ending = new AbortController();
    const answer = connect().request({ ...LIST, signal: ending.signal });
    setTimeout(() => ending.abort(), 10);
    expect(await answer).toEqual({ ok: false, failure: { kind: 'cancelled' } });
  });

  it('learns how far the clock of the cluster is ahead, once', async () => {
    const dates = ['Thu, 01 Jan 2026 01:00:00 GMT', 'Thu, 01 Jan 2026 09:00:00 GMT'];
    const { connect } = await start((_, response) => {
      response.sendDate = false;
      response.writeHead(200, { date: dates.shift() ?? '' }).end('{}');
    });
    const connection = connect(() => Date.UTC(2026, 0, 1));
    expect(connection.skew).toBe(0);
    await connection.request(LIST);
    expect([connection.skew, connection.lastAnswerAt]).toEqual([3_600_000, Date.UTC(2026, 0, 1)]);
    await connection.request(LIST);
    expect(connection.skew).toBe(3_600_000);
  });
});

describe('a log', () => {
  const POD = { namespace: 'shop', pod: 'p', container: 'main' };

  it('is told to have broken off, after what came before', async () => {
    const { connect, asked } = await start((_, response) => {
      response.writeHead(200);
      response.write('2026-01-01T00:00:01.5Z one\nno time\n2026-01-01T00:00:02Z t', () =>
        setTimeout(() => response.destroy(), 20),
      );
    });
    const log = await readLog(connect(), {
      ...POD,
      follow: true,
      tail: 5,
      previous: true,
      signal: new AbortController().signal,
    });
    if (!log.ok) throw new Error(JSON.stringify(log.failure));
    const lines = [];
    for await (const line of log.value) lines.push(line);
    expect(lines).toEqual([
      { text: 'one', at: Date.UTC(2026, 0, 1, 0, 0, 1, 500) },
      { text: 'no time' },
      { failure: { kind: 'unreachable', server: expect.any(String), reason: 'ECONNRESET' } },
    ]);
    expect(asked[0]?.path).toBe('/api/v1/namespaces/shop/pods/p/log');
    expect(Object.fromEntries(asked[0]?.query ?? [])).toEqual({
      container: 'main',
      timestamps: 'true',
      follow: 'true',
      previous: 'true',
      tailLines: '5',
    });
  });

  it('cuts a line that never ends', async () => {
    const { connect } = await start((_, response) => response.writeHead(200).end('x'.repeat(250_000)));
    const log = await readLog(connect(), { ...POD, signal: new AbortController().signal });
    if (!log.ok) throw new Error(JSON.stringify(log.failure));
    let [pieces, length] = [0, 0];
    for await (const line of log.value) {
      pieces += 1;
      length += 'text' in line ? line.text.length : 0;
    }
    expect(pieces).toBeGreaterThan(1);
    expect(length).toBe(250_000);
  });
});

describe('events', () => {
  it('of any age of the API come with their newest time, the newest first', async () => {
    const items = [
      { type: 'Normal', reason: 'Old', count: 3, lastTimestamp: '2026-01-01T00:00:01Z', source: { component: 'c' } },
      {
        type: 'Warning',
        reason: 'New',
        message: 'm',
        series: { count: 7, lastObservedTime: '2026-01-01T00:00:09Z' },
        reportingComponent: 'r',
      },
      { reason: 'Once', eventTime: '2026-01-01T00:00:05.123456Z' },
      5,
    ];
    const { connect, asked } = await start((_, response) => sendJson(response, { items }));
    const events = await listEvents(connect(), { namespace: 'shop', uid: 'u' });
    expect(events).toMatchObject({
      value: [
        { isWarning: true, reason: 'New', message: 'm', count: 7, source: 'r' },
        { isWarning: false, reason: 'Once', count: 1 },
        { isWarning: false, reason: 'Old', count: 3, source: 'c' },
        { reason: '', lastAt: 0 },
      ],
    });
    expect(asked[0]?.query.get('fieldSelector')).toBe('involvedObject.uid=u');
  });
});
