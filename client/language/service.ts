/** The language side as one part: the supervised server, our requests to it, its status, and the lenses it feeds. */
import * as vscode from 'vscode';
import type { CheckedInPartParams, ClusterHead } from '../../server/protocol.ts';
import type { Requests } from '../experiments/ports/requests.ts';
import type { Timers } from '../experiments/ports/timers.ts';
import type { Tell } from '../ui/tell.ts';
import { RunLenses } from './lenses.ts';
import { DOCUMENT_SELECTOR } from './options.ts';
import { createRequests, type Notify, type Send } from './requests.ts';
import { tellDeath } from './status.ts';
import { StatusItem } from './status-item.ts';
import { type ServerState, type Session, Supervisor } from './supervisor.ts';

export interface LanguageSession extends Session {
  readonly send: Send;
  readonly notify: Notify;
  readonly onCheckedInPart: (listener: (params: CheckedInPartParams) => void) => void;
}

export interface LanguagePorts {
  /** A new start of the server; `died` is called when it ends unasked. */
  readonly create: (died: () => void) => LanguageSession;
  readonly output: vscode.LogOutputChannel;
  readonly timers: Timers;
  readonly tell: Tell;
  /** Whether there is anything that only a cluster runs. */
  readonly hasClusters: () => boolean;
}

export class LanguageService implements vscode.Disposable {
  readonly requests: Requests;
  readonly #ports: LanguagePorts;
  readonly #supervisor: Supervisor<LanguageSession>;
  readonly #status = new StatusItem();
  readonly #lenses: RunLenses;
  readonly #registration: vscode.Disposable;
  readonly #running = new vscode.EventEmitter<void>();
  /** Fires each time the server is ready to answer. */
  readonly onDidStart = this.#running.event;

  constructor(ports: LanguagePorts) {
    this.#ports = ports;
    this.#supervisor = new Supervisor({
      create: died => {
        const session = ports.create(died);
        session.onCheckedInPart(params => this.#status.showTemplate(params));
        return session;
      },
      timers: ports.timers,
      changed: state => this.#changed(state),
      log: message => ports.output.error(message),
    });
    this.requests = createRequests(
      async (method, params, signal) => {
        const { session } = this.#supervisor;
        if (session === undefined) throw new Error(vscode.l10n.t('it is not running.'));
        return await session.send(method, params, signal);
      },
      ports.timers,
      vscode.l10n,
    );
    this.#lenses = new RunLenses(this.requests, ports.hasClusters);
    this.#registration = vscode.languages.registerCodeLensProvider(DOCUMENT_SELECTOR, this.#lenses);
  }

  get state(): ServerState {
    return this.#supervisor.state;
  }

  /** Rejects when no server runs. */
  async notify<P>(method: string, params: P): Promise<void> {
    const { session } = this.#supervisor;
    if (session === undefined || this.state.kind !== 'running') throw new Error(vscode.l10n.t('it is not running.'));
    await session.notify(method, params);
  }

  /** For the status: whose release `argoVersion: auto` stands for. */
  showCluster(cluster: ClusterHead | undefined): void {
    this.#status.showCluster(cluster);
  }

  /** Whether the server is given this document. */
  looksAt(document: vscode.TextDocument): boolean {
    return vscode.languages.match(DOCUMENT_SELECTOR, document) > 0;
  }

  start(): void {
    void this.#supervisor.start();
  }

  async restart(): Promise<void> {
    await this.#supervisor.restart();
  }

  showOutput(): void {
    this.#ports.output.show();
  }

  /** The server's process gets a moment to end by itself. */
  dispose(): Promise<void> {
    vscode.Disposable.from(this.#registration, this.#lenses, this.#status, this.#running).dispose();
    return this.#supervisor.stop();
  }

  #changed(state: ServerState): void {
    this.#status.show(state);
    if (state.kind === 'running') {
      this.#lenses.refresh();
      this.#running.fire();
    }
    const ports = {
      ...this.#ports,
      l10n: vscode.l10n,
      showOutput: () => this.showOutput(),
      restart: () => this.restart(),
    };
    tellDeath(state, ports).catch((error: unknown) => this.#ports.output.error(String(error)));
  }
}
