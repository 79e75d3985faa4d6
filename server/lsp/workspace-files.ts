/** Keeps the service told of the files of the workspace: all at the start, then what changes, without what settings leave out. */
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type FileEvent,
  WatchKind,
  type WorkspaceFolder,
} from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { Excludes, isYaml } from '../disk/excludes.ts';
import { editorFiles } from './editor-files.ts';
import type { Files, Host } from './host.ts';
import { refreshLenses } from './lenses.ts';
import { refreshHints } from './navigation.ts';
import type { Publisher } from './publisher.ts';
import type { Session } from './session.ts';

export class WorkspaceFiles {
  readonly #session: Session;
  readonly #host: Host;
  /** What the editor reads for us. */
  readonly #editor: Files;
  readonly #publisher: Publisher;
  /** URIs of the folders without a slash at the end, and the patterns of what is left out in each. */
  #folders: ReadonlyMap<string, readonly string[]> = new Map();
  /** Files that were read from the disk. */
  readonly #read = new Set<string>();
  /** A later reading ends those before it. */
  #reading = 0;

  constructor(session: Session, host: Host, publisher: Publisher) {
    this.#session = session;
    this.#host = host;
    this.#editor = editorFiles(session.connection);
    this.#publisher = publisher;
  }

  /** Reads the workspace, and follows it from then on. */
  start(): Promise<void> {
    this.#session.reading = this.#session.guard('reading the workspace', undefined, () => this.#start());
    return this.#session.reading;
  }

  async #start(): Promise<void> {
    const { client, connection } = this.#session;
    const { workspace } = client?.capabilities ?? {};
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      // A folder that comes or goes, as when it is renamed, is told of as one event, by its own name.
      const folders = { globPattern: '**', kind: WatchKind.Create | WatchKind.Delete };
      const watchers = [{ globPattern: '**/*.{yaml,yml}' }, folders];
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    if (workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(folderUri));
        const kept = [...this.#folders.keys()].filter(uri => !gone.has(uri));
        void this.#session.guard('folders', undefined, () => this.#readAll([...kept, ...added.map(folderUri)]));
      });
    }
    await this.#readAll((client?.workspaceFolders ?? []).map(folderUri));
  }

  stop(): void {
    this.#reading += 1;
  }

  /** Settings are others: what they leave out goes, and what they left out before comes. */
  async settingsChanged(): Promise<void> {
    const folders = [...this.#folders.keys()];
    const patterns = await Promise.all(folders.map(uri => this.#session.settings.excludesOf(uri)));
    const isSame = folders.every((uri, i) => `${this.#folders.get(uri)}` === `${patterns[i]}`);
    if (!isSame) await this.#readAll(folders);
  }

  async changed(changes: readonly FileEvent[]): Promise<void> {
    for (const { uri, type } of changes) {
      if (type === FileChangeType.Deleted) this.#forget(uri);
      else if (isYaml(uri)) await this.#readOne(uri);
      else if (type === FileChangeType.Created) await this.#readFolder(uri);
    }
    await this.#refresh();
  }

  /** What is open in the editor is truer than what is on disk, also where the editor writes its address in another way. */
  opened(uri: string): void {
    if (canonical(uri) !== uri) this.#session.service.remove(canonical(uri));
  }

  /** A document was closed: back to what is on disk, or to nothing. */
  async closed(uri: string): Promise<void> {
    if (canonical(uri) !== uri) this.#session.service.remove(uri);
    await this.#readOne(uri);
  }

  async #readAll(uris: readonly string[]): Promise<void> {
    const reading = ++this.#reading;
    const { service, settings } = this.#session;
    const patterns = await Promise.all(uris.map(uri => settings.excludesOf(uri)));
    if (reading !== this.#reading) return;
    const folders = new Map(uris.map((uri, i) => [uri, patterns[i] ?? []]));
    this.#folders = folders;
    service.setComplete(false);
    const before = new Set(this.#read);
    const tell = (uri: string, text: string): void => {
      before.delete(uri);
      this.#tell(uri, text);
    };
    const isCancelled = (): boolean => reading !== this.#reading;
    const isComplete = await this.#readFolders(uris, tell, isCancelled, uri => folders.get(uri) ?? []);
    if (isCancelled()) return;
    for (const uri of before) this.#forgetOne(uri);
    // A file that is open by itself belongs to something that nobody has shown us.
    service.setComplete(uris.length > 0 && isComplete);
    await this.#refresh();
  }

  /** Who can read a file or folder; nobody reads what is not saved yet. */
  #readerOf(uri: string): Files | undefined {
    if (uri.startsWith('file:') && this.#host.disk) return this.#host.disk;
    return this.#session.options.readsFiles && !uri.startsWith('untitled:') ? this.#editor : undefined;
  }

  /** Answers whether all of it is known then. */
  async #readFolders(
    uris: readonly string[],
    tell: (uri: string, text: string) => void,
    isCancelled: () => boolean,
    excludesOf: (folder: string) => readonly string[],
  ): Promise<boolean> {
    let isComplete = true;
    for (const reader of new Set(uris.map(uri => this.#readerOf(uri)))) {
      const own = uris.filter(uri => this.#readerOf(uri) === reader);
      const read = await reader?.readWorkspace(own, tell, isCancelled, excludesOf);
      isComplete &&= read?.isComplete === true;
    }
    return isComplete;
  }

  async #readOne(written: string): Promise<void> {
    const uri = canonical(written);
    const text = this.#isExcluded(uri) ? undefined : await this.#readerOf(uri)?.readFile(uri);
    if (text === undefined) this.#forgetOne(uri);
    else this.#tell(uri, text);
  }

  /** A folder of the workspace that was not there before; of a file nothing is read. */
  async #readFolder(uri: string): Promise<void> {
    // Files have an ending mostly, and few folders have.
    if (/\.\w+$/.test(uri) || this.#isExcluded(`${uri}/-`)) return;
    const reading = this.#reading;
    const tell = (each: string, text: string): void => {
      if (!this.#isExcluded(each)) this.#tell(each, text);
    };
    await this.#readFolders(
      [canonical(uri)],
      tell,
      () => reading !== this.#reading,
      () => [],
    );
  }

  #tell(uri: string, text: string): void {
    this.#read.add(uri);
    if (!this.#isOpen(uri)) this.#session.service.update(uri, text);
  }

  #isOpen(uri: string): boolean {
    return this.#session.documents.keys().some(each => canonical(each) === uri);
  }

  /** A file, or a folder with all that was in it. */
  #forget(written: string): void {
    const uri = canonical(written);
    this.#forgetOne(uri);
    for (const each of this.#read) if (each.startsWith(`${uri}/`)) this.#forgetOne(each);
  }

  #forgetOne(uri: string): void {
    this.#read.delete(uri);
    if (!this.#isOpen(uri)) this.#session.service.remove(uri);
  }

  #isExcluded(uri: string): boolean {
    return [...this.#folders].some(([folder, patterns]) => {
      const [root, file] = [`${URI.parse(folder).path}/`, URI.parse(uri).path];
      return file.startsWith(root) && new Excludes(patterns).hasFile(file.slice(root.length));
    });
  }

  async #refresh(): Promise<void> {
    await this.#publisher.refresh();
    await refreshLenses(this.#session);
    await refreshHints(this.#session);
  }
}

/** As files are told of that are read from the disk; editors have ways of their own to write an address. */
function canonical(uri: string): string {
  return URI.parse(uri).toString();
}

function folderUri({ uri }: WorkspaceFolder): string {
  return uri.replace(/\/$/, '');
}
