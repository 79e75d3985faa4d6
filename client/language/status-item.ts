/** Draws the state beside the language of the document. */
import * as vscode from 'vscode';
import type { ClusterHead } from '../../server/protocol.ts';
import { SECTION, SETTINGS } from '../ids.ts';
import { DOCUMENT_SELECTOR } from './options.ts';
import { describeStatus } from './status.ts';
import type { ServerState } from './supervisor.ts';

const SEVERITIES = {
  info: vscode.LanguageStatusSeverity.Information,
  warning: vscode.LanguageStatusSeverity.Warning,
  error: vscode.LanguageStatusSeverity.Error,
} as const;

export class StatusItem implements vscode.Disposable {
  readonly #item = vscode.languages.createLanguageStatusItem(SECTION, DOCUMENT_SELECTOR);
  readonly #configuration: vscode.Disposable;
  #state: ServerState = { kind: 'stopped' };
  #cluster: ClusterHead | undefined;

  constructor() {
    this.#configuration = vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration(SETTINGS.argoVersion)) this.show(this.#state);
    });
  }

  showCluster(cluster: ClusterHead | undefined): void {
    this.#cluster = cluster;
    this.show(this.#state);
  }

  show(state: ServerState): void {
    this.#state = state;
    const version = vscode.workspace.getConfiguration().get<unknown>(SETTINGS.argoVersion);
    const words = describeStatus(state, typeof version === 'string' ? version : 'auto', this.#cluster, vscode.l10n);
    this.#item.name = words.text;
    this.#item.text = words.text;
    this.#item.detail = words.detail;
    this.#item.severity = SEVERITIES[words.severity];
    this.#item.busy = words.busy;
    this.#item.command = words.command;
  }

  dispose(): void {
    this.#configuration.dispose();
    this.#item.dispose();
  }
}
