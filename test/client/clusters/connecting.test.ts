import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { PinnedClusters } from '../../../client/clusters/pinned-clusters.ts';
import { fail } from '../../../client/experiments/failures/failure.ts';
import { Places } from '../../../client/experiments/places/places.ts';
import { createKubernetes } from '../../../client/kube/connect.ts';
import { rootNodes } from '../../../client/tree/nodes/roots.ts';
import { outline } from '../../../client/tree/outline.ts';
import { systemTimers } from '../../../client/ui/system-timers.ts';
import { english } from '../support/english.ts';

const undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo.splice(0).reverse()) step();
});

/** An API server of few words, in front of which stands a doorkeeper: `status` is what he says. */
async function startServer() {
  const server = { status: 401, calls: 0, kubeconfig: '' };
  const listener = http.createServer((request, response) => {
    server.calls += 1;
    response.writeHead(server.status, { 'Content-Type': 'application/json' });
    // A watch stays open, and nothing happens.
    if (server.status === 200 && request.url?.includes('watch=')) response.flushHeaders();
    else response.end(JSON.stringify({ metadata: { resourceVersion: '1' }, items: [] }));
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'argoexp-connecting-'));
  server.kubeconfig = path.join(folder, 'kubeconfig');
  const text = stringify({
    clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${address.port}` } }],
    contexts: [{ name: 'staging', context: { cluster: 'c', user: 'dev' } }],
    users: [{ name: 'dev', user: { token: 'old' } }],
  });
  writeFileSync(server.kubeconfig, text);
  undo.push(
    () => rmSync(folder, { recursive: true }),
    () => listener.close(),
    () => listener.closeAllConnections(),
  );
  return server;
}

it('a place that was refused is connected when a person asks again, and is silent once it is let go', async () => {
  const server = await startServer();
  const places = new Places();
  const bugs: string[] = [];
  const ports = { timers: systemTimers, l10n: english, log: (message: string) => bugs.push(message) };
  const kubernetes = createKubernetes({
    ...ports,
    isTrusted: () => true,
    kubeconfig: () => server.kubeconfig,
    readDocument: async () => fail({ kind: 'not-found' }),
    findTemplate: async () => undefined,
    askConsent: async () => false,
    isRemembered: () => false,
    remember: async () => undefined,
  });
  const clusters = new PinnedClusters({
    ...ports,
    places,
    load: async () => kubernetes,
    isTrusted: () => true,
    protection: () => ({}),
    recall: () => undefined,
    remember: async () => undefined,
  });
  undo.push(() => clusters.dispose());
  const rows = () => outline(rootNodes(places.all, { l10n: english, now: () => 0 }));

  const place = clusters.pin('staging', 'shop');
  const lookAway = place.source.open();
  expect(server.calls).toBe(0);
  expect(await place.connect()).toMatchObject({ ok: false, failure: { kind: 'unauthorized' } });
  expect([rows()[0], place.actions !== undefined]).toEqual(['staging / shop   not available', true]);

  server.status = 200;
  expect(await place.connect()).toEqual({ ok: true, value: undefined });
  expect(rows()).toEqual(['staging / shop   watching', '  No experiments in shop.   Run the Open File']);

  place.disconnect();
  lookAway();
  const calls = server.calls;
  expect(rows()[0]).toBe('staging / shop   not connected');
  const lookAgain = place.source.open();
  lookAgain();
  expect([server.calls, place.actions, bugs]).toEqual([calls, undefined, []]);
});
