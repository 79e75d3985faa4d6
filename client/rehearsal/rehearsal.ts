/** One rehearsal: a timeline, a clock that plays it, and the view at the time the clock shows. */
import type { RehearseParams, RehearseResult, Scenario, Timeline, TimelineEvent } from '../../server/protocol.ts';
import type { Timers } from '../experiments/ports/timers.ts';
import type { ExperimentView, Origin } from '../experiments/view/view.ts';
import { Clock } from './clock.ts';
import { applyEvent, applyVerdict, endOf, firstView } from './replay.ts';

export type Course = Extract<RehearseResult, { kind: 'timeline' }>;

export interface Beginning {
  readonly id: string;
  /** What the server was asked; asked again when somebody ends the experiment early. */
  readonly params: RehearseParams;
  readonly course: Course;
  readonly origin: Origin;
  readonly speed: number;
}

export class Rehearsal {
  readonly clock: Clock;
  readonly params: RehearseParams;
  readonly #identity: { readonly id: string; readonly createdAt: number; readonly origin: Origin };
  readonly #changed: () => void;
  #course: Course;
  #next = 0;
  #judged = false;
  #terminating = false;
  #replayed: ExperimentView;

  /** `changed` is called whenever the view may differ, never within a call from outside. */
  constructor(beginning: Beginning, timers: Timers, changed: () => void) {
    this.params = beginning.params;
    this.#course = beginning.course;
    this.#changed = changed;
    this.#identity = { id: beginning.id, createdAt: timers.now(), origin: beginning.origin };
    this.#replayed = firstView(this.timeline, this.#identity);
    this.clock = new Clock(timers, { speed: beginning.speed, endMs: endOf(this.timeline) }, () => {
      this.advance();
      this.#changed();
    });
    this.advance();
  }

  get timeline(): Timeline {
    return this.#course.timeline;
  }

  get view(): ExperimentView {
    const { state, speed } = this.clock;
    const { notes = [], ends } = this.timeline;
    const { title } = this.#course.scenario;
    return {
      ...this.#replayed,
      terminating: this.#terminating,
      playback: { state, speed, scenario: title, notes, ...(ends === undefined ? {} : { ends }) },
    };
  }

  /** Events until the time that the clock shows. */
  get happened(): readonly TimelineEvent[] {
    return this.timeline.events.slice(0, this.#next);
  }

  /** When the next thing happens; `undefined`: nothing more does. */
  get nextAt(): number | undefined {
    const event = this.timeline.events[this.#next];
    const verdict = this.#judged ? undefined : this.timeline.verdict.at;
    if (event === undefined) return verdict;
    return verdict === undefined ? event.at : Math.min(event.at, verdict);
  }

  /** Takes in everything that has happened until the time that the clock shows. */
  advance(): void {
    const now = this.clock.now();
    const { events, verdict } = this.timeline;
    for (let event = events[this.#next]; event !== undefined && event.at <= now; event = events[this.#next]) {
      this.#replayed = applyEvent(this.#replayed, event);
      this.#next += 1;
    }
    if (!this.#judged && verdict.at <= now) {
      this.#judged = true;
      this.#replayed = applyVerdict(this.#replayed, this.timeline);
    }
    this.clock.wakeAt(this.nextAt);
  }

  /** The same world, in which somebody ends the experiment at `ms`; looked at as long after that as it was before. */
  scenarioEndedAt(ms: number): Scenario {
    const { scenario } = this.#course;
    return { ...scenario, terminateAtMs: ms, horizonMs: scenario.horizonMs + ms };
  }

  /** Whether another course is the same as this one before the instant `ms`. */
  agreesUntil(ms: number, other: Course): boolean {
    const past = ({ timeline }: Course) => ({
      ...timeline,
      verdict: undefined,
      events: timeline.events.filter(event => event.at < ms),
    });
    return JSON.stringify(past(this.#course)) === JSON.stringify(past(other));
  }

  /** Goes on along another course, which agrees with this one until `ms`, from there. */
  continueAs(other: Course, ms: number): void {
    this.#course = other;
    this.#terminating = true;
    this.#next = 0;
    this.#judged = false;
    this.#replayed = firstView(this.timeline, this.#identity);
    this.clock.setEnd(Math.max(ms, endOf(this.timeline)));
    this.clock.moveTo(ms);
    this.advance();
  }
}
