/** What can be asked of an experiment now: offered in menus, and checked again when a command is run. */
import type { RowAction } from '../../ids.ts';
import type { Place } from '../ports/source.ts';
import { nodeId, parseNodeId } from '../view/node-id.ts';
import { type AnalysisView, type ExperimentView, isCompleted, type MeasurementView } from '../view/view.ts';

export function possibleActions(place: Omit<Place, 'source'>, view: ExperimentView): readonly RowAction[] {
  const actions: RowAction[] = ['results'];
  if (place.playback !== undefined) actions.push('compare');
  const playback = place.playback === undefined ? undefined : view.playback?.state;
  if (playback === 'playing') actions.push('pause');
  if (playback === 'paused') actions.push('resume', 'step');
  if (playback === 'playing') actions.push('step');
  if (playback === 'playing' || playback === 'paused') actions.push('speed', 'end');
  if (place.actions !== undefined) {
    // A refused one is not looked at by the controller, so asking it to end would change nothing.
    if (!view.terminating && !isCompleted(view.phase) && view.outlook?.kind !== 'invalid') actions.push('terminate');
    actions.push('delete');
    // A Rollout makes its experiments anew by itself, and the controller looks at no run that is over.
    const isAgain = view.rollout === undefined && view.kind === undefined && isCompleted(view.phase);
    if (place.cluster !== undefined && isAgain) actions.push('retry');
    if (place.cluster !== undefined) actions.push('rerun');
  }
  if (view.origin !== undefined) actions.push('file');
  if (place.cluster?.isConnected === true) {
    if (view.origin !== undefined && view.origin.isMadeFrom === undefined) actions.push('compareFile');
    if (view.kind !== undefined && jobsOf(view.analyses).length > 0) actions.push('logs');
    actions.push('yaml', 'events', 'copy');
  }
  return actions;
}

export function analysisActions(place: Omit<Place, 'source'>, view: AnalysisView): readonly RowAction[] {
  // Before there is a run there is nothing to look at.
  if (place.cluster?.isConnected !== true || view.runPhase === '') return [];
  const mayEnd = place.actions !== undefined && !isCompleted(view.runPhase);
  const hasMeasured = view.metrics.some(({ measurements }) => measurements.length > 0);
  return [
    ...(hasMeasured ? (['replay'] as const) : []),
    ...(mayEnd ? (['endAnalysis'] as const) : []),
    ...(place.actions === undefined ? [] : (['runOnce'] as const)),
    ...(jobsOf([view]).length > 0 ? (['logs'] as const) : []),
    'yaml',
    'events',
    'copy',
  ];
}

export function measurementActions(place: Omit<Place, 'source'>, view: MeasurementView): readonly RowAction[] {
  return place.cluster?.isConnected === true && jobOf(view) !== undefined ? ['logs'] : [];
}

/** A Job that a measurement ran. */
export interface JobReference {
  readonly name: string;
  /** Absent: that of the run. */
  readonly namespace?: string;
}

function jobOf({ metadata }: MeasurementView): JobReference | undefined {
  const { 'job-name': name = '', 'job-namespace': namespace = '' } = metadata;
  return name === '' ? undefined : { name, ...(namespace === '' ? {} : { namespace }) };
}

/** Newest first. `metric`, `measurement`: only those of the metric, of the measurement with this number. */
export function jobsOf(
  analyses: readonly AnalysisView[],
  metric?: string,
  measurement?: number,
): readonly JobReference[] {
  return analyses
    .flatMap(analysis => analysis.metrics.filter(({ name }) => metric === undefined || name === metric))
    .flatMap(({ measurements }) => measurements)
    .filter(({ number }) => measurement === undefined || number === measurement)
    .sort((a, b) => (b.startedAfterMs ?? 0) - (a.startedAfterMs ?? 0))
    .flatMap(each => jobOf(each) ?? []);
}

export function podActions(place: Omit<Place, 'source'>): readonly RowAction[] {
  return place.cluster?.isConnected === true ? ['logs', 'yaml', 'events', 'copy'] : [];
}

/** An experiment with the place where it is. */
export interface Located {
  readonly place: Place;
  readonly view: ExperimentView;
  readonly node: string;
}

/** The experiment that the row belongs to. */
export function locate(places: readonly Place[], node: string): Located | undefined {
  const path = parseNodeId(node);
  const place = places.find(({ source }) => source.id === path?.source);
  const view = path?.experiment === undefined ? undefined : place?.source.find(path.experiment);
  if (place === undefined || view === undefined) return undefined;
  return { place, view, node: nodeId({ source: place.source.id, experiment: view.id }) };
}

/** All experiments of which this can be asked now. */
export function candidates(places: readonly Place[], action: RowAction): readonly Located[] {
  return places.flatMap(place => {
    const { source } = place;
    if (source.state.kind !== 'ready') return [];
    return source.state.experiments
      .filter(view => possibleActions(place, view).includes(action))
      .map(view => ({ place, view, node: nodeId({ source: source.id, experiment: view.id }) }));
  });
}

/**
 * Whether ending it now would leave it Running for ever: with a required analysis among them the controller waits for
 * every run, and once it is terminating it no longer reads what they come to.
 */
export function hangsWhenTerminated(view: ExperimentView): boolean {
  return (
    view.analyses.some(analysis => analysis.required) &&
    view.analyses.some(analysis => analysis.phase === 'Pending' || analysis.phase === 'Running')
  );
}
