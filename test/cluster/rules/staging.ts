/** Puts the two texts of a rule on stages of their own and watches them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../cluster.ts';
import { openStage, type Refusal, type Stage } from '../stage.ts';
import type { Document } from '../api.ts';
import { makeDocuments } from './documents.ts';
import type { Scene, Staging } from './proof.ts';

/** Milliseconds between two looks. */
const LOOK = 250;
/** Milliseconds for the controller to read what is there before it is referred to. */
const READ = 500;

const STARTERS = new Set<unknown>(['Experiment', 'Rollout', 'AnalysisRun']);

/** Applies a text and watches until the condition holds or the time is over; the namespace is deleted then. */
export async function stageText(
  cluster: Cluster,
  name: string,
  text: string,
  staging: Staging,
  until: (scene: Scene) => boolean,
): Promise<Scene> {
  const stage = await openStage(cluster, name);
  try {
    const documents = makeDocuments(text, staging) as readonly Document[];
    const refusals = [...(await apply(stage, documents.filter(({ kind }) => !STARTERS.has(kind))))];
    if (documents.some(({ kind }) => !STARTERS.has(kind))) await sleep(READ);
    refusals.push(...(await apply(stage, documents.filter(({ kind }) => STARTERS.has(kind)))));
    const deadline = performance.now() + (staging.seconds ?? 20) * 1000;
    const scene = () => sceneOf(cluster, stage, refusals);
    if (staging.update) await update(stage, scene, deadline);
    while (!until(scene()) && performance.now() < deadline) await sleep(LOOK);
    if (cluster.recorder.failure !== undefined) throw cluster.recorder.failure;
    return scene();
  } finally {
    await stage.close();
  }
}

function apply(stage: Stage, documents: readonly Document[]): Promise<readonly Refusal[]> {
  return stage.apply(documents.map(document => JSON.stringify(document)).join('\n---\n'));
}

function sceneOf(cluster: Cluster, stage: Stage, refusals: readonly Refusal[]): Scene {
  return { seen: stage.seen, refusals, second: cluster.recorder.second(stage.namespace) };
}

/** Brings out a second revision once the first one is there. */
async function update(stage: Stage, scene: () => Scene, deadline: number): Promise<void> {
  const { seen } = stage;
  const rollouts = () => seen.names('Rollout').map(name => `Rollout/${name}`);
  const isOut = () => rollouts().length > 0 && rollouts().every(each => seen.phase(each) === 'Healthy');
  while (!isOut() && performance.now() < deadline) await sleep(LOOK);
  for (const rollout of rollouts()) {
    const containers = readContainers(scene(), rollout).map(each => ({ ...each, image: 'registry.example/app:2' }));
    await stage.patch(rollout, { spec: { template: { spec: { containers } } } });
  }
}

function readContainers({ seen }: Scene, rollout: string): readonly object[] {
  const spec = seen.object(rollout)?.spec as { template?: { spec?: { containers?: object[] } } } | undefined; // a stored Rollout
  return spec?.template?.spec?.containers ?? [];
}
