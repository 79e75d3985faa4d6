/** Every file that the service knows, and what can be looked up across them. */
import { templateKind } from '../model/analysis.ts';
import { variablesIn } from '../templating/tokens.ts';
import { folderOf } from './beside.ts';
import { Charts } from './charts.ts';
import type { Cluster } from './cluster.ts';
import { type FileFailed, forEachFile, rethrow } from './each-file.ts';
import {
  isKnownDocument,
  isTemplated,
  type KubeDocument,
  readFile,
  type SourceDocument,
  type SourceFile,
  unreadFile,
} from './file.ts';
import { isPatch } from './file-role.ts';
import { Kustomizations, type Listing } from './kustomize.ts';

export interface Placed {
  readonly file: SourceFile;
  readonly document: KubeDocument;
}

export interface Workspace {
  /** The same as long as nothing that is known changes: under it is kept what was worked out of several files. */
  readonly state: object;
  /** All files of the workspace have been read: what is not found here is not there. */
  readonly isComplete: boolean;
  /** Documents of one of our kinds, and of those that ours lead to (Service, Secret, Ingress, VirtualService); patches too. */
  readonly documents: (kind: string) => readonly Placed[];
  /** As `documents`, without patches: each stands for an object. */
  readonly definitions: (kind: string) => readonly Placed[];
  /** False: an object of that kind may be called otherwise in the cluster than any file says. */
  readonly knowsNames: (kind: string) => boolean;
  /** `metadata.namespace`, unless a kustomization puts the object into another one. */
  readonly namespaceOf: (at: Placed) => string | undefined;
  /** The connected cluster. Rules that need it are silent without. */
  readonly cluster: Cluster | undefined;
  /** As `namespaceOf`, on the cluster: where no file names one it is the connected one. Undefined: nobody can tell, or it belongs to none. */
  readonly homeOf: (at: Placed) => string | undefined;
  /** As `homeOf`, for a caller whose namespace is known and whose document may not be. `uri`: its file. */
  readonly home: (namespace: string | undefined, uri?: string) => string | undefined;
  /** Every file, in the order of their URIs: what was told first makes no difference to any answer. */
  readonly files: () => readonly SourceFile[];
  /** A file of that URI was told of. */
  readonly hasFile: (uri: string) => boolean;
  /** A kustomization gives the objects of the file other names. */
  readonly changesNames: (file: SourceFile) => boolean;
  /** A kustomization has the last word on what the file says: the cluster may rightly have it otherwise. */
  readonly isTakenIn: (file: SourceFile) => boolean;
  /** The kustomizations that name the file among their resources. */
  readonly listingsOf: (file: SourceFile) => readonly Listing[];
  /** The file holds parts of objects that are defined elsewhere. */
  readonly isPatch: (file: SourceFile) => boolean;
  /** The (Cluster)AnalysisTemplate of that name that the controller would take; a document without namespace fits any. */
  readonly analysisTemplate: (name: string, clusterScope: boolean, namespace: string | undefined) => Placed | undefined;
  /** As `analysisTemplate`: all that fit equally well, those of the file at the URI `near` first, then of its folder. */
  readonly analysisTemplates: (
    name: string,
    clusterScope: boolean,
    namespace: string | undefined,
    near?: string,
  ) => readonly Placed[];
}

/** What is worked out of all files at once, until one changes. */
interface Index {
  /** In the order of their URIs. */
  readonly files: readonly SourceFile[];
  readonly byKind: ReadonlyMap<string, readonly Placed[]>;
  readonly definitions: ReadonlyMap<string, readonly Placed[]>;
  /** Analysis templates by kind and name. */
  readonly templates: ReadonlyMap<string, readonly Placed[]>;
  readonly kustomizations: Kustomizations;
  readonly kindsWithUnknownNames: ReadonlySet<string>;
}

/** A workspace that is told of files one by one. */
export class FileStore implements Workspace {
  readonly #files = new Map<string, SourceFile>();
  #isComplete = false;
  #cluster: Cluster | undefined;
  #current: Index | undefined;
  #state = {};
  readonly #charts = new Charts();
  readonly #failed: FileFailed;

  /** `failed`: hears of a file on which work failed. It harms that file alone: what the others say is known. */
  constructor(failed: FileFailed = rethrow) {
    this.#failed = failed;
  }

