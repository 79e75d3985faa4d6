/** The parts of the page, each made of plain data. */
import type { Cause } from '../../experiments/view/verdict.ts';
import type { ComparedLine, MeasurementLine, NoteLine, PageWords, TimelineLine } from '../model/page.ts';
import { element } from './dom.ts';

/** Shapes for phases in text, the same as in charts. */
export const GLYPHS: Readonly<Record<string, string>> = {
  Successful: '●',
  Failed: '✕',
  Error: '△',
  Inconclusive: '◇',
  Running: '○',
};

export function phaseLabel(phase: string): HTMLElement {
  const glyph = element('span', { class: `glyph phase-${phase}`, 'aria-hidden': 'true' }, GLYPHS[phase] ?? '');
  return element('span', { class: 'phase' }, glyph, phase);
}

export function causeItem({ text, isQuote }: Cause, quote: string): HTMLElement {
  if (!isQuote) return element('p', {}, text);
  return element('figure', { class: 'quote' }, element('figcaption', {}, quote), element('blockquote', {}, text));
}

export function noteItem({ kind, label, text }: NoteLine): HTMLElement {
  return element('li', { class: `note-${kind}` }, element('span', { class: 'label' }, `${label}: `), text);
}

export function timelineRow({ at, subject, phase, message }: TimelineLine): HTMLElement {
  return element(
    'tr',
    {},
    element('td', { class: 'time' }, at),
    element('td', {}, subject),
    element('td', {}, phaseLabel(phase)),
    element('td', { class: 'text' }, message),
  );
}

export function measurementRow({ number, at, phase, value, why }: MeasurementLine): HTMLElement {
  return element(
    'tr',
    { class: `phase-row-${phase}` },
    element('td', { class: 'number' }, number),
    element('td', { class: 'time' }, at),
    element('td', {}, phaseLabel(phase)),
    element('td', { class: 'value' }, value),
    element('td', { class: 'text' }, why),
  );
}

export function comparedRow({ label, values, differs }: ComparedLine, words: PageWords): HTMLElement {
  const mark = differs ? '≠' : '=';
  return element(
    'tr',
    { class: differs ? 'differs' : 'same' },
    element('th', { scope: 'row' }, label),
    ...values.map(value => element('td', { class: 'text' }, value)),
    element('td', {}, element('span', { title: differs ? words.differs : words.same }, mark)),
  );
}

/** A table with its rows yet to come. */
export function table(caption: string, headings: readonly string[]): { table: HTMLElement; body: HTMLElement } {
  const body = element('tbody');
  const head = element('tr', {}, ...headings.map(heading => element('th', { scope: 'col' }, heading)));
  const whole = element(
    'table',
    {},
    element('caption', { class: 'spoken' }, caption),
    element('thead', {}, head),
    body,
  );
  // Wider than its place it scrolls, by the keyboard too.
  return {
    table: element('div', { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: '0' }, whole),
    body,
  };
}
