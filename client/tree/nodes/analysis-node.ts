/** Analyses, and AnalysisRuns that belong to nobody, with their metrics and measurements, the newest first. */

import { analysisActions, measurementActions } from '../../experiments/places/row-actions.ts';
import type { Place } from '../../experiments/ports/source.ts';
import type { L10n } from '../../experiments/values/l10n.ts';
import { nodeId } from '../../experiments/view/node-id.ts';
import type { AnalysisView, ExperimentView, MeasurementView, MetricView } from '../../experiments/view/view.ts';
import { analysisRow } from './analysis.ts';
import { analysisRunRow } from './analysis-run.ts';
import type { Moment } from './experiment.ts';
import { earlierRow, LATEST, measurementRow } from './measurement.ts';
import { metricRow } from './metric.ts';
import { type Node, offering } from './row.ts';

/** What the rows below one experiment, or one run, have in common. */
export interface Branch {
  readonly place: Place;
  readonly view: ExperimentView;
  readonly l10n: L10n;
}

export function analysisNode(branch: Branch, analysis: AnalysisView): Node {
  const { place, view, l10n } = branch;
  const path = { source: place.source.id, experiment: view.id, analysis: analysis.name };
  return offering(analysisActions(place, analysis), {
    id: nodeId(path),
    row: () => analysisRow(analysis, l10n),
    children: () => analysis.metrics.map(metric => metricNode(branch, path, metric)),
  });
}

/** Its metrics stand right below it. */
export function analysisRunNode(branch: Branch, moment: () => Moment): Node {
  const { place, view, l10n } = branch;
  const path = { source: place.source.id, experiment: view.id };
  const metrics = view.analyses.flatMap(analysis => analysis.metrics);
  return {
    id: nodeId(path),
    row: () => analysisRunRow(place, view, moment(), l10n),
    children: () => metrics.map(metric => metricNode(branch, path, metric)),
  };
}

type MetricParent = { readonly source: string; readonly experiment: string; readonly analysis?: string };

function metricNode({ place, view, l10n }: Branch, parent: MetricParent, metric: MetricView): Node {
  const path = { ...parent, metric: metric.name };
  const leaf = (earlier: boolean) => (measurement: MeasurementView) =>
    offering(measurementActions(place, measurement), {
      id: nodeId({ ...path, earlier, measurement: measurement.number }),
      row: () => measurementRow(view, measurement, l10n),
      children: () => [],
    });
  return {
    id: nodeId(path),
    row: () => metricRow(metric, l10n),
    children: () => {
      const newestFirst = metric.measurements.toReversed();
      const latest = newestFirst.slice(0, LATEST).map(leaf(false));
      const earlier = newestFirst.slice(LATEST);
      if (earlier.length === 0) return latest;
      const more: Node = {
        id: nodeId({ ...path, earlier: true }),
        row: () => earlierRow(earlier.length, l10n),
        children: () => earlier.map(leaf(true)),
      };
      return [...latest, more];
    },
  };
}
