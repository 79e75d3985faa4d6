/** The tabs with results: one per experiment, one per pair that is compared. */
import * as vscode from 'vscode';
import type { Places } from '../experiments/places/places.ts';
import type { Located } from '../experiments/places/row-actions.ts';
import type { Timers } from '../experiments/ports/timers.ts';
import type { ExportForm } from '../experiments/values/export-form.ts';
import { nodeId } from '../experiments/view/node-id.ts';
import { titleOf } from '../experiments/view/view.ts';
import { look } from './look.ts';
import { exportResults } from './model/export.ts';
import { type KeptTab, readKept } from './model/kept.ts';
import { resultsPage } from './model/results.ts';
import { Presenter, type Subject } from './presenter.ts';
import { shell } from './shell.ts';

const VIEW_TYPE = 'argoExperiments.results';
/** Built by `scripts/build.ts`. */
const SCRIPT = 'results.js';
const STYLE = 'results.css';

interface Tab {
  readonly panel: vscode.WebviewPanel;
  readonly presenter: Presenter;
}

export class ResultsPanels implements vscode.Disposable {
  readonly #folder: vscode.Uri;
  readonly #timers: Timers;
  readonly #places: Pick<Places, 'all'>;
  readonly #tabs = new Map<string, Tab>();
  readonly #restoring: vscode.Disposable;

  /** `folder`: where the bundles are. Tabs of before a reload of the window come back by themselves. */
  constructor(folder: vscode.Uri, timers: Timers, places: Pick<Places, 'all'>) {
    this.#folder = folder;
    this.#timers = timers;
    this.#places = places;
    this.#restoring = vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: async (panel, state) => this.#restore(panel, readKept(state)),
    });
  }

  /** Shows the results of one experiment, or of several side by side; `analysis`: the one to go to. */
  show(experiments: readonly Located[], analysis?: string): void {
    const key = keyOf(experiments.map(({ node }) => node));
    const tab = this.#tabs.get(key) ?? this.#create(experiments);
    tab.panel.reveal();
    tab.presenter.goTo(analysis);
  }

  /** The results as they are now, as text. */
  text(experiments: readonly Located[], form: ExportForm): string {
    const looked = experiments.flatMap(({ place, view }) => look(place, view.id) ?? []);
    return exportResults(resultsPage(looked, vscode.l10n), form);
  }

  dispose(): void {
    this.#restoring.dispose();
    for (const { panel } of this.#tabs.values()) panel.dispose();
  }

  #create(experiments: readonly Located[]): Tab {
    const title = vscode.l10n.t('Results: {0}', experiments.map(({ view }) => titleOf(view)).join(' / '));
    const options = { ...this.#options, enableFindWidget: true };
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, title, vscode.ViewColumn.Active, options);
    const subjects = experiments.map(({ place, view }): Subject => {
      const { id, label } = place.source;
      const isRehearsal = place.playback !== undefined;
      return {
        place,
        experiment: view.id,
        kept: { source: id, where: label, experiment: view.id, name: titleOf(view), isRehearsal },
      };
    });
    return this.#fill(panel, title, subjects);
  }

  /** What a rehearsal was is not kept, and its id may be that of another one now. */
  #restore(panel: vscode.WebviewPanel, kept: KeptTab | undefined): void {
    if (kept === undefined) {
      panel.dispose();
      return;
    }
    panel.webview.options = this.#options;
    const subjects = kept.subjects.map((subject): Subject => {
      const { source: id, experiment, isRehearsal } = subject;
      const place = isRehearsal ? undefined : this.#places.all.find(({ source }) => source.id === id);
      return { place, experiment, kept: subject };
    });
    this.#fill(panel, kept.title, subjects);
  }

  #fill(panel: vscode.WebviewPanel, title: string, subjects: readonly Subject[]): Tab {
    const presenter = new Presenter(subjects, {
      title,
      timers: this.#timers,
      l10n: vscode.l10n,
      send: page => void panel.webview.postMessage(page),
    });
    const key = keyOf(subjects.map(({ kept: { source, experiment } }) => nodeId({ source, experiment })));
    const tab = { panel, presenter };
    // A rehearsal of before a reload may have had the id that another one has now.
    const isKnown = subjects.every(({ place }) => place !== undefined);
    if (isKnown) this.#tabs.set(key, tab);
    panel.webview.onDidReceiveMessage(message => presenter.receive(message));
    panel.onDidChangeViewState(() => presenter.setVisible(panel.visible));
    panel.onDidDispose(() => {
      if (this.#tabs.get(key) === tab) this.#tabs.delete(key);
      presenter.dispose();
    });
    panel.webview.html = this.#page(panel.webview, title);
    presenter.setVisible(panel.visible);
    return tab;
  }

  get #options(): vscode.WebviewOptions {
    return { enableScripts: true, localResourceRoots: [this.#folder] };
  }

  #page(webview: vscode.Webview, title: string): string {
    const address = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(this.#folder, file)).toString();
    return shell({
      script: address(SCRIPT),
      style: address(STYLE),
      cspSource: webview.cspSource,
      nonce: crypto.randomUUID(),
      language: vscode.env.language,
      title,
    });
  }
}

function keyOf(nodes: readonly string[]): string {
  return JSON.stringify(nodes);
}
