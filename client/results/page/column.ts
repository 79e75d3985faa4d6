/** The results of one experiment. */
import type { PageRequest, PageWords, Results } from '../model/page.ts';
import { ClockView } from './clock.ts';
import { element, showList, showText } from './dom.ts';
import { MetricView } from './metric.ts';
import { causeItem, noteItem, table, timelineRow } from './sections.ts';

/** Told apart without colour. */
const TONES: Readonly<Record<Results['tone'], string>> = {
  running: '○',
  good: '●',
  bad: '✕',
  broken: '△',
  open: '◇',
  odd: '∞',
};

export class ColumnView {
  readonly host = element('article', { tabindex: '-1' });
  readonly #words: PageWords;
  readonly #glyph = element('span', { 'aria-hidden': 'true' });
  readonly #verdict = element('span', { role: 'status' });
  readonly #where = element('p', { class: 'where' });
  readonly #note = element('p', { class: 'note' });
  readonly #causes = element('div', { class: 'causes' });
  readonly #notes = element('ul', { class: 'notes' });
  readonly #course = element('section');
  readonly #timeline: HTMLElement;
  readonly #clock: ClockView;
  readonly #metrics = element('div');
  #views = new Map<string, MetricView>();

  constructor(index: number, words: PageWords, ask: (request: PageRequest) => void) {
    this.#words = words;
    this.#clock = new ClockView(index, words, ask);
    const { table: timeline, body } = table(words.timeline, [words.time, words.subject, words.phase, words.message]);
    this.#timeline = body;
    this.host.append(
      element('h1', {}, this.#glyph, this.#verdict),
      this.#where,
      this.#note,
      this.#clock.host,
      this.#causes,
      this.#notes,
      this.#course,
      this.#metrics,
    );
    this.#course.append(element('h2', {}, words.timeline), timeline);
  }

  show(results: Results): void {
    this.host.setAttribute('aria-label', results.name);
    showText(this.#glyph, TONES[results.tone]);
    this.#glyph.className = `glyph tone-${results.tone}`;
    showText(this.#verdict, results.verdict);
    showText(this.#where, results.where);
    showText(this.#note, results.note);
    this.#note.hidden = results.note === '';
    this.#clock.show(results.clock);
    showList(this.#causes, results.causes, cause => causeItem(cause, results.quote));
    showList(this.#notes, results.notes, noteItem);
    this.#notes.hidden = results.notes.length === 0;
    showList(this.#timeline, results.timeline, timelineRow);
    this.#course.hidden = results.timeline.length === 0;
    this.#showMetrics(results);
  }

  /** Leads to the analysis, if it has metrics. */
  goTo(analysis: string): void {
    const target = [...this.#metrics.children].find(child => child.getAttribute('data-analysis') === analysis);
    if (!(target instanceof HTMLElement)) return;
    target.scrollIntoView({ block: 'start' });
    target.focus({ preventScroll: true });
  }

  redraw(): void {
    for (const view of this.#views.values()) view.redraw();
  }

  #showMetrics({ metrics }: Results): void {
    const views = new Map<string, MetricView>();
    for (const metric of metrics) {
      const view = this.#views.get(metric.key) ?? new MetricView(this.#words, metric);
      views.set(metric.key, view);
      // In the page before it is drawn: a chart is as wide as its place.
      if (!view.host.isConnected) this.#metrics.append(view.host);
      view.show(metric);
    }
    for (const [key, view] of this.#views) if (!views.has(key)) view.dispose();
    this.#views = views;
  }
}
