import { describe, expect, it } from 'vitest';
import { readControllers, readReleaseLine, reduceObject } from '../../../client/experiments/objects/cluster-facts.ts';

describe('an object as the language server gets it', () => {
  it('has neither what was applied last nor what nobody asked for', () => {
    const secret = 'c2VjcmV0';
    const object = {
      metadata: {
        name: 'web',
        namespace: 'shop',
        uid: '1',
        managedFields: [{}],
        labels: { app: 'web' },
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': secret, kept: 'yes' },
        ownerReferences: [{ kind: 'ReplicaSet', name: 'web-1', controller: true }],
      },
      spec: { selector: { app: 'web' }, env: secret },
      status: { phase: 'Running', message: secret },
      data: { token: secret },
    };
    expect(reduceObject(object, 'v1', 'Service', ['spec.selector', 'status.phase'])).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'web',
        namespace: 'shop',
        labels: { app: 'web' },
        annotations: { kept: 'yes' },
        ownerReferences: [{ kind: 'ReplicaSet', name: 'web-1', controller: true }],
      },
      spec: { selector: { app: 'web' } },
      status: { phase: 'Running' },
    });
  });

  it('is total', () => {
    for (const odd of [undefined, null, 5, [], { metadata: 5, spec: null }]) {
      expect(() => reduceObject(odd, 'v1', 'Service', ['spec', 'status.phase'])).not.toThrow();
    }
  });
});

function deployment(image: string, words: readonly string[] = [], labels: object = {}, namespace = 'argo-rollouts') {
  const containers = [{ image, args: words }];
  return { metadata: { namespace, labels }, spec: { template: { spec: { containers } } } };
}

describe('the controller', () => {
  it('is read of its Deployment', () => {
    expect(readControllers([deployment('quay.io/argoproj/argo-rollouts:v1.9.3')])).toEqual({
      namespace: 'argo-rollouts',
      argoVersion: '1.9.3',
      instanceId: '',
    });
    const started = deployment('registry:5000/mirror/argo:1.8.5@sha256:0', ['--instance-id', 'shop']);
    expect(readControllers([started])).toMatchObject({ argoVersion: '1.8.5', instanceId: 'shop' });
    expect(readControllers([deployment('argo:latest', ['--instance-id=mesh'])])).toEqual({
      namespace: 'argo-rollouts',
      instanceId: 'mesh',
    });
  });

  it('is not the dashboard, nor one of a single namespace, nor any of several', () => {
    const plain = deployment('argo:v1.9.3');
    const dashboard = deployment('d:v1.9.3', [], { 'app.kubernetes.io/component': 'rollouts-dashboard' });
    const namespaced = deployment('argo:v1.7.2', ['--namespaced'], {}, 'team');
    expect(readControllers([dashboard, namespaced, plain])?.argoVersion).toBe('1.9.3');
    expect(readControllers([plain, plain])).toBeUndefined();
    expect(readControllers([dashboard])).toBeUndefined();
    expect(readControllers([])).toBeUndefined();
  });
});

describe('the release line, by the schema of the API server', () => {
  const schema = (metric: object) => ({
    components: {
      schemas: {
        'io.argoproj.v1alpha1.AnalysisTemplateList': {},
        'io.argoproj.v1alpha1.AnalysisTemplate': {
          properties: { spec: { properties: { metrics: { items: { properties: metric } } } } },
        },
      },
    },
  });
  const provider = (name: string, field: string) => ({
    properties: { [name]: { properties: { [field]: { type: 'string' } } } },
  });

  it.each([
    ['1.10', { consecutiveSuccessLimit: {}, provider: provider('datadog', 'requestTimeout') }],
    ['1.9', { consecutiveSuccessLimit: {}, provider: provider('kayenta', 'lookback') }],
    ['1.8', { consecutiveSuccessLimit: {} }],
    ['1.7', { name: {} }],
  ])('is %s', (line, metric) => {
    expect(readReleaseLine(schema(metric))).toBe(line);
  });

  it('is not known without that schema', () => {
    for (const odd of [undefined, {}, { components: { schemas: {} } }]) expect(readReleaseLine(odd)).toBeUndefined();
  });
});
