/** What can be done to the experiments of a cluster. Each is one request, and its answer is shown before the watch tells it. */
import type { Runnable } from '../../server/protocol.ts';
import { readAnalysisRun } from '../live/analysis-objects.ts';
import type { ClusterFailure } from '../live/cluster-failure.ts';
import { fail, type Result, succeed } from '../live/failure.ts';
import { type Json, readMap } from '../live/json.ts';
import { type ExperimentObject, readExperiment } from '../live/objects.ts';
import type { ClusterActions, RunRequest } from '../live/source.ts';
import type { Origin } from '../live/view.ts';
import type { Call, Connection } from './connection.ts';
import { copyOfExperiment, nextName } from './manifest.ts';
import { ANALYSIS_RUNS, EXPERIMENTS, nameOf, type Place, type Resource } from './resource.ts';
import { planRun, type RunChoices, type RunPlan, startRun } from './run.ts';
import type { KubeSource } from './source.ts';
import { FIELD_MANAGER, type FindTemplate } from './templates.ts';

export interface KubeActionsPorts {
  readonly connection: Connection;
  readonly source: KubeSource;
  /** The document as an object, as its author wrote it. */
  readonly readDocument: (runnable: Runnable) => Promise<Result<Json>>;
  /** The workspace's own AnalysisTemplates. */
  readonly findTemplate: FindTemplate;
}

export class KubeActions implements ClusterActions {
  readonly #ports: KubeActionsPorts;

  constructor(ports: KubeActionsPorts) {
    this.#ports = ports;
  }

  /** What a run would do; `namespace` where the source is about all of them. */
  async plan(
    runnable: Runnable,
    options: { name?: string; namespace?: string; signal?: AbortSignal } = {},
  ): Promise<Result<RunPlan>> {
    const { connection, source, readDocument, findTemplate } = this.#ports;
    const object = await readDocument(runnable);
    if (!object.ok) return object;
    const namespace = source.namespace ?? options.namespace ?? runnable.namespace ?? connection.namespace;
    return await planRun(
      connection,
      { ...options, object: object.value, namespace },
      reference => findTemplate(reference, runnable.uri),
      this.#isTakenIn(namespace),
    );
  }

  /** Carries out a plan; answers the id of the new experiment, which is in the source by then. */
  async start(plan: RunPlan, choices: RunChoices, origin?: Origin): Promise<Result<string>> {
    const { connection, source } = this.#ports;
    const lookAway = source.open();
    try {
      const failure = await source.settle();
      if (failure !== undefined) return fail(failure);
      const created = await startRun(connection, plan, choices);
      return created.ok ? this.#learn(created.value, origin) : created;
    } finally {
      lookAway();
    }
  }

  /** Plan and start in one, for those who ask nothing: with the templates that are there, and only under the wanted name. */
  async run({ runnable }: RunRequest): Promise<Result<string>> {
    const plan = await this.plan(runnable);
    if (!plan.ok) return plan;
    const { suggestion, manifest } = plan.value;
    if (suggestion !== undefined) {
      return fail({ kind: 'already-exists', object: nameOf(EXPERIMENTS, manifest), suggestion });
    }
    return await this.start(plan.value, {}, { uri: runnable.uri, range: runnable.nameRange });
  }

  async terminate(experiment: string): Promise<Result<void>> {
    return await this.#patch(experiment, { spec: { terminate: true } });
  }

  /**
   * `kubectl argo rollouts retry` clears the status alone: a run that was terminated would be Successful again at once,
   * so the wish to terminate goes too. The old AnalysisRuns stay as they are; new ones are named `.1`, `.2` …
   */
  async retry(experiment: string): Promise<Result<void>> {
    const done = await this.#patch(experiment, { status: null, spec: { terminate: null } });
    if (done.ok) this.#ports.source.follow(experiment, undefined);
    return done;
  }

