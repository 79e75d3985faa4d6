/** A language client for tests: starts the built server over stdio and does what an editor would. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  CodeLensRefreshRequest,
  type CompletionItem,
  CompletionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  type Diagnostic,
  DiagnosticRefreshRequest,
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
  type InitializeResult,
  InlayHintRefreshRequest,
  LogMessageNotification,
  type LSPAny,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShowDocumentRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  UnregistrationRequest,
  type WorkspaceEditClientCapabilities,
} from 'vscode-languageserver/node';

import {
  READ_DIRECTORY,
  READ_FILE,
  type ReadDirectoryResult,
  type ReadFileResult,
  type ReadParams,
} from '../../server/protocol.ts';

export const SERVER = path.join(import.meta.dirname, '../../dist/server.js');

export interface VirtualFolder {
  readonly uri: string;
  readonly files: Readonly<Record<string, string>>;
}

export interface LspClientOptions {
  readonly folder?: string;
  /** In its place: a folder that only the editor can read, as a URI, and its files by their paths in it. */
  readonly virtual?: VirtualFolder;
  /** Answers `workspace/configuration`, by section. */
  readonly settings?: Readonly<Record<string, LSPAny>>;
  /** The same for files below a folder, by the folder's URI: it takes the place of `settings`, as in an editor with several folders. */
  readonly folderSettings?: Readonly<Record<string, Readonly<Record<string, LSPAny>>>>;
  readonly initializationOptions?: LSPAny;
  /** False: the client is one of those that only take published diagnostics. */
  readonly pullsDiagnostics?: boolean;
  /** Absent: the client knows the plainest form of workspace edits alone. */
  readonly workspaceEdit?: WorkspaceEditClientCapabilities;
  /** The client shows documents that the server names. */
  readonly showsDocuments?: boolean;
  /** The client asks for the edit of a code action when it is chosen. */
  readonly resolvesEdits?: boolean;
}

export class LspClient {
  readonly process: ChildProcessWithoutNullStreams;
  readonly connection: ProtocolConnection;
  /** What the server said by `window/logMessage`. */
  readonly log: string[] = [];
  /** Documents for which the server published diagnostics, each time. */
  readonly publications: string[] = [];
  /** Documents that the server told the client to show. */
  readonly shown: string[] = [];
  /** Folders of a virtual workspace that the server has looked into. */
  readonly listed: string[] = [];
  /** How often the server asked to be asked for diagnostics again. */
  refreshes = 0;
  /** How often the server asked to be asked for code lenses again. */
  lensRefreshes = 0;
  /** How often the server asked to be asked for inlay hints again. */
  hintRefreshes = 0;
  /** Resolves with the exit code, or the name of the signal. */
  readonly exited: Promise<number | string>;
  readonly #options: LspClientOptions;
  readonly #published = new Map<string, Diagnostic[]>();
  readonly #waiting = new Set<() => void>();
  #stderr = '';

