import { KubeConfig } from '@kubernetes/client-node';
import { type ApiClient, connectByKubeconfig } from '../../scripts/cluster/api/api-client.ts';
import { type KubernetesObject, readPath } from './fields.ts';

/** Any object as it stands in a file. */
export interface Document {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
  readonly metadata?: unknown;
  readonly [key: string]: unknown;
}

/** The API server said no; `reason` and `code` are its own, `message` as kubectl shows it. */
export class ApiRefusal extends Error {
  readonly code: number;
  readonly reason: string;

  constructor(code: number, reason: string, message: string) {
    super(message);
    this.name = 'ApiRefusal';
    this.code = code;
    this.reason = reason;
  }
}

/** A few verbs on any kind of object, with the strict field check that kubectl asks for. */
export interface Api {
  readonly config: KubeConfig;
  create(document: Document, namespace: string): Promise<KubernetesObject>;
  /** A merge patch; `subresource` for those that are served apart. */
  patch(kind: ObjectKind, namespace: string, name: string, patch: object, subresource?: string): Promise<void>;
  read(kind: ObjectKind, namespace: string, name: string): Promise<KubernetesObject>;
  list(kind: ObjectKind, namespace?: string, labelSelector?: string): Promise<readonly KubernetesObject[]>;
  /** Deletes with everything it owns; an object that is not there is fine. */
  remove(kind: ObjectKind, namespace: string | undefined, name: string): Promise<void>;
  /** Deletes all of a kind in a namespace, with everything that they own. */
  removeAll(kind: ObjectKind, namespace: string): Promise<void>;
  /** Answer text of a GET on any path. */
  text(path: string): Promise<string>;
}

export interface ObjectKind {
  readonly apiVersion: string;
  readonly kind: string;
}

interface Resource {
  readonly plural: string;
  readonly isNamespaced: boolean;
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

export function connectToCluster(kubeconfig: string): Api {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  return new ClusterApi(config);
}

class ClusterApi implements Api {
  readonly config: KubeConfig;
  readonly #resources = new Map<string, Promise<ReadonlyMap<string, Resource>>>();
  readonly #client: ApiClient;

  constructor(config: KubeConfig) {
    this.config = config;
    this.#client = connectByKubeconfig(config);
  }

  async #request(method: string, path: string, body?: object, type?: string): Promise<string> {
    const { status, text } = await this.#client.request(method, path, body && JSON.stringify(body), type);
    if (status < 300) return text;
    throw readRefusal(status, text);
  }

  async #resource({ apiVersion, kind }: ObjectKind): Promise<Resource> {
    const resource = (await this.#discovered(apiVersion)).get(kind);
    if (!resource) throw new ApiRefusal(404, 'NoMatch', `no matches for kind "${kind}" in version "${apiVersion}"`);
    return resource;
  }

  /** Asked once; a question that failed is asked again the next time. */
  #discovered(apiVersion: string): Promise<ReadonlyMap<string, Resource>> {
    const known = this.#resources.get(apiVersion);
    if (known) return known;
    const discovery = this.#discover(apiVersion);
    this.#resources.set(apiVersion, discovery);
    discovery.catch(() => this.#resources.delete(apiVersion));
    return discovery;
  }

  async #discover(apiVersion: string): Promise<ReadonlyMap<string, Resource>> {
    // an APIResourceList, as the API server documents it
    const { resources } = JSON.parse(await this.#request('GET', groupPath(apiVersion))) as {
      resources: { name: string; kind: string; namespaced: boolean }[];
    };
    const own = resources.filter(({ name }) => !name.includes('/'));
    return new Map(own.map(({ name, kind, namespaced }) => [kind, { plural: name, isNamespaced: namespaced }]));
  }

  async #path(kind: ObjectKind, namespace: string | undefined, name?: string): Promise<string> {
    const { plural, isNamespaced } = await this.#resource(kind);
    const parts = [
      groupPath(kind.apiVersion),
      ...(isNamespaced && namespace !== undefined ? ['namespaces', namespace] : []),
      plural,
    ];
    return [...parts, ...(name === undefined ? [] : [encodeURIComponent(name)])].join('/');
  }

  async create(document: Document, namespace: string): Promise<KubernetesObject> {
    const { apiVersion, kind } = document;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string')
      throw new ApiRefusal(400, 'Invalid', 'apiVersion or kind is not set');
    const path = await this.#path({ apiVersion, kind }, namespace);
    return this.#object(
      await this.#request('POST', `${path}?fieldValidation=Strict&fieldManager=argo-experiments`, document),
    );
  }

  async patch(kind: ObjectKind, namespace: string, name: string, patch: object, subresource?: string): Promise<void> {
    const path = await this.#path(kind, namespace, name);
    await this.#request('PATCH', subresource ? `${path}/${subresource}` : path, patch, 'application/merge-patch+json');
  }

  async read(kind: ObjectKind, namespace: string, name: string): Promise<KubernetesObject> {
    return this.#object(await this.#request('GET', await this.#path(kind, namespace, name)));
  }

  async list(kind: ObjectKind, namespace?: string, labelSelector?: string): Promise<readonly KubernetesObject[]> {
    const path = await this.#path(kind, namespace);
    const query = labelSelector === undefined ? '' : `?labelSelector=${encodeURIComponent(labelSelector)}`;
    const list = JSON.parse(await this.#request('GET', path + query)) as { items: KubernetesObject[] }; // every list has items
    return list.items;
  }

  async remove(kind: ObjectKind, namespace: string | undefined, name: string): Promise<void> {
    try {
      await this.#request('DELETE', await this.#path(kind, namespace, name), { propagationPolicy: 'Background' });
    } catch (error) {
      if (!(error instanceof ApiRefusal && error.code === 404)) throw error;
    }
  }

  async removeAll(kind: ObjectKind, namespace: string): Promise<void> {
    await this.#request('DELETE', await this.#path(kind, namespace), { propagationPolicy: 'Background' });
  }

  text(path: string): Promise<string> {
    return this.#request('GET', path);
  }

  #object(text: string): KubernetesObject {
    return JSON.parse(text) as KubernetesObject; // the API server gives nothing else here
  }
}

function readRefusal(code: number, text: string): ApiRefusal {
  try {
    const status: unknown = JSON.parse(text);
    const message = readPath(status, 'message');
    const reason = readPath(status, 'reason');
    return new ApiRefusal(code, typeof reason === 'string' ? reason : '', typeof message === 'string' ? message : text);
  } catch {
    return new ApiRefusal(code, '', text.slice(0, 1000)); // a proxy's page, not a Status object
  }
}
