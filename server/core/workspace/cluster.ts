/** The connected cluster, as far as it is known: what has which name there, and its templates as documents. */

import { textIn } from '../kube/object.ts';
import { templateKind } from '../model/analysis.ts';
import { decodePart, encodePart } from '../text/uri.ts';
import { printYaml } from '../yaml/data.ts';
import type { ClusterFacts, ClusterObject } from './cluster-facts.ts';
import { isKnownDocument, type KubeDocument, readFile, type SourceFile } from './file.ts';
import { CLUSTER_SCHEME } from './file-role.ts';

const WITHOUT_NAMESPACE: ReadonlySet<string> = new Set(['ClusterAnalysisTemplate']);

/** An object by its name. */
export interface ClusterName {
  readonly kind: string;
  readonly name: string;
  /** Undefined: not known; kinds that belong to none need none. */
  readonly namespace: string | undefined;
}

/** An object as a document, with a file of its own. */
export interface ClusterDocument {
  readonly file: SourceFile;
  readonly document: KubeDocument;
}

export class Cluster {
  readonly facts: ClusterFacts;
  readonly #byKind = new Map<string, ReadonlyMap<string, ClusterObject>>();
  /** Objects are printed and read when they are first asked for: most never are. */
  readonly #placed = new Map<ClusterObject, { readonly at: ClusterDocument | undefined }>();

  constructor(facts: ClusterFacts) {
    this.facts = facts;
  }

  /** All objects of the kind there are known: what is not found does not exist. */
  knows({ kind, namespace }: Omit<ClusterName, 'name'>): boolean {
    const known = this.#facts(kind)?.namespaces;
    if (known === undefined || known === 'all') return known === 'all' && isPlaced(kind, namespace);
    return namespace !== undefined && !WITHOUT_NAMESPACE.has(kind) && known.includes(namespace);
  }

  /** Undefined: it is not there, or not known; `knows` tells the two apart. */
  find({ kind, name, namespace }: ClusterName): ClusterObject | undefined {
    return isPlaced(kind, namespace) ? this.#index(kind).get(keyOf(kind, namespace, name)) : undefined;
  }

  /** Surely not there: the kind is fully known, and no object of it has that name. */
  lacks(name: ClusterName): boolean {
    return this.knows(name) && this.find(name) === undefined;
  }

  /** Of one namespace, or of none, in the order in which they were told. */
  names(kind: string, namespace: string | undefined): readonly string[] {
    if (!isPlaced(kind, namespace)) return [];
    const prefix = keyOf(kind, namespace, '');
    return [...this.#index(kind).keys()].flatMap(key => (key.startsWith(prefix) ? key.slice(prefix.length) : []));
  }

  /** As a document to read and to point at; of kinds that are looked up in files too. */
  place(name: ClusterName): ClusterDocument | undefined {
    const object = this.find(name);
    if (object === undefined) return undefined;
    let placed = this.#placed.get(object);
    if (placed === undefined) {
      const text = printYaml(object);
      const file = text === undefined ? undefined : readFile(this.#uri(name), text, undefined, 'cluster');
      const document = file?.documents[0];
      placed = { at: file && document && isKnownDocument(document) ? { file, document } : undefined };
      this.#placed.set(object, placed);
    }
    return placed.at;
  }

  template(name: string, clusterScope: boolean, namespace: string | undefined): ClusterDocument | undefined {
    return this.place({ kind: templateKind(clusterScope), name, namespace });
  }

  /** The text behind an address of this cluster. */
  file(uri: string): SourceFile | undefined {
    const name = readUri(uri);
    return name && this.place(name)?.file;
  }

  #facts(kind: string): ClusterFacts['kinds'][string] | undefined {
    return Object.hasOwn(this.facts.kinds, kind) ? this.facts.kinds[kind] : undefined;
  }

  #index(kind: string): ReadonlyMap<string, ClusterObject> {
    let index = this.#byKind.get(kind);
    if (!index) {
      const objects = this.#facts(kind)?.objects ?? [];
      index = new Map(
        objects.map(object => [
          keyOf(kind, textIn(object, 'metadata', 'namespace'), textIn(object, 'metadata', 'name')),
          object,
        ]),
      );
      this.#byKind.set(kind, index);
    }
    return index;
  }

  /** `argo-experiments-cluster:/<context>/<namespace>/<kind>/<name>.yaml` */
  #uri({ kind, name, namespace }: ClusterName): string {
    const parts = [this.facts.context, ...(WITHOUT_NAMESPACE.has(kind) ? [] : [namespace ?? '']), kind, `${name}.yaml`];
    return `${CLUSTER_SCHEME}:/${parts.map(encodePart).join('/')}`;
  }
}

export function isOnCluster({ uri }: SourceFile): boolean {
  return uri.startsWith(`${CLUSTER_SCHEME}:`);
}

/** Editors write addresses in ways of their own, so only the ends of the path count; a context may hold slashes. */
function readUri(uri: string): ClusterName | undefined {
  const [namespace, kind, file] = uri.split('/').slice(-3).map(decodePart);
  if (!uri.startsWith(`${CLUSTER_SCHEME}:`) || kind === undefined || !file?.endsWith('.yaml')) return undefined;
  return { kind, name: file.slice(0, -'.yaml'.length), namespace };
}

function isPlaced(kind: string, namespace: string | undefined): boolean {
  return namespace !== undefined || WITHOUT_NAMESPACE.has(kind);
}

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return `${WITHOUT_NAMESPACE.has(kind) ? '' : (namespace ?? '')}/${name}`;
}
