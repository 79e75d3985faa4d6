/** The lines to a cluster that a source keeps: which kinds are followed, how narrowly, and how they are together. */

import type { ClusterFailure } from '../../experiments/failures/cluster-failure.ts';
import { type AnalysisRunObject, readAnalysisRun } from '../../experiments/objects/analysis-objects.ts';
import {
  type ExperimentObject,
  HASH_LABEL,
  type ReplicaSetObject,
  readExperiment,
  readReplicaSet,
} from '../../experiments/objects/objects.ts';
import { type PodObject, readPod } from '../../experiments/objects/pod-objects.ts';
import { readService, type ServiceObject } from '../../experiments/objects/service-objects.ts';
import type { Timers } from '../../experiments/ports/timers.ts';
import type { Connection } from '../reach/connection.ts';
import { healing } from '../reach/failure.ts';
import { ANALYSIS_RUNS, EXPERIMENTS, PODS, REPLICA_SETS, SERVICES } from '../reach/resource.ts';
import type { ExperimentObjects } from './objects.ts';
import { Recovery } from './recovery.ts';
import { Follower, type Line } from './watch.ts';

export interface FollowingPorts {
  readonly connection: Connection;
  readonly namespace?: string;
  readonly timers: Timers;
  readonly random: () => number;
  readonly log: (message: string) => void;
}

/** Beyond that the address of a request gets too long, and all pods of Argo's are followed. */
const MOST_HASHES = 200;

/** Rollouts label their own AnalysisRuns; the others are of Experiments, or of nobody. */
const NOT_OF_ROLLOUTS = '!rollout-type';

interface PodLine {
  readonly hashes: ReadonlySet<string> | 'all';
  readonly follower: Follower<PodObject>;
}

export class Following {
  readonly #ports: FollowingPorts;
  readonly #objects: ExperimentObjects;
  readonly #stateChanged: () => void;
  readonly #recovery: Recovery;
  #experiments: Follower<ExperimentObject>;
  #runs: Follower<AnalysisRunObject>;
  #replicaSets: Follower<ReplicaSetObject>;
  /** Only once there is something to see. They carry no label to choose them by. */
  #services: Follower<ServiceObject> | undefined;
  #pods: PodLine | undefined;
  /** The line that takes the place of `#pods` once it has been given everything. */
  #nextPods: PodLine | undefined;
  #isRunning = false;
  #wasSynced = false;

  /** `stateChanged` is called whenever anything below may have become another. */
  constructor(ports: FollowingPorts, objects: ExperimentObjects, stateChanged: () => void) {
    this.#ports = ports;
    this.#objects = objects;
    this.#stateChanged = stateChanged;
    this.#recovery = new Recovery(ports.timers, ports.random);
    this.#experiments = this.#followExperiments();
    this.#runs = this.#followRuns();
    this.#replicaSets = this.#followReplicaSets();
  }

