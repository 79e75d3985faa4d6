import { describe, expect, it } from 'vitest';
import { describeFailure, type Failure } from '../../../client/experiments/failures/failure.ts';
import { fieldOf } from '../../../client/kube/act/field-path.ts';
import { experimentOfStep, type LiveRollout } from '../../../client/kube/act/rollout-step.ts';
import { english } from '../support/english.ts';

const HASH = 'rollouts-pod-template-hash';
const ROLLOUT = {
  metadata: {
    name: 'checkout',
    namespace: 'shop',
    uid: 'u1',
    labels: { team: 'cart', 'app.kubernetes.io/instance': 'shop-app' },
    annotations: { 'example.org/owner': 'cart' },
  },
  spec: { progressDeadlineSeconds: 90, template: { spec: { containers: [{ image: 'app:2', tty: true }] } } },
};
const replicaSet = (hash: string, more: object = {}) => ({
  metadata: { name: `checkout-${hash}`, labels: { app: 'checkout', [HASH]: hash } },
  spec: {
    replicas: 4,
    selector: { matchLabels: { app: 'checkout', [HASH]: hash } },
    template: {
      metadata: { creationTimestamp: null, labels: { app: 'checkout', [HASH]: hash } },
      spec: { containers: [{ name: 'app', image: `app:${hash}` }] },
    },
    ...more,
  },
});
const LIVE: LiveRollout = {
  rollout: ROLLOUT,
  stable: replicaSet('s1', { minReadySeconds: 5 }),
  canary: replicaSet('c2'),
};
const written = (experiment: unknown) => ({
  spec: { strategy: { canary: { steps: [{ setWeight: 5 }, { experiment }] } } },
});
const make = (experiment: unknown, live = LIVE, step = 1) => experimentOfStep(written(experiment), step, live);

