/** Wires a service to a connection: documents in, answers out, each request guarded. */
import {
  CodeActionKind,
  type Connection,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticReportKind,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createService, type Language } from '../core/index.ts';
import {
  type InitializationOptions,
  REHEARSE,
  type RehearseParams,
  type RehearseResult,
  RUNNABLES,
  type Runnable,
  type RunnablesParams,
} from '../protocol.ts';
import { toCodeAction, toCompletionItem, toDiagnostic, toHover, toRange } from './convert.ts';
import { SettingsStore } from './settings.ts';

/** What the platform does for the server: reading files from a disk, where there is one. */
export interface Host {
  readonly readWorkspace?: (
    folders: readonly string[],
    tell: (uri: string, text: string) => void,
    isCancelled: () => boolean,
  ) => Promise<{ readonly isComplete: boolean }>;
  readonly readFile?: (uri: string) => Promise<string | undefined>;
}

export function connect(connection: Connection, language: Language, host: Host): void {
  const service = createService({ language, log: (level, message) => connection.console[level](message) });
  const documents = new TextDocuments(TextDocument);
  const settings = new SettingsStore(connection);
  let params: InitializeParams | undefined;
  let isStopped = false;

  const canPull = (): boolean => params?.capabilities.textDocument?.diagnostic !== undefined;
  const options = (): InitializationOptions => (params?.initializationOptions ?? {}) as InitializationOptions;

  /** A failing feature answers nothing and says so in the log; it never takes the server down. */
  async function guard<T>(what: string, nothing: T, run: () => T | Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      connection.console.error(
        `${what} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      return nothing;
    }
  }

  async function diagnostics(uri: string) {
    const own = await settings.of(uri);
    const lines = service.lines(uri);
    return lines
      ? service.diagnose(uri, own).map(problem => toDiagnostic(problem, lines, each => service.lines(each)))
      : [];
  }

  async function publish(uri: string): Promise<void> {
    if (canPull()) return;
    const version = documents.get(uri)?.version;
    const found = await guard('diagnostics', [], () => diagnostics(uri));
    const current = documents.get(uri);
    if (current && current.version === version)
      await connection.sendDiagnostics({ uri, version: current.version, diagnostics: found });
  }

  /** Something other than a document's own text changed. */
  async function refresh(): Promise<void> {
    if (!canPull()) for (const { uri } of documents.all()) void publish(uri);
    else if (params?.capabilities.workspace?.diagnostics?.refreshSupport)
      await connection.languages.diagnostics.refresh();
  }

  connection.onInitialize((given): InitializeResult => {
    params = given;
    settings.canAsk = given.capabilities.workspace?.configuration === true;
    return {
      serverInfo: { name: 'argo-experiments' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        completionProvider: { triggerCharacters: [' ', ':', '"'] },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
        diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
      },
    };
  });

  connection.onInitialized(() => {
    void guard('reading the workspace', undefined, async () => {
      if (params?.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
        await connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: '**/*.{yaml,yml}' }],
        });
      }
      const folders = (params?.workspaceFolders ?? []).map(({ uri }) => uri);
      const read = await host.readWorkspace?.(folders, tell, () => isStopped);
      if (isStopped) return;
      service.setComplete(read?.isComplete ?? false);
      await refresh();
    });
  });

  connection.onShutdown(() => {
    isStopped = true;
  });

  function tell(uri: string, text: string): void {
    // What is open in the editor is truer than what is on disk.
    if (!documents.get(uri)) service.update(uri, text);
  }

  connection.onDidChangeConfiguration(({ settings: pushed }) => {
    settings.changed(pushed);
    void guard('refresh', undefined, refresh);
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    void guard('file changes', undefined, async () => {
      for (const { uri, type } of changes) {
        if (documents.get(uri)) continue;
        const text = type === FileChangeType.Deleted ? undefined : await host.readFile?.(uri);
        if (text === undefined) service.remove(uri);
        else tell(uri, text);
      }
      await refresh();
    });
  });

  documents.onDidChangeContent(({ document }) => {
    void guard('reading a document', undefined, async () => {
      service.update(document.uri, document.getText());
      await publish(document.uri);
    });
  });

  documents.onDidClose(({ document }) => {
    void guard('closing a document', undefined, async () => {
      settings.forget(document.uri);
      // Back to what is on disk, or to nothing.
      const text = await host.readFile?.(document.uri);
      if (documents.get(document.uri)) return;
      if (text === undefined) service.remove(document.uri);
      else service.update(document.uri, text);
      if (!canPull()) await connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    });
  });

  connection.languages.diagnostics.on(({ textDocument: { uri } }) =>
    guard('diagnostics', { kind: DocumentDiagnosticReportKind.Full, items: [] }, async () => ({
      kind: DocumentDiagnosticReportKind.Full,
      items: await diagnostics(uri),
    })),
  );

  connection.onCompletion(({ textDocument: { uri }, position }) =>
    guard('completion', [], async () => {
      const own = await settings.of(uri);
      const lines = service.lines(uri);
      const items = lines ? service.complete(uri, lines.offset(position), own) : [];
      return lines ? items.map(item => toCompletionItem(item, lines, options().suggestCommand)) : [];
    }),
  );

  connection.onHover(({ textDocument: { uri }, position }) =>
    guard('hover', null, async () => {
      const own = await settings.of(uri);
      const lines = service.lines(uri);
      const found = lines && service.hover(uri, lines.offset(position), own);
      return found ? toHover(found, lines) : null;
    }),
  );

  connection.onCodeAction(({ textDocument: { uri }, range }) =>
    guard('code actions', [], async () => {
      const own = await settings.of(uri);
      const lines = service.lines(uri);
      if (!lines) return [];
      const found = service.fixes(uri, { start: lines.offset(range.start), end: lines.offset(range.end) }, own);
      return found.map(({ problem, fix }, index) =>
        toCodeAction(
          uri,
          problem,
          fix,
          index === 0,
          lines,
          toDiagnostic(problem, lines, each => service.lines(each)),
        ),
      );
    }),
  );

  connection.onRequest(RUNNABLES, ({ uri }: RunnablesParams) =>
    guard<readonly Runnable[]>('runnables', [], async () => {
      const lines = service.lines(uri);
      if (!lines) return [];
      const errors = service.diagnose(uri, await settings.of(uri)).filter(({ severity }) => severity === 'error');
      return service.runnables(uri).map(({ type, document, step, spec, range, nameRange }) => ({
        uri,
        type,
        document,
        ...(step === undefined ? {} : { step }),
        name: spec.name,
        ...(spec.namespace === undefined ? {} : { namespace: spec.namespace }),
        range: toRange(range, lines),
        nameRange: toRange(nameRange, lines),
        errors: errors.filter(error => error.range.start >= range.start && error.range.start <= range.end).length,
        analyses: spec.analyses.map(({ name }) => name),
        templates: spec.templates.map(({ name }) => name),
        scenarios: service.scenarios(uri, document, step) ?? [],
      }));
    }),
  );

  connection.onRequest<RehearseResult, void>(REHEARSE, ({ uri, document, step, scenario }: RehearseParams) =>
    guard<RehearseResult>(
      'rehearsal',
      { kind: 'failure', message: 'The rehearsal failed; the output of the language server says why.' },
      () => {
        const rehearsal = service.rehearse(uri, document, step, scenario ?? {});
        return rehearsal
          ? { kind: 'timeline', ...rehearsal }
          : {
              kind: 'failure',
              message: 'There is no Experiment at this place any more. Open its file and run it from there.',
            };
      },
    ),
  );

  documents.listen(connection);
  connection.listen();
}
