/** Diagnostics that nobody asked for: sent to clients that take them, or a word to those that ask themselves. */
import type { Diagnostic } from 'vscode-languageserver';
import { diagnosticsOf } from './language.ts';
import type { Session } from './session.ts';

export class Publisher {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async publish(uri: string): Promise<void> {
    if (this.#session.canPullDiagnostics) return;
    const version = this.#session.documents.get(uri)?.version;
    await this.#send(uri, version, await diagnosticsOf(this.#session, uri));
  }

  /** Something other than a document's own text changed. */
  async refresh(): Promise<void> {
    if (this.#session.canPullDiagnostics) await this.#askToPull();
    else await Promise.all(this.#open.map(uri => this.publish(uri)));
  }

  /** As `refresh`, of those open documents alone whose diagnostics are others than the last that were told. */
  async refreshChanged(): Promise<void> {
    const before = new Map(this.#session.lastDiagnostics);
    const now = await Promise.all(
      this.#open.map(async uri => {
        const version = this.#session.documents.get(uri)?.version;
        return { uri, version, diagnostics: await diagnosticsOf(this.#session, uri) };
      }),
    );
    const changed = now.filter(({ uri }) => {
      const last = before.get(uri);
      return last !== undefined && last !== this.#session.lastDiagnostics.get(uri);
    });
    if (changed.length === 0) return;
    if (this.#session.canPullDiagnostics) await this.#askToPull();
    else await Promise.all(changed.map(({ uri, version, diagnostics }) => this.#send(uri, version, diagnostics)));
  }

  get #open(): readonly string[] {
    return this.#session.documents.all().map(({ uri }) => uri);
  }

  /** Of a document that has changed meanwhile others follow. */
  async #send(uri: string, version: number | undefined, diagnostics: Diagnostic[]): Promise<void> {
    const current = this.#session.documents.get(uri);
    if (current && current.version === version) {
      await this.#session.connection.sendDiagnostics({ uri, version: current.version, diagnostics });
    }
  }

  async #askToPull(): Promise<void> {
    if (this.#session.client?.capabilities.workspace?.diagnostics?.refreshSupport) {
      await this.#session.connection.languages.diagnostics.refresh();
    }
  }
}
