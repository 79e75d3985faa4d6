import fs from 'node:fs';
import path from 'node:path';
import type { Guard } from '../../guard/guard.ts';
import { type ApiClient, connectWithToken } from '../api/api-client.ts';
import { applyCrds } from '../api/crds.ts';
import { type Credentials, writeCredentials, writeKubeconfig } from '../api/credentials.ts';
import { kwokConfiguration } from '../api/kwok-stages.ts';
import { type MetricsServer, startMetricsServer } from '../api/metrics-server.ts';
import { createNode, createObject, isNodeReady } from '../api/node.ts';
import { type PodLogs, servePodLogs } from '../api/pod-logs.ts';
import { Aborted, abortable } from '../process/abort.ts';
import { lastLines, readEnd } from '../process/bounded-log.ts';
import {
  apiServerCommand,
  type CommandFacts,
  controllerManagerCommand,
  etcdCommand,
  kwokCommand,
  rolloutsControllerCommand,
  schedulerCommand,
} from '../process/commands.ts';
import { ClusterFailure, explainFileError } from '../process/failure.ts';
import { findFreePorts, requireFreePort } from '../process/ports.ts';
import { Processes, residentMebibytes } from '../process/processes.ts';
import { type StateFolder, takeStateFolder } from '../process/state-folder.ts';
import { crdFolder } from '../programs/folders.ts';
import { type ArgoVersion, controlPlanePrograms } from '../programs/programs.ts';

/** The ConfigMap by which a client recognises a control plane of ours; its data are `argo` (the release) and `metrics` (a URL). */
export const marker = { namespace: 'argo-rollouts', name: 'argo-experiments-control-plane' };

export interface ControlPlaneOptions {
  readonly argo: ArgoVersion;
  readonly cache: string;
  readonly guard: Guard;
  readonly state?: string | undefined;
  readonly port?: number | undefined;
  readonly metricsPort?: number | undefined;
  /** Without kwok, Argo and the metrics server. */
  readonly bare?: boolean;
  /** More of the environment of its programs. */
  readonly env?: Readonly<Record<string, string>>;
  readonly say: (text: string) => void;
  /** Aborting it ends a start under way. */
  readonly signal: AbortSignal;
}

export interface ControlPlane {
  readonly kubeconfig: string;
  /** Data and logs. */
  readonly folder: string;
  /** URL of the scripted metrics server; none when bare. */
  readonly metrics: string | undefined;
  /** Comes only when a program dies that has to live: with the failure. */
  readonly death: Promise<unknown>;
  /** MiB of memory by program, where the system tells. */
  readMemory(): ReadonlyMap<string, number>;
  /** Ends everything; keeps the folder when its logs may still be of use. */
  stop(keepFolder?: boolean): Promise<void>;
}

/** How long the whole start may take on a slow machine. */
const startSeconds = 180;

/** Starts everything on loopback, in the order in which one needs the other; comes back when all are ready. */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  if (options.port !== undefined) await requireFreePort('--port', options.port);
  if (options.metricsPort !== undefined) await requireFreePort('--metrics-port', options.metricsPort);
  const state = takeStateFolder(options.state);
  const start = new Start(options, state);
  try {
    const death = start.death.then(failure => Promise.reject(failure));
    await abortable(Promise.race([start.run(), death]), options.signal);
    return start.plane();
  } catch (error) {
    await start.stop(!(error instanceof Aborted));
    throw explainFileError(error, state.folder, '--state');
  }
}

