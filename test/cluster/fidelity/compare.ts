/** Holds a rehearsal to what the real controllers did: the same steps in the same order, the same number of measurements, at the same times. */
import { isCompleted } from '../seen.ts';
import type { Timeline } from '../timeline.ts';
import { type Courses, cutMetrics, realCourses, rehearsedCourses, type Step } from './courses.ts';
import { MADE_TWICE_WITHIN, RACES } from './not-rehearsed.ts';
import { type Rehearsed, rehearseStaged } from './rehearsed.ts';

/** Seconds by which the two may differ. */
export const TOLERANCE = 2;

export interface Comparison {
  readonly scenario: string;
  /** How it ended, in rehearsal: `Successful`, `hangs Running`. */
  readonly verdict: string;
  /** Subjects whose courses were compared, steps in them, and measurements among these. */
  readonly subjects: number;
  readonly steps: number;
  readonly measurements: number;
  /** Largest difference in seconds between steps that correspond. */
  readonly largest: number;
  /** What differs, for a person; empty: nothing. */
  readonly differences: readonly string[];
  /** What differs because the real controllers took the other way of a race. */
  readonly races: readonly string[];
}

export function compare(timeline: Timeline): Comparison {
  const { object, begun } = findBegin(timeline);
  const rehearsed = rehearseStaged(timeline, begun);
  const run = object.startsWith('AnalysisRun/') ? object.slice('AnalysisRun/'.length) : undefined;
  const all = realCourses(timeline, begun);
  const own = rehearsedCourses(rehearsed.events, run);
  const second = findSecondRuns(all).filter(name => !own.has(`run ${name}`));
  const real = new Map([...all].filter(([subject]) => !second.some(name => isOf(subject, name))));
  const seconds = timeline.ended - begun;
  const subjects = [...new Set([...real.keys(), ...own.keys()])].sort();
  const cut = cutMetrics(rehearsed.events, run);
  const found = subjects.map(subject => compareCourse(subject, { real, own, seconds, isCut: cut.has(subject) }));
  const { verdict } = rehearsed;
  const differences = [...found.flatMap(each => each.differences), ...compareVerdict(real, rehearsed, run, seconds)];
  const race = Object.hasOwn(RACES, timeline.scenario) ? RACES[timeline.scenario] : undefined;
  const isRace = (difference: string): boolean => race?.accepts.test(difference) === true;
  const left = differences.filter(each => !isRace(each));
  return {
    scenario: timeline.scenario,
    verdict:
      verdict.kind === 'finished'
        ? verdict.phase
        : 'phase' in verdict
          ? `${verdict.kind} ${verdict.phase}`
          : verdict.kind,
    subjects: subjects.length,
    steps: found.reduce((sum, { steps }) => sum + steps, 0),
    measurements: found.reduce((sum, { subject, steps }) => sum + (subject.startsWith('measurements ') ? steps : 0), 0),
    largest: Math.max(0, ...found.map(({ largest }) => largest)),
    differences: left,
    races: [...differences.filter(isRace), ...second.map(name => `run ${name} is made a second time`)],
  };
}

/** Runs `e-x.1` beside an `e-x` that ended within a moment. */
function findSecondRuns(real: Courses): readonly string[] {
  return [...real].flatMap(([subject]) => {
    const [, name = '', first = ''] = /^run ((.+)\.1)$/.exec(subject) ?? [];
    const course = real.get(`run ${first}`) ?? [];
    const [begin, end] = [course[0], course.at(-1)];
    const isShort = begin && end && isCompleted(end.what) && end.second - begin.second <= MADE_TWICE_WITHIN;
    return isShort ? [name] : [];
  });
}

function isOf(subject: string, run: string): boolean {
  return subject === `run ${run}` || subject.includes(` ${run}/`);
}

/**
 * The moment that both count from. Of an Experiment it is that of the first scale-up, or of the first look at it when there is none: until
 * then a loaded machine takes its time, and a rehearsal none.
 */
function findBegin({ changes, scenario }: Timeline): { readonly object: string; readonly begun: number } {
  const isScaleUp = /^ReplicaSet\/e-/;
  const scaled = changes.find(
    ({ object, field, to }) => isScaleUp.test(object) && field === 'spec.replicas' && Number(to) > 0,
  );
  const looked = changes.find(({ object, field }) => object === 'Experiment/e' && field.startsWith('status.'));
  const begins = { 'Experiment/e': scaled ?? looked, 'AnalysisRun/r': undefined };
  for (const [object, begin] of Object.entries(begins)) {
    const created = changes.find(change => change.object === object && change.field === 'exists');
    if (created) return { object, begun: (begin ?? created).second };
  }
  throw new Error(`${scenario} has neither an Experiment e nor an AnalysisRun r`);
}

interface Compared {
  readonly subject: string;
  readonly steps: number;
  readonly largest: number;
  readonly differences: readonly string[];
}

interface CompareOptions {
  readonly real: Courses;
  readonly own: Courses;
  readonly seconds: number;
  readonly isCut: boolean;
}

function compareCourse(subject: string, { real, own, seconds, isCut }: CompareOptions): Compared {
  const seen = real.get(subject) ?? [];
  const all = own.get(subject) ?? [];
  const both = Math.min(seen.length, all.length);
  const isSame = seen.slice(0, both).every(({ what }, i) => all[i]?.what === what);
  // What comes in the last moments may have been seen or not; the same goes for what a metric measures just before it is cut off.
  const isLate = ({ second }: Step): boolean => second > seconds - TOLERANCE;
  const isAtCut = ({ second }: Step): boolean =>
    isCut && both > 0 && second <= (all[both - 1]?.second ?? 0) + TOLERANCE;
  const isWhole =
    seen.slice(both).every(isAtCut) && all.slice(both).every(step => isLate(step) || (isCut && isNearEnd(step, all)));
  // What lies before the moment that both count from took no time in a rehearsal.
  const apart = seen.slice(0, both).map(({ second }, i) => Math.abs(Math.max(0, second) - (all[i]?.second ?? second)));
  const largest = isSame ? Math.max(0, ...apart) : 0;
  const told = `${subject}\n    real      ${print(seen)}\n    rehearsal ${print(all.filter(({ second }) => second <= seconds))}`;
  const isOther = !(isSame && isWhole);
  // Not there yet, or measured on for longer.
  const kind = isOther ? (isSame && (isCut || seen.length < all.length) ? 'late' : 'course') : 'time';
  const differences = isOther || largest > TOLERANCE ? [`${kind}: ${told}`] : [];
  return { subject, steps: both, largest, differences };
}

function isNearEnd({ second }: Step, course: readonly Step[]): boolean {
  return second >= (course.at(-1)?.second ?? 0) - TOLERANCE;
}

function print(steps: readonly Step[]): string {
  return steps.map(({ second, what }) => `${second.toFixed(1)} ${what}`).join(', ');
}

function compareVerdict(
  real: Courses,
  { verdict }: Rehearsed,
  run: string | undefined,
  seconds: number,
): readonly string[] {
  const last = real.get(run === undefined ? 'Experiment' : `run ${run}`)?.at(-1)?.what ?? '';
  const isReal = isCompleted(last) ? last : '';
  if (verdict.kind === 'finished' && verdict.at / 1000 > seconds - TOLERANCE) return [];
  const expected = verdict.kind === 'finished' ? verdict.phase : '';
  return isReal === expected ? [] : [`verdict: real ${last || 'no phase'}, rehearsal ${verdict.kind} ${expected}`];
}