  private constructor(options: LspClientOptions) {
    this.#options = options;
    this.process = spawn(process.execPath, [SERVER, '--stdio']);
    this.process.stderr.on('data', (data: Buffer) => {
      this.#stderr += data.toString();
    });
    this.exited = new Promise(resolve => {
      this.process.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
    });
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.process.stdout),
      new StreamMessageWriter(this.process.stdin),
    );
    this.#answerServer();
    this.connection.listen();
  }

  /** Starts a server and completes the handshake. */
  static async start(options: LspClientOptions = {}): Promise<LspClient & { readonly initialized: InitializeResult }> {
    const client = new LspClient(options);
    const onDisk = options.folder === undefined ? null : pathToFileURL(options.folder).href;
    const rootUri = options.virtual?.uri ?? onDisk;
    const handshake = client.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri,
      workspaceFolders: rootUri === null ? null : [{ uri: rootUri, name: 'workspace' }],
      capabilities: capabilities(options),
      ...(options.initializationOptions === undefined ? {} : { initializationOptions: options.initializationOptions }),
    });
    const died = client.exited.then(end => {
      throw new Error(`The server ended (${end}) before it answered initialize:\n${client.stderr}`);
    });
    const initialized = await Promise.race([handshake, died]);
    await client.connection.sendNotification(InitializedNotification.type, {});
    return Object.assign(client, { initialized });
  }

  /** What the server wrote to stderr; nothing, when all is well. */
  get stderr(): string {
    return this.#stderr;
  }

  /** Opens a document; the URI names no file. */
  async open(text: string, uri = 'untitled:test.yaml'): Promise<string> {
    const textDocument = { uri, languageId: 'yaml', version: 1, text };
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    return uri;
  }

  /** Replaces the whole text. */
  async change(uri: string, version: number, text: string): Promise<void> {
    const textDocument = { uri, version };
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument,
      contentChanges: [{ text }],
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** Asks for the diagnostics, as editors do that pull them. */
  async pullDiagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
    if (report.kind !== DocumentDiagnosticReportKind.Full)
      throw new Error(`The first report for ${uri} is not a full one.`);
    return report.items;
  }

  /** Waits for published diagnostics that `accept` takes. */
  async publishedDiagnostics(
    uri: string,
    accept: (diagnostics: Diagnostic[]) => boolean = () => true,
  ): Promise<Diagnostic[]> {
    for (;;) {
      const diagnostics = this.#published.get(uri);
      if (diagnostics !== undefined && accept(diagnostics)) return diagnostics;
      await new Promise<void>(resolve => this.#waiting.add(resolve));
      this.#waiting.clear();
    }
  }

  /** Waits until the server has asked so often to be asked again. */
  async refreshed(times: number): Promise<void> {
    while (this.refreshes < times) {
      await new Promise<void>(resolve => this.#waiting.add(resolve));
      this.#waiting.clear();
    }
  }

  /** Waits until something is so, looking again whenever the server has sent something. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      await new Promise<void>(resolve => this.#waiting.add(resolve));
      this.#waiting.clear();
    }
  }

  async complete(uri: string, position: Position): Promise<CompletionItem[]> {
    const answer = await this.connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position });
    if (answer === null) return [];
    return Array.isArray(answer) ? answer : answer.items;
  }

  async hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
  }

  /** Says goodbye as the protocol wants it; answers how the process ended. */
  async shutdown(): Promise<number | string> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    return this.exited;
  }

  /** Ends the server however it stands. For cleaning up after a test. */
  async kill(): Promise<void> {
    this.connection.dispose();
    this.process.kill('SIGKILL');
    await this.exited;
  }

  #settingsOf(uri = ''): Readonly<Record<string, LSPAny>> | undefined {
    const { settings, folderSettings = {} } = this.#options;
    const folder = Object.keys(folderSettings).find(each => uri.startsWith(`${each}/`));
    return folder === undefined ? settings : folderSettings[folder];
  }

  #answerReads({ uri: root, files }: VirtualFolder): void {
    const pathOf = (uri: string) => uri.slice(root.length).replace(/^\//, '');
    this.connection.onRequest(READ_FILE, ({ uri }: ReadParams): ReadFileResult => files[pathOf(uri)] ?? null);
    this.connection.onRequest(READ_DIRECTORY, ({ uri }: ReadParams): ReadDirectoryResult => {
      const folder = pathOf(uri);
      this.listed.push(folder);
      const below = Object.keys(files).flatMap(name => {
        const inner = folder === '' ? name : name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : '';
        return inner === '' ? [] : [inner.split('/')];
      });
      const entries = below.map(([name = '', ...rest]): [string, boolean] => [name, rest.length > 0]);
      return [...new Map(entries)].map(([name, isFolder]) => ({ name, isFolder }));
    });
  }

  #answerServer(): void {
    this.connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ section, scopeUri }) => this.#settingsOf(scopeUri)?.[section ?? ''] ?? null),
    );
    if (this.#options.virtual !== undefined) this.#answerReads(this.#options.virtual);
    this.connection.onRequest(ShowDocumentRequest.type, ({ uri }) => {
      this.shown.push(uri);
      return { success: true };
    });
    this.connection.onRequest(RegistrationRequest.type, () => undefined);
    this.connection.onRequest(UnregistrationRequest.type, () => undefined);
    this.connection.onRequest(DiagnosticRefreshRequest.type, () => {
      this.refreshes += 1;
      for (const wake of this.#waiting) wake();
    });
    this.connection.onRequest(CodeLensRefreshRequest.type, () => {
      this.lensRefreshes += 1;
      for (const wake of this.#waiting) wake();
    });
    this.connection.onRequest(InlayHintRefreshRequest.type, () => {
      this.hintRefreshes += 1;
      for (const wake of this.#waiting) wake();
    });
    this.connection.onNotification(LogMessageNotification.type, ({ message }) => {
      this.log.push(message);
    });
    this.connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
      this.publications.push(uri);
      this.#published.set(uri, diagnostics);
      for (const wake of this.#waiting) wake();
    });
    // A server that is gone shows in `exited`; writing to it is no second failure.
    this.process.stdin.on('error', () => undefined);
    this.connection.onError(() => undefined);
  }
}

function capabilities({
  pullsDiagnostics = true,
  workspaceEdit,
  resolvesEdits = false,
  showsDocuments = false,
}: LspClientOptions): ClientCapabilities {
  return {
    general: { positionEncodings: ['utf-16'] },
    ...(showsDocuments ? { window: { showDocument: { support: true } } } : {}),
    workspace: {
      configuration: true,
      ...(workspaceEdit ? { workspaceEdit } : {}),
      workspaceFolders: true,
      codeLens: { refreshSupport: true },
      inlayHint: { refreshSupport: true },
      didChangeConfiguration: { dynamicRegistration: true },
      didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
      ...(pullsDiagnostics ? { diagnostics: { refreshSupport: true } } : {}),
    },
    textDocument: {
      synchronization: { dynamicRegistration: true, didSave: true },
      publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true },
      completion: {
        completionItem: {
          snippetSupport: true,
          insertReplaceSupport: true,
          documentationFormat: ['markdown', 'plaintext'],
          resolveSupport: { properties: ['documentation', 'detail'] },
        },
      },
      hover: { contentFormat: ['markdown', 'plaintext'] },
      codeAction: {
        codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } },
        ...(resolvesEdits ? { dataSupport: true, resolveSupport: { properties: ['edit'] } } : {}),
      },
      ...(pullsDiagnostics ? { diagnostic: { dynamicRegistration: true, relatedDocumentSupport: true } } : {}),
    },
  };
}
