import { expect, it } from 'vitest';
import { ClusterDumpError, readClusterDump } from '../../../server/core/workspace/cluster-dump.ts';

const item = (kind: string, name: string, namespace: string, apiVersion = 'v1') =>
  `  - apiVersion: ${apiVersion}\n    kind: ${kind}\n    metadata: { name: ${name}, namespace: ${namespace} }\n`;

it('takes Lists, single documents and JSON; a kind is known where it has objects', () => {
  const list = `apiVersion: v1\nkind: List\nitems:\n${item('Service', 'web', 'shop')}${item('Service', 'web', 'mesh')}`;
  const single = `apiVersion: argoproj.io/v1alpha1\nkind: ClusterAnalysisTemplate\nmetadata: { name: smoke }\n`;
  const facts = readClusterDump(`${list}---\n${single}`, 'prod');
  expect(facts.kinds.Service?.namespaces).toEqual(['shop', 'mesh']);
  expect(facts.kinds.ClusterAnalysisTemplate?.namespaces).toBe('all');
  expect([facts.context, facts.namespace]).toEqual(['prod', 'default']);
  const json = JSON.stringify({
    kind: 'ServiceList',
    items: [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' } }],
  });
  expect(readClusterDump(json, 'prod')).toMatchObject({
    namespace: 'shop',
    kinds: { Service: { namespaces: ['shop'] } },
  });
});

it('keeps neither Secrets nor kinds of other groups with the same name', () => {
  const dump = `kind: List\nitems:\n${item('Secret', 'a', 'shop')}${item('ConfigMap', 'b', 'shop')}${item('Service', 'c', 'shop', 'serving.knative.dev/v1')}`;
  expect(readClusterDump(dump, 'prod')).toEqual({ context: 'prod', namespace: 'shop', kinds: {}, controller: {} });
});

it('reads the controller, and its ConfigMap', () => {
  const deployment = (more: string, args = '') => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: argo-rollouts
  namespace: argo-rollouts
  labels: { app.kubernetes.io/name: argo-rollouts${more} }
spec: { template: { spec: { containers: [{ image: "argo:v1.9.3", args: [${args}] }] } } }
`;
  const read = (...documents: readonly string[]) => readClusterDump(documents.join('---\n'), 'prod');
  expect(read(deployment(''))).toMatchObject({ argoVersion: '1.9.3', controller: { instanceId: '' } });
  expect(read(deployment('', '--instance-id=shop'))).toMatchObject({ controller: { instanceId: 'shop' } });
  expect(read(deployment('', '--instance-id, shop'))).toMatchObject({ controller: { instanceId: 'shop' } });
  const dashboard = deployment(', app.kubernetes.io/component: rollouts-dashboard');
  const namespaced = deployment('', '--namespaced');
  expect(read(dashboard, namespaced).controller).toEqual({});
  expect(read(deployment(''), deployment('')).argoVersion).toBeUndefined();
  const config =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: argo-rollouts-config }\ndata: { stepPlugins: "- name: a/b" }\n';
  expect(read(config).controller).toEqual({ config: { stepPlugins: '- name: a/b' } });
});

it('says why it cannot read a text', () => {
  for (const text of ['a: [', '{"a": ', 'a: *b\n'])
    expect(() => readClusterDump(text, 'prod')).toThrow(ClusterDumpError);
  for (const text of ['', 'null', '5', '- 1', 'kind: List', 'kind: List\nitems: 5', '{}']) {
    expect(readClusterDump(text, 'prod').kinds).toEqual({});
  }
});
