/** An analysis with its metrics and their measurements, the newest first. */
import type { L10n } from '../../live/l10n.ts';
import { nodeId } from '../../live/node-id.ts';
import type { AnalysisView, ExperimentView, MeasurementView, MetricView } from '../../live/view.ts';
import { analysisRow } from './analysis.ts';
import { earlierRow, LATEST, measurementRow } from './measurement.ts';
import { metricRow } from './metric.ts';
import type { Node } from './row.ts';

type Clock = Pick<ExperimentView, 'createdAt' | 'playback'>;

export function analysisNode(
  experiment: { readonly source: string; readonly experiment: string },
  clock: Clock,
  view: AnalysisView,
  l10n: L10n,
): Node {
  const path = { ...experiment, analysis: view.name };
  return {
    id: nodeId(path),
    row: () => analysisRow(view, l10n),
    children: () => view.metrics.map(metric => metricNode(path, clock, metric, l10n)),
  };
}

type AnalysisPath = { readonly source: string; readonly experiment: string; readonly analysis: string };

function metricNode(analysis: AnalysisPath, clock: Clock, view: MetricView, l10n: L10n): Node {
  const path = { ...analysis, metric: view.name };
  const leaf = (earlier: boolean) => (measurement: MeasurementView) => ({
    id: nodeId({ ...path, earlier, measurement: measurement.number }),
    row: () => measurementRow(clock, measurement, l10n),
    children: () => [],
  });
  return {
    id: nodeId(path),
    row: () => metricRow(view, l10n),
    children: () => {
      const newestFirst = view.measurements.toReversed();
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
