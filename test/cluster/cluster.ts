import { runLabel } from '../../scripts/cluster/plane/existing-cluster.ts';
import type { Session } from '../../scripts/cluster/plane/session.ts';
import { type Api, connectToCluster } from './api.ts';
import { type Recorder, startRecorder } from './recorder.ts';

/** A cluster with its recorder: what stages are opened on. */
export interface Cluster {
  readonly session: Session;
  readonly api: Api;
  readonly recorder: Recorder;
  disconnect(): void;
}

export async function connect(session: Session): Promise<Cluster> {
  const api = connectToCluster(session.kubeconfig);
  const recorder = await startRecorder(api);
  return { session, api, recorder, disconnect: () => recorder.stop() };
}

/** Waits until every namespace of the run that is being deleted is gone; files beside this one still use theirs. */
export async function awaitNoNamespaces(
  { api, session }: Pick<Cluster, 'api' | 'session'>,
  seconds: number,
): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  const left = async () => {
    const all = await api.list({ apiVersion: 'v1', kind: 'Namespace' }, undefined, `${runLabel}=${session.run}`);
    return all.filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
  };
  for (let namespaces = await left(); namespaces.length > 0; namespaces = await left()) {
    if (performance.now() > deadline) {
      throw new Error(
        `after ${seconds} s these namespaces are still there: ${namespaces.map(each => each.metadata.name).join(', ')}`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}