describe('the experiment of a step, by itself', () => {
  it('has the pods of the versions on the cluster, and nothing that ties it to the Rollout', () => {
    const made = make({
      duration: '5m',
      scaleDownDelaySeconds: 3,
      templates: [
        { name: 'baseline', specRef: 'stable', replicas: 2 },
        {
          name: 'canary',
          specRef: 'canary',
          weight: 10,
          metadata: { labels: { role: 'trial' }, annotations: { a: 'b' } },
        },
      ],
    });
    expect(made).toEqual({
      ok: true,
      value: {
        pods: [
          { template: 'baseline', specRef: 'stable', replicaSet: 'checkout-s1' },
          { template: 'canary', specRef: 'canary', replicaSet: 'checkout-c2' },
        ],
        isOneVersion: false,
        object: {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Experiment',
          metadata: { name: 'checkout-step2', labels: { team: 'cart' } },
          spec: {
            duration: '5m',
            progressDeadlineSeconds: 90,
            scaleDownDelaySeconds: 3,
            templates: [
              {
                name: 'baseline',
                replicas: 2,
                minReadySeconds: 5,
                selector: { matchLabels: { app: 'checkout', [HASH]: 's1' } },
                template: {
                  metadata: { labels: { app: 'checkout', [HASH]: 's1' } },
                  spec: { containers: [{ name: 'app', image: 'app:s1' }] },
                },
              },
              {
                name: 'canary',
                selector: { matchLabels: { app: 'checkout', [HASH]: 'c2', role: 'trial' } },
                service: {},
                template: {
                  metadata: { labels: { app: 'checkout', [HASH]: 'c2', role: 'trial' }, annotations: { a: 'b' } },
                  spec: { containers: [{ name: 'app', image: 'app:c2' }] },
                },
              },
            ],
          },
        },
      },
    });
  });

  it('has a Service and a selector as the step says', () => {
    const made = make({
      templates: [
        { name: 'a', specRef: 'stable', weight: 1, service: { name: 'own' }, selector: { matchLabels: { x: 'y' } } },
      ],
    });
    expect(made).toMatchObject({
      value: { object: { spec: { templates: [{ service: { name: 'own' }, selector: { matchLabels: { x: 'y' } } }] } } },
    });
  });

  it('resolves args as the controller does', () => {
    const from = (valueFrom: object, value?: string) => ({ name: 'x', value, valueFrom });
    const made = make({
      templates: [],
      analyses: [
        {
          name: 'check',
          templateName: 'rates',
          requiredForCompletion: true,
          args: [
            { name: 'x', value: 'plain' },
            from({ podTemplateHashValue: 'Stable' }),
            from({ podTemplateHashValue: 'Latest' }, 'not this'),
            from({ podTemplateHashValue: 'latest' }, 'this'),
            from({ fieldRef: { fieldPath: "metadata.labels['team']" } }),
            from({ fieldRef: { fieldPath: 'spec.template.spec.containers[0].image' } }),
          ],
        },
        { name: 'other', templateName: 'rates', clusterScope: true },
      ],
    });
    expect(made.ok && made.value.object.spec).toMatchObject({
      analyses: [
        {
          name: 'check',
          templateName: 'rates',
          requiredForCompletion: true,
          args: ['plain', 's1', 'c2', 'this', 'cart', 'app:2'].map(value => ({ name: 'x', value })),
        },
        { name: 'other', templateName: 'rates', clusterScope: true },
      ],
    });
  });

  it('says when the Rollout is at one version', () => {
    const made = make({ templates: [] }, { ...LIVE, canary: LIVE.stable });
    expect(made).toMatchObject({ value: { isOneVersion: true } });
  });

  it.each<[unknown, string]>([
    [undefined, 'There is no experiment at this step of Rollout checkout any more.'],
    [{ templates: [{ specRef: 'baseline' }] }, '`specRef` is baseline, but only stable and canary mean something.'],
    [{ templates: [{}] }, '`specRef` is "", but only stable and canary mean something.'],
    [
      { templates: [], analyses: [{ args: [{ name: 'x', valueFrom: { fieldRef: { fieldPath: 'spec.nothing' } } }] }] },
      'Rollout checkout on the cluster has no single value at spec.nothing, which an arg takes its value from.',
    ],
  ])('cannot be made of %j', (experiment, sentence) => {
    const made = make(experiment);
    expect(!made.ok && describeFailure(made.failure, english)).toEqual({ sentence });
  });

  it('says what is missing on the cluster', () => {
    const step = (why: 'no-rollout' | 'not-stable' | 'no-pods', detail = ''): Failure => ({
      kind: 'step',
      rollout: 'checkout',
      namespace: 'shop',
      why,
      detail,
    });
    expect(
      [step('no-rollout'), step('not-stable'), step('no-pods', 'checkout-c2')].map(
        failure => describeFailure(failure, english).sentence,
      ),
    ).toEqual([
      'There is no Rollout checkout in namespace shop, and a step takes its pods from there. Apply the Rollout first, or rehearse the step here.',
      'Rollout checkout has no stable version yet, and a step takes its pods from there. Wait until it is Healthy.',
      'Rollout checkout has no ReplicaSet checkout-c2, which this step takes pods from.',
    ]);
  });
});

describe('a field of an object', () => {
  it.each<[string, string | undefined]>([
    ['metadata.name', 'checkout'],
    ['metadata.namespace', 'shop'],
    ['metadata.uid', 'u1'],
    ["metadata.annotations['example.org/owner']", 'cart'],
    ["metadata.labels['nobody']", ''],
    ['metadata.labels', 'app.kubernetes.io/instance="shop-app"\nteam="cart"'],
    ['metadata.generation', undefined],
    ['spec.progressDeadlineSeconds', '90'],
    ['spec.template.spec.containers[0].tty', 'true'],
    ['spec.template.spec.containers', undefined],
    ['spec.template.spec.containers[7].image', undefined],
    ['spec.constructor.name', undefined],
  ])('%s is %j', (path, value) => {
    expect(fieldOf(ROLLOUT, path)).toBe(value);
  });
});
