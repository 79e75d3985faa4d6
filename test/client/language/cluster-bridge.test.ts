/** What the language server is told of the connected cluster, and when. */
import { expect, it } from 'vitest';
import type { PlaceFacts } from '../../../client/experiments/objects/cluster-facts.ts';
import { ClusterBridge } from '../../../client/language/cluster-bridge.ts';
import { CLUSTER, type ClusterParams, type KindFacts } from '../../../server/protocol.ts';
import { FakeTimers } from '../support/fake-timers.ts';

function kind(namespace: string, ...names: string[]): KindFacts {
  return { namespaces: [namespace], objects: names.map(name => ({ metadata: { name, namespace } })) };
}

function place(context: string, namespace: string, kinds: Readonly<Record<string, KindFacts>>): PlaceFacts {
  return { context, namespace, argoVersion: '1.9.3', kinds };
}

function start() {
  const stage = { facts: [] as readonly PlaceFacts[], isRunning: true, isBroken: false };
  const sent: ClusterParams[] = [];
  const shown: (string | undefined)[] = [];
  const logged: string[] = [];
  const timers = new FakeTimers(0);
  const bridge = new ClusterBridge({
    facts: () => stage.facts,
    isRunning: () => stage.isRunning,
    notify: async (method, params) => {
      expect(method).toBe(CLUSTER);
      if (stage.isBroken) throw new Error('gone');
      sent.push(params);
    },
    timers,
    show: cluster => shown.push(cluster?.context),
    log: message => logged.push(message),
  });
  const tell = async (facts: readonly PlaceFacts[]) => {
    stage.facts = facts;
    bridge.look();
    timers.pass(300);
    await Promise.resolve();
  };
  return { stage, sent, shown, logged, timers, bridge, tell };
}

const HEAD = { context: 'prod', namespace: 'shop', argoVersion: '1.9.3' };

it('tells nothing as long as nothing is connected', async () => {
  const { sent, bridge, tell, timers } = start();
  bridge.startOver();
  await tell([]);
  timers.pass(60_000);
  expect(sent).toEqual([]);
});

it('tells changes that come together once, a little later, and only kinds that are others', async () => {
  const { stage, sent, bridge, timers, tell } = start();
  const services = kind('shop', 'web');
  for (const names of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
    stage.facts = [place('prod', 'shop', { AnalysisTemplate: kind('shop', ...names), Service: services })];
    bridge.look();
    timers.pass(90);
  }
  expect(sent).toEqual([]);
  timers.pass(30);
  const templates = kind('shop', 'a', 'b', 'c');
  expect(sent).toEqual([{ cluster: HEAD, kinds: { AnalysisTemplate: templates, Service: services } }]);

  const fewer = kind('shop', 'a');
  await tell([place('prod', 'shop', { AnalysisTemplate: fewer, Service: services })]);
  expect(sent.slice(1)).toEqual([{ cluster: HEAD, kinds: { AnalysisTemplate: fewer } }]);
  await tell([place('prod', 'shop', { AnalysisTemplate: fewer, Service: services })]);
  expect(sent).toHaveLength(2);
});

it('tells that a kind is unknown again, and that the cluster is gone', async () => {
  const { sent, shown, tell } = start();
  const templates = kind('shop', 'a');
  await tell([place('prod', 'shop', { AnalysisTemplate: templates, Service: kind('shop') })]);
  await tell([place('prod', 'shop', { AnalysisTemplate: templates })]);
  await tell([]);
  expect(sent.slice(1)).toEqual([
    { cluster: HEAD, kinds: { Service: null } },
    { cluster: null, kinds: {} },
  ]);
  expect(shown).toEqual(['prod', 'prod', undefined]);
});

it('joins the namespaces of one context; of another context only what was used last counts', async () => {
  const { sent, tell } = start();
  const shop = place('prod', 'shop', { AnalysisTemplate: kind('shop', 'a') });
  const mesh = place('prod', 'mesh', { AnalysisTemplate: kind('mesh', 'a') });
  const other = place('staging', 'shop', { AnalysisTemplate: kind('shop', 'z'), Service: kind('shop') });
  await tell([shop, other, mesh]);
  expect(sent).toEqual([
    {
      cluster: HEAD,
      kinds: {
        AnalysisTemplate: {
          namespaces: ['shop', 'mesh'],
          objects: [{ metadata: { name: 'a', namespace: 'shop' } }, { metadata: { name: 'a', namespace: 'mesh' } }],
        },
      },
    },
  ]);
  await tell([other, shop, mesh]);
  expect(sent[1]).toEqual({ cluster: { ...HEAD, context: 'staging' }, kinds: other.kinds });
});

it('tells a new server everything, and again what did not arrive', async () => {
  const { stage, sent, logged, bridge, tell } = start();
  const facts = place('prod', 'shop', { AnalysisTemplate: kind('shop', 'a') });
  stage.isRunning = false;
  await tell([facts]);
  expect(sent).toEqual([]);
  stage.isRunning = true;
  bridge.startOver();
  bridge.startOver();
  expect(sent).toEqual([
    { cluster: HEAD, kinds: facts.kinds },
    { cluster: HEAD, kinds: facts.kinds },
  ]);
  stage.isBroken = true;
  bridge.startOver();
  await Promise.resolve();
  await Promise.resolve();
  stage.isBroken = false;
  await tell([facts]);
  expect(sent).toHaveLength(3);
  expect(logged).toEqual(['telling of the cluster: Error: gone']);
});
