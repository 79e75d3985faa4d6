/** Keeps the service told of the files of the workspace: all at the start, then what changes, without what settings leave out. */
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type FileEvent,
  WatchKind,
  type WorkspaceFolder,
} from 'vscode-languageserver';
import { chartsAbove } from '../core/index.ts';
import { Excludes, isYaml } from '../disk/excludes.ts';
import { canonical, pathWithin } from '../disk/uris.ts';
import { editorFiles } from './editor-files.ts';
import type { Files, Host } from './host.ts';
import { refreshLenses } from './lenses.ts';
import { refreshHints } from './navigation.ts';
import type { Publisher } from './publisher.ts';
import type { Session } from './session.ts';

/** A folder of the workspace: what is left out of it, as written and as asked. */
interface Folder {
  readonly patterns: readonly string[];
  readonly excludes: Excludes;
}

export class WorkspaceFiles {
  readonly #session: Session;
  readonly #host: Host;
  /** What the editor reads for us. */
  readonly #editor: Files;
  readonly #publisher: Publisher;
  /** URIs of the folders without a slash at the end. */
  #roots: readonly string[] = [];
  /** What is left out in each folder, as far as that has been asked. */
  #folders: ReadonlyMap<string, Folder> = new Map();
  /** Files that were read from the disk. */
  readonly #read = new Set<string>();
  /** Addresses of what is open, as the editor writes them and as files are told of. */
  readonly #open = new Map<string, string>();
  /** A later reading ends those before it. */
  #reading = 0;
  /** While a reading goes on, what something happened to since it began: what it finds of that may be older. */
  #touched: Set<string> | undefined;
  /** Done when all events before have had their effect: a slow one must not undo what a later one did. */
  #turn: Promise<void> = Promise.resolve();

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
    this.#roots = (client?.workspaceFolders ?? []).map(folderUri);
    if (workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(folderUri));
        this.#roots = [...new Set([...this.#roots.filter(uri => !gone.has(uri)), ...added.map(folderUri)])];
        void this.#session.guard('folders', undefined, () => this.#readAll());
      });
    }
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      // A folder that comes or goes, as when it is renamed, is told of as one event, by its own name.
      const folders = { globPattern: '**', kind: WatchKind.Create | WatchKind.Delete };
      const watchers = [{ globPattern: '**/*.{yaml,yml}' }, folders];
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    await this.#readAll();
  }

  stop(): void {
    this.#reading += 1;
  }

  /** Settings are others: what they leave out goes, and what they left out before comes. */
  async settingsChanged(): Promise<void> {
    const folders = this.#roots;
    const patterns = await Promise.all(folders.map(uri => this.#session.settings.excludesOf(uri)));
    const isSame = folders.every((uri, i) => `${this.#folders.get(uri)?.patterns}` === `${patterns[i]}`);
    if (!isSame) await this.#readAll();
  }

  async changed(changes: readonly FileEvent[]): Promise<void> {
    await this.#inTurn(async () => {
      for (const { uri, type } of changes) {
        this.#touched?.add(canonical(uri));
        if (type === FileChangeType.Deleted) this.#forget(uri);
        else if (isYaml(uri)) await this.#readOne(uri);
        else if (type === FileChangeType.Created) await this.#readFolder(uri);
      }
    });
    await this.#refresh();
  }

  /** What is open in the editor is truer than what is on disk, also where the editor writes its address in another way. */
  opened(uri: string): void {
    const known = canonical(uri);
    this.#open.set(uri, known);
    if (known !== uri && !this.#open.has(known)) this.#session.service.remove(known);
    if (!this.#isOurs(known)) void this.#session.guard('charts', undefined, () => this.#readCharts(known));
  }

  /** Of a file outside of all folders: whether it is a template of Helm is said by the chart that it lies in. */
  async #readCharts(uri: string): Promise<void> {
    const charts = chartsAbove(uri);
    if (charts.length === 0) return;
    await this.#inTurn(async () => {
      for (const chart of charts) {
        const text = await this.#readerOf(chart)?.readFile(chart);
        if (text !== undefined) this.#session.service.update(chart, text);
      }
    });
    await this.#refresh();
  }

  /** A document was closed: back to what is on disk, or to nothing. */
  async closed(uri: string): Promise<void> {
    const known = canonical(uri);
    this.#open.delete(uri);
    if (known !== uri) this.#session.service.remove(uri);
    await this.#inTurn(async () => {
      this.#touched?.add(known);
      await this.#readOne(uri);
    });
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const before = this.#turn;
    let done = (): void => undefined;
    this.#turn = new Promise(resolve => {
      done = resolve;
    });
    await before;
    try {
      await work();
    } finally {
      done();
    }
  }

  async #readAll(): Promise<void> {
    const reading = ++this.#reading;
    const uris = this.#roots;
    const { service, settings } = this.#session;
    const patterns = await Promise.all(uris.map(uri => settings.excludesOf(uri)));
    if (reading !== this.#reading) return;
    this.#folders = new Map(uris.map((uri, i) => [uri, folderOf(patterns[i] ?? [])]));
    this.#touched = new Set();
    service.setComplete(false);
    const before = new Set(this.#read);
    const tell = (uri: string, text: string): void => {
      before.delete(uri);
      if (!this.#isTouched(uri)) this.#tell(uri, text);
    };
    const isCancelled = (): boolean => reading !== this.#reading;
    const isComplete = await this.#readFolders(uris, tell, isCancelled, uri => this.#folders.get(uri)?.patterns ?? []);
    if (isCancelled()) return;
    for (const uri of before) if (!this.#isTouched(uri) || !this.#isOurs(uri)) this.#forgetOne(uri);
    this.#touched = undefined;
    // A file that is open by itself belongs to something that nobody has shown us.
    service.setComplete(uris.length > 0 && isComplete);
    await this.#refresh();
  }

  /** By itself, or with a folder above it. */
  #isTouched(uri: string): boolean {
    if (!this.#touched?.size) return false;
    for (let end = uri.length; end > 0; end = uri.lastIndexOf('/', end - 1)) {
      if (this.#touched.has(uri.slice(0, end))) return true;
    }
    return false;
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
    const reader = this.#isOurs(uri) ? this.#readerOf(uri) : undefined;
    const text = await this.#session.guard(`reading ${uri}`, undefined, () => reader?.readFile(uri));
    if (text === undefined) this.#forgetOne(uri);
    else this.#tell(uri, text);
  }

  /** A folder of the workspace that was not there before; of a file nothing is read. */
  async #readFolder(written: string): Promise<void> {
    const uri = canonical(written).replace(/\/$/, '');
    // Files have an ending mostly, and few folders have: an editor is not asked what is in them.
    const isFile = this.#readerOf(uri) === this.#editor && /\.\w+$/.test(uri);
    if (isFile || !this.#isOurs(`${uri}/-.yaml`)) return;
    const reading = this.#reading;
    const tell = (each: string, text: string): void => {
      if (this.#isOurs(each)) this.#tell(each, text);
    };
    await this.#readFolders(
      [uri],
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
    return this.#open.has(uri) || [...this.#open.values()].includes(uri);
  }

  /** A file, or a folder with all that was in it. */
  #forget(written: string): void {
    const uri = canonical(written).replace(/\/$/, '');
    this.#forgetOne(uri);
    for (const each of this.#read) if (each.startsWith(`${uri}/`)) this.#forgetOne(each);
  }

  #forgetOne(uri: string): void {
    this.#read.delete(uri);
    if (!this.#isOpen(uri)) this.#session.service.remove(uri);
  }

  /** One of the folders has it and does not leave it out: reading all of the workspace would find it. */
  #isOurs(uri: string): boolean {
    if (!isYaml(uri)) return false;
    return [...this.#folders].some(([folder, { excludes }]) => {
      const path = pathWithin(folder, uri);
      return path !== undefined && !excludes.hasFile(path);
    });
  }

  async #refresh(): Promise<void> {
    await this.#publisher.refresh();
    await refreshLenses(this.#session);
    await refreshHints(this.#session);
  }
}

function folderOf(patterns: readonly string[]): Folder {
  return { patterns, excludes: new Excludes(patterns) };
}

function folderUri({ uri }: WorkspaceFolder): string {
  return uri.replace(/\/$/, '');
}
