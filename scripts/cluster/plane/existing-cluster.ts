import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import type { Guard } from '../../guard/guard.ts';
import { type ApiClient, connectByKubeconfig } from '../api/api-client.ts';
import { ClusterFailure } from '../process/failure.ts';
import type { Progress } from '../process/progress.ts';
import { type ArgoVersion, argoVersions, isArgoVersion } from '../programs/programs.ts';
import { type Beside, startBeside } from './beside.ts';
import { marker } from './control-plane.ts';
import type { Session } from './session.ts';

/** The label that marks a test's namespaces; its value is the run. */
export const runLabel = 'argo-experiments/test-run';

export interface ExistingClusterOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly run: string;
  readonly timelines: string;
  /** The release asked for, if one was. */
  readonly argo: ArgoVersion | undefined;
  /** Whether a cluster that is not on this machine may be used. */
  readonly allowRemote: boolean;
  readonly guard: Guard;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export interface ExistingCluster {
  readonly session: Session;
  /** Takes away everything that the run put into the cluster. */
  release(): Promise<void>;
}

/** Whether an API server listens on this machine; its kubeconfig may say so in several ways. */
export function isOnThisMachine(server: string): boolean {
  const { hostname } = new URL(server);
  return (
    ['localhost', '0.0.0.0', '[::1]', 'host.docker.internal', 'kubernetes.docker.internal'].includes(hostname) ||
    /^127(\.\d+){3}$/.test(hostname)
  );
}

function loadKubeconfig(env: NodeJS.ProcessEnv): { config: KubeConfig; server: string } {
  const file = env.KUBECONFIG ?? '';
  const config = new KubeConfig();
  const remedy = 'name a kubeconfig file with a current context, or unset KUBECONFIG to have a control plane started.';
  try {
    config.loadFromDefault();
  } catch (error) {
    throw new ClusterFailure(
      `KUBECONFIG=${file} cannot be read (${error instanceof Error ? error.message : error}): ${remedy}`,
    );
  }
  const server = config.getCurrentCluster()?.server;
  // without a readable file the library falls back to a server that nobody named
  if (server === undefined || !file.split(path.delimiter).some(each => fs.existsSync(each))) {
    throw new ClusterFailure(`KUBECONFIG=${file} names no cluster: ${remedy}`);
  }
  return { config, server };
}

async function requireAnswer(api: ApiClient, server: string): Promise<void> {
  const failure = await api.get('/version').then(
    ({ status }) => (status === 200 ? undefined : `it answers with status ${status}`),
    (error: unknown) => (error instanceof Error ? error.message || error.name : String(error)),
  );
  if (failure === undefined) return;
  throw new ClusterFailure(
    `The cluster ${server} of KUBECONFIG does not answer (${failure}): start it, name another one, or unset KUBECONFIG to have a control plane started.`,
  );
}

/** Reads the marker of a control plane of ours. */
async function readMarker(api: ApiClient): Promise<{ argo: ArgoVersion; metrics: string } | undefined> {
  const { status, text } = await api.get(`/api/v1/namespaces/${marker.namespace}/configmaps/${marker.name}`);
  if (status !== 200) return undefined;
  const { data } = JSON.parse(text) as { data?: { argo?: string; metrics?: string } }; // written by control-plane.ts
  const { argo = '', metrics = '' } = data ?? {};
  return isArgoVersion(argo) ? { argo, metrics } : undefined;
}

/** Makes a session on the cluster that KUBECONFIG names: one of ours as it is, any other with what it lacks running beside it. */
export async function useExistingCluster(options: ExistingClusterOptions): Promise<ExistingCluster> {
  const { env, run, timelines, allowRemote, guard, progress } = options;
  const { config, server } = loadKubeconfig(env);
  if (!isOnThisMachine(server) && !allowRemote) {
    throw new ClusterFailure(
      `The cluster ${server} of KUBECONFIG is not on this machine and the tests would put namespaces, a node and objects into it: add \`-- --allow-remote\` if it may be played with, or unset KUBECONFIG to have a control plane started.`,
    );
  }
  const api = connectByKubeconfig(config);
  await requireAnswer(api, server);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'argo-experiments-session-'));
  const keepFolder = guard.watchFolder(folder);
  const kubeconfig = path.join(folder, 'kubeconfig');
  fs.writeFileSync(kubeconfig, config.exportConfig(), { mode: 0o600 });
  const dropFolder = () => {
    fs.rmSync(folder, { recursive: true, force: true });
    keepFolder();
  };
  let beside: Beside | undefined;
  try {
    const ours = await readMarker(api);
    if (ours && options.argo !== undefined && options.argo !== ours.argo) {
      throw new ClusterFailure(
        `The cluster ${server} of KUBECONFIG runs Argo Rollouts ${ours.argo} and ${options.argo} was asked for: leave --argo away, or start another one by \`npm run cluster -- --argo ${options.argo}\`.`,
      );
    }
    progress.say(
      `Using the cluster ${server} of KUBECONFIG${ours ? `, a control plane of ours with Argo Rollouts ${ours.argo}` : ''}.`,
    );
    beside = ours ? undefined : await startBeside({ ...options, api, folder, argo: options.argo ?? argoVersions[0] });
    const session: Session = {
      kubeconfig,
      run,
      timelines,
      ...(ours ?? beside?.session ?? { argo: argoVersions[0], metrics: '' }),
    };
    return {
      session,
      async release() {
        await removeNamespaces(api, run, progress);
        await beside?.stop();
        dropFolder();
      },
    };
  } catch (error) {
    await beside?.stop();
    dropFolder();
    throw error;
  }
}

/** Deletes the namespaces that a run left behind, and waits: their pods are ended by what runs beside the cluster. */
async function removeNamespaces(api: ApiClient, run: string, progress: Progress): Promise<void> {
  const route = '/api/v1/namespaces';
  const deadline = performance.now() + 60_000;
  for (;;) {
    const { status, text } = await api.get(`${route}?labelSelector=${encodeURIComponent(`${runLabel}=${run}`)}`);
    if (status !== 200) {
      progress.say(
        `Namespaces of the run may be left (status ${status}): \`kubectl delete namespace -l ${runLabel}=${run}\` removes them.`,
      );
      return;
    }
    // a list as the API server documents it
    const { items } = JSON.parse(text) as { items: { metadata: { name: string; deletionTimestamp?: string } }[] };
    if (items.length === 0) return;
    if (performance.now() > deadline) {
      const names = items.map(({ metadata }) => metadata.name).join(', ');
      progress.say(`These namespaces are being deleted and not gone after a minute: ${names}.`);
      return;
    }
    for (const { metadata } of items) {
      if (metadata.deletionTimestamp === undefined) await api.request('DELETE', `${route}/${metadata.name}`);
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}
