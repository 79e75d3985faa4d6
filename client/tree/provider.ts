/** The one TreeDataProvider. Its elements are the ids of rows; what a row shows is read from the sources each time. */
import * as vscode from 'vscode';
import type { Places } from '../experiments/places/places.ts';
import { locate } from '../experiments/places/row-actions.ts';
import type { Memory } from '../experiments/ports/memory.ts';
import type { Timers } from '../experiments/ports/timers.ts';
import { describeFilter, isFiltering, passes, readFilter, type TreeFilter } from '../experiments/view/filter.ts';
import { nodeId, parentId } from '../experiments/view/node-id.ts';
import { inTreeOrder, isOver } from '../experiments/view/view.ts';
import { EXPERIMENTS_VIEW } from '../ids.ts';
import { treeItem } from './item.ts';
import { FINISHED_SHOWN, findNode, rootNodes, type Surroundings } from './nodes/roots.ts';
import { outline } from './outline.ts';
import { Refresh } from './refresh.ts';

/** Of more rows that stand open the oldest are forgotten. */
const MOST_EXPANDED = 1000;
/** What the filter is remembered under. */
const FILTER = 'filter';

export class ExperimentTree implements vscode.TreeDataProvider<string>, vscode.Disposable {
  readonly #places: Places;
  readonly #around: Surroundings;
  readonly #changed = new vscode.EventEmitter<string[] | undefined>();
  readonly #refresh: Refresh;
  readonly #view: vscode.TreeView<string>;
  readonly #memory: Memory;
  readonly #stop: () => void;
  readonly #finishedShown = new Map<string, number>();
  /** Experiments that somebody wanted to see: shown until the filter is another, even if it hides them. */
  readonly #revealed = new Set<string>();
  /** Rows that stand open. The editor forgets that of a row that goes, be it only for as long as a filter hides it. */
  readonly #expanded = new Set<string>();
  readonly #opened = new vscode.EventEmitter<string>();
  readonly #filtered = new vscode.EventEmitter<TreeFilter>();
  #filter: TreeFilter;
  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidChangeFilter = this.#filtered.event;
  /** A person opened the row; told twice of some. */
  readonly onDidOpen = this.#opened.event;

  constructor(places: Places, around: Surroundings, timers: Timers, memory: Memory) {
    this.#places = places;
    this.#memory = memory;
    this.#filter = readFilter(memory.get(FILTER));
    this.#around = {
      ...around,
      finishedShown: source => this.#finishedShown.get(source) ?? FINISHED_SHOWN,
      isShown: view => passes(this.#filter, view) || this.#revealed.has(view.id),
    };
    this.#refresh = new Refresh(places, this.#around, timers, ids => this.#changed.fire(ids && [...ids]));
    this.#view = vscode.window.createTreeView(EXPERIMENTS_VIEW, { treeDataProvider: this, canSelectMany: true });
    this.#view.onDidExpandElement(({ element }) => {
      this.#noteExpanded(element);
      this.#opened.fire(element);
    });
    this.#view.onDidCollapseElement(({ element }) => this.#expanded.delete(element));
    this.#stop = places.onChange(() => this.#tellFilter());
    this.#tellFilter();
    this.#view.onDidChangeVisibility(({ visible }) => this.#refresh.setVisible(visible));
    this.#refresh.setVisible(this.#view.visible);
  }

  getChildren(id?: string): string[] {
    // What is below a row is asked for once it is open, and of a row that is opened while the tree is drawn the editor tells nothing else.
    if (id !== undefined && this.#noteExpanded(id)) this.#opened.fire(id);
    const nodes = id === undefined ? rootNodes(this.#places.all, this.#around) : this.#find(id)?.children();
    return (nodes ?? []).map(node => node.id);
  }

  getTreeItem(id: string): vscode.TreeItem {
    const node = this.#find(id);
    // Between a change and its drawing the editor may ask for a row that has gone.
    if (node === undefined) return new vscode.TreeItem('');
    const row = node.row();
    return treeItem(id, row.opens === 'collapsed' && this.#expanded.has(id) ? { ...row, opens: 'expanded' } : row);
  }

  getParent(id: string): string | undefined {
    return parentId(id);
  }

  /** Opens the view if it is hidden, and the row; the keyboard stays where it is. */
  async reveal(id: string): Promise<void> {
    const looks = this.#places.all.map(({ source }) => source.open());
    this.#letThrough(id);
    try {
      await this.#view.reveal(id, { select: true, focus: false, expand: true });
    } finally {
      // By now the view is seen and looks by itself.
      for (const lookAway of looks) lookAway();
    }
  }

  get filter(): TreeFilter {
    return this.#filter;
  }

  async setFilter(filter: TreeFilter): Promise<void> {
    this.#filter = filter;
    this.#revealed.clear();
    this.#changed.fire(undefined);
    this.#tellFilter();
    this.#filtered.fire(filter);
    await this.#memory.update(FILTER, filter);
  }

  /** The row that is selected, if there is one. */
  get selected(): string | undefined {
    return this.#view.selection[0];
  }

  /** Shows more of the finished experiments of a source. */
  showMore(source: string): void {
    this.#finishedShown.set(source, (this.#finishedShown.get(source) ?? FINISHED_SHOWN) + FINISHED_SHOWN);
    this.#changed.fire([nodeId({ source })]);
  }

  /** All rows as text, whether opened or not. */
  rows(): readonly string[] {
    return outline(rootNodes(this.#places.all, this.#around));
  }

  dispose(): void {
    this.#stop();
    this.#filtered.dispose();
    this.#opened.dispose();
    this.#refresh.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  /** The row of this experiment is shown, whatever the filter or the number of finished ones would leave out. */
  #letThrough(id: string): void {
    const located = locate(this.#places.all, id);
    if (located === undefined) return;
    const { view, place } = located;
    const { source } = place;
    if (!passes(this.#filter, view)) this.#revealed.add(view.id);
    if (source.state.kind !== 'ready') return;
    const ended = inTreeOrder(source.state.experiments).filter(each => isOver(each) && this.#around.isShown?.(each));
    const needed = ended.findIndex(each => each.id === view.id) + 1;
    const shown = this.#finishedShown.get(source.id) ?? FINISHED_SHOWN;
    if (needed > shown) this.#finishedShown.set(source.id, needed);
    if (needed > shown || this.#revealed.has(view.id)) this.#changed.fire([nodeId({ source: source.id })]);
  }

  /** Whether that is news. */
  #noteExpanded(id: string): boolean {
    const wasExpanded = this.#expanded.delete(id);
    this.#expanded.add(id);
    const [oldest] = this.#expanded;
    if (this.#expanded.size > MOST_EXPANDED && oldest !== undefined) this.#expanded.delete(oldest);
    return !wasExpanded;
  }

  /** Above the rows, as long as there is a filter. */
  #tellFilter(): void {
    const views = this.#places.all.flatMap(({ source: { state } }) =>
      state.kind === 'ready' ? state.experiments : [],
    );
    const shown = isFiltering(this.#filter) ? views.filter(view => this.#around.isShown?.(view)).length : 0;
    const message = isFiltering(this.#filter)
      ? describeFilter(this.#filter, shown, views.length, this.#around.l10n)
      : '';
    if ((this.#view.message ?? '') !== message) this.#view.message = message;
  }

  #find(id: string) {
    return findNode(this.#places.all, id, this.#around);
  }
}
