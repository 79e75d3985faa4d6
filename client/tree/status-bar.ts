/** How it goes, when the tree is hidden: experiments that run, and whether the line to a cluster is cut. */
import * as vscode from 'vscode';
import type { Places } from '../experiments/places/places.ts';
import { summarize } from '../experiments/places/summary.ts';
import type { Timers } from '../experiments/ports/timers.ts';
import { EXPERIMENTS_VIEW } from '../ids.ts';
import { withoutIcons } from '../ui/plain-text.ts';

/** Changes come in bursts; a status bar need not follow each of them. */
const PAUSE_MS = 250;

export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('argoExperiments.status', vscode.StatusBarAlignment.Left);
  readonly #places: Places;
  readonly #timers: Timers;
  readonly #stop: () => void;
  #cancel: (() => void) | undefined;

  constructor(places: Places, timers: Timers) {
    this.#places = places;
    this.#timers = timers;
    this.#item.name = vscode.l10n.t('Argo Experiments');
    this.#item.command = `${EXPERIMENTS_VIEW}.focus`;
    this.#stop = places.onChange(() => this.#showSoon());
  }

  dispose(): void {
    this.#cancel?.();
    this.#stop();
    this.#item.dispose();
  }

  #showSoon(): void {
    this.#cancel ??= this.#timers.after(PAUSE_MS, () => {
      this.#cancel = undefined;
      this.#show();
    });
  }

  #show(): void {
    const summary = summarize(this.#places.all, vscode.l10n);
    if (summary === undefined) {
      this.#item.hide();
      return;
    }
    this.#item.text = `$(${summary.isCut ? 'warning' : 'beaker'}) ${withoutIcons(summary.text)}`;
    this.#item.tooltip = summary.lines.join('\n');
    this.#item.accessibilityInformation = { label: [summary.text, ...summary.lines].join(', ') };
    this.#item.show();
  }
}
