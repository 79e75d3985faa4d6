/** What can be done to the experiments of a cluster, and to AnalysisRuns that belong to nobody. Each is one request, and its answer is shown before the watch tells it. */
import type { Runnable } from '../../../server/protocol.ts';
import type { ClusterFailure } from '../../experiments/failures/cluster-failure.ts';
import { fail, type Result, succeed } from '../../experiments/failures/failure.ts';
import { readAnalysisRun } from '../../experiments/objects/analysis-objects.ts';
import { type ObjectIdentity, readExperiment } from '../../experiments/objects/objects.ts';
import type { ClusterActions, RunRequest } from '../../experiments/ports/source.ts';
import { type Json, readMap, readText } from '../../experiments/values/json.ts';
import type { Origin } from '../../experiments/view/view.ts';
import type { KubeSource } from '../follow/source.ts';
import type { Call, Connection } from '../reach/connection.ts';
import { ANALYSIS_RUNS, EXPERIMENTS, nameOf, type Place, type Resource } from '../reach/resource.ts';
import { type AnalysisPlan, copyAnalysisRun, createAnalysisRun } from './analysis-run.ts';
import { type AnalysisSource, type DocumentPlace, planAnalysisOf } from './analysis-source.ts';
import { copyOfExperiment, nextName } from './manifest.ts';
import { experimentOfStep, readLiveRollout, type StepExperiment } from './rollout-step.ts';
import { type Created, planRun, type RunChoices, type RunPlan, startRun } from './run.ts';
import { FIELD_MANAGER, type FindTemplate } from './templates.ts';

export interface KubeActionsPorts {
  readonly connection: Connection;
  readonly source: KubeSource;
  /** The document as an object, as its author wrote it; of a step, the whole Rollout. */
  readonly readDocument: (place: DocumentPlace) => Promise<Result<Json>>;
  /** The workspace's own AnalysisTemplates. */
  readonly findTemplate: FindTemplate;
}

/** A plan for a step of a Rollout tells where its pods come from. */
export type ExperimentPlan = RunPlan & { readonly step?: Omit<StepExperiment, 'object'> };

export class KubeActions implements ClusterActions {
  readonly #ports: KubeActionsPorts;

  constructor(ports: KubeActionsPorts) {
    this.#ports = ports;
  }

  /** What a run would do; `namespace` where the source is about all of them. */
  async plan(
    runnable: Runnable,
    options: { name?: string; namespace?: string; signal?: AbortSignal } = {},
  ): Promise<Result<ExperimentPlan>> {
    const { connection, source, readDocument, findTemplate } = this.#ports;
    const written = await readDocument(runnable);
    if (!written.ok) return written;
    const namespace = source.namespace ?? options.namespace ?? runnable.namespace ?? connection.namespace;
    const made =
      runnable.step === undefined ? undefined : await this.#makeOfStep(written.value, runnable.step, namespace);
    if (made?.ok === false) return made;
    const plan = await planRun(
      connection,
      { ...options, object: made?.value.object ?? written.value, namespace, isLenient: made !== undefined },
      reference => findTemplate(reference, runnable.uri),
      this.#isTakenIn(namespace),
    );
    if (!plan.ok || made === undefined) return plan;
    const { pods, isOneVersion } = made.value;
    return succeed({ ...plan.value, step: { pods, isOneVersion } });
  }

  /** Carries out a plan; answers the id of the new experiment, which is in the source by then. */
  async start(plan: ExperimentPlan, choices: RunChoices, origin?: Origin): Promise<Result<string>> {
    return await this.#begin(() => startRun(this.#ports.connection, plan, choices), origin);
  }

