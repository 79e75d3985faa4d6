/** Every file that the service knows, and what can be looked up across them. */
import { isKubeDocument, type KubeDocument, type SourceFile } from './file.ts';

export interface Placed {
  readonly file: SourceFile;
  readonly document: KubeDocument;
}

export interface Workspace {
  /** All files of the workspace have been read: what is not found here is not there. */
  readonly isComplete: boolean;
  readonly documents: (kind: string) => readonly Placed[];
  /** The (Cluster)AnalysisTemplate of that name that the controller would take; a document without namespace fits any. */
  readonly analysisTemplate: (name: string, clusterScope: boolean, namespace: string | undefined) => Placed | undefined;
}

/** A workspace that is told of files one by one. */
export class FileStore implements Workspace {
  isComplete = false;
  readonly #files = new Map<string, SourceFile>();
  #byKind: Map<string, Placed[]> | undefined;

  get(uri: string): SourceFile | undefined {
    return this.#files.get(uri);
  }

  set(file: SourceFile): void {
    this.#files.set(file.uri, file);
    this.#byKind = undefined;
  }

  delete(uri: string): void {
    if (this.#files.delete(uri)) this.#byKind = undefined;
  }

  documents(kind: string): readonly Placed[] {
    this.#byKind ??= this.#index();
    return this.#byKind.get(kind) ?? [];
  }

  analysisTemplate(name: string, clusterScope: boolean, namespace: string | undefined): Placed | undefined {
    const found = this.documents(clusterScope ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate').filter(
      ({ document }) => document.content.identity.name === name,
    );
    if (clusterScope) return found[0];
    const spaceOf = ({ document }: Placed): string | undefined => document.content.identity.namespace;
    return (
      found.find(each => spaceOf(each) === namespace) ??
      found.find(each => spaceOf(each) === undefined || namespace === undefined)
    );
  }

  #index(): Map<string, Placed[]> {
    const byKind = new Map<string, Placed[]>();
    for (const file of this.#files.values()) {
      for (const document of file.documents) {
        if (!isKubeDocument(document)) continue;
        const { kind } = document.content.identity;
        const list = byKind.get(kind);
        if (list) list.push({ file, document });
        else byKind.set(kind, [{ file, document }]);
      }
    }
    return byKind;
  }
}
