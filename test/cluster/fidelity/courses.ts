/** The course of each thing, on the real controllers and in rehearsal: what it was, one after the other, and when. */
import type { TimelineEvent } from '../../../server/core/lifecycle/spec/timeline.ts';
import type { Value } from '../fields.ts';
import type { Timeline } from '../timeline.ts';

export interface Step {
  readonly second: number;
  readonly what: string;
}

/** By subject: `Experiment`, `template a`, `run e-x`, `metric e-x/errors`, `measurements e-x/errors`. */
export type Courses = ReadonlyMap<string, readonly Step[]>;

class Book {
  readonly courses = new Map<string, Step[]>();

  note(subject: string, second: number, value: Value): void {
    const what = value === null ? '' : String(value);
    if (what === '') return;
    const course = this.courses.get(subject);
    if (!course) this.courses.set(subject, [{ second, what }]);
    else if (course.at(-1)?.what !== what) course.push({ second, what });
  }

  /** Measurements are counted: alike ones do not become one. */
  add(subject: string, second: number, what: string): void {
    const course = this.courses.get(subject) ?? [];
    course.push({ second, what });
    this.courses.set(subject, course);
  }
}

/** The Experiment learns of a run's progress only when something else makes it look, so what is unfinished counts as one. */
function shown(phase: string): string {
  return phase === 'Pending' || phase === 'Running' ? 'unfinished' : phase;
}

/** Metrics that something else ends: how many measurements they get hangs on the moment. */
export function cutMetrics(events: readonly TimelineEvent[], run: string | undefined): ReadonlySet<string> {
  const ends = new Map<string, boolean>();
  for (const event of events) {
    if (event.subject !== 'metric') continue;
    ends.set(
      `measurements ${run ?? event.analysisRun}/${event.name}`,
      event.to === 'Running' || event.rule === 'metric.run-ending',
    );
  }
  return new Set([...ends].flatMap(([subject, isCut]) => (isCut ? [subject] : [])));
}

/** What the recording tells; times from the creation of the object. */
export function realCourses({ changes, begun }: Timeline, begunSecond: number): Courses {
  const book = new Book();
  const created = Date.parse(begun ?? '') / 1000 + begunSecond;
  const measurements = new Map<string, { subject: string; startedAt: number; phase: string }>();
  for (const { second, object, field, to } of changes) {
    const at = second - begunSecond;
    const [kind = '', name = ''] = object.split('/');
    if (object === 'Experiment/e') {
      if (field === 'status.phase') book.note('Experiment', at, to);
      const template = /^status\.templateStatuses\[(.+)\]\.status$/.exec(field)?.[1];
      if (template !== undefined) book.note(`template ${template}`, at, to);
      const analysis = /^status\.analysisRuns\[(.+)\]\.phase$/.exec(field)?.[1];
      if (analysis !== undefined && to !== null) book.note(`analysis ${analysis}`, at, shown(String(to)));
    }
    if (kind === 'ReplicaSet' && field === 'spec.replicas') book.note(`ReplicaSet ${name}`, at, to);
    if (kind === 'Service' && field === 'exists') book.note(`Service ${name}`, at, to === true ? 'Present' : 'Absent');
    if (kind !== 'AnalysisRun') continue;
    if (field === 'status.phase') book.note(`run ${name}`, at, to);
    const metric = /^status\.metricResults\[(.+)\]\.phase$/.exec(field)?.[1];
    if (metric !== undefined) book.note(`metric ${name}/${metric}`, at, to);
    const [, of, number, what] =
      /^status\.metricResults\[(.+)\]\.measurement\.(\d+)\.(phase|startedAt)$/.exec(field) ?? [];
    if (of === undefined || to === null) continue;
    const key = `${name}/${of} ${number}`;
    const known = measurements.get(key) ?? { subject: `measurements ${name}/${of}`, startedAt: Number.NaN, phase: '' };
    if (what === 'phase') known.phase = String(to);
    // A status tells whole seconds: on average half a second has been cut away.
    else known.startedAt = Date.parse(String(to)) / 1000 - created + 0.5;
    measurements.set(key, known);
  }
  for (const { subject, startedAt, phase } of measurements.values()) book.add(subject, startedAt, phase);
  return book.courses;
}

export function rehearsedCourses(events: readonly TimelineEvent[], run: string | undefined): Courses {
  const book = new Book();
  const begun = new Map<string, number>();
  for (const event of events) {
    const at = event.at / 1000;
    switch (event.subject) {
      case 'experiment':
        book.note('Experiment', at, event.to);
        break;
      case 'template':
        book.note(`template ${event.name}`, at, event.to);
        // A template whose ReplicaSet is refused has events all the same.
        if (event.replicas > 0 || event.to !== 'Error' || book.courses.has(`ReplicaSet e-${event.name}`)) {
          book.note(`ReplicaSet e-${event.name}`, at, event.replicas);
        }
        break;
      case 'service':
        book.note(`Service ${event.name}`, at, event.to);
        break;
      case 'analysis':
        book.note(`analysis ${event.name}`, at, shown(event.to));
        break;
      case 'analysisRun':
        book.note(`run ${run ?? event.name}`, at, event.to);
        break;
      case 'metric':
        book.note(`metric ${run ?? event.analysisRun}/${event.name}`, at, event.to);
        break;
      case 'measurement':
        addMeasurement(book, begun, `measurements ${run ?? event.analysisRun}/${event.name}`, event);
        break;
      default:
    }
  }
  return book.courses;
}

function addMeasurement(
  book: Book,
  begun: Map<string, number>,
  subject: string,
  event: TimelineEvent & { subject: 'measurement' },
): void {
  const course = book.courses.get(subject);
  const step = { second: event.startedAt / 1000, what: event.to };
  // The end of one that had an event when it began takes its place.
  if (event.from === 'Running' && course && begun.get(subject) === event.number) course[course.length - 1] = step;
  else book.add(subject, step.second, step.what);
  begun.set(subject, event.number);
}