  get #all(): readonly Line[] {
    const pods = [this.#pods, this.#nextPods].flatMap(line => line?.follower ?? []);
    return [
      this.#experiments,
      this.#runs,
      this.#replicaSets,
      ...pods,
      ...(this.#services === undefined ? [] : [this.#services]),
    ];
  }

  /** Whether everything that may be known is known, or was once. */
  get isSynced(): boolean {
    this.#wasSynced ||= this.#experiments.isSynced && this.#all.every(line => line.isSynced || line.lost !== undefined);
    return this.#wasSynced;
  }

  /** Why what is known may be out of date. What a person may not see is no reason, only a gap. */
  get lost(): ClusterFailure | undefined {
    return this.#experiments.lost ?? this.#parts.find(failure => !isGap(failure));
  }

  get gaps(): readonly ClusterFailure[] {
    return this.#parts.filter(isGap);
  }

  /** When the lost lines are tried again; `undefined`: when a person says so. */
  get retryAt(): number | undefined {
    const { lost } = this;
    return lost === undefined ? undefined : this.#recovery.retryAt(healing(lost));
  }

  /** Services that may not be seen are no loss: the experiments themselves tell of them, too. */
  get #parts(): readonly ClusterFailure[] {
    const services = this.#services?.lost;
    const lines = this.#all.filter(
      line => line !== this.#experiments && !(line === this.#services && services && isGap(services)),
    );
    return lines.flatMap(({ lost }) => lost ?? []);
  }

  /** Begins, or goes on where it stopped. */
  start(): void {
    this.#isRunning = true;
    for (const follower of this.#all) follower.start();
  }

  /** Lets go of the lines and keeps what is known. */
  stop(): void {
    this.#isRunning = false;
    for (const follower of this.#all) follower.stop();
  }

  /** Lets go of everything. */
  forget(): void {
    this.stop();
    this.#experiments = this.#followExperiments();
    this.#runs = this.#followRuns();
    this.#replicaSets = this.#followReplicaSets();
    this.#pods = undefined;
    this.#nextPods = undefined;
    this.#services = undefined;
    this.#wasSynced = false;
  }

  retry(): void {
    this.#recovery.retryNow();
  }

  /** Follows what only some experiments have, once there is one that does. */
  followParts(): void {
    if (!this.#isRunning) return;
    this.#followPods();
    if (this.#services === undefined && this.#objects.hasServices) {
      this.#services = this.#followServices();
      this.#services.start();
    }
  }

  /** Follows the pods of all ReplicaSets that have some now. */
  #followPods(): void {
    if (!this.#replicaSets.isSynced) return;
    const needed = this.#objects.podHashes();
    const line = this.#nextPods ?? this.#pods;
    if (needed.size === 0 || covers(line, needed)) return;
    this.#nextPods?.follower.stop();
    this.#nextPods = this.#lineTo(needed.size > MOST_HASHES ? 'all' : needed);
    this.#nextPods.follower.start();
  }

  #lineTo(hashes: ReadonlySet<string> | 'all'): PodLine {
    const selector = hashes === 'all' ? HASH_LABEL : `${HASH_LABEL} in (${[...hashes].sort().join(',')})`;
    const { reset, ...sink } = this.#objects.podSink;
    const line: PodLine = {
      hashes,
      follower: new Follower<PodObject>({
        ...this.#common,
        resource: PODS,
        labelSelector: selector,
        read: readPod,
        sink: {
          ...sink,
          reset: (pods, version) => {
            if (this.#nextPods === line) this.#switchPods(line);
            reset(pods, version);
          },
          stateChanged: this.#stateChanged,
        },
      }),
    };
    return line;
  }

  #switchPods(line: PodLine): void {
    this.#pods?.follower.stop();
    this.#pods = line;
    this.#nextPods = undefined;
  }

  #followExperiments(): Follower<ExperimentObject> {
    const sink = { ...this.#objects.experimentSink, stateChanged: this.#stateChanged };
    return new Follower({ ...this.#common, resource: EXPERIMENTS, read: readExperiment, sink });
  }

  #followRuns(): Follower<AnalysisRunObject> {
    const sink = { ...this.#objects.runSink, stateChanged: this.#stateChanged };
    const labelSelector = NOT_OF_ROLLOUTS;
    return new Follower({ ...this.#common, resource: ANALYSIS_RUNS, labelSelector, read: readAnalysisRun, sink });
  }

  #followReplicaSets(): Follower<ReplicaSetObject> {
    const sink = { ...this.#objects.replicaSetSink, stateChanged: this.#stateChanged };
    return new Follower({
      ...this.#common,
      resource: REPLICA_SETS,
      labelSelector: HASH_LABEL,
      read: readReplicaSet,
      sink,
    });
  }

  #followServices(): Follower<ServiceObject> {
    const stateChanged = () => {
      const { lost } = this.#services ?? {};
      if (lost !== undefined && isGap(lost)) this.#objects.forgetServices();
      this.#stateChanged();
    };
    const sink = { ...this.#objects.serviceSink, stateChanged };
    return new Follower({ ...this.#common, resource: SERVICES, read: readService, sink });
  }

  get #common() {
    const { connection, namespace, timers, random, log } = this.#ports;
    const onBug = (error: unknown) => log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { connection, namespace, timers, random, recovery: this.#recovery, onBug };
  }
}

function covers(line: PodLine | undefined, needed: ReadonlySet<string>): boolean {
  if (line === undefined) return false;
  const { hashes } = line;
  return hashes === 'all' || [...needed].every(hash => hashes.has(hash));
}

/** A part of the whole that will not come by itself. */
function isGap(failure: ClusterFailure): boolean {
  return failure.kind === 'forbidden' || failure.kind === 'crd-missing' || failure.kind === 'not-found';
}
