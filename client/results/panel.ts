/** The tabs with results: one per experiment, one per pair that is compared. */
import * as vscode from 'vscode';
import type { Located } from '../live/row-actions.ts';
import type { Timers } from '../live/timers.ts';
import { titleOf } from '../live/view.ts';
import { Presenter } from './presenter.ts';
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
  readonly #tabs = new Map<string, Tab>();

  /** `folder`: where the bundles are. */
  constructor(folder: vscode.Uri, timers: Timers) {
    this.#folder = folder;
    this.#timers = timers;
  }

  /** Shows the results of one experiment, or of several side by side; `analysis`: the one to go to. */
  show(experiments: readonly Located[], analysis?: string): void {
    const key = JSON.stringify(experiments.map(({ node }) => node));
    const tab = this.#tabs.get(key) ?? this.#create(key, experiments);
    tab.panel.reveal();
    tab.presenter.goTo(analysis);
  }

  dispose(): void {
    for (const { panel } of this.#tabs.values()) panel.dispose();
  }

  #create(key: string, experiments: readonly Located[]): Tab {
    const title = vscode.l10n.t('Results: {0}', experiments.map(({ view }) => titleOf(view)).join(' / '));
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, title, vscode.ViewColumn.Active, {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: [this.#folder],
    });
    const presenter = new Presenter(
      experiments.map(({ place, view }) => ({ place, experiment: view.id })),
      { timers: this.#timers, l10n: vscode.l10n, send: page => void panel.webview.postMessage(page) },
    );
    const tab = { panel, presenter };
    this.#tabs.set(key, tab);
    panel.webview.onDidReceiveMessage(message => presenter.receive(message));
    panel.onDidChangeViewState(() => presenter.setVisible(panel.visible));
    panel.onDidDispose(() => {
      this.#tabs.delete(key);
      presenter.dispose();
    });
    panel.webview.html = this.#page(panel.webview, title);
    presenter.setVisible(panel.visible);
    return tab;
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
