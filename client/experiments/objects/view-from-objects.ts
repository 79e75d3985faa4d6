/** From Kubernetes objects to what the tree shows. A pure function: the same objects give the same view. */

import type { L10n } from '../values/l10n.ts';
import {
  type AnalysisView,
  type ExperimentView,
  isCompleted,
  type MeasurementView,
  type MetricView,
  type Origin,
  type Outlook,
  type PodView,
  type TemplateView,
} from '../view/view.ts';
import type { AnalysisRunObject, MeasurementObject, MetricObject } from './analysis-objects.ts';
import {
  type AnalysisSpec,
  type ExperimentObject,
  type ObjectIdentity,
  present,
  type ReplicaSetObject,
  type TemplateSpec,
} from './objects.ts';
import type { PodObject } from './pod-objects.ts';
import type { ServiceObject } from './service-objects.ts';

/** An Experiment with what it owns, joined by owner references. */
export interface ExperimentParts {
  readonly experiment: ExperimentObject;
  readonly replicaSets: readonly ReplicaSetObject[];
  readonly runs: readonly AnalysisRunObject[];
  /** Absent: not known; then the status of the experiment has the word, which tells what its controller saw last. */
  readonly services?: readonly ServiceObject[];
  /** By the uid of their ReplicaSet. */
  readonly pods: (replicaSet: string) => readonly PodObject[];
}

export interface ViewContext {
  readonly l10n: L10n;
  /** Milliseconds that the cluster's clock is ahead of ours. */
  readonly skew: number;
  /** Where it was written, if it was run from here. */
  readonly origin?: Origin;
}

export function viewFromObjects(parts: ExperimentParts, { l10n, skew, origin }: ViewContext): ExperimentView {
  const { experiment, runs } = parts;
  const { uid, name, namespace, createdAt, phase, message, terminate, deletedAt, availableAt } = experiment;
  return {
    id: uid,
    name,
    namespace,
    phase,
    message,
    terminating: terminate || deletedAt !== undefined,
    createdAt: createdAt - skew,
    templates: experiment.templates.map(template => templateView(parts, template)),
    analyses: experiment.analyses.map(analysis => analysisView(experiment, runs, analysis)),
    ...present('outlook', outlookOf(experiment, l10n)),
    ...present('availableAfterMs', since(experiment, availableAt)),
    ...present('endedAfterMs', since(experiment, endOf(parts))),
    ...present('durationMs', experiment.duration),
    ...present('rollout', experiment.rollout),
    ...present('origin', origin),
  };
}

/** Milliseconds after the creation of the object at the top. */
export function since({ createdAt }: Pick<ObjectIdentity, 'createdAt'>, at: number | undefined): number | undefined {
  return at === undefined ? undefined : Math.max(0, at - createdAt);
}

/** A deadline is acted on within seconds; the last change of a template comes of that. */
const LATE_MS = 15_000;

/**
 * Only success leaves its time in the status. A failed analysis tells it by its run, a failed template by the time at
 * which its pods go; what is left is the last time that the controller wrote anything, at most some seconds later.
 */
function endOf({ experiment, runs, replicaSets }: ExperimentParts): number | undefined {
  const { phase, succeededAt, scaleDownDelay, analysisStatuses, templateStatuses, updatedAt, createdAt } = experiment;
  if (!isCompleted(phase)) return undefined;
  if (phase === 'Successful' && succeededAt !== undefined) return succeededAt;
  const guilty = [...analysisStatuses.values()]
    .filter(status => status.phase === phase)
    .map(status => status.analysisRun);
  const templates = [...templateStatuses.values()];
  const changedAt = (statuses: typeof templates) => statuses.flatMap(status => status.changedAt ?? []);
  const deadlines = replicaSets.flatMap(({ scaleDownAt }) => scaleDownAt ?? []);
  // One that was tried again keeps the deadlines of its former life.
  const isNow = (deadline: number) => changedAt(templates).every(change => change - deadline < LATE_MS);
  const times = [
    runs.filter(run => guilty.includes(run.name)).flatMap(run => run.completedAt ?? []),
    deadlines.filter(isNow).map(deadline => deadline - scaleDownDelay),
    // For a moment after the end the pods are not yet told to go; a template beside the failed one changed at any time.
    changedAt(templates.filter(status => status.phase === phase)),
    changedAt(templates),
    updatedAt === undefined ? [] : [updatedAt],
  ];
  const known = times.find(list => list.length > 0);
  return known === undefined ? createdAt : Math.min(...known);
}

