/** From the timeline that the server answered to what the tree shows at any instant of it: one event at a time. */
import type { Timeline, TimelineEvent } from '../../server/protocol.ts';
import type { AnalysisView, ExperimentView, Origin, PodView, TemplateView } from '../experiments/view/view.ts';
import { changeMetrics, firstMetrics } from './replay-metrics.ts';

/** Before the first event: everything is known, nothing has happened. */
export function firstView(
  timeline: Timeline,
  identity: { readonly id: string; readonly createdAt: number; readonly origin?: Origin },
): ExperimentView {
  const { name, namespace, durationMs } = timeline.experiment;
  return {
    ...identity,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    phase: '',
    message: '',
    terminating: false,
    ...(durationMs === undefined ? {} : { durationMs }),
    templates: firstOfEachName(timeline.templates).map(template => ({
      name: template.name,
      replicaSet: template.replicaSet,
      phase: '',
      message: '',
      replicas: template.replicas,
      available: 0,
      ...(template.service === undefined ? {} : { service: { name: template.service, present: false } }),
      pods: [],
    })),
    analyses: firstOfEachName(timeline.analyses).map(analysis => ({
      name: analysis.name,
      templateName: analysis.templateName,
      clusterScope: analysis.clusterScope,
      analysisRun: analysis.analysisRun,
      required: analysis.requiredForCompletion,
      phase: '',
      message: '',
      runPhase: '',
      metrics: firstMetrics(analysis),
    })),
  };
}

/** Names are unique in what the controller accepts; rows have to be so in what it refuses, too. */
function firstOfEachName<T extends { readonly name: string }>(list: readonly T[]): readonly T[] {
  return list.filter((item, index) => list.findIndex(other => other.name === item.name) === index);
}

const COMPLETED: readonly string[] = ['Successful', 'Failed', 'Error', 'Inconclusive'];

/** What is shown after the event. An event about something unknown changes nothing. */
export function applyEvent(view: ExperimentView, event: TimelineEvent): ExperimentView {
  switch (event.subject) {
    case 'experiment':
      return {
        ...view,
        phase: event.to,
        message: event.message,
        ...(COMPLETED.includes(event.to) ? { endedAfterMs: event.at } : {}),
      };
    case 'available':
      return { ...view, availableAfterMs: event.at };
    case 'template':
      return changeTemplate(view, event.name, () => ({
        phase: event.to,
        message: event.message,
        replicas: event.replicas,
        available: event.available,
      }));
    case 'service':
      return changeTemplate(view, event.template, () => ({
        service: { name: event.name, present: event.to === 'Present' },
      }));
    case 'pod':
      return changeTemplate(view, event.template, ({ pods }) => ({ pods: changePod(pods, event) }));
    case 'analysis':
      return changeAnalysis(view, event.name, () => ({ phase: event.to, message: event.message }));
    case 'analysisRun':
      return changeAnalysis(view, event.analysis, analysis => ({
        runPhase: event.to,
        ...(analysis.startedAfterMs === undefined ? { startedAfterMs: event.at } : {}),
        ...(COMPLETED.includes(event.to) ? { endedAfterMs: event.at } : {}),
      }));
    case 'metric':
    case 'measurement':
      return changeAnalysis(view, event.analysis, analysis => ({ metrics: changeMetrics(analysis, event) }));
  }
}

/** What is only known once the verdict's time has come. */
export function applyVerdict(view: ExperimentView, { verdict }: Timeline): ExperimentView {
  if (verdict.kind === 'finished') return view;
  return { ...view, outlook: { kind: verdict.kind, message: verdict.message } };
}

/** The last instant at which anything changes. */
export function endOf({ events, verdict }: Timeline): number {
  return Math.max(verdict.at, events.at(-1)?.at ?? 0);
}

function changeTemplate(
  view: ExperimentView,
  name: string,
  change: (template: TemplateView) => Partial<TemplateView>,
): ExperimentView {
  const templates = view.templates.map(old => (old.name === name ? { ...old, ...change(old) } : old));
  return { ...view, templates };
}

function changeAnalysis(
  view: ExperimentView,
  name: string,
  change: (analysis: AnalysisView) => Partial<AnalysisView>,
): ExperimentView {
  const analyses = view.analyses.map(old => (old.name === name ? { ...old, ...change(old) } : old));
  return { ...view, analyses };
}

function changePod(pods: readonly PodView[], event: TimelineEvent & { subject: 'pod' }): readonly PodView[] {
  if (event.to === 'Deleted') return pods.filter(pod => pod.name !== event.name);
  const { name, to: phase, ready, message: reason, restarts = 0, at: sinceMs } = event;
  const changed = { name, phase, ready, reason, message: '', restarts, sinceMs };
  if (!pods.some(pod => pod.name === name)) return [...pods, changed];
  return pods.map(pod => (pod.name === name ? changed : pod));
}