  /** What a run of a template would be made of. Changes nothing. */
  async planAnalysis(template: AnalysisSource): Promise<Result<AnalysisPlan>> {
    return await planAnalysisOf(template, { ...this.#ports, own: this.#ports.source.namespace });
  }

  /** What the API server says to it, by a dry run: its warnings. */
  async tryAnalysis(
    plan: AnalysisPlan,
    values: ReadonlyMap<string, string>,
    signal?: AbortSignal,
  ): Promise<Result<readonly string[]>> {
    const tried = await createAnalysisRun(this.#ports.connection, plan, values, { isDryRun: true, signal });
    return tried.ok ? succeed(tried.value.warnings) : tried;
  }

  /** Answers the id of the new run, which is in the source by then. */
  async startAnalysis(
    plan: AnalysisPlan,
    values: ReadonlyMap<string, string>,
    origin?: Origin,
    signal?: AbortSignal,
  ): Promise<Result<string>> {
    const { connection } = this.#ports;
    return await this.#begin(
      async () => objectOf(await createAnalysisRun(connection, plan, values, { signal })),
      origin,
    );
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
    const { connection, findTemplate } = this.#ports;
    const { resource, place } = known.value;
    const object = await connection.request({ verb: 'get', method: 'GET', resource, place });
    if (!object.ok) return object;
    const there = readMap(object.value.body);
    if (resource === ANALYSIS_RUNS) {
      return await this.#begin(
        async () => objectOf(await copyAnalysisRun(connection, there, place.namespace)),
        undefined,
      );
    }
    const isTaken = this.#isTakenIn(place.namespace);
    const wanted = {
      object: copyOfExperiment(there),
      namespace: place.namespace,
      name: name ?? nextName(place.name, isTaken),
    };
    const plan = await planRun(connection, wanted, findTemplate, isTaken);
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
    const place = { namespace: known.value.place.namespace, name };
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
    const answer = await this.#send('delete', known.value.resource, known.value.place, options);
    if (!answer.ok && answer.failure.kind !== 'not-found') return answer;
    this.#ports.source.objects.forget(experiment);
    this.#ports.source.lookNow();
    return succeed(undefined);
  }

  /** With the source open, so that what begins is followed from its beginning. */
  async #begin(begin: () => Promise<Result<Json>>, origin: Origin | undefined): Promise<Result<string>> {
    const { source } = this.#ports;
    const lookAway = source.open();
    try {
      const failure = await source.settle();
      if (failure !== undefined) return fail(failure);
      const created = await begin();
      return created.ok ? this.#learn(created.value, origin) : created;
    } finally {
      lookAway();
    }
  }

  async #makeOfStep(written: Json, step: number, namespace: string): Promise<Result<StepExperiment>> {
    const name = readText(readMap(written.metadata).name);
    const live = await readLiveRollout(this.#ports.connection, namespace, name);
    return live.ok ? experimentOfStep(written, step, live.value) : live;
  }

  async #patch(experiment: string, patch: Json): Promise<Result<void>> {
    const known = this.#find(experiment);
    if (!known.ok) return known;
    // With its uid in it, the patch of one that was replaced meanwhile is refused.
    const body = { metadata: { uid: experiment }, ...patch };
    const answer = await this.#send('patch', known.value.resource, known.value.place, body);
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
    const isRun = readMap(object).kind === ANALYSIS_RUNS.kind;
    const run = isRun ? readAnalysisRun(object) : undefined;
    const experiment = isRun ? undefined : readExperiment(object);
    if (run !== undefined) source.objects.learnRun(run);
    if (experiment !== undefined) source.objects.learnExperiment(experiment);
    const { uid } = run ?? experiment ?? {};
    if (uid === undefined) return fail({ kind: 'not-found' });
    source.follow(uid, origin);
    return succeed(uid);
  }

  #find(id: string): Result<Known, ClusterFailure> {
    const { objects } = this.#ports.source;
    const experiment = objects.experiments.get(id);
    if (experiment !== undefined) return succeed({ resource: EXPERIMENTS, place: placeOf(experiment) });
    const run = objects.loneRun(id);
    return run === undefined ? fail({ kind: 'not-found' }) : succeed({ resource: ANALYSIS_RUNS, place: placeOf(run) });
  }

  #isTakenIn(namespace: string): (name: string) => boolean {
    const known = [...this.#ports.source.objects.experiments.values()];
    const names = new Set(known.filter(object => object.namespace === namespace).map(({ name }) => name));
    return name => names.has(name);
  }
}

interface Known {
  readonly resource: Resource;
  readonly place: { readonly namespace: string; readonly name: string };
}

function placeOf({ namespace, name }: ObjectIdentity): Known['place'] {
  return { namespace, name };
}

function objectOf(created: Result<Created>): Result<Json> {
  return created.ok ? succeed(created.value.object) : created;
}
