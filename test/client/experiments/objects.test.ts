import { describe, expect, it } from 'vitest';
import { readAnalysisRun } from '../../../client/experiments/objects/analysis-objects.ts';
import { readExperiment, readIdentity, readReplicaSet } from '../../../client/experiments/objects/objects.ts';
import { readPod } from '../../../client/experiments/objects/pod-objects.ts';
import { readGoDuration } from '../../../client/experiments/values/go-duration.ts';
import { parseGoDuration } from '../../../server/core/kube/duration.ts';
import { fc } from '../../support/properties.ts';

const metadata = { uid: 'u', name: 'p', namespace: 'shop', creationTimestamp: '2026-01-01T00:00:00Z' };

/** A pod in a few words. */
function pod(status: object, more: object = {}, spec: object = {}) {
  return readPod({ metadata: { ...metadata, ...more }, spec, status });
}
const running = { state: { running: {} }, ready: true, restartCount: 0 };
const waiting = (reason: string, message = '') => ({ state: { waiting: { reason, message } }, restartCount: 3 });
const ended = (exitCode: number, more: object = {}) => ({
  state: { terminated: { exitCode, ...more } },
  restartCount: 1,
});

describe('a pod', () => {
  it.each([
    ['runs', { phase: 'Running', containerStatuses: [running] }, 'Running', ''],
    ['is made', { phase: 'Pending' }, 'Pending', ''],
    ['is about to start', { phase: 'Pending', containerStatuses: [waiting('ContainerCreating')] }, 'Pending', ''],
    [
      'cannot pull',
      { phase: 'Pending', containerStatuses: [waiting('ImagePullBackOff', 'no such image')] },
      'Waiting',
      'ImagePullBackOff',
    ],
    [
      'crashes',
      { phase: 'Running', containerStatuses: [running, waiting('CrashLoopBackOff')] },
      'Waiting',
      'CrashLoopBackOff',
    ],
    [
      'has crashed just now',
      { phase: 'Running', containerStatuses: [ended(1, { reason: 'Error' })] },
      'Waiting',
      'Error',
    ],
    [
      'was killed by a signal',
      { phase: 'Running', containerStatuses: [ended(0, { signal: 9 })] },
      'Waiting',
      'Signal:9',
    ],
    ['has ended without a word', { phase: 'Running', containerStatuses: [ended(2)] }, 'Waiting', 'ExitCode:2'],
    [
      'has no node',
      { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }] },
      'Waiting',
      'Unschedulable',
    ],
    ['was evicted', { phase: 'Failed', reason: 'Evicted', message: 'low on memory' }, 'Failed', 'Evicted'],
    ['has failed', { phase: 'Failed', containerStatuses: [ended(1, { reason: 'Error' })] }, 'Failed', 'Error'],
    ['is done', { phase: 'Succeeded', containerStatuses: [ended(0, { reason: 'Completed' })] }, 'Succeeded', ''],
  ])('that %s', (_, status, state, reason) => {
    expect(pod(status)).toMatchObject({ state, reason });
  });

  it.each([
    ['none is through', [waiting('PodInitializing')], 'Init:0/2'],
    ['one is through', [ended(0), waiting('PodInitializing')], 'Init:1/2'],
    ['one hangs', [ended(0), waiting('ImagePullBackOff')], 'Init:ImagePullBackOff'],
    ['one has failed', [ended(1, { reason: 'Error' })], 'Init:Error'],
  ])('whose init containers hold it up: %s', (_, initContainerStatuses, reason) => {
    const spec = { initContainers: [{ name: 'a' }, { name: 'b' }] };
    const named = initContainerStatuses.map((status, index) => ({ name: 'ab'[index], ...status }));
    expect(pod({ phase: 'Pending', initContainerStatuses: named }, {}, spec)).toMatchObject({
      state: 'Waiting',
      reason,
    });
  });

  it('whose init container goes on beside the others is not held up by it', () => {
    const spec = { initContainers: [{ name: 'proxy', restartPolicy: 'Always' }] };
    const proxy = { name: 'proxy', started: true, state: { running: {} } };
    expect(
      pod({ phase: 'Running', initContainerStatuses: [proxy], containerStatuses: [running] }, {}, spec),
    ).toMatchObject({
      state: 'Running',
    });
  });

  it('that is deleted is on its way out, whatever it does', () => {
    const deleted = { deletionTimestamp: '2026-01-01T00:01:00Z' };
    expect(pod({ phase: 'Running', containerStatuses: [waiting('CrashLoopBackOff')] }, deleted)).toMatchObject({
      state: 'Terminating',
      reason: '',
      since: Date.UTC(2026, 0, 1, 0, 1),
    });
  });

  it('counts all restarts', () => {
    expect(pod({ phase: 'Running', containerStatuses: [waiting('x'), ended(1)] })?.restarts).toBe(4);
  });
});

