/** Keeps one page of results up to date: looks at the experiments, sends what changed, does what the page asks. */

import type { ExperimentPlayback, Place } from '../experiments/ports/source.ts';
import type { Timers } from '../experiments/ports/timers.ts';
import type { L10n } from '../experiments/values/l10n.ts';
import { nodeId } from '../experiments/view/node-id.ts';
import { type ExperimentView, isOver } from '../experiments/view/view.ts';
import { look } from './look.ts';
import { describeLost, type KeptSubject } from './model/kept.ts';
import { type ResultsPage, readPageRequest, type Steering } from './model/page.ts';
import { type Looked, type Lost, resultsPage } from './model/results.ts';

/** Changes within so many milliseconds are shown together. */
const TOGETHER_MS = 100;
/** So often the time that has passed is shown anew. */
const TICK_MS = 1000;

/** An experiment and where it is. */
export interface Subject {
  /** Absent: of before a reload of the window, at a place that there is no more. */
  readonly place?: Place | undefined;
  readonly experiment: string;
  /** What is known of it when it is not there. */
  readonly kept: KeptSubject;
}

export interface PresenterPorts {
  /** Of the tab. */
  readonly title: string;
  readonly timers: Timers;
  readonly l10n: L10n;
  readonly send: (page: ResultsPage) => void;
}

export class Presenter {
  readonly #subjects: readonly Subject[];
  readonly #ports: PresenterPorts;
  readonly #stops: readonly (() => void)[];
  readonly #last = new Map<Subject, Looked>();
  #goTo: string | undefined;
  #isVisible = false;
  #sent = '';
  #cancelSend: (() => void) | undefined;
  #looks: readonly (() => void)[] = [];

  constructor(subjects: readonly Subject[], ports: PresenterPorts) {
    this.#subjects = subjects;
    this.#ports = ports;
    this.#stops = subjects.flatMap(({ place, experiment }) => {
      if (place === undefined) return [];
      const row = nodeId({ source: place.source.id, experiment });
      const root = nodeId({ source: place.source.id });
      const stop = place.source.onChange(ids => {
        if (ids.some(id => id === root || id === row || id.startsWith(`${row}/`))) this.#sendWithin(TOGETHER_MS);
      });
      return [stop];
    });
  }

  /** Nothing is worked out and no cluster is followed for a page that nobody sees. */
  setVisible(isVisible: boolean): void {
    if (isVisible === this.#isVisible) return;
    this.#isVisible = isVisible;
    for (const lookAway of this.#looks) lookAway();
    this.#looks = isVisible ? this.#subjects.flatMap(({ place }) => place?.source.open() ?? []) : [];
    this.#cancel();
    if (isVisible) this.#sendWithin(0);
  }

  /** Leads the page to an analysis, once. */
  goTo(analysis: string | undefined): void {
    if (analysis === undefined) return;
    this.#goTo = analysis;
    this.#sendWithin(0);
  }

  /** What the page says; anything else is left alone. */
  receive(message: unknown): void {
    const request = readPageRequest(message);
    if (request === undefined) return;
    if (request.type === 'ready') {
      this.#sent = '';
      this.#send();
      return;
    }
    const subject = this.#subjects[request.column];
    const playback = subject?.place?.playback;
    if (subject === undefined || playback === undefined) return;
    if (request.type === 'speed') playback.setSpeed(subject.experiment, request.speed);
    else STEER[request.step](playback, subject.experiment);
    this.#send();
  }

  dispose(): void {
    this.setVisible(false);
    for (const stop of this.#stops) stop();
  }

  #sendWithin(ms: number): void {
    if (!this.#isVisible) return;
    this.#cancel();
    this.#cancelSend = this.#ports.timers.after(ms, () => this.#send());
  }

  #cancel(): void {
    this.#cancelSend?.();
    this.#cancelSend = undefined;
  }

  #send(): void {
    this.#cancel();
    if (!this.#isVisible) return;
    const subjects = this.#subjects.map(subject => this.#look(subject) ?? this.#miss(subject));
    const kept = { title: this.#ports.title, subjects: this.#subjects.map(each => each.kept) };
    const page: ResultsPage = { ...resultsPage(subjects, this.#ports.l10n, this.#goTo), kept };
    const text = JSON.stringify(page);
    if (text !== this.#sent) {
      this.#sent = text;
      this.#goTo = undefined;
      this.#ports.send(page);
    }
    const isTimeShown = subjects.some(each => 'view' in each && !each.isGone && isMoving(each.view));
    if (isTimeShown) this.#sendWithin(TICK_MS);
  }

  #miss({ place, kept }: Subject): Lost {
    const { source, experiment, name, where } = kept;
    const sentence = describeLost(kept, place?.source.state, this.#ports.l10n);
    return { id: nodeId({ source, experiment }), name, where, sentence };
  }

  /** `undefined`: it was never there. */
  #look(subject: Subject): Looked | undefined {
    if (subject.place === undefined) return undefined;
    const now = look(subject.place, subject.experiment);
    if (now !== undefined) {
      this.#last.set(subject, now);
      return now;
    }
    const last = this.#last.get(subject);
    if (last === undefined) return undefined;
    const { happened, ...known } = last;
    return { ...known, elapsedMs: last.view.endedAfterMs ?? 0, isGone: true };
  }
}

function isMoving(view: ExperimentView): boolean {
  return view.playback === undefined ? !isOver(view) : view.playback.state === 'playing';
}

const STEER: Readonly<Record<Steering, (playback: ExperimentPlayback, experiment: string) => void>> = {
  pause: (playback, experiment) => playback.pause(experiment),
  resume: (playback, experiment) => playback.resume(experiment),
  step: (playback, experiment) => playback.step(experiment),
  end: (playback, experiment) => playback.jumpToEnd(experiment),
};
