/** A language client that measures: it keeps the latest diagnostics of each document, published or pulled, and when they came. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  type CompletionItem,
  CompletionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  ExitNotification,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type LSPAny,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  UnregistrationRequest,
  WorkspaceFoldersRequest,
} from 'vscode-languageserver/node';
import { CAPABILITIES } from './capabilities.ts';
import { type Usage, usageOf } from './usage.ts';

/** A server to measure. */
export interface Command {
  readonly name: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
  /** Answers `workspace/configuration`, by section. */
  readonly settings: Readonly<Record<string, LSPAny>>;
  readonly initializationOptions?: LSPAny;
}

/** Longest wait for one answer, in milliseconds. */
const LIMIT = 60_000;
/** Pause before diagnostics are pulled again because the ones that came are not those waited for. */
const PULL_AGAIN = 20;

export class OpenDocument {
  readonly uri: string;
  version = 1;
  /** `performance.now()` when the present text was sent. */
  sentAt = performance.now();
  diagnostics: readonly Diagnostic[] = [];
  diagnosedAt = 0;
  /** Version that the diagnostics are of; 0: none came. */
  diagnosed = 0;
  /** The server asked for another pull. */
  isStale = false;

  constructor(uri: string) {
    this.uri = uri;
  }
}

export class MeasuredServer {
  readonly startedAt = performance.now();
  /** From the start to the answer to `initialize`, in milliseconds. */
  initialized = 0;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #connection: ProtocolConnection;
  readonly #name: string;
  readonly #documents = new Map<string, OpenDocument>();
  readonly #wakers = new Set<() => void>();
  readonly #ended: Promise<never>;
  #pulls = false;
  #isStopping = false;
  #stderr = '';

