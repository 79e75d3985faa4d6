/** The script of the page: shows what the panel sends, and asks it to steer the clock. */
import type { KeptTab } from '../model/kept.ts';
import type { PageRequest, ResultsPage } from '../model/page.ts';
import { ColumnView } from './column.ts';
import { element, showList } from './dom.ts';
import { comparedRow, table } from './sections.ts';

/** Given to the page by the editor, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: PageRequest): void;
  getState(): unknown;
  setState(state: PageState): void;
};

/** What the editor keeps of a page that is hidden, and of a tab when the window is loaded again. */
interface PageState {
  readonly scroll: number;
  readonly kept: KeptTab | undefined;
}

const editor = acquireVsCodeApi();

class PageView {
  readonly #host: HTMLElement;
  #columns: readonly ColumnView[] = [];
  #compared: HTMLElement | undefined;
  #comparison: HTMLElement | undefined;
  #isScrolledBack = false;
  #kept: KeptTab | undefined;

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  show(page: ResultsPage): void {
    if (this.#columns.length !== page.columns.length) this.#build(page);
    page.columns.forEach((results, index) => {
      this.#columns[index]?.show(results);
    });
    if (this.#compared !== undefined) {
      showList(this.#compared, page.comparison, line => comparedRow(line, page.words));
      if (this.#comparison !== undefined) this.#comparison.hidden = page.comparison.length === 0;
    }
    this.#kept = page.kept;
    this.#scrollBack();
    this.keep();
    if (page.goTo !== undefined) this.#columns[0]?.goTo(page.goTo);
  }

  keep(): void {
    editor.setState({ scroll: window.scrollY, kept: this.#kept });
  }

  redraw(): void {
    for (const column of this.#columns) column.redraw();
  }

  /** A hidden page is thrown away by the editor; seen again, it stands where it stood. */
  #scrollBack(): void {
    const state = this.#isScrolledBack ? undefined : editor.getState();
    this.#isScrolledBack = true;
    const scroll = typeof state === 'object' && state !== null && 'scroll' in state ? state.scroll : undefined;
    if (typeof scroll === 'number') window.scrollTo({ top: scroll });
  }

  #build({ words, columns }: ResultsPage): void {
    this.#columns = columns.map((_, index) => new ColumnView(index, words, request => editor.postMessage(request)));
    const side = element('div', { class: 'columns' }, ...this.#columns.map(({ host }) => host));
    this.#compared = undefined;
    this.#host.replaceChildren(side);
    if (columns.length < 2) return;
    const names = columns.map(({ name }) => name);
    const { table: compared, body } = table(words.comparison, ['', ...names, '']);
    this.#compared = body;
    this.#comparison = element('section', {}, element('h2', {}, words.comparison), compared);
    this.#host.prepend(this.#comparison);
  }
}

const host = document.getElementById('results');
if (host !== null) {
  const page = new PageView(host);
  // Only the panel can send messages to this page.
  window.addEventListener('message', (event: MessageEvent<ResultsPage>) => page.show(event.data));
  new MutationObserver(() => page.redraw()).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  window.addEventListener('scroll', () => page.keep(), { passive: true });
  editor.postMessage({ type: 'ready' });
}
