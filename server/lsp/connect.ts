/** Wires a service to a connection: documents in, answers out. */
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { CLUSTER_SCHEME, createService, type Language } from '../core/index.ts';
import { serveCluster } from './cluster.ts';
import { CODE_ACTION_KINDS, serveCodeActions } from './code-actions.ts';
import { SEMANTIC_TYPES } from './convert.ts';
import { serveLanguage } from './language.ts';
import { refreshLenses, serveLenses } from './lenses.ts';
import { serveManifests } from './manifests.ts';
import { serveNavigation } from './navigation.ts';
import { Publisher } from './publisher.ts';
import { serveRehearsal } from './rehearsal.ts';
import { Session } from './session.ts';
import { SettingsStore } from './settings.ts';

/** What the platform does for the server: reading files from a disk, where there is one. */
export interface Host {
  readonly readWorkspace?: (
    folders: readonly string[],
    tell: (uri: string, text: string) => void,
    isCancelled: () => boolean,
  ) => Promise<{ readonly isComplete: boolean }>;
  readonly readFile?: (uri: string) => Promise<string | undefined>;
  /** Address of a rule's documentation. */
  readonly rulePage?: (rule: string) => string | undefined;
}

const CAPABILITIES: InitializeResult['capabilities'] = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  completionProvider: { triggerCharacters: [' ', ':', '"', '.', '{'] },
  hoverProvider: true,
  signatureHelpProvider: { triggerCharacters: ['(', ','] },
  semanticTokensProvider: { legend: { tokenTypes: SEMANTIC_TYPES, tokenModifiers: [] }, full: true },
  codeActionProvider: { codeActionKinds: [...CODE_ACTION_KINDS], resolveProvider: true },
  diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  inlayHintProvider: true,
  codeLensProvider: {},
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  workspace: { textDocumentContent: { schemes: [CLUSTER_SCHEME] } },
};

export function connect(connection: Connection, language: Language, host: Host): void {
  const service = createService({ language, log: (level, message) => connection.console[level](message) });
  const session = new Session(connection, service, new SettingsStore(connection), host.rulePage ?? (() => undefined));
  const publisher = new Publisher(session);
  serveLifetime(session, host, publisher);
  serveCluster(session, publisher);
  serveLanguage(session);
  serveCodeActions(session);
  serveNavigation(session);
  serveLenses(session);
  serveRehearsal(session);
  serveManifests(session);
  connection.listen();
}

/** Start and end of the server, and the files and settings it is told of. */
function serveLifetime(session: Session, host: Host, publisher: Publisher): void {
  const { connection, service, settings, documents } = session;
  let isStopped = false;

  /** What is open in the editor is truer than what is on disk. */
  function tell(uri: string, text: string): void {
    if (!documents.get(uri)) service.update(uri, text);
  }

  connection.onInitialize(params => {
    session.client = params;
    settings.canAsk = params.capabilities.workspace?.configuration === true;
    return { serverInfo: { name: 'argo-experiments' }, capabilities: CAPABILITIES };
  });

  connection.onInitialized(() => {
    void session.guard('reading the workspace', undefined, async () => {
      if (session.client?.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
        const watchers = [{ globPattern: '**/*.{yaml,yml}' }];
        await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
      }
      const folders = (session.client?.workspaceFolders ?? []).map(({ uri }) => uri);
      const read = await host.readWorkspace?.(folders, tell, () => isStopped);
      if (isStopped) return;
      service.setComplete(read?.isComplete ?? false);
      await publisher.refresh();
      await refreshLenses(session);
    });
  });

  connection.onShutdown(() => {
    isStopped = true;
  });

  connection.onDidChangeConfiguration(({ settings: pushed }) => {
    settings.changed(pushed);
    void session.guard('refresh', undefined, () => publisher.refresh());
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    void session.guard('file changes', undefined, async () => {
      for (const { uri, type } of changes) {
        if (documents.get(uri)) continue;
        const text = type === FileChangeType.Deleted ? undefined : await host.readFile?.(uri);
        if (text === undefined) service.remove(uri);
        else tell(uri, text);
      }
      await publisher.refresh();
      await refreshLenses(session);
    });
  });

  documents.onDidChangeContent(({ document }) => {
    void session.guard('reading a document', undefined, async () => {
      const before = service.templateNames(document.uri);
      service.update(document.uri, document.getText());
      await publisher.publish(document.uri);
      if (service.templateNames(document.uri) !== before) await refreshLenses(session);
    });
  });

  documents.onDidClose(({ document: { uri } }) => {
    void session.guard('closing a document', undefined, async () => {
      settings.forget(uri);
      session.lastDiagnostics.delete(uri);
      // Back to what is on disk, or to nothing.
      const text = await host.readFile?.(uri);
      if (documents.get(uri)) return;
      if (text === undefined) service.remove(uri);
      else service.update(uri, text);
      if (!session.canPullDiagnostics) await connection.sendDiagnostics({ uri, diagnostics: [] });
    });
  });

  documents.listen(connection);
}
