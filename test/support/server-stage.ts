/** The language server in this process, with a disk and an editor of its own: to do anything to it, as often as a test likes. */
import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  CodeLensRefreshRequest,
  ConfigurationRequest,
  createConnection,
  createProtocolConnection,
  DiagnosticRefreshRequest,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type FileChangeType,
  InitializedNotification,
  InitializeRequest,
  InlayHintRefreshRequest,
  LogMessageNotification,
  ProposedFeatures,
  type ProtocolConnection,
  RegistrationRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import { buildLanguage } from '../../schemas/build.ts';
import { mayHoldKnown } from '../../server/core/index.ts';
import { DEFAULT_EXCLUDES, Excludes, isYaml } from '../../server/disk/excludes.ts';
import { pathWithin } from '../../server/disk/uris.ts';
import { connect } from '../../server/lsp/connect.ts';
import type { Files } from '../../server/lsp/host.ts';
import type { InitializationOptions } from '../../server/protocol.ts';

const language = buildLanguage();

const CAPABILITIES: ClientCapabilities = {
  general: { positionEncodings: ['utf-16'] },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'], snippetEditSupport: true },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
  },
  textDocument: {
    publishDiagnostics: { relatedInformation: true },
    completion: { completionItem: { snippetSupport: true } },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } },
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
    diagnostic: {},
  },
};

/** Files by URI. A reading of it takes a turn, as that of a disk does. */
export type Disk = Map<string, string>;

export interface StageOptions {
  readonly disk?: Disk;
  /** URIs. */
  readonly folders?: readonly string[];
  readonly options?: InitializationOptions;
  /** What the editor can do. Absent: much. */
  readonly capabilities?: ClientCapabilities;
}

export class ServerStage {
  readonly disk: Disk;
  /** What the server said by `window/logMessage`. */
  readonly log: string[] = [];
  readonly client: ProtocolConnection;
  readonly #end: () => void;
  /** Requests of the server. */
  #asked = 0;

  private constructor(disk: Disk) {
    this.disk = disk;
    const [up, down] = [new PassThrough(), new PassThrough()];
    const server = createConnection(ProposedFeatures.all, new StreamMessageReader(up), new StreamMessageWriter(down));
    connect(server, language, { disk: filesOf(disk) });
    this.client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
    this.#end = () => {
      this.client.dispose();
      server.dispose();
      up.destroy();
      down.destroy();
    };
    this.client.onRequest(ConfigurationRequest.type, ({ items }) => {
      this.#asked += 1;
      return items.map(() => null);
    });
    for (const { method } of [
      RegistrationRequest.type,
      DiagnosticRefreshRequest.type,
      CodeLensRefreshRequest.type,
      InlayHintRefreshRequest.type,
    ]) {
      this.client.onRequest(method, () => {
        this.#asked += 1;
        return null;
      });
    }
    this.client.onNotification(LogMessageNotification.type, ({ message }) => {
      this.log.push(message);
    });
    this.client.listen();
  }

  /** A server that has read its workspace. */
  static async start({
    disk = new Map(),
    folders = [],
    options,
    capabilities = CAPABILITIES,
  }: StageOptions = {}): Promise<ServerStage> {
    const stage = new ServerStage(disk);
    await stage.client.sendRequest(InitializeRequest.type, {
      processId: null,
      rootUri: null,
      workspaceFolders: folders.map(uri => ({ uri, name: uri })),
      capabilities,
      ...(options === undefined ? {} : { initializationOptions: options }),
    });
    await stage.client.sendNotification(InitializedNotification.type, {});
    await stage.settled();
    return stage;
  }

  async open(uri: string, text: string): Promise<void> {
    const textDocument = { uri, languageId: 'yaml', version: 1, text };
    await this.client.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  async change(
    uri: string,
    version: number,
    ...contentChanges: readonly TextDocumentContentChangeEvent[]
  ): Promise<void> {
    const textDocument = { uri, version };
    await this.client.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument,
      contentChanges: [...contentChanges],
    });
  }

  async close(uri: string): Promise<void> {
    await this.client.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  async watched(...changes: readonly { readonly uri: string; readonly type: FileChangeType }[]): Promise<void> {
    await this.client.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [...changes] });
  }

  /** Folders that come and go, as URIs. */
  async foldersChanged(added: readonly string[], removed: readonly string[]): Promise<void> {
    const folder = (uri: string) => ({ uri, name: uri });
    await this.client.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: added.map(folder), removed: removed.map(folder) },
    });
  }

  /** Waits until the server has done all that it was told, and asks for nothing more. */
  async settled(): Promise<void> {
    for (let quiet = 0; quiet < 3; ) {
      const before = this.#asked;
      // One that asks for nothing: it is answered behind all that came before it.
      await this.client.sendRequest('textDocument/foldingRange', { textDocument: { uri: 'settled:' } });
      await new Promise(resolve => setImmediate(resolve));
      quiet = this.#asked === before ? quiet + 1 : 0;
    }
  }

  end(): void {
    this.#end();
  }
}

function filesOf(disk: Disk): Files {
  const readFile = async (uri: string): Promise<string | undefined> => {
    await new Promise(resolve => setImmediate(resolve));
    const text = disk.get(uri);
    return text !== undefined && mayHoldKnown(uri, text) ? text : undefined;
  };
  return {
    readFile,
    async readWorkspace(folders, tell, isCancelled, excludesOf = () => DEFAULT_EXCLUDES) {
      for (const folder of folders) {
        const excludes = new Excludes(excludesOf(folder));
        for (const uri of [...disk.keys()]) {
          const path = pathWithin(folder, uri);
          if (path === undefined || !isYaml(uri) || excludes.hasFile(path)) continue;
          const text = await readFile(uri);
          if (isCancelled()) return { isComplete: false };
          if (text !== undefined) tell(uri, text);
        }
      }
      return { isComplete: true };
    },
  };
}
