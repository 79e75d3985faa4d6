/** What came of the analyses and metrics that are written in one file, as far as they were run as they stand there. */
import type { MeasuredPlaces, Range } from '../../../server/protocol.ts';
import type { Place } from '../ports/source.ts';
import type { L10n } from '../values/l10n.ts';
import { nodeId } from '../view/node-id.ts';
import { describeAnalysisResult, describeMetricResult } from '../view/result-words.ts';
import type { ExperimentView } from '../view/view.ts';

export interface FileResult {
  readonly range: Range;
  readonly text: string;
  /** The row that it is about. */
  readonly row: string;
}

/** A run and where it is. */
export interface RunAt {
  readonly place: Place;
  readonly view: ExperimentView;
}

export interface WrittenRun extends RunAt {
  readonly written: MeasuredPlaces;
}

/** Of each experiment of a file the latest that was begun there, in this window. */
export function latestRuns(places: readonly Place[]): readonly RunAt[] {
  const latest = new Map<string, RunAt>();
  for (const place of places) {
    const { state } = place.source;
    for (const view of state.kind === 'ready' ? state.experiments : []) {
      // Whatever is made from something else reads otherwise.
      if (view.origin === undefined || view.origin.isMadeFrom !== undefined) continue;
      const key = keyOf(view.origin);
      const known = latest.get(key);
      if (known === undefined || known.view.createdAt <= view.createdAt) latest.set(key, { place, view });
    }
  }
  return [...latest.values()];
}

/** The runs whose experiment still stands where it was begun. `written`: of the files in which they were. */
export function findWritten(
  runs: readonly RunAt[],
  written: ReadonlyMap<string, readonly MeasuredPlaces[]>,
): readonly WrittenRun[] {
  return runs.flatMap(run => {
    const { origin } = run.view;
    const found =
      origin && written.get(origin.uri)?.find(each => keyOf({ ...origin, range: each.nameRange }) === keyOf(origin));
    return found ? [{ ...run, written: found }] : [];
  });
}

export function resultsIn(uri: string, runs: readonly WrittenRun[], l10n: L10n): readonly FileResult[] {
  return runs.flatMap(({ place, view, written }) =>
    written.places.flatMap(({ analysis: name, metric: metricName, uri: at, range }): readonly FileResult[] => {
      const analysis = at === uri ? view.analyses.find(each => each.name === name) : undefined;
      if (analysis === undefined) return [];
      const path = { source: place.source.id, experiment: view.id, analysis: name };
      if (metricName === undefined) {
        const text = describeAnalysisResult(analysis, l10n);
        return text === '' ? [] : [{ range, text, row: nodeId(path) }];
      }
      const metric = analysis.metrics.find(each => each.name === metricName);
      const text = metric === undefined ? '' : describeMetricResult(metric, l10n);
      // Several analyses may measure one template.
      const whose = at === view.origin?.uri ? text : l10n.t('{0} ({1})', text, name);
      return text === '' ? [] : [{ range, text: whose, row: nodeId({ ...path, metric: metricName }) }];
    }),
  );
}

function keyOf({ uri, range: { start } }: { readonly uri: string; readonly range: Range }): string {
  return `${uri}#${start.line}:${start.character}`;
}
