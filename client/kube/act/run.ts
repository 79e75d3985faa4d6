/** Creates Experiments: first as a dry run that changes nothing, then for good. */
import type { ClusterFailure } from '../../experiments/failures/cluster-failure.ts';
import { fail, type Result, succeed } from '../../experiments/failures/failure.ts';
import { present } from '../../experiments/objects/objects.ts';
import { type Json, readMap } from '../../experiments/values/json.ts';
import type { Connection } from '../reach/connection.ts';
import { EXPERIMENTS, nameOf, type Resource } from '../reach/resource.ts';
import { type Manifest, nextName, prepareManifest, templatesOfExperiment } from './manifest.ts';
import {
  applyTemplate,
  compareTemplates,
  FIELD_MANAGER,
  type FindTemplate,
  type TemplateComparison,
} from './templates.ts';

/** What would happen: for a person to look at before anything does. */
export interface RunPlan {
  readonly manifest: Manifest;
  /** A free name, because the wanted one is taken; absent: it is free. */
  readonly suggestion?: string;
  readonly templates: readonly TemplateComparison[];
  /** The API server's own. */
  readonly warnings: readonly string[];
  readonly isLenient?: boolean;
}

export interface Wanted {
  readonly object: Json;
  readonly namespace: string;
  /** Absent: the object's own. */
  readonly name?: string;
  /** Its pods come from the cluster, whose release may know fields that Argo's does not: the controller drops those, too. */
  readonly isLenient?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Tries of free names, each of which somebody else took in that moment. */
const TRIES = 5;

/** Asks the API server what it would say, and compares the AnalysisTemplates. `isTaken` may know names without asking. */
export async function planRun(
  connection: Connection,
  wanted: Wanted,
  find: FindTemplate,
  isTaken: (name: string) => boolean,
): Promise<Result<RunPlan, ClusterFailure>> {
  const manifest = prepareManifest(wanted.object, EXPERIMENTS, wanted);
  const { isLenient, signal } = wanted;
  const tried = await create(connection, EXPERIMENTS, manifest, { isDryRun: true, isLenient, signal });
  const taken = !tried.ok && tried.failure.kind === 'already-exists';
  if (!tried.ok && !taken) return tried;
  const free = taken ? await freeName(connection, wanted, isTaken) : undefined;
  if (free !== undefined && !free.ok) return free;
  const templates = await compareTemplates(connection, wanted.namespace, templatesOfExperiment(wanted.object), find);
  if (!templates.ok) return templates;
  const dryRun = tried.ok ? tried.value : free?.value.dryRun;
  return succeed({
    manifest,
    templates: templates.value,
    warnings: dryRun?.warnings ?? [],
    ...present('isLenient', wanted.isLenient),
    ...(free === undefined ? {} : { suggestion: free.value.name }),
  });
}

/** A name under which the API server would take it. */
async function freeName(
  connection: Connection,
  wanted: Wanted,
  isTaken: (name: string) => boolean,
): Promise<Result<{ name: string; dryRun: Created }, ClusterFailure>> {
  const refused = new Set<string>();
  let { name } = prepareManifest(wanted.object, EXPERIMENTS, wanted);
  for (let tries = 0; tries < TRIES; tries += 1) {
    name = nextName(name, candidate => refused.has(candidate) || isTaken(candidate));
    const manifest = prepareManifest(wanted.object, EXPERIMENTS, { ...wanted, name });
    const { isLenient, signal } = wanted;
    const dryRun = await create(connection, EXPERIMENTS, manifest, { isDryRun: true, isLenient, signal });
    if (dryRun.ok) return succeed({ name, dryRun: dryRun.value });
    if (dryRun.failure.kind !== 'already-exists') return dryRun;
    refused.add(name);
  }
  return fail({ kind: 'already-exists', object: nameOf(EXPERIMENTS, { namespace: wanted.namespace, name }) });
}

/** What a person chose of a plan. */
export interface RunChoices {
  /** Absent: the wanted name. */
  readonly name?: string;
  /** Those to be put in the place of the cluster's. */
  readonly apply?: readonly TemplateComparison[];
  readonly signal?: AbortSignal | undefined;
}

/** Applies the chosen templates, then creates the Experiment; answers it as the API server has it. */
export async function startRun(
  connection: Connection,
  { manifest, isLenient }: RunPlan,
  { name, apply = [], signal }: RunChoices,
): Promise<Result<Json, ClusterFailure>> {
  for (const comparison of apply) {
    const applied = await applyTemplate(connection, manifest.namespace, comparison);
    if (!applied.ok) return applied;
  }
  const named = prepareManifest(manifest.object, EXPERIMENTS, { ...manifest, name: name ?? manifest.name });
  const created = await create(connection, EXPERIMENTS, named, { isLenient, signal });
  return created.ok ? succeed(created.value.object) : created;
}

export interface Created {
  readonly object: Json;
  readonly warnings: readonly string[];
}

export interface Creation {
  /** Nothing is kept of it. */
  readonly isDryRun?: boolean;
  /** Unknown fields are told, and left out, instead of refused. */
  readonly isLenient?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export async function create(
  connection: Connection,
  resource: Resource,
  { object, namespace, name }: Manifest,
  { isDryRun = false, isLenient = false, signal }: Creation,
): Promise<Result<Created, ClusterFailure>> {
  const answer = await connection.request({
    verb: 'create',
    method: 'POST',
    resource,
    place: { namespace },
    query: {
      fieldManager: FIELD_MANAGER,
      fieldValidation: isLenient ? 'Warn' : 'Strict',
      ...(isDryRun ? { dryRun: 'All' } : {}),
    },
    body: object,
    signal,
    seconds: 30,
  });
  if (answer.ok) return succeed({ object: readMap(answer.value.body), warnings: answer.value.warnings });
  return fail(withName(answer.failure, nameOf(resource, { namespace, name })));
}

/** A create is asked of the collection, but its failure is about the object. */
function withName(failure: ClusterFailure, object: string): ClusterFailure {
  switch (failure.kind) {
    case 'already-exists':
    case 'invalid':
    case 'too-large':
    case 'conflict':
      return { ...failure, object };
    default:
      return failure;
  }
}
