/** When something ends, in words: a few behind the line, all of them in a hover. */
import { formatDuration } from '../kube/duration.ts';
import type { EndBounds, MetricBounds, RunBounds } from '../lifecycle/analysis/end-bounds.ts';
import type { MetricSpec } from '../lifecycle/spec/metric-spec.ts';
import { inlineCode } from '../text/markdown.ts';

const NEVER = Number.POSITIVE_INFINITY;

export interface Span {
  readonly earliest: number;
  readonly latest: number;
  /** It can end well, and not only because something fails. */
  readonly canEndWell: boolean;
  readonly isAsync: boolean;
}

/** `ends between 2 min and 9 min`. Empty: it ends at once, which needs no words. */
export function describeSpan({ earliest, latest, canEndWell, isAsync }: Span): string {
  // An editor cuts hints of more than some forty characters.
  const own = isAsync ? ' + its Jobs' : '';
  const after = formatDuration(earliest);
  if (latest === NEVER) {
    if (earliest === NEVER) return 'never ends by itself';
    if (canEndWell) return earliest === 0 ? 'may never end' : `ends after ${after} at the earliest, or never`;
    return earliest === 0 ? 'never ends unless it fails' : `never ends unless it fails, after ${after} at the earliest`;
  }
  if (latest === 0) return '';
  if (earliest >= latest) return `ends after ${formatDuration(latest)}${own}`;
  const end = formatDuration(latest);
  return `${earliest === 0 ? `ends within ${end}` : `ends between ${after} and ${end}`}${own}`;
}

export function spanOfMetric(bounds: MetricBounds): Span {
  const { successful, failed, inconclusive, missed, error, measurements, latest, isAsync } = bounds;
  // A provider that cannot work ends it by its errors; those of one that may work are told in the hover only.
  const earliest = measurements === 0 ? error : Math.min(successful, failed, inconclusive, missed);
  return { earliest, latest, canEndWell: successful !== NEVER, isAsync };
}

export function spanOfRun({ earliest, latest, successful, isAsync }: RunBounds): Span {
  return { earliest, latest, canEndWell: successful !== NEVER, isAsync };
}

export function spanOfExperiment({ earliest, latest, isAsync }: EndBounds): Span {
  return { earliest, latest, canEndWell: true, isAsync };
}

/** `10 measurements, 1 min apart: 9 min.`, then how else it may end, and what is not in these times. */
export function explainMetric(metric: MetricSpec, bounds: MetricBounds): string {
  return [
    explainCourse(metric, bounds),
    ...explainEnds(metric, bounds).map(text => `- ${text}`),
    bounds.isAsync ? JOBS : MEASUREMENTS,
  ].join('\n');
}

const MEASUREMENTS = '\nWhat the measurements take comes on top.';
const JOBS = '\nWhat its Jobs or judgements take comes on top.';

function explainCourse(
  { initialDelayMs = 0, intervalMs = 0 }: MetricSpec,
  { measurements, latest }: MetricBounds,
): string {
  if (measurements === 0) return `**Its provider cannot work: Error after ${formatDuration(latest)}.**\n`;
  const apart = intervalMs > 0 ? `, ${formatDuration(intervalMs)} apart` : '';
  const first = initialDelayMs > 0 ? `, the first after ${formatDuration(initialDelayMs)}` : '';
  if (measurements === NEVER) return `**Measurements without end${apart}${first}.** There is no \`count\`.\n`;
  const many = measurements === 1 ? '1 measurement' : `${measurements} measurements${apart}`;
  return latest === 0 ? `**${many}.**\n` : `**${many}${first}: ${formatDuration(latest)}.**\n`;
}

function explainEnds(metric: MetricSpec, bounds: MetricBounds): readonly string[] {
  const { failureLimit, inconclusiveLimit, consecutiveErrorLimit, consecutiveSuccessLimit: streak } = metric;
  if (bounds.measurements === 0) return [];
  const inRow = `${count(streak, 'success', 'es')} in a row`;
  const errors = consecutiveErrorLimit === 0 ? '1 error' : `${consecutiveErrorLimit + 1} errors in a row, 10 s apart`;
  const ends: readonly (readonly [phase: string, at: number, why: string])[] = [
    ['Successful', streak > 0 && bounds.successful < bounds.latest ? bounds.successful : NEVER, inRow],
    ['Failed', bounds.failed, count(failureLimit + 1, 'failure')],
    ['Inconclusive', bounds.inconclusive, count(inconclusiveLimit + 1, 'inconclusive measurement')],
    [failureLimit < 0 ? 'Failed' : 'Inconclusive', bounds.missed, `all are taken, without ${inRow}`],
    ['Error', bounds.error, errors],
  ];
  return ends.flatMap(([phase, at, why]) =>
    at === NEVER ? [] : [`${phase} ${at === 0 ? 'at once' : `after ${formatDuration(at)}`} at the earliest: ${why}`],
  );
}

function count(number: number, noun: string, plural = 's'): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}${plural}`;
}

/** `2 metrics, 13 measurements: ends between 2 min and 9 min.`, then each metric. */
export function explainRun(metrics: readonly MetricSpec[], bounds: RunBounds): string {
  const total = bounds.metrics.reduce((sum, { measurements }) => sum + measurements, 0);
  const many = total === NEVER ? 'measurements without end' : count(total, 'measurement');
  const head = `**${count(metrics.length, 'metric')}, ${many}${colon(describeSpan(spanOfRun(bounds)))}.**\n`;
  const each = bounds.metrics.map((metric, index) => {
    const span = describeSpan(spanOfMetric(metric)) || 'ends at once';
    const dryRun = metrics[index]?.dryRun === true ? ', a dry run' : '';
    const measured = metric.measurements === NEVER ? '' : `${count(metric.measurements, 'measurement')}, `;
    return `- ${inlineCode(metrics[index]?.name ?? '')}${dryRun}: ${measured}${span}`;
  });
  return [head, ...each, bounds.isAsync ? JOBS : MEASUREMENTS].join('\n');
}

function colon(text: string): string {
  return text === '' ? '' : `: ${text}`;
}