  async rerun(experiment: string, name?: string): Promise<Result<string>> {
    const known = this.#find(experiment);
    if (!known.ok) return known;
    const place = placeOf(known.value);
    const object = await this.#ports.connection.request({ verb: 'get', method: 'GET', resource: EXPERIMENTS, place });
    if (!object.ok) return object;
    const isTaken = this.#isTakenIn(known.value.namespace);
    const wanted = {
      object: copyOfExperiment(readMap(object.value.body)),
      namespace: known.value.namespace,
      name: name ?? nextName(known.value.name, isTaken),
    };
    const plan = await planRun(this.#ports.connection, wanted, this.#ports.findTemplate, isTaken);
    if (!plan.ok) return plan;
    const { suggestion } = plan.value;
    if (suggestion !== undefined && name !== undefined) {
      return fail({ kind: 'already-exists', object: nameOf(EXPERIMENTS, plan.value.manifest), suggestion });
    }
    return await this.start(plan.value, suggestion === undefined ? {} : { name: suggestion });
  }

  async terminateAnalysis(experiment: string, analysis: string): Promise<Result<void>> {
    const known = this.#find(experiment);
    if (!known.ok) return known;
    const name = this.#ports.source.find(experiment)?.analyses.find(view => view.name === analysis)?.analysisRun;
    if (name === undefined) return fail({ kind: 'not-found', object: analysis });
    const place = { namespace: known.value.namespace, name };
    const answer = await this.#send('patch', ANALYSIS_RUNS, place, { spec: { terminate: true } });
    if (!answer.ok) return answer;
    const run = readAnalysisRun(answer.value);
    if (run !== undefined) this.#ports.source.objects.learnRun(run);
    this.#ports.source.lookNow();
    return succeed(undefined);
  }

  /** With everything it owns. Only this very one: another of the same name that came meanwhile stays. */
  async delete(experiment: string): Promise<Result<void>> {
    const known = this.#find(experiment);
    if (!known.ok) return known;
    const options = { propagationPolicy: 'Background', preconditions: { uid: experiment } };
    const answer = await this.#send('delete', EXPERIMENTS, placeOf(known.value), options);
    if (!answer.ok && answer.failure.kind !== 'not-found') return answer;
    this.#ports.source.objects.forgetExperiment(experiment);
    this.#ports.source.lookNow();
    return succeed(undefined);
  }

  async #patch(experiment: string, patch: Json): Promise<Result<void>> {
    const known = this.#find(experiment);
    if (!known.ok) return known;
    // With its uid in it, the patch of one that was replaced meanwhile is refused.
    const body = { metadata: { uid: experiment }, ...patch };
    const answer = await this.#send('patch', EXPERIMENTS, placeOf(known.value), body);
    if (!answer.ok) return answer;
    this.#learn(answer.value, undefined);
    return succeed(undefined);
  }

  async #send(
    verb: 'patch' | 'delete',
    resource: Resource,
    place: Place,
    body: Json,
  ): Promise<Result<unknown, ClusterFailure>> {
    const patch = {
      method: 'PATCH',
      query: { fieldManager: FIELD_MANAGER },
      contentType: 'application/merge-patch+json',
    } as const;
    const call: Call = { verb, resource, place, body, ...(verb === 'patch' ? patch : { method: 'DELETE' }) };
    const answer = await this.#ports.connection.request(call);
    return answer.ok ? succeed(answer.value.body) : answer;
  }

  /** Takes in what the API server answered. A run from here is followed; a later answer about it says nothing of where it was written. */
  #learn(object: unknown, origin: Origin | undefined): Result<string> {
    const { source } = this.#ports;
    const experiment = readExperiment(object);
    if (experiment === undefined) return fail({ kind: 'not-found' });
    source.objects.learnExperiment(experiment);
    source.follow(experiment.uid, origin);
    return succeed(experiment.uid);
  }

  #find(experiment: string): Result<ExperimentObject, ClusterFailure> {
    const known = this.#ports.source.objects.experiments.get(experiment);
    return known === undefined ? fail({ kind: 'not-found' }) : succeed(known);
  }

  #isTakenIn(namespace: string): (name: string) => boolean {
    const known = [...this.#ports.source.objects.experiments.values()];
    const names = new Set(known.filter(object => object.namespace === namespace).map(({ name }) => name));
    return name => names.has(name);
  }
}

function placeOf({ namespace, name }: ExperimentObject) {
  return { namespace, name };
}
