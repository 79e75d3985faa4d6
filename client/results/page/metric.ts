/** One metric: heading, conditions, chart, and the table of measurements. */
import type { MetricResults, PageWords } from '../model/page.ts';
import { ChartView } from './chart.ts';
import { element, showList, showText } from './dom.ts';
import { GLYPHS, measurementRow, table } from './sections.ts';

export class MetricView {
  readonly host: HTMLElement;
  readonly #heading = element('h3');
  readonly #summary = element('p', { class: 'summary' });
  readonly #conditions = element('ul', { class: 'conditions' });
  readonly #figure = element('figure', { class: 'chart' });
  readonly #canvas = element('div', { role: 'img' });
  readonly #note = element('p', { class: 'note' });
  readonly #rows: HTMLElement;
  #chart: ChartView | undefined;

  constructor(words: PageWords, metric: MetricResults) {
    const headings = [words.number, words.time, words.phase, words.value, words.why];
    const { table: rows, body } = table(`${metric.heading}: ${words.measurements}`, headings);
    this.#rows = body;
    this.#figure.append(this.#canvas, legend(words));
    this.host = element('section', { 'data-analysis': metric.analysis, tabindex: '-1' });
    this.host.append(this.#heading, this.#summary, this.#conditions, this.#figure, this.#note, rows);
  }

  show(metric: MetricResults): void {
    showText(this.#heading, metric.heading);
    showText(this.#summary, metric.summary);
    showText(this.#note, metric.note);
    this.#note.hidden = metric.note === '';
    showList(this.#conditions, metric.conditions, ({ label, text }) =>
      element('li', {}, `${label} `, element('code', {}, text)),
    );
    showList(this.#rows, metric.rows, measurementRow);
    this.#figure.hidden = metric.chart === undefined;
    if (metric.chart === undefined) return;
    this.#canvas.setAttribute('aria-label', metric.chart.label);
    if (this.#chart === undefined) this.#chart = new ChartView(this.#canvas, metric.chart);
    else this.#chart.show(metric.chart);
  }

  redraw(): void {
    this.#chart?.draw();
  }

  dispose(): void {
    this.#chart?.dispose();
    this.host.remove();
  }
}

function legend({ marks }: PageWords): HTMLElement {
  const items = marks.map(({ phase, label }) => {
    const glyph = element('span', { class: `glyph phase-${phase}`, 'aria-hidden': 'true' }, GLYPHS[phase] ?? '');
    return element('span', {}, glyph, label);
  });
  return element('figcaption', { class: 'legend' }, ...items);
}
