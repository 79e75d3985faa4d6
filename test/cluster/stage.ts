import { randomBytes } from 'node:crypto';
import { parseAllDocuments } from 'yaml';
import { runLabel } from '../../scripts/cluster/plane/existing-cluster.ts';
import { adaptDocument, adaptPatch } from './adapt.ts';
import { ApiRefusal, type Document, type ObjectKind } from './api.ts';
import type { Cluster } from './cluster.ts';
import { readPath } from './fields.ts';
import { Seen } from './seen.ts';
import { findMissedJob, isSpoilt, Spoilt } from './spoilt.ts';
import { type Action, makeTimeline, type Timeline } from './timeline.ts';

/** A document that the API server refused. */
export interface Refusal {
  /** Place of the document in the text, from 0. */
  readonly index: number;
  readonly document: Document;
  readonly code: number;
  readonly message: string;
}

/** Kinds by the names that tests use. */
const apiVersions: Readonly<Record<string, string>> = {
  Experiment: 'argoproj.io/v1alpha1',
  AnalysisRun: 'argoproj.io/v1alpha1',
  AnalysisTemplate: 'argoproj.io/v1alpha1',
  ClusterAnalysisTemplate: 'argoproj.io/v1alpha1',
  Rollout: 'argoproj.io/v1alpha1',
  ReplicaSet: 'apps/v1',
  Deployment: 'apps/v1',
  Job: 'batch/v1',
};

/** What keeps controllers busy, makers before what they make: a hundred namespaces take more to be deleted than to be played in. */
const WORKING = ['Rollout', 'Experiment', 'AnalysisRun', 'Deployment', 'ReplicaSet', 'Job', 'Pod'];

function kindOf(kind: string): ObjectKind {
  return { kind, apiVersion: apiVersions[kind] ?? 'v1' };
}

function splitId(object: string): { kind: ObjectKind; name: string } {
  const [kind = '', name = ''] = object.split('/');
  return { kind: kindOf(kind), name };
}

/** Reads YAML text with one document or several; `$METRICS` and `$NAMESPACE` in it are filled in. */
export function readDocuments(text: string): Document[] {
  return parseAllDocuments(text).flatMap(document => {
    if (document.errors[0]) throw document.errors[0];
    const value: unknown = document.toJS();
    if (value === null || value === undefined) return [];
    return [value as Document]; // what is not a map is for the API server to refuse
  });
}

/** A fresh namespace with everything that happens in it on record. Opened by `openStage`; always close it. */
export class Stage {
  readonly namespace: string;
  readonly seen: Seen;
  readonly #cluster: Cluster;
  readonly #documents: Document[] = [];
  readonly #actions: Action[] = [];
  readonly #clusterScoped: { kind: ObjectKind; name: string }[] = [];

  constructor(cluster: Cluster, namespace: string) {
    this.#cluster = cluster;
    this.namespace = namespace;
    this.seen = new Seen(cluster.recorder.open(namespace));
  }

  /** The text with its `$METRICS` and `$NAMESPACE` filled in. */
  fill(text: string): string {
    return text.replaceAll('$METRICS', this.#cluster.session.metrics).replaceAll('$NAMESPACE', this.namespace);
  }

  /** Creates the objects of the text in order; gives the ones that were refused. */
  async apply(text: string): Promise<readonly Refusal[]> {
    const refusals: Refusal[] = [];
    this.#documents.push(...readDocuments(text));
    for (const [index, document] of readDocuments(this.fill(text)).entries()) {
      try {
        const made = await this.#cluster.api.create(adaptDocument(document, this.#cluster.session), this.namespace);
        const kind = { apiVersion: String(made.apiVersion), kind: String(made.kind) };
        if (made.metadata.namespace === undefined) this.#clusterScoped.push({ kind, name: made.metadata.name });
      } catch (error) {
        if (!(error instanceof ApiRefusal)) throw error;
        refusals.push({ index, document, code: error.code, message: error.message });
      }
    }
    return refusals;
  }

  #note(what: string): void {
    this.#actions.push({ second: this.#cluster.recorder.second(this.namespace), what });
  }

  /** Merges a patch into an object named `Kind/name`. */
  async patch(object: string, patch: object, subresource?: string): Promise<void> {
    const { kind, name } = splitId(object);
    this.#note(`patch ${object} ${JSON.stringify(patch)}`);
    await this.#cluster.api.patch(kind, this.namespace, name, adaptPatch(patch, this.#cluster.session), subresource);
  }

  async remove(object: string): Promise<void> {
    const { kind, name } = splitId(object);
    this.#note(`delete ${object}`);
    await this.#cluster.api.remove(kind, this.namespace, name);
  }

