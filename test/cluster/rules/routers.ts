/** The kinds of Istio, Ambassador, APISIX and App Mesh, without the programs behind them: the controller only reads and writes the objects. */
import type { ApiClient } from '../../../scripts/cluster/api/api-client.ts';
import type { ObjectKind } from '../api.ts';
import type { Cluster } from '../cluster.ts';

const DEFINITION: ObjectKind = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' };

export const VIRTUAL_SERVICE: ObjectKind = { apiVersion: 'networking.istio.io/v1alpha3', kind: 'VirtualService' };

interface Stub {
  readonly group: string;
  readonly kind: string;
  /** The first one is stored. */
  readonly versions: readonly string[];
}

const STUBS: readonly Stub[] = [
  { group: 'networking.istio.io', kind: 'VirtualService', versions: ['v1alpha3', 'v1beta1'] },
  { group: 'networking.istio.io', kind: 'DestinationRule', versions: ['v1alpha3', 'v1beta1'] },
  { group: 'getambassador.io', kind: 'Mapping', versions: ['v2'] },
  { group: 'apisix.apache.org', kind: 'ApisixRoute', versions: ['v2'] },
  { group: 'appmesh.k8s.aws', kind: 'VirtualService', versions: ['v1beta2'] },
  { group: 'appmesh.k8s.aws', kind: 'VirtualRouter', versions: ['v1beta2'] },
];

function pluralOf({ kind }: Stub): string {
  return `${kind.toLowerCase()}s`;
}

/** Makes the kinds that are not there; the answer are their names, for `removeRouters`. */
export async function makeRouters({ api }: Cluster, client: ApiClient): Promise<readonly string[]> {
  const made: string[] = [];
  for (const stub of STUBS) {
    const name = `${pluralOf(stub)}.${stub.group}`;
    const { status } = await client.get(`/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`);
    if (status === 200) continue;
    await api.create({ ...DEFINITION, metadata: { name }, spec: specOf(stub) }, '');
    made.push(name);
  }
  for (const stub of STUBS) {
    const path = `/apis/${stub.group}/${stub.versions[0]}/${pluralOf(stub)}`;
    while ((await client.get(path)).status !== 200) await new Promise(resolve => setTimeout(resolve, 100));
  }
  return made;
}

export async function removeRouters({ api }: Cluster, names: readonly string[]): Promise<void> {
  for (const name of names) await api.remove(DEFINITION, undefined, name);
}

function specOf(stub: Stub): object {
  return {
    group: stub.group,
    scope: 'Namespaced',
    names: { kind: stub.kind, plural: pluralOf(stub), singular: stub.kind.toLowerCase() },
    versions: stub.versions.map((name, index) => ({
      name,
      served: true,
      storage: index === 0,
      schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
    })),
  };
}
