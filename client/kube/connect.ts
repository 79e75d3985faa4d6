/**
 * The way into everything of Kubernetes: a bundle of its own (`dist/kubernetes.cjs`), loaded when a person first wants a
 * cluster. Nothing here contacts one before it is asked to.
 */
import { homedir } from 'node:os';
import { stringify } from 'yaml';
import type { ClusterFailure } from '../experiments/failures/cluster-failure.ts';
import { fail, type Result, succeed } from '../experiments/failures/failure.ts';
import { type Json, readList, readMap, readText } from '../experiments/values/json.ts';
import { KubeActions, type KubeActionsPorts } from './act/actions.ts';
import { listEvents, type ObjectEvent } from './follow/events.ts';
import { KubeFacts } from './follow/facts.ts';
import {
  type ContainerName,
  type LogLine,
  type LogRequest,
  listContainers,
  listJobPods,
  type PodPlace,
  readLog,
} from './follow/logs.ts';
import { KubeSource, type KubeSourcePorts } from './follow/source.ts';
import { PAGE } from './follow/watch.ts';
import { type Kubeconfig, loadKubeconfig } from './reach/config.ts';
import { Connection } from './reach/connection.ts';
import { type ConsentPorts, PluginRunner } from './reach/consent.ts';
import { runProgram } from './reach/program.ts';
import { ANALYSIS_RUNS, EXPERIMENTS, NAMESPACES, PODS } from './reach/resource.ts';

export interface KubernetesPorts
  extends Omit<ConsentPorts, 'runProgram'>,
    Pick<KubeSourcePorts, 'timers' | 'l10n' | 'log'> {
  /** Whether the workspace is trusted; asked before every request. */
  readonly isTrusted: () => boolean;
  /** File of the setting; empty: not set. Asked each time. */
  readonly kubeconfig: () => string;
  readonly readDocument: KubeActionsPorts['readDocument'];
  readonly findTemplate: KubeActionsPorts['findTemplate'];
}

/** A source on a cluster with what can be done there. */
export interface KubePlace {
  readonly source: KubeSource;
  readonly actions: KubeActions;
  readonly facts: KubeFacts;
}

/** An object of one of the kinds that are shown. */
export interface ObjectPlace {
  readonly kind: 'Experiment' | 'AnalysisRun' | 'Pod';
  readonly namespace: string;
  readonly name: string;
}

/** One context: what can be asked of its cluster. */
export interface KubeCluster {
  readonly context: string;
  /** The context's own namespace. */
  readonly namespace: string;
  /** Names, sorted. Whoever may not list them has to know one. */
  namespaces(): Promise<Result<readonly string[], ClusterFailure>>;
  /** Absent: all namespaces. Contacts nothing before the source is opened. */
  place(namespace?: string): KubePlace;
  read(object: ObjectPlace): Promise<Result<Json, ClusterFailure>>;
  containers(pod: PodPlace): Promise<Result<readonly ContainerName[], ClusterFailure>>;
  /** Names, newest first. */
  jobPods(job: {
    readonly namespace: string;
    readonly name: string;
  }): Promise<Result<readonly string[], ClusterFailure>>;
  log(
    request: LogRequest,
  ): Promise<Result<AsyncIterable<LogLine | { readonly failure: ClusterFailure }>, ClusterFailure>>;
  events(object: {
    readonly namespace: string;
    readonly uid: string;
  }): Promise<Result<readonly ObjectEvent[], ClusterFailure>>;
  /** Ends what is open. */
  close(): void;
}

export interface Kubernetes {
  /** The contexts to choose from. Reads files, contacts nothing. */
  contexts(): Promise<Result<Kubeconfig, ClusterFailure>>;
  /** An object as YAML. */
  print(object: Json): string;
  /** Reads files, contacts nothing. */
  cluster(context: string): Promise<Result<KubeCluster, ClusterFailure>>;
}

export function createKubernetes(ports: KubernetesPorts): Kubernetes {
  const plugins = new PluginRunner({ ...ports, runProgram });
  const contexts = async (): Promise<Result<Kubeconfig, ClusterFailure>> => {
    if (!ports.isTrusted()) return fail({ kind: 'untrusted' });
    return await loadKubeconfig({
      setting: ports.kubeconfig(),
      variable: process.env.KUBECONFIG ?? '',
      home: homedir(),
    });
  };
  return {
    contexts,
    // Long lines stay as they are: a folded one would read as a difference.
    print: object => stringify(object, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false }),
    async cluster(context) {
      const target = async () => {
        const config = await contexts();
        return config.ok ? config.value.target(context) : config;
      };
      const first = await target();
      if (!first.ok) return first;
      const { isTrusted, timers } = ports;
      const now = () => timers.now();
      return succeed(clusterOf(new Connection(first.value, { plugins, isTrusted, now, reread: target }), ports));
    },
  };
}

function clusterOf(connection: Connection, ports: KubernetesPorts): KubeCluster {
  return {
    context: connection.context,
    namespace: connection.namespace,
    namespaces: () => listNamespaces(connection),
    place(namespace) {
      const { timers, l10n, log, readDocument, findTemplate } = ports;
      const scope = namespace === undefined ? {} : { namespace };
      const source = new KubeSource({ connection, timers, random: Math.random, l10n, log, ...scope });
      const facts = new KubeFacts({ connection, timers, random: Math.random, log, ...scope });
      return { source, facts, actions: new KubeActions({ connection, source, readDocument, findTemplate }) };
    },
    read: object => readObject(connection, object),
    containers: pod => listContainers(connection, pod),
    jobPods: job => listJobPods(connection, job),
    log: request => readLog(connection, request),
    events: object => listEvents(connection, object),
    close: () => connection.close(),
  };
}

const RESOURCES = { Experiment: EXPERIMENTS, AnalysisRun: ANALYSIS_RUNS, Pod: PODS } as const;

async function readObject(
  connection: Connection,
  { kind, namespace, name }: ObjectPlace,
): Promise<Result<Json, ClusterFailure>> {
  const place = { namespace, name };
  const answer = await connection.request({ verb: 'get', method: 'GET', resource: RESOURCES[kind], place });
  return answer.ok ? succeed(readMap(answer.value.body)) : answer;
}

async function listNamespaces(connection: Connection): Promise<Result<readonly string[], ClusterFailure>> {
  const names: string[] = [];
  let next = '';
  do {
    const query = { limit: String(PAGE), ...(next === '' ? {} : { continue: next }) };
    const answer = await connection.request({ verb: 'list', method: 'GET', resource: NAMESPACES, place: {}, query });
    if (!answer.ok) return answer;
    const list = readMap(answer.value.body);
    names.push(...readList(list.items).map(item => readText(readMap(readMap(item).metadata).name)));
    next = readText(readMap(list.metadata).continue);
  } while (next !== '');
  return succeed(names.sort());
}
