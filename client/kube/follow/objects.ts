/** Everything known of the experiments of one place, and which of them have to be looked at again. */
import type { AnalysisRunObject } from '../../experiments/objects/analysis-objects.ts';
import type { ExperimentObject, ReplicaSetObject } from '../../experiments/objects/objects.ts';
import type { PodObject } from '../../experiments/objects/pod-objects.ts';
import type { ServiceObject } from '../../experiments/objects/service-objects.ts';
import type { ExperimentParts } from '../../experiments/objects/view-from-objects.ts';
import { OwnedIndex } from './owned-index.ts';
import type { Sink } from './watch.ts';

export class ExperimentObjects {
  readonly experiments = new OwnedIndex<ExperimentObject>();
  readonly runs = new OwnedIndex<AnalysisRunObject>();
  readonly replicaSets = new OwnedIndex<ReplicaSetObject>();
  readonly pods = new OwnedIndex<PodObject>();
  readonly services = new OwnedIndex<ServiceObject>();
  #knowsServices = false;
  readonly #changed: () => void;
  #touched = new Set<string>();

  /** `changed` is called after every change; it must not take long. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Uids of experiments, and of AnalysisRuns that belong to nobody, that may look different since the last call. */
  takeTouched(): ReadonlySet<string> {
    const touched = this.#touched;
    this.#touched = new Set();
    return touched;
  }

  parts(experiment: ExperimentObject): ExperimentParts {
    return {
      experiment,
      runs: this.runs.ownedBy(experiment.uid),
      replicaSets: this.replicaSets.ownedBy(experiment.uid),
      pods: replicaSet => this.pods.ownedBy(replicaSet),
      ...(this.#knowsServices ? { services: this.services.ownedBy(experiment.uid) } : {}),
    };
  }

  learnExperiment(experiment: ExperimentObject): void {
    if (this.experiments.put(experiment)) this.#touch(experiment.uid);
    this.#changed();
  }

  learnRun(run: AnalysisRunObject): void {
    if (this.runs.put(run)) this.#touch(topOfRun(run));
    this.#changed();
  }

  /** An AnalysisRun that belongs to nobody. */
  loneRun(uid: string): AnalysisRunObject | undefined {
    const run = this.runs.get(uid);
    return run?.owner === undefined ? run : undefined;
  }

  /** An experiment, or an AnalysisRun that belongs to nobody. */
  forget(uid: string): void {
    if ((this.experiments.remove(uid) ?? this.runs.remove(uid)) !== undefined) this.#touch(uid);
    this.#changed();
  }

  get experimentSink(): Omit<Sink<ExperimentObject>, 'stateChanged'> {
    return this.#sink(this.experiments, ({ uid }) => uid);
  }

  get runSink(): Omit<Sink<AnalysisRunObject>, 'stateChanged'> {
    return this.#sink(this.runs, topOfRun);
  }

  get replicaSetSink(): Omit<Sink<ReplicaSetObject>, 'stateChanged'> {
    return this.#sink(this.replicaSets, ({ owner }) => owner?.uid);
  }

  get podSink(): Omit<Sink<PodObject>, 'stateChanged'> {
    return this.#sink(this.pods, ({ owner }) => this.replicaSets.get(owner?.uid ?? '')?.owner?.uid);
  }

  get serviceSink(): Omit<Sink<ServiceObject>, 'stateChanged'> {
    const { reset, ...sink } = this.#sink(this.services, ({ owner }) => owner?.uid);
    return {
      ...sink,
      reset: (services, version) => {
        this.#setKnowsServices(true);
        reset(services, version);
      },
    };
  }

  /** Whether there is an experiment that has a Service, or wants one. */
  get hasServices(): boolean {
    return [...this.experiments.values()].some(wantsService);
  }

  /** From now on the status of the experiments has the word again. */
  forgetServices(): void {
    this.services.clear();
    this.#setKnowsServices(false);
  }

  #setKnowsServices(isKnown: boolean): void {
    if (isKnown === this.#knowsServices) return;
    this.#knowsServices = isKnown;
    for (const experiment of this.experiments.values()) if (wantsService(experiment)) this.#touch(experiment.uid);
  }

  /**
   * Values of the label by which to find pods: those of ReplicaSets of experiments that have pods or want some. Most
   * experiments are over, and have none.
   */
  podHashes(): ReadonlySet<string> {
    const hashes = new Set<string>();
    for (const { owner, replicas, wanted, hash } of this.replicaSets.values()) {
      if (owner?.kind === 'Experiment' && hash !== '' && replicas + wanted > 0) hashes.add(hash);
    }
    return hashes;
  }

  clear(): void {
    for (const index of [this.experiments, this.runs, this.replicaSets, this.pods, this.services]) index.clear();
    this.#knowsServices = false;
    this.#touched = new Set();
  }

  #touch(experiment: string | undefined): void {
    if (experiment !== undefined) this.#touched.add(experiment);
  }

  #sink<T extends ExperimentObject | AnalysisRunObject | ReplicaSetObject | PodObject | ServiceObject>(
    index: OwnedIndex<T>,
    experimentOf: (object: T) => string | undefined,
  ): Omit<Sink<T>, 'stateChanged'> {
    return {
      reset: (objects, version) => {
        for (const object of index.replace(objects, version)) this.#touch(experimentOf(object));
        this.#changed();
      },
      upsert: object => {
        if (index.put(object)) this.#touch(experimentOf(object));
        this.#changed();
      },
      remove: uid => {
        const object = index.remove(uid);
        if (object !== undefined) this.#touch(experimentOf(object));
        this.#changed();
      },
    };
  }
}

function wantsService({ templates, templateStatuses }: ExperimentObject): boolean {
  if (templates.some(({ service }) => service !== undefined)) return true;
  return [...templateStatuses.values()].some(({ serviceName }) => serviceName !== '');
}

/** The experiment that an AnalysisRun is shown below, or itself. */
function topOfRun({ owner, uid }: AnalysisRunObject): string {
  return owner?.uid ?? uid;
}
