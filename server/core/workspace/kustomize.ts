/**
 * What kustomizations do to the files they take in: a name prefix or a namespace makes what a file says something else
 * than what the cluster gets, and a patch is no object of its own.
 */
import { itemsAt, scalarAt, stringAt, valueAt, type YamlNode, type YamlScalar, type YamlSeq } from '../yaml/node.ts';
import { folderOf, resolvePath } from './beside.ts';
import { type FileFailed, forEachFile } from './each-file.ts';
import type { SourceDocument, SourceFile } from './file.ts';
import { isKustomization } from './file-role.ts';

/** Changes that a file's objects undergo on their way to the cluster. */
interface Changes {
  readonly names: boolean;
  readonly namespace: boolean;
}

/** A file that is a kustomization, which need not say its kind, with the tree of its first document. */
interface Kustomization {
  readonly file: SourceFile;
  readonly document: SourceDocument;
  readonly root: YamlNode;
}

/** Where a kustomization has a file among its resources. */
export interface Listing extends Omit<Kustomization, 'root'> {
  readonly list: YamlSeq;
  /** The path from its folder. */
  readonly item: YamlScalar;
}

export class Kustomizations {
  /** By folder, without the slash at its end. */
  readonly #roots = new Map<string, Kustomization>();
  readonly #changes = new Map<string, Changes>();
  readonly #patches = new Set<string>();
  /** By the URI of the file, or of a folder; worked out when first asked for. */
  #listings: ReadonlyMap<string, readonly Listing[]> | undefined;

  constructor(files: Iterable<SourceFile>, failed: FileFailed) {
    forEachFile(files, failed, file => {
      const [document] = isKustomization(file.uri) ? file.documents : [];
      const root = document?.content.yaml?.root;
      if (document && root) this.#roots.set(folderOf(file.uri).slice(0, -1), { file, document, root });
    });
    for (const [folder, { file, root }] of this.#roots) {
      forEachFile([file], failed, () => {
        this.#follow(folder, { names: false, namespace: false });
        for (const path of patchPaths(root)) this.#patches.add(resolvePath(`${folder}/`, path));
      });
    }
  }

  /** The names in this file get a prefix or suffix. */
  changesNames(uri: string): boolean {
    return this.#changes.get(uri)?.names ?? false;
  }

  changesNamespace(uri: string): boolean {
    return this.#changes.get(uri)?.namespace ?? false;
  }

  /** Some kustomization has the file among its resources: labels, images and patches may make another text of it. */
  takesIn(uri: string): boolean {
    return this.#changes.has(uri);
  }

  /** Where the file is named, by itself and not with its folder. */
  listingsOf(uri: string): readonly Listing[] {
    this.#listings ??= this.#list();
    return this.#listings.get(uri) ?? [];
  }

  isPatch(uri: string): boolean {
    return this.#patches.has(uri);
  }

  /** Ends: a place is followed again only when it learns of a change that it did not know. */
  #follow(folder: string, inherited: Changes): void {
    const root = this.#roots.get(folder)?.root;
    if (!root) return;
    const own: Changes = {
      names: inherited.names || hasText(root, 'namePrefix') || hasText(root, 'nameSuffix'),
      namespace: inherited.namespace || hasText(root, 'namespace'),
    };
    if (!this.#learn(folder, own)) return;
    for (const field of ['resources', 'bases', 'components']) {
      for (const item of itemsAt(root, field)) {
        const path = scalarAt(item)?.text;
        if (path === undefined) continue;
        const target = resolvePath(`${folder}/`, path);
        if (/\.ya?ml$/i.test(path)) this.#learn(target, own);
        else this.#follow(target, own);
      }
    }
  }

  #list(): ReadonlyMap<string, readonly Listing[]> {
    const listings = new Map<string, Listing[]>();
    for (const [folder, { file, document, root }] of this.#roots) {
      const list = valueAt(root, 'resources');
      if (list?.kind !== 'seq') continue;
      for (const item of list.items) {
        if (item.kind !== 'scalar') continue;
        const target = resolvePath(`${folder}/`, item.text);
        listings.set(target, [...(listings.get(target) ?? []), { file, document, list, item }]);
      }
    }
    return listings;
  }

  /** False: nothing new. */
  #learn(place: string, changes: Changes): boolean {
    const known = this.#changes.get(place);
    if (known && known.names >= changes.names && known.namespace >= changes.namespace) return false;
    this.#changes.set(place, {
      names: changes.names || (known?.names ?? false),
      namespace: changes.namespace || (known?.namespace ?? false),
    });
    return true;
  }
}

function patchPaths(root: YamlNode): readonly string[] {
  const listed = itemsAt(root, 'patchesStrategicMerge').flatMap(item => scalarAt(item)?.text ?? []);
  const others = ['patches', 'patchesJson6902'].flatMap(field =>
    itemsAt(root, field).flatMap(item => stringAt(item, 'path') ?? []),
  );
  return [...listed.filter(path => !path.includes('\n')), ...others];
}

function hasText(root: YamlNode, field: string): boolean {
  return (scalarAt(root, field)?.text ?? '') !== '';
}