function outlookOf(experiment: ExperimentObject, l10n: L10n): Outlook | undefined {
  const { phase, invalid } = experiment;
  if (isCompleted(phase)) return undefined;
  if (invalid !== undefined) return { kind: 'invalid', message: invalid };
  const unread = unreadAnalyses(experiment);
  if (unread.length === 0) return undefined;
  return {
    kind: 'hangs',
    message: l10n.t('It waits for {0}, and the controller no longer reads what comes of it.', unread.join(', ')),
  };
}

/**
 * Analyses that it waits for in vain: with required ones it completes only after all runs, but once it is ending it no
 * longer reads them. It is ending when told so, and when all required ones are Successful.
 */
function unreadAnalyses({ terminate, analyses, analysisStatuses }: ExperimentObject): readonly string[] {
  const required = analyses.filter(analysis => analysis.required);
  const phaseOf = ({ name }: AnalysisSpec) => analysisStatuses.get(name)?.phase ?? '';
  const isEnding = terminate || required.every(analysis => phaseOf(analysis) === 'Successful');
  if (required.length === 0 || !isEnding) return [];
  return analyses.filter(analysis => ['Pending', 'Running'].includes(phaseOf(analysis))).map(({ name }) => name);
}

function templateView({ experiment, replicaSets, services, pods }: ExperimentParts, spec: TemplateSpec): TemplateView {
  const status = experiment.templateStatuses.get(spec.name);
  const replicaSet = replicaSets.find(candidate => candidate.template === spec.name);
  const isOver = status?.phase === 'Successful' || status?.phase === 'Failed' || status?.phase === 'Error';
  const serviceName = status?.serviceName ?? '';
  const service = services?.find(candidate => candidate.template === spec.name);
  const isThere = services === undefined ? serviceName !== '' : service !== undefined;
  return {
    name: spec.name,
    replicaSet: replicaSet?.name ?? `${experiment.name}-${spec.name}`,
    phase: status?.phase ?? '',
    message: (status?.message || replicaSet?.failure) ?? '',
    replicas: replicaSet?.wanted ?? (isOver ? (status?.replicas ?? 0) : spec.replicas),
    available: status?.available ?? 0,
    ...(spec.service === undefined && serviceName === ''
      ? {}
      : { service: { name: service?.name ?? (serviceName || (spec.service ?? '')), present: isThere } }),
    pods: replicaSet === undefined ? [] : inOrder(pods(replicaSet.uid)).map(pod => podView(experiment, pod)),
  };
}

/** The oldest first; of one second, by name. */
function inOrder(pods: readonly PodObject[]): readonly PodObject[] {
  return [...pods].sort((a, b) => a.createdAt - b.createdAt || (a.name < b.name ? -1 : Number(a.name > b.name)));
}

function podView(experiment: ExperimentObject, pod: PodObject): PodView {
  const { name, state, ready, reason, message, restarts } = pod;
  return { name, phase: state, ready, reason, message, restarts, sinceMs: since(experiment, pod.since) ?? 0 };
}

function analysisView(
  experiment: ExperimentObject,
  runs: readonly AnalysisRunObject[],
  spec: AnalysisSpec,
): AnalysisView {
  const status = experiment.analysisStatuses.get(spec.name);
  const analysisRun = status?.analysisRun || `${experiment.name}-${spec.name}`;
  const run = runs.find(candidate => candidate.name === analysisRun);
  return {
    name: spec.name,
    templateName: spec.templateName,
    clusterScope: spec.clusterScope,
    analysisRun,
    required: spec.required,
    phase: status?.phase ?? '',
    message: status?.message ?? '',
    runPhase: run?.phase ?? '',
    ...present('startedAfterMs', since(experiment, run?.startedAt)),
    ...present('endedAfterMs', since(experiment, run?.completedAt)),
    metrics: run?.metrics.map(metric => metricView(experiment, metric)) ?? [],
  };
}

export function metricView(
  top: Pick<ObjectIdentity, 'createdAt'>,
  { measurements, ...metric }: MetricObject,
): MetricView {
  return { ...metric, measurements: measurements.map(each => measurementView(top, each)) };
}

function measurementView(
  top: Pick<ObjectIdentity, 'createdAt'>,
  { startedAt, finishedAt, ...measurement }: MeasurementObject,
): MeasurementView {
  return {
    ...measurement,
    ...present('startedAfterMs', since(top, startedAt)),
    ...present('finishedAfterMs', since(top, finishedAt)),
  };
}
