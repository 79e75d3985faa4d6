/** How the AnalysisTemplates that a run needs stand on the cluster, beside those of the workspace. */

import type { ClusterFailure } from '../../experiments/failures/cluster-failure.ts';
import { fail, type Result, succeed } from '../../experiments/failures/failure.ts';
import { type Json, readList, readMap, readText } from '../../experiments/values/json.ts';
import { isDeepEqual } from '../../experiments/view/changes.ts';
import type { Connection } from '../reach/connection.ts';
import { ANALYSIS_TEMPLATES, CLUSTER_ANALYSIS_TEMPLATES, nameOf, type Resource } from '../reach/resource.ts';
import { prepareManifest, type TemplateReference, templatesOfTemplate } from './manifest.ts';

export interface TemplateComparison extends TemplateReference {
  /**
   * `missing`: the run will be Error. `unknown`: it may not be read. `there`: nothing here to compare it with. `same` and
   * `differs` are about `spec`, as the API server would store ours.
   */
  readonly state: 'missing' | 'unknown' | 'there' | 'same' | 'differs';
  /** As the cluster has it; absent: it does not. */
  readonly theirs?: Json;
  /** As the workspace has it; absent: it does not. */
  readonly ours?: Json;
}

/** Finds the workspace's own definition; of several the one nearest to the file `near`. */
export type FindTemplate = (reference: TemplateReference, near?: string) => Promise<Json | undefined>;

/** The field manager under which everything is written. */
export const FIELD_MANAGER = 'argo-experiments';
/** Templates may refer to templates; more than so many in all nobody has. */
const MOST_TEMPLATES = 100;

/** Looks at the templates and at those that they refer to, on both sides. Changes nothing. */
export async function compareTemplates(
  connection: Connection,
  namespace: string,
  references: readonly TemplateReference[],
  find: FindTemplate,
): Promise<Result<readonly TemplateComparison[], ClusterFailure>> {
  const found = new Map<string, TemplateComparison>();
  const open = [...references];
  for (let next = open.shift(); next !== undefined && found.size < MOST_TEMPLATES; next = open.shift()) {
    const key = JSON.stringify(next);
    if (found.has(key)) continue;
    const compared = await compareOne(connection, namespace, next, await find(next));
    if (!compared.ok) return compared;
    found.set(key, compared.value);
    open.push(...templatesOfTemplate(compared.value.theirs ?? compared.value.ours));
  }
  return succeed([...found.values()]);
}

/** As the cluster has it. */
export async function readTemplate(
  connection: Connection,
  reference: TemplateReference,
  namespace: string,
): Promise<Result<Json, ClusterFailure>> {
  const place = placeOf(reference, namespace);
  const answer = await connection.request({ verb: 'get', method: 'GET', resource: resourceOf(reference), place });
  return answer.ok ? succeed(readMap(answer.value.body)) : answer;
}

async function compareOne(
  connection: Connection,
  namespace: string,
  reference: TemplateReference,
  ours: Json | undefined,
): Promise<Result<TemplateComparison, ClusterFailure>> {
  const answer = await readTemplate(connection, reference, namespace);
  const mine = ours === undefined ? {} : { ours };
  if (!answer.ok) {
    if (answer.failure.kind === 'not-found') return succeed({ ...reference, state: 'missing', ...mine });
    if (answer.failure.kind === 'forbidden') return succeed({ ...reference, state: 'unknown', ...mine });
    return answer;
  }
  const theirs = answer.value;
  if (ours === undefined) return succeed({ ...reference, state: 'there', theirs });
  const stored = await asStored(connection, resourceOf(reference), namespace, ours);
  const isSame = isDeepEqual(plain(stored.spec), plain(theirs.spec));
  return succeed({ ...reference, state: isSame ? 'same' : 'differs', theirs, ours });
}

/** Ours with the defaults that the API server adds, learned from a dry run; where that is refused, as it was written. */
async function asStored(connection: Connection, resource: Resource, namespace: string, ours: Json): Promise<Json> {
  const { object } = prepareManifest(ours, resource, { namespace, name: 'compared' });
  const { name: _, ...metadata } = readMap(object.metadata);
  const answer = await connection.request({
    verb: 'create',
    method: 'POST',
    resource,
    place: resource.clusterScoped ? {} : { namespace },
    query: { dryRun: 'All', fieldManager: FIELD_MANAGER },
    body: { ...object, metadata: { ...metadata, generateName: 'argo-experiments-compare-' } },
  });
  return answer.ok ? readMap(answer.value.body) : object;
}

/** Puts ours in the place of theirs, or where there is none, by server-side apply. */
export async function applyTemplate(
  connection: Connection,
  namespace: string,
  comparison: TemplateComparison,
): Promise<Result<void, ClusterFailure>> {
  const resource = resourceOf(comparison);
  const place = placeOf(comparison, namespace);
  const { ours } = comparison;
  if (ours === undefined) return fail({ kind: 'not-found', object: nameOf(resource, place) });
  const { object } = prepareManifest(ours, resource, { namespace, name: comparison.name });
  const answer = await connection.request({
    verb: 'patch',
    method: 'PATCH',
    resource,
    place,
    query: { fieldManager: FIELD_MANAGER, force: 'true' },
    contentType: 'application/apply-patch+yaml',
    body: object,
  });
  if (!answer.ok) return answer;
  const kept = keptFields(readMap(readMap(answer.value.body).spec), readMap(object.spec));
  if (kept.length === 0) return succeed(undefined);
  const others = managersBesides(answer.value.body);
  return fail({
    kind: 'conflict',
    object: nameOf(resource, place),
    reason: `${kept.join(', ')} (${others.join(', ')})`,
  });
}

/** Fields of the spec that are there although ours has none: somebody else holds them, and an apply leaves them alone. */
function keptFields(stored: Json, ours: Json): readonly string[] {
  return Object.keys(stored)
    .filter(key => ours[key] === undefined)
    .map(key => `spec.${key}`);
}

function managersBesides(object: unknown): readonly string[] {
  const managers = readList(readMap(readMap(object).metadata).managedFields).map(entry =>
    readText(readMap(entry).manager),
  );
  return [...new Set(managers)].filter(manager => manager !== FIELD_MANAGER);
}

function resourceOf({ clusterScope }: TemplateReference): Resource {
  return clusterScope ? CLUSTER_ANALYSIS_TEMPLATES : ANALYSIS_TEMPLATES;
}

function placeOf({ name, clusterScope }: TemplateReference, namespace: string) {
  return clusterScope ? { name } : { name, namespace };
}

/** As JSON has it: without what is undefined or null. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null, (_key, part) => part ?? undefined) ?? 'null');
}