describe('an Experiment', () => {
  it('that has not been looked at yet has nothing but its spec', () => {
    const spec = {
      duration: '1h30m',
      templates: [{ name: 'a', service: {} }, { name: 'b', replicas: 3, service: { name: 's' } }, { name: 'c' }],
      analyses: [{ name: 'x', templateName: 't', clusterScope: true, requiredForCompletion: true }],
    };
    expect(readExperiment({ metadata, spec })).toMatchObject({
      uid: 'u',
      createdAt: Date.UTC(2026, 0, 1),
      duration: 5_400_000,
      scaleDownDelay: 30_000,
      templates: [
        { name: 'a', replicas: 1, service: 'p-a' },
        { name: 'b', replicas: 3, service: 's' },
        { name: 'c', replicas: 1 },
      ],
      analyses: [{ name: 'x', templateName: 't', clusterScope: true, required: true }],
      phase: '',
      terminate: false,
    });
  });

  it.each([
    ['shop-6f8-2-1', { name: 'shop', step: 1 }],
    ['shop-6f8-2-12-3', { name: 'shop', step: 12 }],
    ['shop-6f8-2-x', { name: 'shop' }],
    ['other', { name: 'shop' }],
  ])('called %s belongs to %j', (name, rollout) => {
    const ownerReferences = [
      { kind: 'ConfigMap', name: 'x', uid: '0' },
      { kind: 'Rollout', name: 'shop', uid: '1', controller: true },
    ];
    const labels = { 'rollouts-pod-template-hash': '6f8' };
    const annotations = { 'rollout.argoproj.io/revision': '2' };
    expect(readExperiment({ metadata: { ...metadata, name, ownerReferences, labels, annotations } })?.rollout).toEqual(
      rollout,
    );
  });
});

describe('an AnalysisRun', () => {
  const run = (metric: object, result: object = {}, spec: object = {}) =>
    readAnalysisRun({
      metadata,
      spec: { metrics: [{ name: 'm', ...metric }], ...spec },
      status: { metricResults: [{ name: 'm', ...result }] },
    })?.metrics[0];

  it.each([
    [{}, { count: 1, failure: 0, inconclusive: 0, consecutiveError: 4, consecutiveSuccess: 0 }],
    [{ interval: '1s' }, { failure: 0, inconclusive: 0, consecutiveError: 4, consecutiveSuccess: 0 }],
    [
      { interval: '1s', count: 0 },
      { failure: 0, inconclusive: 0, consecutiveError: 4, consecutiveSuccess: 0 },
    ],
    [
      { interval: '1s', count: '5', failureLimit: '-1' },
      { count: 5, failure: -1 },
    ],
    [
      { failureLimit: '{{args.a}}', inconclusiveLimit: '{{ args.b }}', count: '{{args.c}}' },
      { failure: 7, inconclusive: 0 },
    ],
    [{ failureLimit: 'many' }, { count: 1, failure: 0 }],
  ])('with %j allows %j', (metric, limits) => {
    const args = [
      { name: 'a', value: '7' },
      { name: 'b', value: 'x' },
      { name: 'c', valueFrom: { secretKeyRef: {} } },
    ];
    expect(run(metric, {}, { args })?.limits).toMatchObject(limits);
    if (!('count' in limits)) expect(run(metric, {}, { args })?.limits).not.toHaveProperty('count');
  });

  it('numbers its measurements over its whole life, though the oldest are dropped', () => {
    const finished = { phase: 'Successful', finishedAt: '2026-01-01T00:00:00Z' };
    const measurements = [finished, finished, { phase: 'Running' }];
    const numbers = run({}, { count: 20, error: 3, measurements })?.measurements.map(({ number }) => number);
    expect(numbers).toEqual([22, 23, 24]);
  });

  it('keeps no more of a value than anybody reads', () => {
    const value = run({}, { count: 1, measurements: [{ value: 'x'.repeat(100_000) }] })?.measurements[0]?.value;
    expect(value).toHaveLength(2001);
  });

  it('knows its dry runs by name until the first result says so', () => {
    expect(run({}, {}, { dryRun: [{ metricName: 'm' }] })?.dryRun).toBe(true);
    expect(run({}, {}, { dryRun: [{ metricName: '.*' }] })?.dryRun).toBe(true);
    expect(run({}, { dryRun: true }, { dryRun: [{ metricName: '^m$' }] })?.dryRun).toBe(true);
    expect(run({})?.dryRun).toBe(false);
  });
});

describe('objects of any shape', () => {
  const readers = [readIdentity, readExperiment, readReplicaSet, readPod, readAnalysisRun];

  it('are no objects without an identity', () => {
    for (const read of readers)
      for (const value of [undefined, null, 5, 'x', [], {}, { metadata: { uid: 'u' } }])
        expect(read(value)).toBeUndefined();
  });

  it('are read without an exception', () => {
    const keys = fc.constantFrom(
      'spec',
      'status',
      'templates',
      'analyses',
      'metrics',
      'metricResults',
      'measurements',
      'conditions',
      'containerStatuses',
      'state',
      'waiting',
      'name',
      'count',
      'args',
    );
    const { tree } = fc.letrec(tie => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, 1, -1, 'x', '', true, Number.NaN),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(keys, tie('tree')),
      ),
    }));
    fc.assert(
      fc.property(tree, tree, tree, (spec, status, more) => {
        for (const read of readers)
          expect(read({ metadata: { ...metadata, labels: more, ownerReferences: more }, spec, status })).toBeDefined();
      }),
    );
  });
});

describe('a duration', () => {
  it.each(['90s', '1h30m', '1.5h', '-5m', '0', '+1s', '.5s', '1us', '', 's', '5', '5d', '1h 30m', '1..5s', 'x'])(
    '%j is read as the controller reads it',
    text => {
      const real = parseGoDuration(text);
      expect(readGoDuration(text)).toBe(real.ok ? real.ms : undefined);
    },
  );
});
