import { describe, expect, it } from 'vitest';
import {
  copyOfExperiment,
  nextName,
  prepareManifest,
  templatesOfExperiment,
} from '../../../client/kube/act/manifest.ts';
import { CLUSTER_ANALYSIS_TEMPLATES, EXPERIMENTS, nameOf, PODS, pathOf } from '../../../client/kube/reach/resource.ts';
import { fc } from '../../support/properties.ts';

describe('a manifest', () => {
  it('takes along what its author wrote, and nothing that only a cluster can say', () => {
    const object = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Experiment',
      metadata: {
        name: 'trial',
        namespace: 'other',
        labels: { a: 'b' },
        uid: 'u',
        resourceVersion: '1',
        managedFields: [],
        ownerReferences: [{}],
      },
      spec: { duration: '1h' },
      status: { phase: 'Failed' },
    };
    expect(prepareManifest(object, EXPERIMENTS, { namespace: 'shop' })).toEqual({
      name: 'trial',
      namespace: 'shop',
      object: {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Experiment',
        metadata: { name: 'trial', namespace: 'shop', labels: { a: 'b' } },
        spec: { duration: '1h' },
      },
    });
    expect(prepareManifest(object, EXPERIMENTS, { namespace: 'shop', name: 'second' }).object).toMatchObject({
      metadata: { name: 'second' },
    });
    expect(
      prepareManifest(object, CLUSTER_ANALYSIS_TEMPLATES, { namespace: 'shop' }).object.metadata,
    ).not.toHaveProperty('namespace');
  });

  it('of an Experiment of a Rollout is nobody\u2019s any more', () => {
    const object = {
      metadata: {
        name: 'x',
        labels: { 'rollouts-pod-template-hash': 'h', a: 'b' },
        annotations: { 'rollout.argoproj.io/revision': '2', c: 'd' },
      },
      spec: { terminate: true, duration: '1h' },
    };
    expect(copyOfExperiment(object)).toEqual({
      metadata: { name: 'x', labels: { a: 'b' }, annotations: { c: 'd' } },
      spec: { duration: '1h' },
    });
  });

  it('names each template once', () => {
    const analyses = [{ templateName: 'a' }, { templateName: 'a', clusterScope: true }, { templateName: 'a' }, {}, 5];
    expect(templatesOfExperiment({ spec: { analyses } })).toEqual([
      { name: 'a', clusterScope: false },
      { name: 'a', clusterScope: true },
    ]);
  });
});

describe('the next name', () => {
  it.each([
    ['trial', [], 'trial-2'],
    ['trial', ['trial-2', 'trial-3'], 'trial-4'],
    ['trial-7', [], 'trial-8'],
    ['trial-v2', [], 'trial-v2-2'],
    ['2026-11-23', [], '2026-11-24'],
    ['x'.repeat(253), [], `${'x'.repeat(251)}-2`],
  ])('after %s, with %j taken, is %s', (name, taken, next) => {
    expect(nextName(name, candidate => taken.includes(candidate))).toBe(next);
  });

  it('is free, other than the first, and no longer than allowed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '-', '.', '1'), minLength: 1, maxLength: 260 }),
        fc.nat(20),
        (name, count) => {
          const taken = new Set<string>();
          for (let index = 0; index <= count; index += 1) {
            const next = nextName(name, candidate => taken.has(candidate));
            expect(taken.has(next) || next === name).toBe(false);
            expect(next.length).toBeLessThanOrEqual(253);
            taken.add(next);
          }
        },
      ),
    );
  });
});

describe('a path', () => {
  it.each([
    [EXPERIMENTS, {}, '/apis/argoproj.io/v1alpha1/experiments', 'Experiment'],
    [
      EXPERIMENTS,
      { namespace: 'shop', name: 'a' },
      '/apis/argoproj.io/v1alpha1/namespaces/shop/experiments/a',
      'Experiment shop/a',
    ],
    [
      CLUSTER_ANALYSIS_TEMPLATES,
      { namespace: 'shop', name: 'a' },
      '/apis/argoproj.io/v1alpha1/clusteranalysistemplates/a',
      'ClusterAnalysisTemplate shop/a',
    ],
    [
      PODS,
      { namespace: '../x', name: 'a/b?c', subresource: 'log' },
      '/api/v1/namespaces/..%2Fx/pods/a%2Fb%3Fc/log',
      'Pod ../x/a/b?c',
    ],
  ])('%o %j', (resource, place, path, name) => {
    expect(pathOf(resource, place)).toBe(path);
    expect(nameOf(resource, place)).toBe(name);
  });
});
