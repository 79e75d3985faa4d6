/** Wires a service to a connection: documents in, answers out. */
import { type Connection, type InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver';
import { CLUSTER_SCHEME, createService, type Language, TRIGGER_CHARACTERS } from '../core/index.ts';
import { serveAgents } from './agents.ts';
import { serveCluster } from './cluster.ts';
import { CODE_ACTION_KINDS, serveCodeActions } from './code-actions.ts';
import { serveCompletion } from './completion.ts';
import { SEMANTIC_TYPES } from './convert.ts';
import type { Host } from './host.ts';
import { serveLanguage } from './language.ts';
import { refreshLenses, serveLenses } from './lenses.ts';
import { serveManifests } from './manifests.ts';
import { serveNavigation } from './navigation.ts';
import { Publisher } from './publisher.ts';
import { serveRehearsal } from './rehearsal.ts';
import { ruleCapabilities, serveRules } from './rules.ts';
import { Session } from './session.ts';
import { SettingsStore } from './settings.ts';
import { WorkspaceFiles } from './workspace-files.ts';

const CAPABILITIES: InitializeResult['capabilities'] = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  completionProvider: { triggerCharacters: [...TRIGGER_CHARACTERS], completionItem: { labelDetailsSupport: true } },
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
  documentLinkProvider: {},
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  workspace: {
    textDocumentContent: { schemes: [CLUSTER_SCHEME] },
    workspaceFolders: { supported: true, changeNotifications: true },
  },
};

export function connect(connection: Connection, language: Language, host: Host): void {
  const service = createService({ language, log: (level, message) => connection.console[level](message) });
  const session = new Session(connection, service, new SettingsStore(connection), host.rulePage ?? (() => undefined));
  const publisher = new Publisher(session);
  serveLifetime(session, host, publisher);
  serveCluster(session, publisher);
  serveCompletion(session);
  serveLanguage(session);
  serveCodeActions(session);
  serveNavigation(session);
  serveLenses(session);
  serveRehearsal(session);
  serveManifests(session);
  serveAgents(session);
  serveRules(session);
  connection.listen();
}

/** Start and end of the server, and the files and settings it is told of. */
function serveLifetime(session: Session, host: Host, publisher: Publisher): void {
  const { connection, service, settings, documents } = session;
  const files = new WorkspaceFiles(session, host, publisher);

  connection.onInitialize(params => {
    session.client = params;
    settings.canAsk = params.capabilities.workspace?.configuration === true;
    return {
      serverInfo: { name: 'argo-experiments' },
      capabilities: { ...CAPABILITIES, ...ruleCapabilities(session) },
    };
  });

  connection.onInitialized(() => {
    void files.start();
  });

  connection.onShutdown(() => files.stop());

  connection.onDidChangeConfiguration(({ settings: pushed }) => {
    settings.changed(pushed);
    void session.guard('refresh', undefined, async () => {
      await publisher.refresh();
      await files.settingsChanged();
    });
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    void session.guard('file changes', undefined, () => files.changed(changes));
  });

  documents.onDidChangeContent(({ document }) => {
    void session.guard('reading a document', undefined, async () => {
      const before = service.templateNames(document.uri);
      service.update(document.uri, document.getText());
      await publisher.publish(document.uri);
      if (service.templateNames(document.uri) !== before) await refreshLenses(session);
    });
  });

  documents.onDidOpen(({ document }) => files.opened(document.uri));

  documents.onDidClose(({ document: { uri } }) => {
    void session.guard('closing a document', undefined, async () => {
      settings.forget(uri);
      session.lastDiagnostics.delete(uri);
      session.templates.delete(uri);
      await files.closed(uri);
      if (documents.get(uri)) return;
      if (!session.canPullDiagnostics) await connection.sendDiagnostics({ uri, diagnostics: [] });
    });
  });

  documents.listen(connection);
}
