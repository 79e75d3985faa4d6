/** The one TreeDataProvider. Its elements are the ids of rows; what a row shows is read from the sources each time. */
import * as vscode from 'vscode';
import { EXPERIMENTS_VIEW } from '../ids.ts';
import { nodeId, parentId } from '../live/node-id.ts';
import type { Places } from '../live/places.ts';
import type { Timers } from '../live/timers.ts';
import { treeItem } from './item.ts';
import { FINISHED_SHOWN, findNode, rootNodes, type Surroundings } from './nodes/roots.ts';
import { outline } from './outline.ts';
import { Refresh } from './refresh.ts';

export class ExperimentTree implements vscode.TreeDataProvider<string>, vscode.Disposable {
  readonly #places: Places;
  readonly #around: Surroundings;
  readonly #changed = new vscode.EventEmitter<string[] | undefined>();
  readonly #refresh: Refresh;
  readonly #view: vscode.TreeView<string>;
  readonly #finishedShown = new Map<string, number>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(places: Places, around: Surroundings, timers: Timers) {
    this.#places = places;
    this.#around = { ...around, finishedShown: source => this.#finishedShown.get(source) ?? FINISHED_SHOWN };
    this.#refresh = new Refresh(places, this.#around, timers, ids => this.#changed.fire(ids && [...ids]));
    this.#view = vscode.window.createTreeView(EXPERIMENTS_VIEW, { treeDataProvider: this, canSelectMany: true });
    this.#view.onDidChangeVisibility(({ visible }) => this.#refresh.setVisible(visible));
    this.#refresh.setVisible(this.#view.visible);
  }

  /** A person opened the row. */
  onDidExpand(listener: (id: string) => void): vscode.Disposable {
    return this.#view.onDidExpandElement(({ element }) => listener(element));
  }

  getChildren(id?: string): string[] {
    const nodes = id === undefined ? rootNodes(this.#places.all, this.#around) : this.#find(id)?.children();
    return (nodes ?? []).map(node => node.id);
  }

  getTreeItem(id: string): vscode.TreeItem {
    const node = this.#find(id);
    // Between a change and its drawing the editor may ask for a row that has gone.
    return node === undefined ? new vscode.TreeItem('') : treeItem(id, node.row());
  }

  getParent(id: string): string | undefined {
    return parentId(id);
  }

  /** Opens the view if it is hidden, and the row; the keyboard stays where it is. */
  async reveal(id: string): Promise<void> {
    const looks = this.#places.all.map(({ source }) => source.open());
    try {
      await this.#view.reveal(id, { select: true, focus: false, expand: true });
    } finally {
      // By now the view is seen and looks by itself.
      for (const lookAway of looks) lookAway();
    }
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
    this.#refresh.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  #find(id: string) {
    return findNode(this.#places.all, id, this.#around);
  }
}
