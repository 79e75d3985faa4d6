/** Which rows have to be drawn again when one state of a source follows another. */
import { nodeId } from './node-id.ts';
import { type AnalysisView, type ExperimentView, inTreeOrder, isOver, type TemplateView } from './view.ts';

/**
 * Ids of the topmost rows that differ. A row stands for everything below it, and sums up the level right below it, so a
 * changed pod names its template and a changed template its experiment. No id lies below another; identical states give
 * none.
 */
export function changedIds(
  source: string,
  before: readonly ExperimentView[],
  after: readonly ExperimentView[],
): readonly string[] {
  if (before === after) return [];
  const old = inTreeOrder(before);
  const now = inTreeOrder(after);
  // The row of a source counts those that are not over.
  const list = (views: readonly ExperimentView[]) => views.map(view => [view.id, isOver(view)]);
  if (!isDeepEqual(list(old), list(now))) return [nodeId({ source })];
  return now.flatMap((view, index) => changesOf(source, old[index] ?? view, view));
}

function changesOf(source: string, before: ExperimentView, after: ExperimentView): readonly string[] {
  if (before === after) return [];
  const experiment = after.id;
  if (!isDeepEqual(summary(before), summary(after))) return [nodeId({ source, experiment })];
  // Its metrics stand right below it.
  if (after.kind === 'AnalysisRun') {
    return isDeepEqual(after.analyses, before.analyses) ? [] : [nodeId({ source, experiment })];
  }
  return [
    ...after.templates.flatMap((template, index) =>
      isDeepEqual(template.pods, before.templates[index]?.pods)
        ? []
        : [nodeId({ source, experiment, template: template.name })],
    ),
    ...after.analyses.flatMap((analysis, index) =>
      isDeepEqual(analysis, before.analyses[index]) ? [] : [nodeId({ source, experiment, analysis: analysis.name })],
    ),
  ];
}

/** What the row of the experiment may speak of, and the names of the rows below it. */
function summary({ templates, analyses, ...own }: ExperimentView): unknown {
  return {
    ...own,
    templates: templates.map(({ pods: _pods, ...template }: TemplateView) => template),
    analyses: analyses.map(({ name, phase, required }: AnalysisView) => ({ name, phase, required })),
  };
}

/** Compares plain data: what JSON can hold, and `undefined`. */
export function isDeepEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = new Map<string, unknown>(Object.entries(a));
  const right = new Map<string, unknown>(Object.entries(b));
  return (
    left.size === right.size && [...left].every(([key, value]) => right.has(key) && isDeepEqual(value, right.get(key)))
  );
}
