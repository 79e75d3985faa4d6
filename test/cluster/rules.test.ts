/**
 * Every rule that says what a cluster does, on a real one: the bad fixture does it, the fixed one does not. The rules that are not
 * staged stand in rules/not-staged.ts, each with its reason.
 */
import { KubeConfig } from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectByKubeconfig } from '../../scripts/cluster/api-client.ts';
import { readSession } from '../../scripts/cluster/session.ts';
import { awaitNoNamespaces, connect } from './cluster.ts';
import { allProofs } from './rules/all.ts';
import type { Proof } from './rules/proof.ts';
import { type Proven, prove } from './rules/prove.ts';
import { providerSecrets, startProviderServer } from './rules/provider-server.ts';
import { makeRouters, removeRouters } from './rules/routers.ts';
import type { Ground } from './rules/staging.ts';

const session = readSession(process.env);
let ground: Ground;
/** Kinds that were made for the tests. */
let routers: readonly string[] = [];
const proven = new Map<string, Proven>();

const SECRET = { apiVersion: 'v1', kind: 'Secret' };
/** The namespace that the controller reads its own Secrets in. */
const CONTROLLER = 'argo-rollouts';

/** Milliseconds between the beginnings of two stagings, so that the machine is not what makes them late. */
const APART = 200;
let next = 0;

async function turn(): Promise<void> {
  const now = performance.now();
  next = Math.max(next, now) + APART;
  await new Promise(resolve => setTimeout(resolve, next - APART - now));
}

beforeAll(async () => {
  const config = new KubeConfig();
  config.loadFromFile(session.kubeconfig);
  const [cluster, providers] = await Promise.all([connect(session), startProviderServer()]);
  ground = { cluster, providers, client: connectByKubeconfig(config) };
  routers = await makeRouters(cluster, ground.client);
  for (const { name, data } of providerSecrets(providers.url)) {
    await cluster.api.remove(SECRET, CONTROLLER, name);
    await cluster.api.create({ ...SECRET, metadata: { name }, stringData: data }, CONTROLLER);
  }
});

afterAll(async () => {
  await awaitNoNamespaces(ground.cluster, 100);
  for (const { name } of providerSecrets('')) await ground.cluster.api.remove(SECRET, CONTROLLER, name);
  await removeRouters(ground.cluster, routers);
  ground.providers.close();
  ground.cluster.disconnect();
});

/** Whether a test goes on now or when the others are done. */
const isBusy = ({ staging }: Proof) => staging?.busy === true;

for (const [when, proofs] of [
  ['', allProofs.filter(proof => !isBusy(proof))],
  [', one that keeps the controller busy', allProofs.filter(isBusy)],
] as const) {
  describe(`the rules on Argo Rollouts ${session.argo}${when}`, () => {
    test.concurrent.for(proofs.map(proof => [proof.rule, proof] as const))('%s', async ([rule, proof]) => {
      if (!proof.staging?.raw) await turn();
      const result = await prove(ground, proof);
      expect(result.wrong).toEqual([]);
      proven.set(rule, result);
    });
  });
}