  private constructor({ name, args, settings }: Command, folder: string) {
    this.#name = name;
    this.#process = spawn(process.execPath, args, { cwd: folder });
    const kill = () => this.#process.kill('SIGKILL'); // whatever ends us, nothing is left behind
    process.once('exit', kill);
    this.#process.stderr.on('data', (data: Buffer) => {
      this.#stderr = (this.#stderr + data.toString()).slice(-4000);
    });
    this.#ended = new Promise((_, reject) => {
      this.#process.once('exit', (code, signal) => {
        process.off('exit', kill);
        if (!this.#isStopping) reject(new Error(`${name} ended (${code ?? signal}):\n${this.#stderr}`));
      });
    });
    this.#ended.catch(() => undefined); // whoever waits for an answer hears of it
    this.#process.stdin.on('error', () => undefined); // likewise
    this.#connection = createProtocolConnection(
      new StreamMessageReader(this.#process.stdout),
      new StreamMessageWriter(this.#process.stdin),
    );
    this.#connection.onError(() => undefined);
    this.#answer(settings, folder);
    this.#connection.listen();
  }

  /** Starts a server and completes the handshake. Rejects when it ends or says nothing for a minute, as all that waits here. */
  static async start(command: Command, folder: string): Promise<MeasuredServer> {
    const server = new MeasuredServer(command, folder);
    const rootUri = pathToFileURL(folder).href;
    const { capabilities } = await server.#within(
      'initialize',
      server.#connection.sendRequest(InitializeRequest.type, {
        processId: process.pid,
        rootUri,
        workspaceFolders: [{ uri: rootUri, name: path.basename(folder) }],
        capabilities: CAPABILITIES,
        ...(command.initializationOptions === undefined
          ? {}
          : { initializationOptions: command.initializationOptions }),
      }),
    );
    server.initialized = performance.now() - server.startedAt;
    server.#pulls = capabilities.diagnosticProvider !== undefined;
    await server.#connection.sendNotification(InitializedNotification.type, {});
    await server.#connection.sendNotification(DidChangeConfigurationNotification.type, { settings: command.settings });
    return server;
  }

  async open(uri: string, text: string): Promise<OpenDocument> {
    const document = new OpenDocument(uri);
    this.#documents.set(uri, document);
    await this.#connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
    return document;
  }

  /** Puts `text` in the place of `length` characters of a line. */
  async edit(document: OpenDocument, start: Position, length: number, text: string): Promise<void> {
    document.version++;
    document.sentAt = performance.now();
    const end = { line: start.line, character: start.character + length };
    await this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: document.uri, version: document.version },
      contentChanges: [{ range: { start, end }, text }],
    });
  }

  /** Puts another text in the place of the whole document. */
  async replace(document: OpenDocument, text: string): Promise<void> {
    document.version++;
    await this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: document.uri, version: document.version },
      contentChanges: [{ text }],
    });
  }

  async close({ uri }: OpenDocument): Promise<void> {
    this.#documents.delete(uri);
    await this.#connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  async complete({ uri }: OpenDocument, { line, character }: Position): Promise<readonly CompletionItem[]> {
    const params = { textDocument: { uri }, position: { line, character } };
    const answer = await this.#within('completion', this.#connection.sendRequest(CompletionRequest.type, params));
    return Array.isArray(answer) ? answer : (answer?.items ?? []);
  }

  hover({ uri }: OpenDocument, { line, character }: Position): Promise<Hover | null> {
    const params = { textDocument: { uri }, position: { line, character } };
    return this.#within('hover', this.#connection.sendRequest(HoverRequest.type, params));
  }

  /**
   * Waits for diagnostics of the present text that `accept` takes: milliseconds since that text was sent. Undefined: none
   * came within `limit`, which may only happen where one is given.
   */
  async diagnosed(
    document: OpenDocument,
    accept: (diagnostics: readonly Diagnostic[]) => boolean = () => true,
    limit?: number,
  ): Promise<number | undefined> {
    const deadline = performance.now() + (limit ?? LIMIT);
    const isThere = () => document.diagnosed === document.version && accept(document.diagnostics);
    while (!isThere()) {
      if (performance.now() > deadline) {
        if (limit !== undefined) return undefined;
        throw new Error(`${this.#name} did not tell the expected diagnostics of ${document.uri} within ${LIMIT} ms.`);
      }
      if (!this.#pulls) await this.#nextReport(deadline);
      else {
        await this.#pull(document);
        if (!isThere()) await sleep(PULL_AGAIN);
      }
    }
    return document.diagnosedAt - document.sentAt;
  }

  /** Waits until no diagnostics came for `quiet` milliseconds. */
  async settled(document: OpenDocument, quiet: number): Promise<void> {
    await this.diagnosed(document);
    for (;;) {
      if (document.isStale && this.#pulls) await this.#pull(document);
      const left = document.diagnosedAt + quiet - performance.now();
      if (left <= 0 && !document.isStale) return;
      await sleep(Math.max(1, Math.min(left, 50)));
    }
  }

  usage(): Usage | undefined {
    return usageOf(this.#process.pid ?? 0);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    const gone = new Promise<void>(resolve => {
      if (this.#process.exitCode !== null || this.#process.signalCode !== null) resolve();
      else this.#process.once('exit', () => resolve());
    });
    const kill = setTimeout(() => this.#process.kill('SIGKILL'), 3000);
    try {
      await Promise.race([this.#connection.sendRequest(ShutdownRequest.type), gone]);
      await this.#connection.sendNotification(ExitNotification.type);
    } catch {
      this.#process.kill('SIGKILL'); // it does not answer any more
    }
    await gone;
    clearTimeout(kill);
    this.#connection.dispose();
  }

  async #pull(document: OpenDocument): Promise<void> {
    const { version, uri } = document;
    document.isStale = false;
    const request = this.#connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
    const report = await this.#within('diagnostic', request);
    if (report.kind === DocumentDiagnosticReportKind.Full) this.#store(document, report.items, version);
  }

  #store(document: OpenDocument, diagnostics: readonly Diagnostic[], version: number): void {
    Object.assign(document, { diagnostics, diagnosed: version, diagnosedAt: performance.now() });
    for (const wake of this.#wakers) wake();
  }

  async #nextReport(deadline: number): Promise<void> {
    const timer = new AbortController();
    let wake = (): void => undefined;
    const report = new Promise<void>(resolve => {
      wake = resolve;
      this.#wakers.add(wake);
    });
    const over = sleep(Math.max(1, deadline - performance.now()), undefined, { signal: timer.signal });
    over.catch(() => undefined); // ended by the report
    await Promise.race([report, over, this.#ended]).finally(() => {
      this.#wakers.delete(wake);
      timer.abort();
    });
  }

  async #within<T>(what: string, answer: Promise<T>): Promise<T> {
    const timer = new AbortController();
    const over = sleep(LIMIT, undefined, { signal: timer.signal }).then(() => {
      throw new Error(`${this.#name} did not answer ${what} within ${LIMIT} ms.`);
    });
    over.catch(() => undefined); // ended by the answer
    return await Promise.race([answer, over, this.#ended]).finally(() => timer.abort());
  }

  #answer(settings: Command['settings'], folder: string): void {
    const uri = pathToFileURL(folder).href;
    this.#connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ section }) => settings[section ?? ''] ?? null),
    );
    this.#connection.onRequest(WorkspaceFoldersRequest.type, () => [{ uri, name: path.basename(folder) }]);
    this.#connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      if (registrations.some(({ method }) => method === DocumentDiagnosticRequest.method)) this.#pulls = true;
    });
    this.#connection.onRequest(UnregistrationRequest.type, () => undefined);
    this.#connection.onRequest(DiagnosticRefreshRequest.type, () => {
      for (const document of this.#documents.values()) document.isStale = true;
    });
    this.#connection.onNotification(PublishDiagnosticsNotification.type, ({ uri: of, diagnostics, version }) => {
      const document = this.#documents.get(of);
      // A server that names no version is believed.
      if (document) this.#store(document, diagnostics, version ?? document.version);
    });
  }
}
