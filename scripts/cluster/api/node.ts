import type { ApiClient } from './api-client.ts';

/** The taint that keeps a foreign cluster's own pods off the played node. */
export const playedTaint = { key: 'argo-experiments/played', value: 'true', effect: 'NoSchedule' };

/** Creates the node that kwok plays. */
export async function createNode(api: ApiClient, name: string, taint?: typeof playedTaint): Promise<void> {
  await createObject(api, '/api/v1/nodes', {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux' } },
    spec: { ...(taint ? { taints: [taint] } : {}) },
  });
}

export async function isNodeReady(api: ApiClient, name: string): Promise<boolean> {
  const { text } = await api.get(`/api/v1/nodes/${name}`);
  const node = JSON.parse(text) as { status?: { conditions?: { type: string; status: string }[] } }; // the API server's own shape
  return node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

/** Creates an object that cannot be there yet. */
export async function createObject(api: ApiClient, route: string, object: object): Promise<void> {
  const answer = await api.create(route, object);
  if (answer.status !== 201) throw new Error(`POST ${route}: ${answer.status} ${answer.text.slice(0, 500)}`);
}