  get(uri: string): SourceFile | undefined {
    const file = this.#files.get(uri);
    // The index of all files decides whether it is a template.
    return file && dependsOnKustomizations(file) && this.#index ? this.#files.get(uri) : file;
  }

  /** The file with another text, as it is read at its place. */
  read(uri: string, text: string): SourceFile {
    const previous = this.#files.get(uri);
    const place = previous?.place === 'kustomization' ? previous.place : 'elsewhere';
    return readFile(uri, text, previous, this.#charts.holds(uri) ? 'chart' : place);
  }

  /** A file's text, new or changed. */
  tell(uri: string, text: string): void {
    try {
      this.set(this.read(uri, text));
    } catch (error) {
      this.#failed(uri, error);
      // The text before is no longer the file's.
      this.set(unreadFile(uri, text));
    }
  }

  set(file: SourceFile): void {
    this.#files.set(file.uri, file);
    this.#forget();
    this.#readAgain(this.#charts.add(file.uri));
  }

  delete(uri: string): void {
    if (!this.#files.delete(uri)) return;
    this.#forget();
    this.#readAgain(this.#charts.delete(uri));
  }

  /** Files in a folder that became the templates of a chart, or are so no longer. */
  #readAgain(folder: string | undefined): void {
    if (folder === undefined) return;
    for (const { uri, text } of [...this.#files.values()]) if (uri.startsWith(folder)) this.tell(uri, text);
  }

  get state(): object {
    return this.#state;
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  set isComplete(isComplete: boolean) {
    this.#isComplete = isComplete;
    this.#state = {};
  }

  get cluster(): Cluster | undefined {
    return this.#cluster;
  }

  set cluster(cluster: Cluster | undefined) {
    this.#cluster = cluster;
    this.#state = {};
  }

  #forget(): void {
    this.#current = undefined;
    this.#state = {};
  }

  /** As if these were the texts of the files with these URIs, for as long as `look` looks. */
  withTexts<T>(texts: Readonly<Record<string, string>>, look: () => T): T {
    const before = Object.keys(texts).map(uri => [uri, this.#files.get(uri)] as const);
    try {
      for (const [uri, text] of Object.entries(texts)) this.tell(uri, text);
      return look();
    } finally {
      for (const [uri, file] of before) {
        if (file) this.set(file);
        else this.delete(uri);
      }
    }
  }

  documents(kind: string): readonly Placed[] {
    return this.#index.byKind.get(kind) ?? [];
  }

  definitions(kind: string): readonly Placed[] {
    return this.#index.definitions.get(kind) ?? [];
  }

  knowsNames(kind: string): boolean {
    return !this.#index.kindsWithUnknownNames.has(kind);
  }

  namespaceOf({ file, document }: Placed): string | undefined {
    return this.#index.kustomizations.changesNamespace(file.uri) ? undefined : document.content.identity.namespace;
  }

  homeOf(at: Placed): string | undefined {
    const { kind } = at.document.content.identity;
    return kind === 'ClusterAnalysisTemplate' ? undefined : this.home(this.namespaceOf(at), at.file.uri);
  }

  home(namespace: string | undefined, uri?: string): string | undefined {
    const { kustomizations } = this.#index;
    const isElsewhere = uri !== undefined && (kustomizations.changesNamespace(uri) || kustomizations.changesNames(uri));
    return isElsewhere || isUnknownName(namespace ?? '') ? undefined : (namespace ?? this.cluster?.facts.namespace);
  }

  files(): readonly SourceFile[] {
    return this.#index.files;
  }

  changesNames({ uri }: SourceFile): boolean {
    return this.#index.kustomizations.changesNames(uri);
  }

  hasFile(uri: string): boolean {
    return this.#files.has(uri);
  }

  isTakenIn({ uri }: SourceFile): boolean {
    return this.#index.kustomizations.takesIn(uri);
  }

  listingsOf({ uri }: SourceFile): readonly Listing[] {
    return this.#index.kustomizations.listingsOf(uri);
  }

  isPatch({ uri }: SourceFile): boolean {
    return isPatch(uri) || this.#index.kustomizations.isPatch(uri);
  }

  analysisTemplate(name: string, clusterScope: boolean, namespace: string | undefined): Placed | undefined {
    return this.analysisTemplates(name, clusterScope, namespace)[0];
  }

  analysisTemplates(
    name: string,
    clusterScope: boolean,
    namespace: string | undefined,
    near?: string,
  ): readonly Placed[] {
    const named = this.#index.templates.get(templateKey(clusterScope, name)) ?? [];
    if (clusterScope) return nearest(named, near);
    const own = named.filter(each => this.namespaceOf(each) === namespace);
    if (own.length > 0) return nearest(own, near);
    return nearest(
      named.filter(each => namespace === undefined || this.namespaceOf(each) === undefined),
      near,
    );
  }

  get #index(): Index {
    if (!this.#current) {
      const kustomizations = new Kustomizations(inOrder(this.#files), this.#failed);
      forEachFile(this.#files.values(), this.#failed, file => this.#settle(file, kustomizations));
      this.#current = indexOf(inOrder(this.#files), kustomizations, this.#failed);
    }
    return this.#current;
  }

  /** A kustomization takes its resources as they are: braces that looked like a template are their own text. */
  #settle(file: SourceFile, kustomizations: Kustomizations): void {
    if (!dependsOnKustomizations(file)) return;
    const place = kustomizations.takesIn(file.uri) ? 'kustomization' : 'elsewhere';
    if (place !== file.place) this.#files.set(file.uri, readFile(file.uri, file.text, undefined, place));
  }
}

const kindsNamed = new WeakMap<SourceDocument, readonly string[]>();

/** Kinds that the text of a template names; it is searched once. */
function kindsNamedIn(document: SourceDocument): readonly string[] {
  let kinds = kindsNamed.get(document);
  if (!kinds) {
    kinds = [...document.text.matchAll(/^[ \t]*kind:[ \t]*["']?(\w+)/gm)].flatMap(([, kind]) => kind ?? []);
    kindsNamed.set(document, kinds);
  }
  return kinds;
}

function dependsOnKustomizations({ place, documents }: SourceFile): boolean {
  return place === 'kustomization' || documents.some(({ content }) => content.templating?.isGuess);
}

function inOrder(files: ReadonlyMap<string, SourceFile>): readonly SourceFile[] {
  return [...files.values()].sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : 0));
}

function indexOf(files: readonly SourceFile[], kustomizations: Kustomizations, failed: FileFailed): Index {
  const byKind = new Map<string, Placed[]>();
  const definitions = new Map<string, Placed[]>();
  const templates = new Map<string, Placed[]>();
  const kindsWithUnknownNames = new Set<string>();
  forEachFile(files, failed, file => {
    const isPart = isPatch(file.uri) || kustomizations.isPatch(file.uri);
    for (const document of file.documents) {
      // A template of another tool may hold more objects than can be read of it.
      if (isTemplated(document)) for (const kind of kindsNamedIn(document)) kindsWithUnknownNames.add(kind);
      if (!isKnownDocument(document)) continue;
      const { kind, name } = document.content.identity;
      const placed = { file, document };
      add(byKind, kind, placed);
      if (isPart) continue;
      add(definitions, kind, placed);
      if (isUnknownName(name) || kustomizations.changesNames(file.uri)) kindsWithUnknownNames.add(kind);
      else if (kind.endsWith('AnalysisTemplate')) add(templates, `${kind} ${name}`, placed);
    }
  });
  return { files, byKind, definitions, templates, kustomizations, kindsWithUnknownNames };
}

/** No file says the name: it is missing, or made by another tool. */
export function isUnknownName(name: string | undefined): boolean {
  return name === undefined || name.includes('{{') || variablesIn(name).length > 0;
}

function templateKey(clusterScope: boolean, name: string): string {
  return `${templateKind(clusterScope)} ${name}`;
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Of the same file if there are any, else of the same folder, else all. */
function nearest(found: readonly Placed[], near: string | undefined): readonly Placed[] {
  if (near === undefined || found.length < 2) return found;
  const here = found.filter(({ file }) => file.uri === near);
  if (here.length > 0) return here;
  const beside = found.filter(({ file }) => folderOf(file.uri) === folderOf(near));
  return beside.length > 0 ? beside : found;
}
