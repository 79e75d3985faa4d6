/** Puts the two texts of a rule on stages of their own and watches them. */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '../../../scripts/cluster/api/api-client.ts';
import { runLabel } from '../../../scripts/cluster/plane/existing-cluster.ts';
import { ApiRefusal, type Document } from '../api.ts';
import type { Cluster } from '../cluster.ts';
import { readPath } from '../fields.ts';
import { openStage, type Refusal, type Stage } from '../stage.ts';
import { makeDocuments } from './documents.ts';
import type { Scene, Staging } from './proof.ts';
import type { ProviderServer } from './provider-server.ts';

/** What texts are staged on. */
export interface Ground {
  readonly cluster: Cluster;
  readonly client: ApiClient;
  readonly providers: ProviderServer;
}

/** Milliseconds between two looks. */
const LOOK = 250;
/** Milliseconds for the controller to read what is there before it is referred to. */
const READ = 500;

const STARTERS = new Set<unknown>(['Experiment', 'Rollout', 'AnalysisRun']);

/**
 * Applies a text and watches until the condition holds or the time is over. What the text started is deleted then; the namespace is
 * left to the end of the plane: deleting hundreds of them is more work for the API server than all the stagings.
 */
export async function stageText(
  { cluster, providers }: Ground,
  name: string,
  text: string,
  staging: Staging,
  until: (scene: Scene) => boolean,
): Promise<Scene> {
  const stage = await openStage(cluster, name);
  try {
    const log = controllerLog(cluster);
    const all = makeDocuments(text, staging) as readonly Document[];
    for (const each of all.filter(isElsewhere)) await createElsewhere(cluster, stage.namespace, each);
    const documents = all.filter(each => !isElsewhere(each));
    const apply = (some: readonly Document[]) =>
      stage.apply(
        some
          .map(each => JSON.stringify(each))
          .join('\n---\n')
          .replaceAll('$PROVIDERS', providers.url),
      );
    if (staging.before !== undefined)
      await begin(stage, makeDocuments(staging.before, staging) as readonly Document[], apply);
    const first = documents.filter(({ kind }) => !STARTERS.has(kind));
    const refusals = [...(await apply(first))];
    if (first.length > 0) await sleep(READ);
    const last = documents.filter(({ kind }) => STARTERS.has(kind));
    refusals.push(...(await (staging.before === undefined ? apply(last) : applyOver(stage, last))));
    const deadline = performance.now() + (staging.seconds ?? 90) * 1000;
    const look = async (): Promise<Scene> => ({
      seen: stage.seen,
      refusals,
      second: cluster.recorder.second(stage.namespace),
      log: staging.endsController ? log() : '',
      read: (await Promise.all((staging.reads ?? []).map(kind => cluster.api.list(kind, stage.namespace)))).flat(),
    });
    if (staging.update) await update(stage, deadline);
    let isNudged = !staging.nudge;
    for (;;) {
      const scene = await look();
      if (until(scene) || performance.now() > deadline) return scene;
      if (cluster.recorder.failure !== undefined) throw cluster.recorder.failure;
      if (!isNudged) isNudged = await nudge(stage);
      await sleep(LOOK);
    }
  } finally {
    await end(cluster, stage);
  }
}

type Apply = (documents: readonly Document[]) => Promise<readonly Refusal[]>;

/** Applies what is there before, and waits until its pods are. */
async function begin(stage: Stage, documents: readonly Document[], apply: Apply): Promise<void> {
  await apply(documents);
  await stage.until('what was there before has a pod', seen => seen.names('Pod').length > 0, 20);
}

/** Over the object of the same name where there is one, as by `kubectl apply`. */
async function applyOver(stage: Stage, documents: readonly Document[]): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = [];
  for (const [index, document] of documents.entries()) {
    const id = `${document.kind}/${readPath(document, 'metadata', 'name')}`;
    try {
      if (stage.seen.exists(id)) await stage.patch(id, document);
      else refusals.push(...(await stage.apply(JSON.stringify(document))));
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error;
      refusals.push({ index, document, code: error.code, message: error.message });
    }
  }
  return refusals;
}

/** Brings out a second revision once the first one is there. */
async function update(stage: Stage, deadline: number): Promise<void> {
  const { seen } = stage;
  const rollouts = () => seen.names('Rollout').map(name => `Rollout/${name}`);
  const isOut = () => rollouts().length > 0 && rollouts().every(each => seen.phase(each) === 'Healthy');
  while (!isOut() && performance.now() < deadline) await sleep(LOOK);
  for (const rollout of rollouts()) {
    const containers = readContainers(stage, rollout).map(each => ({ ...each, image: 'registry.example/app:2' }));
    await stage.patch(rollout, { spec: { template: { spec: { containers } } } });
  }
}

function readContainers({ seen }: Stage, rollout: string): readonly object[] {
  const spec = seen.object(rollout)?.spec as { template?: { spec?: { containers?: object[] } } } | undefined; // a stored Rollout
  return spec?.template?.spec?.containers ?? [];
}

/** Ends the record, which is not to tell this; then deletes what works for itself, and what belongs to it goes with it. */
async function end(cluster: Cluster, stage: Stage): Promise<void> {
  const { seen } = stage;
  cluster.recorder.close(stage.namespace);
  const kinds = ['Rollout', 'Experiment', 'AnalysisRun'];
  const objects = kinds.flatMap(kind => seen.names(kind).map(name => `${kind}/${name}`));
  for (const object of objects.filter(each => seen.exists(each))) await stage.remove(object);
}

/** Touches every Experiment once all its runs are Running; says whether it did. */
async function nudge(stage: Stage): Promise<boolean> {
  const { seen } = stage;
  const runs = seen.names('AnalysisRun');
  if (runs.length === 0 || runs.some(run => seen.phase(`AnalysisRun/${run}`) === null)) return false;
  for (const name of seen.names('Experiment')) {
    await stage.patch(`Experiment/${name}`, { metadata: { annotations: { nudged: 'true' } } });
  }
  return true;
}

function isElsewhere(document: Document): boolean {
  return readPath(document, 'metadata', 'namespace') !== undefined;
}

/** In a namespace beside that of the stage. */
async function createElsewhere({ api, session }: Cluster, namespace: string, document: Document): Promise<void> {
  const other = `${namespace}-b`;
  const labels = { [runLabel]: session.run };
  await api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: other, labels } }, other);
  await api.create({ ...document, metadata: { ...Object(document.metadata), namespace: other } }, other);
}

/** What the controller of a plane of ours has written since; empty on any other cluster. */
function controllerLog({ session }: Cluster): () => string {
  const file = path.join(path.dirname(session.kubeconfig), 'rollouts-controller.log');
  const read = () => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '');
  const begun = read().length;
  return () => {
    const text = read();
    return text.length < begun ? text : text.slice(begun); // a log that has become too long begins anew
  };
}
