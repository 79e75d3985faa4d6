/** Makes an AnalysisRun of an AnalysisTemplate: merged with those that it names, as the controller does it for an Experiment. */
import type { ClusterFailure } from '../../experiments/failures/cluster-failure.ts';
import { type Failure, fail, type Result, succeed } from '../../experiments/failures/failure.ts';
import { type Json, readList, readMap, readText, readTexts } from '../../experiments/values/json.ts';
import type { Connection } from '../reach/connection.ts';
import { ANALYSIS_RUNS, apiVersionOf } from '../reach/resource.ts';
import { type Manifest, type TemplateReference, templatesOfTemplate, withoutTraces } from './manifest.ts';
import { mergeTemplates, type NamedTemplate } from './merge-templates.ts';
import { type Created, type Creation, create } from './run.ts';
import { type FindTemplate, readTemplate } from './templates.ts';

export interface AnalysisArg {
  readonly name: string;
  /** Absent: none is given, so a run needs one. */
  readonly value?: string;
  /** It comes from a Secret; there is nothing to give. */
  readonly isSecret: boolean;
}

/** Everything of a run but the values of its args. */
export interface AnalysisPlan {
  /** Of the template. */
  readonly name: string;
  readonly clusterScope: boolean;
  readonly namespace: string;
  readonly args: readonly AnalysisArg[];
  /** Templates that it names, in the order of merging, with where they were taken from. */
  readonly merged: readonly (TemplateReference & { readonly isOurs: boolean })[];
  /** Of the run, with its args as the templates have them. */
  readonly spec: Json;
  readonly labels: Readonly<Record<string, string>>;
}

export interface WantedAnalysis {
  readonly template: Json;
  readonly reference: TemplateReference;
  readonly namespace: string;
}

interface Found extends NamedTemplate, TemplateReference {
  readonly isOurs: boolean;
}

/** `find`: the workspace's own templates go before the cluster's. */
export async function planAnalysis(
  connection: Connection,
  { template, reference, namespace }: WantedAnalysis,
  find: FindTemplate,
): Promise<Result<AnalysisPlan>> {
  const found: Found[] = [{ ...reference, spec: readMap(template.spec), isOurs: true }];
  const failure = await collect(templatesOfTemplate(template), found, async next => {
    const ours = await find(next);
    if (ours !== undefined) return succeed({ object: ours, isOurs: true });
    const theirs = await readTemplate(connection, next, namespace);
    return theirs.ok ? succeed({ object: theirs.value, isOurs: false }) : missing(theirs.failure, next, namespace);
  });
  if (failure !== undefined) return fail(failure);
  // The controller puts those of the namespace before those of the cluster.
  const ordered = [...found.filter(each => !each.clusterScope), ...found.filter(each => each.clusterScope)];
  const merged = mergeTemplates(ordered);
  if (!merged.ok) return merged;
  const labels = readTexts(readMap(template.metadata).labels);
  return succeed({
    ...reference,
    namespace,
    args: readList(merged.value.args).map(arg => readArg(readMap(arg))),
    merged: found.slice(1).map(({ name, clusterScope, isOurs }) => ({ name, clusterScope, isOurs })),
    spec: merged.value,
    // A controller with an instance id sees only what carries it.
    labels: Object.fromEntries(Object.entries(labels).filter(([key]) => key === INSTANCE_LABEL)),
  });
}

const INSTANCE_LABEL = 'argo-rollouts.argoproj.io/controller-instance-id';

type Look = (reference: TemplateReference) => Promise<Result<{ readonly object: Json; readonly isOurs: boolean }>>;

/** Depth first, each once. Answers why one could not be had. */
async function collect(
  references: readonly TemplateReference[],
  found: Found[],
  look: Look,
): Promise<Failure | undefined> {
  for (const { name, clusterScope } of references) {
    if (found.some(known => known.name === name && known.clusterScope === clusterScope)) continue;
    const looked = await look({ name, clusterScope });
    if (!looked.ok) return looked.failure;
    const { object, isOurs } = looked.value;
    found.push({ name, clusterScope, spec: readMap(object.spec), isOurs });
    const failure = await collect(templatesOfTemplate(object), found, look);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function missing(failure: ClusterFailure, { name, clusterScope }: TemplateReference, namespace: string) {
  return fail(
    failure.kind === 'not-found' ? ({ kind: 'no-template', name, clusterScope, namespace } as const) : failure,
  );
}

function readArg({ name, value, valueFrom }: Json): AnalysisArg {
  const isSecret = readMap(valueFrom).secretKeyRef !== undefined;
  const given = typeof value === 'string' && !isSecret ? { value } : {};
  return { name: readText(name), isSecret, ...given };
}

/** `values`: by the name of the arg. */
export async function createAnalysisRun(
  connection: Connection,
  plan: AnalysisPlan,
  values: ReadonlyMap<string, string>,
  creation: Creation,
): Promise<Result<Created, ClusterFailure>> {
  const { name, namespace, labels, spec } = plan;
  const args = readList(spec.args)
    .map(readMap)
    .map(arg => {
      const value = values.get(readText(arg.name));
      return value === undefined || readArg(arg).isSecret ? arg : { name: arg.name, value };
    });
  const metadata = { labels, generateName: `${name}-` };
  return await create(connection, ANALYSIS_RUNS, runManifest(namespace, metadata, { ...spec, args }), creation);
}

/** The same spec once more, as a run that belongs to nobody and has not been ended. */
export async function copyAnalysisRun(
  connection: Connection,
  object: Json,
  namespace: string,
): Promise<Result<Created, ClusterFailure>> {
  const { name, generateName, labels, annotations } = readMap(object.metadata);
  const { terminate: _, ...spec } = readMap(object.spec);
  const prefix = readText(generateName) || `${readText(name)}-`;
  const metadata = { labels, annotations: withoutTraces(annotations), generateName: prefix };
  return await create(connection, ANALYSIS_RUNS, runManifest(namespace, metadata, spec), {});
}

/** The API server completes the name. */
function runManifest(namespace: string, metadata: Json & { readonly generateName: string }, spec: Json): Manifest {
  const object = {
    apiVersion: apiVersionOf(ANALYSIS_RUNS),
    kind: ANALYSIS_RUNS.kind,
    metadata: { ...metadata, namespace },
    spec,
  };
  return { name: `${metadata.generateName}…`, namespace, object };
}