  /** Why what is here is spoilt by a cache that lagged behind (spoilt.ts); undefined: none is. */
  get spoilt(): string | undefined {
    const course = { documents: this.#documents, actions: this.#actions };
    const messages = this.seen.names('Experiment').map(name => String(this.seen.message(`Experiment/${name}`)));
    return messages.find(message => isSpoilt(message, course)) ?? findMissedJob(this.seen.changes);
  }

  /** Waits until the record shows something; after `seconds` without it the test fails with what was seen. */
  async until(what: string, isTrue: (seen: Seen) => boolean, seconds = 90): Promise<void> {
    if (!(await this.#watch(seconds, () => isTrue(this.seen)))) {
      throw new Error(`not within ${seconds} s: ${what}\n${this.describe()}`);
    }
  }

  /** Watches for some seconds that something stays as it is. */
  async stays(what: string, isTrue: (seen: Seen) => boolean, seconds: number): Promise<void> {
    if (await this.#watch(seconds, () => !isTrue(this.seen))) throw new Error(`no longer: ${what}\n${this.describe()}`);
  }

  /** Comes back with true as soon as the test holds, with false when the time is over. */
  #watch(seconds: number, test: () => boolean): Promise<boolean> {
    const { recorder } = this.#cluster;
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        forget();
        settle();
      };
      const look = () => {
        const { spoilt } = this;
        if (recorder.failure !== undefined) end(() => reject(recorder.failure));
        else if (test()) end(() => resolve(true));
        else if (spoilt !== undefined) end(() => reject(new Spoilt(`${spoilt}\n${this.describe()}`)));
      };
      const timer = setTimeout(() => end(() => resolve(false)), seconds * 1000);
      const forget = recorder.listen(this.namespace, look);
      look();
    });
  }

  /** The last changes that matter, for a person. */
  describe(): string {
    const isDetail = (field: string) => /measurement|At$|Time$|conditions|fullyLabeled|updatedReplicas/.test(field);
    const lines = this.seen.changes
      .filter(({ field }) => !isDetail(field))
      .map(
        ({ second, object, field, from, to }) =>
          `${second.toFixed(1).padStart(7)} s  ${object} ${field}: ${from} -> ${to}`,
      );
    return lines.slice(-40).join('\n');
  }

  /** Everything on record, as data. */
  timeline(scenario: string): Timeline {
    const { argo, metrics } = this.#cluster.session;
    return makeTimeline({
      scenario,
      argo,
      metrics,
      namespace: this.namespace,
      documents: this.#documents,
      actions: this.#actions,
      seen: this.seen,
      ended: this.#cluster.recorder.second(this.namespace),
    });
  }

  /** Deletes the namespace; what is in it goes a little later. In a cluster that ends anyway, only what would go on working. */
  async close(): Promise<void> {
    const { api, recorder, session } = this.#cluster;
    recorder.close(this.namespace);
    for (const { kind, name } of this.#clusterScoped) await api.remove(kind, undefined, name);
    if (session.isThrowaway !== true)
      return api.remove({ apiVersion: 'v1', kind: 'Namespace' }, undefined, this.namespace);
    for (const kind of WORKING) await api.removeAll(kindOf(kind), this.namespace);
  }
}

/** Opens a stage; `name` is the readable part of its namespace. */
export async function openStage(cluster: Cluster, name: string): Promise<Stage> {
  const namespace = `${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 48)}-${randomBytes(3).toString('hex')}`;
  const stage = new Stage(cluster, namespace);
  const labels = { [runLabel]: cluster.session.run };
  await cluster.api.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } }, namespace);
  await makeServiceAccount(cluster, namespace);
  return stage;
}

/** Pods are refused in a namespace without its ServiceAccount; the controller manager, which makes it otherwise, may be seconds late. */
async function makeServiceAccount({ api }: Cluster, namespace: string): Promise<void> {
  try {
    await api.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } }, namespace);
  } catch (error) {
    if (!(error instanceof ApiRefusal && error.reason === 'AlreadyExists')) throw error;
  }
}

export interface StagedDocuments {
  readonly refusals: readonly Refusal[];
  readonly seen: Seen;
  readonly timeline: Timeline;
  /** Whether the condition was met before the time was over. */
  readonly met: boolean;
}

/**
 * Applies documents in a fresh namespace and collects what happens until a condition holds or the time is over; then the namespace
 * is deleted. For staging many small files: all of them may be staged at once.
 */
export async function stageDocuments(
  cluster: Cluster,
  name: string,
  text: string,
  { until, seconds }: { until: (seen: Seen) => boolean; seconds: number },
): Promise<StagedDocuments> {
  const stage = await openStage(cluster, name);
  try {
    const refusals = await stage.apply(text);
    const met = await stage.until(name, until, seconds).then(
      () => true,
      () => false,
    );
    if (cluster.recorder.failure !== undefined) throw cluster.recorder.failure;
    return { refusals, seen: stage.seen, timeline: stage.timeline(name), met };
  } finally {
    await stage.close();
  }
}

/** The name of an object's owner, as `Kind/name`. */
export function ownerOf(seen: Seen, object: string): string | undefined {
  const owner = seen.object(object)?.metadata.ownerReferences?.[0];
  return owner && `${owner.kind}/${owner.name}`;
}

/** A map inside an object, such as a Service's selector. */
export function mapIn(seen: Seen, object: string, ...path: readonly string[]): unknown {
  return readPath(seen.object(object), ...path);
}
