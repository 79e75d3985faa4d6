/** A stage of the real control plane seen through the client's own eyes: `KubeSource` and `KubeActions`. */
import { setTimeout as sleep } from 'node:timers/promises';
import { fail, succeed } from '../../client/experiments/failures/failure.ts';
import type { RunRequest } from '../../client/experiments/ports/source.ts';
import type { Timers } from '../../client/experiments/ports/timers.ts';
import { isMap } from '../../client/experiments/values/json.ts';
import type { ExperimentView } from '../../client/experiments/view/view.ts';
import type { KubeActions } from '../../client/kube/act/actions.ts';
import {
  createKubernetes,
  type KubeCluster,
  type Kubernetes,
  type KubernetesPorts,
} from '../../client/kube/connect.ts';
import type { KubeSource } from '../../client/kube/follow/source.ts';
import { systemTimers } from '../../client/ui/system-timers.ts';
import { RUNNABLE } from '../client/support/courses.ts';
import { english } from '../client/support/english.ts';
import type { Document } from './api.ts';
import type { Cluster } from './cluster.ts';
import { Spoilt } from './spoilt.ts';
import { openStage, readDocuments, type Stage } from './stage.ts';

export interface KubeStage {
  readonly stage: Stage;
  readonly cluster: KubeCluster;
  readonly source: KubeSource;
  readonly actions: KubeActions;
  /** The workspace's own AnalysisTemplates, by name. */
  readonly workspace: Map<string, Document>;
  /** What was logged: bugs. */
  readonly log: readonly string[];
  /** A run of this document. */
  request(document: Document): RunRequest;
  run(document: Document): Promise<string>;
  view(id: string): ExperimentView;
  until(what: string, isTrue: () => boolean, seconds?: number): Promise<void>;
  /** Why the controller's cache spoilt it, if it did. */
  readonly spoilt: string | undefined;
  end(): Promise<void>;
}

/** `kubeconfig`: another file than the session's own. */
export function kubernetesOf(kubeconfig: string, more: Partial<KubernetesPorts> = {}): Kubernetes {
  return createKubernetes({
    timers: systemTimers,
    l10n: english,
    log: message => {
      throw new Error(message);
    },
    isTrusted: () => true,
    kubeconfig: () => kubeconfig,
    askConsent: async () => false,
    isRemembered: () => false,
    remember: async () => undefined,
    readDocument: async () => fail({ kind: 'not-found' }),
    findTemplate: async () => undefined,
    ...more,
  });
}

export interface KubeStageOptions {
  /** Writes another kubeconfig than the session's own, once the namespace is there; gives its path. */
  readonly writeKubeconfig?: (stage: Stage) => Promise<string>;
  /** Without it, real time. */
  readonly timers?: Timers;
}

export async function openKubeStage(
  cluster: Cluster,
  name: string,
  { writeKubeconfig = async () => cluster.session.kubeconfig, timers = systemTimers }: KubeStageOptions = {},
): Promise<KubeStage> {
  const documents = new Map<string, Document>();
  const workspace = new Map<string, Document>();
  const log: string[] = [];
  const stage = await openStage(cluster, name);
  const kubernetes = kubernetesOf(await writeKubeconfig(stage), {
    timers,
    log: message => log.push(message),
    async readDocument({ uri }) {
      const [document] = readDocuments(stage.fill(JSON.stringify(documents.get(uri) ?? null)));
      return isMap(document) ? succeed(document) : fail({ kind: 'not-found' });
    },
    findTemplate: async ({ name }) => workspace.get(name),
  });
  const opened = await kubernetes.cluster('argo-experiments');
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  const { source, actions } = opened.value.place(stage.namespace);
  const request = (document: Document): RunRequest => {
    const uri = `file:///${documents.size}.yaml`;
    documents.set(uri, document);
    return { runnable: { ...RUNNABLE, uri } };
  };
  return {
    stage,
    cluster: opened.value,
    source,
    actions,
    workspace,
    log,
    request,
    async run(document) {
      const started = await actions.run(request(document));
      if (!started.ok) throw new Error(JSON.stringify(started.failure));
      return started.value;
    },
    view(id) {
      const view = source.find(id);
      if (view === undefined) throw new Error(`${id} is not in the source: ${JSON.stringify(source.state)}`);
      return view;
    },
    until: (what, isTrue, seconds) => untilTrue({ source, stage }, what, isTrue, seconds),
    get spoilt() {
      return stage.spoilt;
    },
    async end() {
      source.close();
      opened.value.close();
      await stage.close();
      if (log.length > 0) throw new Error(log.join('\n'));
    },
  };
}

async function untilTrue(
  { source, stage }: Pick<KubeStage, 'source' | 'stage'>,
  what: string,
  isTrue: () => boolean,
  seconds = 90,
): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!isTrue()) {
    const { spoilt } = stage;
    if (spoilt !== undefined) throw new Spoilt(spoilt);
    if (performance.now() > deadline) {
      throw new Error(`not within ${seconds} s: ${what}\n${JSON.stringify(source.state, undefined, 1).slice(0, 8000)}`);
    }
    await sleep(20);
  }
}

/** Asks again and again until the answer is wanted; an error is an answer that is not. Gives the last one. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T>,
  isWanted: (answer: T) => boolean,
  seconds = 60,
): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask().then(
      value => ({ value }),
      (error: unknown) => ({ error }),
    );
    if ('value' in answer && isWanted(answer.value)) return answer.value;
    if (performance.now() > deadline)
      throw new Error(`not within ${seconds} s: ${what}, but ${JSON.stringify(answer)}`);
    await sleep(100);
  }
}
