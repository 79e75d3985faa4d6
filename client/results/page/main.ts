/** The script of the page: shows what the panel sends, and asks it to steer the clock. */
import type { PageRequest, ResultsPage } from '../model/page.ts';
import { ColumnView } from './column.ts';
import { element, showList } from './dom.ts';
import { comparedRow, table } from './sections.ts';

/** Given to the page by the editor, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: PageRequest): void;
  getState(): unknown;
  setState(state: number): void;
};

const editor = acquireVsCodeApi();

class PageView {
  readonly #host: HTMLElement;
  #columns: readonly ColumnView[] = [];
  #compared: HTMLElement | undefined;
  #isScrolledBack = false;

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
    }
    this.#scrollBack();
    if (page.goTo !== undefined) this.#columns[0]?.goTo(page.goTo);
  }

  redraw(): void {
    for (const column of this.#columns) column.redraw();
  }

  /** A hidden page is thrown away by the editor; seen again, it stands where it stood. */
  #scrollBack(): void {
    const scrolled = this.#isScrolledBack ? undefined : editor.getState();
    this.#isScrolledBack = true;
    if (typeof scrolled === 'number') window.scrollTo({ top: scrolled });
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
    this.#host.prepend(element('h2', {}, words.comparison), compared);
  }
}

const host = document.getElementById('results');
if (host !== null) {
  const page = new PageView(host);
  // Only the panel can send messages to this page.
  window.addEventListener('message', (event: MessageEvent<ResultsPage>) => page.show(event.data));
  new MutationObserver(() => page.redraw()).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  window.addEventListener('scroll', () => editor.setState(window.scrollY), { passive: true });
  editor.postMessage({ type: 'ready' });
}
