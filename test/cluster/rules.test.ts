/**
 * Every rule that says what a cluster does, on a real one: the bad fixture does it, the fixed one does not. The rules that are not
 * staged stand in rules/not-staged.ts, each with its reason.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectByKubeconfig } from '../../scripts/cluster/api/api-client.ts';
import { readSession } from '../../scripts/cluster/plane/session.ts';
import { RULES } from '../../server/core/index.ts';
import { connect } from './cluster.ts';
import { allProofs } from './rules/all.ts';
import { readLevels } from './rules/levels.ts';
import { notStaged } from './rules/not-staged.ts';
import { writePage } from './rules/page.ts';
import type { Proof } from './rules/proof.ts';
import { prove } from './rules/prove.ts';
import { providerSecrets, startProviderServer } from './rules/provider-server.ts';
import { makeRouters, removeRouters } from './rules/routers.ts';
import type { Ground } from './rules/staging.ts';
import { lanes, turns } from './turns.ts';

const session = readSession(process.env);
let ground: Ground;
/** Kinds that were made for the tests. */
let routers: readonly string[] = [];
const proven = new Set<string>();

const SECRET = { apiVersion: 'v1', kind: 'Secret' };
/** The namespace that the controller reads its own Secrets in. */
const CONTROLLER = 'argo-rollouts';

/** The pages that say who finds which mistake. */
const PAGES = ['checks.md', 'traps.md'].map(name => path.resolve(import.meta.dirname, '../../docs/controller', name));

/** Milliseconds between the beginnings of two stagings, so that the machine is not what makes them late. */
const APART = 200;
const turn = turns(APART);

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
  for (const { name } of providerSecrets('')) await ground.cluster.api.remove(SECRET, CONTROLLER, name);
  writePage(session.argo, proven);
  await removeRouters(ground.cluster, routers);
  ground.providers.close();
  ground.cluster.disconnect();
});

describe('every rule', () => {
  const accounted = [...allProofs, ...notStaged];

  test('is staged once, or listed once with its reason', () => {
    const ids = accounted.map(({ rule }) => rule);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(RULES.map(({ id }) => id).filter(id => !ids.includes(id))).toEqual([]);
  });

  test('has the level that docs/controller gives it', () => {
    const levels = new Map(accounted.map(({ rule, level }) => [rule, level]));
    const noted = readLevels(PAGES.map(page => readFileSync(page, 'utf8')).join('\n'));
    expect(noted.size).toBeGreaterThan(300);
    expect([...noted].filter(([rule, level]) => levels.get(rule) !== level)).toEqual([]);
  });
});

/** What takes longest begins first; what is only read by the API server fills the gaps. */
const lengthOf = ({ staging = {} }: Proof) => (staging.raw ? 0 : staging.update ? 3 : staging.minute === 60 ? 2 : 1);
const isBusy = ({ staging }: Proof) => staging?.busy === true;
const isDeadly = ({ staging }: Proof) => staging?.endsController === true;
const calm = allProofs
  .filter(proof => !isBusy(proof) && !isDeadly(proof))
  .toSorted((a, b) => lengthOf(b) - lengthOf(a));

/** What is staged again, one after the other. */
const afterOthers = lanes(1);

/**
 * A busy machine misses windows of a few seconds, which is not what a proof is about: what did not hold is staged again with less beside
 * it, twice at most. What a rule has wrong is wrong three times.
 */
async function hold(proof: Proof): Promise<void> {
  if (!proof.staging?.raw) await turn();
  let wrong = await prove(ground, proof);
  for (let left = 2; left > 0 && wrong.length > 0; left -= 1) {
    console.log(`Staged again: ${proof.rule}: ${wrong.join('; ')}`);
    wrong = await afterOthers(() => prove(ground, proof));
  }
  expect(wrong).toEqual([]);
  proven.add(proof.rule);
}

const named = (proofs: readonly Proof[]) => proofs.map(proof => [proof.rule, proof] as const);

describe(`the rules on Argo Rollouts ${session.argo}`, () => {
  test.concurrent.for(named(calm))('%s', ([, proof]) => hold(proof));
});

describe('then those that keep the controller busy', () => {
  test.concurrent.for(named(allProofs.filter(isBusy)))('%s', ([, proof]) => hold(proof));
});

describe('at last those that end the controller', () => {
  test.for(named(allProofs.filter(isDeadly)))('%s', ([, proof]) => hold(proof));
});
