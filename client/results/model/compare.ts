/** Two experiments, or two courses of one, line by line. */
import { formatDuration } from '../../experiments/values/duration.ts';
import type { L10n } from '../../experiments/values/l10n.ts';
import { plainValue } from '../../experiments/view/value.ts';
import type { AnalysisView, ExperimentView, MetricView } from '../../experiments/view/view.ts';
import { describeMetricState } from './metric-results.ts';
import type { ComparedLine } from './page.ts';

interface Compared {
  readonly view: ExperimentView;
}

export function compare(columns: readonly Compared[], l10n: L10n): readonly ComparedLine[] {
  const views = columns.map(({ view }) => view);
  const line = (label: string, read: (view: ExperimentView) => string): ComparedLine => {
    const values = views.map(view => read(view) || '–');
    return { label, values, differs: new Set(values).size > 1 };
  };
  const after = (ms: number | undefined) => (ms === undefined ? '' : formatDuration(ms, l10n));
  return [
    line(l10n.t('Scenario'), view => view.playback?.scenario ?? ''),
    line(l10n.t('Phase'), view => view.phase),
    line(l10n.t('Outcome'), view => view.outlook?.message ?? view.message),
    line(l10n.t('All templates available after'), view => after(view.availableAfterMs)),
    line(l10n.t('Ended after'), view => after(view.endedAfterMs)),
    ...names(views, view => view.templates).map(name =>
      line(l10n.t('Template {0}', name), view => view.templates.find(each => each.name === name)?.phase ?? ''),
    ),
    ...names(views, view => view.analyses).flatMap(name => {
      const find = (view: ExperimentView) => view.analyses.find(each => each.name === name);
      return [
        line(l10n.t('Analysis {0}', name), view => find(view)?.phase ?? ''),
        ...metricNames(views, find).map(metric =>
          line(l10n.t('Metric {0} of {1}', metric, name), view => describeMetric(find(view), metric, l10n)),
        ),
      ];
    }),
  ];
}

/** In the order in which they first come. */
function names(
  views: readonly ExperimentView[],
  read: (view: ExperimentView) => readonly { readonly name: string }[],
): readonly string[] {
  return [...new Set(views.flatMap(view => read(view).map(({ name }) => name)))];
}

function metricNames(
  views: readonly ExperimentView[],
  find: (view: ExperimentView) => AnalysisView | undefined,
): readonly string[] {
  return names(views, view => find(view)?.metrics ?? []);
}

function describeMetric(analysis: AnalysisView | undefined, name: string, l10n: L10n): string {
  const metric: MetricView | undefined = analysis?.metrics.find(each => each.name === name);
  if (metric === undefined) return '';
  const latest = metric.measurements.findLast(({ value }) => value !== '')?.value ?? '';
  return [describeMetricState(metric, l10n), plainValue(latest)].filter(part => part !== '').join(' · ');
}
