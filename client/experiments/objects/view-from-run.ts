/** From an AnalysisRun that belongs to nobody to what the tree shows of it. */

import { type AnalysisView, type ExperimentView, isCompleted } from '../view/view.ts';
import type { AnalysisRunObject } from './analysis-objects.ts';
import { present } from './objects.ts';
import { metricView, since, type ViewContext } from './view-from-objects.ts';

export function viewFromRun(run: AnalysisRunObject, { skew, origin }: Omit<ViewContext, 'l10n'>): ExperimentView {
  const { uid, name, namespace, createdAt, phase, message, terminate, deletedAt } = run;
  const ended = present('endedAfterMs', since(run, endOf(run)));
  const analysis: AnalysisView = {
    name,
    templateName: '',
    clusterScope: false,
    analysisRun: name,
    required: false,
    phase,
    message,
    runPhase: phase,
    ...present('startedAfterMs', since(run, run.startedAt)),
    ...ended,
    metrics: run.metrics.map(metric => metricView(run, metric)),
  };
  return {
    kind: 'AnalysisRun',
    id: uid,
    name,
    namespace,
    phase,
    message,
    terminating: terminate || deletedAt !== undefined,
    createdAt: createdAt - skew,
    templates: [],
    analyses: [analysis],
    ...ended,
    ...present('origin', origin),
  };
}

/** A run that ends in Error before it has measured leaves no time behind. */
function endOf({ phase, completedAt, startedAt, createdAt, metrics }: AnalysisRunObject): number | undefined {
  if (!isCompleted(phase)) return undefined;
  const measured = metrics.flatMap(metric => metric.measurements.flatMap(({ finishedAt }) => finishedAt ?? []));
  return completedAt ?? (measured.length > 0 ? Math.max(...measured) : (startedAt ?? createdAt));
}
