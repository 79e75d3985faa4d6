import fs from 'node:fs';
import path from 'node:path';
import type { Guard } from '../../guard/guard.ts';
import type { ApiClient } from '../api/api-client.ts';
import { applyCrds } from '../api/crds.ts';
import { kwokConfiguration } from '../api/kwok-stages.ts';
import { startMetricsServer } from '../api/metrics-server.ts';
import { createNode, isNodeReady, playedTaint } from '../api/node.ts';
import { Aborted, abortable } from '../process/abort.ts';
import { kwokCommand, rolloutsControllerCommand } from '../process/commands.ts';
import { ClusterFailure } from '../process/failure.ts';
import { findFreePorts } from '../process/ports.ts';
import { Processes } from '../process/processes.ts';
import type { Progress } from '../process/progress.ts';
import { buildMissing, copyCrds } from '../programs/build.ts';
import { cacheFolder, crdFolder } from '../programs/folders.ts';
import { type ArgoVersion, playPrograms } from '../programs/programs.ts';
import type { Session } from './session.ts';

// Beside a cluster that is not ours (kind, minikube) run, on this machine: kwok with one node of its own, on which our pods are played,
// the Argo controller with an instance id of its own, so that it and one that the cluster has do not see each other's objects, and the
// scripted metrics server, which that controller can reach on loopback.

export interface BesideOptions {
  readonly api: ApiClient;
  /** Holds `kubeconfig`; gets configuration and logs. */
  readonly folder: string;
  readonly argo: ArgoVersion;
  readonly run: string;
  readonly guard: Guard;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export interface Beside {
  readonly session: Pick<Session, 'argo' | 'metrics' | 'instanceId' | 'node'>;
  stop(): Promise<void>;
}

const startSeconds = 60;

export async function startBeside(options: BesideOptions): Promise<Beside> {
  const { api, folder, argo, run, guard, progress, signal } = options;
  const cache = cacheFolder(process.env);
  const programs = playPrograms(argo);
  await abortable(buildMissing(Object.values(programs), { cache, guard, progress }), signal);
  await copyCrds(argo, { cache, guard, progress });

  const name = `argo-experiments-${run.slice(0, 8)}`;
  const undo: (() => unknown)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const crds = await applyCrds(api, crdFolder(cache, argo), 'keep');
    undo.push(async () => {
      for (const crd of crds.made)
        await api.request('DELETE', `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${crd}`);
    });
    if (crds.kept.length > 0)
      progress.say(`The cluster has its own Argo Rollouts CRDs, they stay as they are; the controller is ${argo}.`);

    const metrics = await startMetricsServer();
    undo.push(() => metrics.close());
    const { promise: death, report } = reportDeath();
    const processes = new Processes({ folder, guard, say: progress.say, onDeath: report });
    undo.push(() => processes.stop());
    fs.writeFileSync(path.join(folder, 'kwok.yaml'), kwokConfiguration());
    const [kwokPort = 0, argoMetrics = 0, health = 0] = await findFreePorts(3);
    const facts = { at: (file: string) => path.join(folder, file), program: (file: string) => path.join(cache, file) };
    // the cluster cannot reach our log door from where it is, so there is none
    processes.start(kwokCommand(facts, programs.kwok.file, { name, logPort: kwokPort, kwokPort }));
    await createNode(api, name, playedTaint);
    undo.push(() => api.request('DELETE', `/api/v1/nodes/${name}`));
    processes.start(
      rolloutsControllerCommand(facts, programs.rolloutsController.file, { metrics: argoMetrics, health }, name),
    );
    const ready = untilReady(api, name, health, signal);
    await Promise.race([ready, death.then(failure => Promise.reject(failure))]);
    return { session: { argo, metrics: metrics.url, instanceId: name, node: name }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function reportDeath(): { promise: Promise<unknown>; report: (failure: unknown) => void } {
  let report: (failure: unknown) => void = () => undefined;
  const promise = new Promise<unknown>(resolve => {
    report = resolve;
  });
  return { promise, report: failure => report(failure) };
}

async function untilReady(api: ApiClient, node: string, health: number, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + startSeconds * 1000;
  const isReady = async () =>
    (await isNodeReady(api, node)) && (await fetch(`http://127.0.0.1:${health}/healthz`)).status === 200;
  while (!(await isReady().catch(() => false))) {
    if (signal.aborted) throw new Aborted();
    if (performance.now() > deadline) {
      throw new ClusterFailure(
        `The node or the controller beside the cluster was not ready within ${startSeconds} s: see that the user of KUBECONFIG may do everything there, and that the cluster is not overloaded.`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}
