/** Two rehearsals side by side: what each part came to, and where they differ. */
import type { MetricCounts, Timeline, TimelineEvent } from '../core/index.ts';
import { formatRows, formatTime } from './timeline.ts';

export interface Side {
  /** Head of its column: the scenario, or the file. */
  readonly title: string;
  readonly timeline: Timeline;
}

export function formatComparison(left: Side, right: Side): string {
  const [a, b] = [endsOf(left.timeline), endsOf(right.timeline)];
  const subjects = [...new Set([...a.keys(), ...b.keys()])];
  const rows = subjects.map(subject => {
    const [one = '-', other = '-'] = [a.get(subject), b.get(subject)];
    return [one === other ? ' ' : '≠', subject, one, other];
  });
  const verdicts = [left, right].map(({ title, timeline: { verdict } }) => {
    const state = verdict.kind === 'finished' ? verdict.phase : verdict.kind;
    return `${title}: ${state} at ${formatTime(verdict.at)}. ${verdict.message}`;
  });
  return `${formatRows([[' ', '', left.title, right.title], ...rows])}\n${verdicts.join('\n')}\n`;
}

/** What each subject is at the end, and since when; metrics with their counts. */
function endsOf({ events }: Timeline): ReadonlyMap<string, string> {
  const ends = new Map<string, { phase: string; at: number; counts?: MetricCounts }>();
  for (const event of events) {
    const subject = subjectOf(event);
    if (subject === undefined || !('to' in event)) continue;
    const before = ends.get(subject);
    const counts = 'counts' in event ? { counts: event.counts } : {};
    // A measurement only adds to the counts of its metric.
    if (event.subject === 'measurement') {
      if (before) ends.set(subject, { ...before, ...counts });
    } else if (before?.phase !== event.to) ends.set(subject, { phase: event.to, at: event.at, ...counts });
  }
  return new Map(
    [...ends].map(([subject, { phase, at, counts }]) => [subject, `${phase} at ${formatTime(at)}${tell(counts)}`]),
  );
}

function subjectOf(event: TimelineEvent): string | undefined {
  switch (event.subject) {
    case 'experiment':
      return 'Experiment';
    case 'template':
      return `template ${event.name}`;
    case 'analysisRun':
      return `AnalysisRun ${event.name}`;
    case 'metric':
    case 'measurement':
      return `metric ${event.analysis}/${event.name}`;
    default:
      return undefined;
  }
}

function tell(counts: MetricCounts | undefined): string {
  if (counts === undefined) return '';
  const parts = [
    `${counts.measured} measured`,
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.inconclusive > 0 ? [`${counts.inconclusive} inconclusive`] : []),
    ...(counts.error > 0 ? [`${counts.error} ${counts.error === 1 ? 'error' : 'errors'}`] : []),
  ];
  return ` (${parts.join(', ')})`;
}
