/** A rehearsal as a chart of lines: what a person follows, and the verdict at its end. */
import type { RunTimeline, Timeline, TimelineEvent, TimelineNote } from '../core/index.ts';

/** Measurements of one metric that came to something bad, and have a line each. */
const SHOWN_BAD = 5;

type Row = readonly [time: string, subject: string, state: string, message: string];

export function formatTimeline(timeline: Timeline | RunTimeline): string {
  const { verdict } = timeline;
  const chart = new Chart('experiment' in timeline ? timeline.experiment.name : undefined);
  for (const event of timeline.events) chart.add(event);
  const state = verdict.kind === 'finished' ? verdict.phase : verdict.kind;
  const deletion = 'deletion' in timeline ? timeline.deletion : undefined;
  return (
    formatRows([
      ...chart.rows,
      [formatTime(verdict.at), 'verdict', state, verdict.message],
      ...(deletion ? [[formatTime(deletion.at), 'ttlStrategy', 'deleted', deletion.message]] : []),
    ]) + formatNotes(timeline.notes ?? [])
  );
}

const SAID: Readonly<Record<TimelineNote['kind'], string>> = {
  error: 'error',
  wrong: 'wrong',
  'not-found': 'not found',
  assumed: 'assumed',
};

/** `assumed: Pods are ready after 4 s`, below the chart. */
export function formatNotes(notes: readonly TimelineNote[]): string {
  return notes.length === 0 ? '' : `\n${notes.map(({ kind, text }) => `${SAID[kind]}: ${text}\n`).join('')}`;
}

/** Columns as wide as they need to be; the last one as it is. */
export function formatRows(rows: readonly (readonly string[])[]): string {
  const count = Math.max(0, ...rows.map(row => row.length));
  const widths = Array.from({ length: count - 1 }, (_, column) =>
    Math.max(0, ...rows.map(row => (row[column] ?? '').length)),
  );
  const lines = rows.map(row =>
    row
      .map((cell, column) => (column < count - 1 ? cell.padEnd(widths[column] ?? 0) : cell))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** `1:02:03`, `2:03`. */
export function formatTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

class Chart {
  readonly rows: Row[] = [];
  readonly #experiment: string | undefined;
  /** Bad measurements so far, by metric. */
  readonly #bad = new Map<string, number>();

  constructor(experiment: string | undefined) {
    this.#experiment = experiment;
  }

  add(event: TimelineEvent): void {
    switch (event.subject) {
      case 'experiment':
        this.#row(event, `Experiment ${this.#experiment ?? ''}`, event.to);
        break;
      case 'template':
        if (event.from !== event.to) this.#row(event, `template ${event.name}`, event.to);
        else if (event.replicas === 0 && event.rule !== undefined)
          this.#row(event, `template ${event.name}`, 'no pods');
        break;
      case 'service':
        this.#row(event, `Service ${event.name}`, event.to);
        break;
      case 'analysisRun':
        this.#row(event, `AnalysisRun ${event.name}`, event.to);
        break;
      case 'metric':
        if (event.to !== 'Running') this.#row(event, `metric ${event.name}`, event.to);
        break;
      case 'measurement':
        this.#addMeasurement(event);
        break;
      default:
      // Pods say nothing that their template does not, and analyses nothing that their runs do not.
    }
  }

  #addMeasurement(event: TimelineEvent & { subject: 'measurement' }): void {
    if (event.to === 'Successful' || event.to === 'Running') return;
    const key = `${event.analysisRun}/${event.name}`;
    const count = (this.#bad.get(key) ?? 0) + event.covers;
    this.#bad.set(key, count);
    if (count <= SHOWN_BAD) this.#row(event, `metric ${event.name}`, `${ordinal(event.number)} ${event.to}`);
    else if (count - event.covers < SHOWN_BAD + 1) {
      this.#row(
        { ...event, message: 'further measurements that are not Successful have no lines' },
        `metric ${event.name}`,
        '…',
      );
    }
  }

  #row({ at, message }: Pick<TimelineEvent, 'at' | 'message'>, subject: string, state: string): void {
    this.rows.push([formatTime(at), subject.trimEnd(), state, message]);
  }
}

function ordinal(number: number): string {
  const tens = number % 100;
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
}
