import { describe, expect, it } from 'vitest';
import { PinnedClusters } from '../../../client/clusters/pinned-clusters.ts';
import { fail } from '../../../client/experiments/failures/failure.ts';
import { Places } from '../../../client/experiments/places/places.ts';
import type { Kubernetes } from '../../../client/kube/connect.ts';
import { rootNodes } from '../../../client/tree/nodes/roots.ts';
import { outline } from '../../../client/tree/outline.ts';
import { english } from '../support/english.ts';

/** Clusters whose contexts cannot be opened; what was done to get there is in `done`. */
function setUp(remembered: unknown, { trusted = true, protection = {} as unknown } = {}) {
  const done: string[] = [];
  const saved: unknown[] = [];
  const places = new Places();
  const kubernetes: Kubernetes = {
    contexts: async () => fail({ kind: 'no-config', files: ['kubeconfig'] }),
    cluster: async context => {
      done.push(`open ${context}`);
      return fail({ kind: 'no-context', context, known: [] });
    },
    print: () => '',
  };
  const clusters = new PinnedClusters({
    places,
    load: async () => {
      done.push('load');
      return kubernetes;
    },
    isTrusted: () => trusted,
    protection: () => protection,
    recall: () => remembered,
    remember: async spots => {
      saved.push(spots);
    },
    l10n: english,
    log: message => {
      throw new Error(message);
    },
  });
  const rows = () => outline(rootNodes(places.all, { l10n: english, now: () => 0 }));
  return { clusters, places, done, saved, rows };
}

const STAGING = { context: 'staging', namespace: 'shop' };

describe('places on clusters', () => {
  it('are remembered, shown, and left alone, whoever looks', () => {
    const { places, done, rows } = setUp([STAGING, { context: 'prod' }]);
    const looks = places.all.map(({ source }) => source.open());
    expect(rows()).toEqual([
      'staging / shop   not connected',
      '  Not connected: nothing is asked of this cluster.   Connect',
      'prod / all namespaces   not connected',
      '  Not connected: nothing is asked of this cluster.   Connect',
    ]);
    for (const lookAway of looks) lookAway();
    expect(done).toEqual([]);
  });

  it.each([[undefined], ['staging'], [[{}, null, 'x', { context: 3 }]]])('nothing comes of a memory of %j', memory => {
    expect(setUp(memory).rows()).toEqual([]);
  });

  it('tell why they cannot be connected, and what helps', async () => {
    const { clusters, done, rows } = setUp([STAGING]);
    await clusters.places[0]?.connect();
    expect(done).toEqual(['load', 'open staging']);
    expect(rows()).toEqual([
      'staging / shop   not available',
      '  The kubeconfig has no context staging.   Choose a Context',
    ]);
    clusters.places[0]?.disconnect();
    expect(rows()[0]).toBe('staging / shop   not connected');
  });

  it('load nothing in an untrusted workspace', async () => {
    const { clusters, done, rows } = setUp([STAGING], { trusted: false });
    await clusters.places[0]?.connect();
    expect(await clusters.contexts()).toEqual(fail({ kind: 'untrusted' }));
    expect(await clusters.namespaces('staging')).toEqual(fail({ kind: 'untrusted' }));
    expect(done).toEqual([]);
    expect(rows()[1]).toBe(
      '  This workspace is not trusted, so no cluster is contacted. Language help works.   Manage Trust',
    );
  });

  it('are remembered with the one used last in front, each once', () => {
    const { clusters, saved } = setUp([STAGING, STAGING, { context: 'prod' }]);
    clusters.pin('prod');
    clusters.pin('staging', 'cart');
    clusters.unpin(clusters.pin('staging', 'shop'));
    expect(saved).toEqual([
      [{ context: 'prod' }, STAGING],
      [{ context: 'staging', namespace: 'cart' }, { context: 'prod' }, STAGING],
      [STAGING, { context: 'staging', namespace: 'cart' }, { context: 'prod' }],
      [{ context: 'staging', namespace: 'cart' }, { context: 'prod' }],
    ]);
  });

  it('say that they are protected', () => {
    const { rows } = setUp([STAGING], { protection: { 'stag*': 'read-only' } });
    expect(rows()[0]).toBe('staging / shop   not connected · read-only');
  });
});