class Start {
  readonly death: Promise<unknown>;
  readonly #options: ControlPlaneOptions;
  readonly #state: StateFolder;
  readonly #processes: Processes;
  readonly #keepFolder: () => void;
  readonly #deadline = performance.now() + startSeconds * 1000;
  #metrics: MetricsServer | undefined;
  #logs: PodLogs | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: ControlPlaneOptions, state: StateFolder) {
    this.#options = options;
    this.#state = state;
    this.#keepFolder = state.isTemporary ? options.guard.watchFolder(state.folder) : () => undefined;
    let tellDeath: (failure: unknown) => void = () => undefined;
    this.death = new Promise(resolve => {
      tellDeath = resolve;
    });
    const { guard, env, say } = options;
    this.#processes = new Processes({ folder: state.folder, guard, env, say, onDeath: tellDeath });
  }

  #at = (name: string) => path.join(this.#state.folder, name);

  async run(): Promise<void> {
    const { cache, argo, bare } = this.#options;
    const programs = controlPlanePrograms(argo);
    const program = (file: string) => path.join(cache, file);
    const credentials = await writeCredentials(this.#state.folder, program(programs.certificate.file));
    const facts: CommandFacts = { at: this.#at, program, ports: await this.#choosePorts() };
    const api = connectWithToken(facts.ports.api, credentials.token, credentials.certificate);
    writeKubeconfig(this.#state.folder, facts.ports.api, credentials);
    this.#processes.start(etcdCommand(facts, programs.etcd.file));
    this.#processes.start(apiServerCommand(facts, programs.apiServer.file));
    await this.#until('the API server is ready', async () => (await api.get('/readyz')).status === 200);
    this.#processes.keepAlive('kube-apiserver'); // as the kubelet does: tests kill it, to see what its clients do
    this.#processes.start(controllerManagerCommand(facts, programs.controllerManager.file));
    this.#processes.start(schedulerCommand(facts, programs.scheduler.file));
    if (!bare) await this.#play(facts, api, credentials);
    await this.#until(
      'service accounts are made',
      async () => (await api.get('/api/v1/namespaces/default/serviceaccounts/default')).status === 200,
    );
  }

  async #choosePorts(): Promise<CommandFacts['ports']> {
    const [
      etcd = 0,
      etcdPeer = 0,
      api = 0,
      controllerManager = 0,
      scheduler = 0,
      kwok = 0,
      argoMetrics = 0,
      argoHealth = 0,
    ] = await findFreePorts(8);
    return {
      etcd,
      etcdPeer,
      api: this.#options.port ?? api,
      controllerManager,
      scheduler,
      kwok,
      argoMetrics,
      argoHealth,
    };
  }

  /** The node, the CRDs, the Argo controller and the metrics server. */
  async #play(facts: CommandFacts, api: ApiClient, { key, certificate }: Credentials): Promise<void> {
    const { argo, cache, metricsPort } = this.#options;
    const programs = controlPlanePrograms(argo);
    this.#metrics = await startMetricsServer(metricsPort);
    this.#logs = await servePodLogs({ key, certificate, api: () => api });
    fs.writeFileSync(this.#at('kwok.yaml'), kwokConfiguration());
    this.#processes.start(
      kwokCommand(facts, programs.kwok.file, { name: undefined, logPort: this.#logs.port, kwokPort: facts.ports.kwok }),
    );
    await createNode(api, 'node-1');
    await applyCrds(api, crdFolder(cache, argo), 'replace');
    await createObject(api, '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: marker.namespace },
    });
    await this.#until(
      'the CRDs are served',
      async () => (await api.get('/apis/argoproj.io/v1alpha1/experiments')).status === 200,
    );
    const ports = { metrics: facts.ports.argoMetrics, health: facts.ports.argoHealth };
    this.#processes.start(rolloutsControllerCommand(facts, programs.rolloutsController.file, ports));
    await this.#until('the node is ready', () => isNodeReady(api, 'node-1'));
    await this.#until('the Argo Rollouts controller is healthy', () => isHealthy(ports.health));
    await createObject(api, `/api/v1/namespaces/${marker.namespace}/configmaps`, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: marker.name },
      data: { argo, metrics: this.#metrics.url },
    });
  }

  /** Waits for something that takes its time; a refused connection only means "not yet". */
  async #until(what: string, test: () => Promise<boolean>): Promise<void> {
    const attempt = () => test().catch(() => false);
    while (!(await attempt())) {
      if (this.#stopped) throw new Aborted();
      if (performance.now() > this.#deadline) {
        throw new ClusterFailure(
          `The control plane did not start within ${startSeconds} s (waiting until ${what}): look at the logs in ${this.#state.folder}, close programs that keep the machine busy, and start again.`,
          lastLines(readEnd(this.#at('kube-apiserver.log'))),
        );
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  plane(): ControlPlane {
    return {
      kubeconfig: this.#at('kubeconfig'),
      folder: this.#state.folder,
      metrics: this.#metrics?.url,
      death: this.death,
      readMemory: () =>
        new Map(
          [...this.#processes.pids].flatMap(([name, pid]) => {
            const mebibytes = residentMebibytes(pid);
            return mebibytes === undefined ? [] : [[name, mebibytes] as const];
          }),
        ),
      stop: keepFolder => this.stop(keepFolder ?? false),
    };
  }

  stop(keepFolder: boolean): Promise<void> {
    this.#stopped ??= this.#end(keepFolder);
    return this.#stopped;
  }

  async #end(keepFolder: boolean): Promise<void> {
    await this.#processes.stop();
    this.#metrics?.close();
    this.#logs?.close();
    this.#state.release(keepFolder);
    this.#keepFolder();
  }
}

async function isHealthy(port: number): Promise<boolean> {
  return (await fetch(`http://127.0.0.1:${port}/healthz`)).status === 200;
}
