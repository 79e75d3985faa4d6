/** Scenes that chance makes of the fixtures: a bad file, written in other ways. One seed, one sequence. */
import { listFixtures, readBad, situationOf } from '../../scripts/rules/fixtures.ts';
import { randomFrom } from '../support/mutate.ts';
import { MUTATIONS, pick, type Random } from './text-mutations.ts';
import type { Scene } from './trial.ts';

export interface MadeScene {
  /** Fixture and mutations, to be made again. */
  readonly name: string;
  readonly scene: Scene;
}

const MAX_MUTATIONS = 3;

const BASES = listFixtures().flatMap(fixture =>
  fixture.pairs.map((pair): MadeScene => {
    const { uri, text, settings, cluster, others } = situationOf(fixture, pair, readBad(fixture, pair).text);
    const scene = { uri, files: { ...others, [uri]: text }, settings, ...(cluster ? { cluster } : {}) };
    return { name: `${fixture.area}/${fixture.id}/bad${pair}.yaml`, scene };
  }),
);

/** Each bad file as it is. */
export function plainScenes(): readonly MadeScene[] {
  return BASES;
}

/** Mutated ones, without an end. */
export function* mutatedScenes(seed: number): Iterable<MadeScene> {
  const random = randomFrom(seed);
  for (;;) {
    const base = pick(BASES, random);
    const made = base && mutate(base, random);
    if (made) yield made;
  }
}

function mutate({ name, scene }: MadeScene, random: Random): MadeScene | undefined {
  const names: string[] = [];
  let made = scene;
  for (let left = 1 + Math.floor(random() * MAX_MUTATIONS); left > 0; left--) {
    const chosen = pick(Object.keys(MUTATIONS), random);
    const next = chosen === undefined ? undefined : mutateOnce(made, MUTATIONS[chosen], random);
    if (!next || chosen === undefined) continue;
    made = next;
    names.push(chosen);
  }
  return names.length === 0 ? undefined : { name: `${name} ${names.join(' ')}`, scene: made };
}

function mutateOnce(scene: Scene, mutation: (typeof MUTATIONS)[string] | undefined, random: Random): Scene | undefined {
  const { [scene.uri]: text = '', ...others } = scene.files;
  const mutated = mutation?.(text, random);
  if (!mutated || mutated.text === text) return undefined;
  const folder = scene.uri.slice(0, scene.uri.lastIndexOf('/') + 1);
  // A template of a chart lies in the chart already.
  const isMoved = mutated.path !== undefined && !Object.keys(others).some(uri => uri.endsWith('/Chart.yaml'));
  const uri = isMoved ? folder + mutated.path : scene.uri;
  const beside = isMoved
    ? Object.entries(mutated.beside ?? {}).map(([name, own]) => [folder + name, own] as const)
    : [];
  return { ...scene, uri, files: { ...others, ...Object.fromEntries(beside), [uri]: mutated.text } };
}
