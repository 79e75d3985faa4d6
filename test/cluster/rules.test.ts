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
import { type Ground, type Proven, prove } from './rules/prove.ts';

const session = readSession(process.env);
let ground: Ground;
const proven = new Map<string, Proven>();

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
  ground = { cluster: await connect(session), client: connectByKubeconfig(config) };
});

afterAll(async () => {
  await awaitNoNamespaces(ground.cluster, 100);
  ground.cluster.disconnect();
});

describe.concurrent(`the rules on Argo Rollouts ${session.argo}`, () => {
  test.for(allProofs.map(proof => [proof.rule, proof] as const))('%s', async ([rule, proof]) => {
    if (!proof.staging?.raw) await turn();
    const result = await prove(ground, proof);
    expect(result.wrong).toEqual([]);
    proven.set(rule, result);
  });
});
