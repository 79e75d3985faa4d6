/** Draws the state beside the language of the document. */
import * as vscode from 'vscode';
import type { CheckedInPartParams, ClusterHead, TemplateFile } from '../../server/protocol.ts';
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
  readonly #listeners: vscode.Disposable;
  #state: ServerState = { kind: 'stopped' };
  #cluster: ClusterHead | undefined;
  /** Open files that are templates of other tools, by their URIs. */
  readonly #templates = new Map<string, TemplateFile>();

  constructor() {
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration(change => {
        if (change.affectsConfiguration(SETTINGS.argoVersion)) this.show(this.#state);
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.show(this.#state)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#templates.delete(uri.toString())),
    );
  }

  showCluster(cluster: ClusterHead | undefined): void {
    this.#cluster = cluster;
    this.show(this.#state);
  }

  showTemplate({ uri, template }: CheckedInPartParams): void {
    const key = vscode.Uri.parse(uri).toString();
    if (template) this.#templates.set(key, template);
    else this.#templates.delete(key);
    this.show(this.#state);
  }

  show(state: ServerState): void {
    if (state.kind === 'starting') this.#templates.clear();
    this.#state = state;
    const version = vscode.workspace.getConfiguration().get<unknown>(SETTINGS.argoVersion);
    const active = vscode.window.activeTextEditor?.document.uri.toString();
    const template = active === undefined ? undefined : this.#templates.get(active);
    const words = describeStatus(
      state,
      typeof version === 'string' ? version : 'auto',
      this.#cluster,
      template,
      vscode.l10n,
    );
    this.#item.name = vscode.l10n.t('Argo Experiments');
    this.#item.text = words.text;
    this.#item.detail = words.detail;
    this.#item.severity = SEVERITIES[words.severity];
    this.#item.busy = words.busy;
    this.#item.command = words.command;
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#item.dispose();
  }
}
