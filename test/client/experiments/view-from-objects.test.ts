import { describe, expect, it } from 'vitest';
import { readAnalysisRun } from '../../../client/experiments/objects/analysis-objects.ts';
import { readExperiment, readReplicaSet } from '../../../client/experiments/objects/objects.ts';
import { readPod } from '../../../client/experiments/objects/pod-objects.ts';
import { viewFromObjects } from '../../../client/experiments/objects/view-from-objects.ts';
import { english } from '../support/english.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();
const CREATED = Date.UTC(2026, 0, 1);

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('no object');
  return value;
}

const meta = (name: string, more: object = {}) => ({
  uid: `uid-${name}`,
  name,
  namespace: 'shop',
  creationTimestamp: at(0),
  ...more,
});

interface World {
  readonly spec?: object;
  readonly status?: object;
  readonly runs?: readonly object[];
  readonly replicaSets?: readonly object[];
  readonly pods?: readonly object[];
  readonly skew?: number;
}

function view({ spec, status, runs = [], replicaSets = [], pods = [], skew = 0 }: World) {
  const whole = { templates: [{ name: 'a' }], ...spec };
  return viewFromObjects(
    {
      experiment: there(readExperiment({ metadata: meta('trial'), spec: whole, status })),
      runs: runs.map(run => there(readAnalysisRun(run))),
      replicaSets: replicaSets.map(set => there(readReplicaSet(set))),
      pods: uid => (uid === 'uid-trial-a' ? pods.map(pod => there(readPod(pod))) : []),
    },
    { l10n: english, skew },
  );
}

const replicaSet = (spec: object = { replicas: 1 }, status: object = {}, annotations: object = {}) => ({
  metadata: meta('trial-a', { annotations: { 'experiment.argoproj.io/template-name': 'a', ...annotations } }),
  spec,
  status,
});

describe('the view of an Experiment', () => {
  it('that was tried again ended when it ended last, whatever deadlines its ReplicaSets keep', () => {
    const kept = replicaSet({ replicas: 0 }, {}, { 'scale-down-deadline': at(40) });
    const ended = (changed: number) => {
      const template = { name: 'a', status: 'Failed', lastTransitionTime: at(changed) };
      return view({ status: { phase: 'Failed', templateStatuses: [template] }, replicaSets: [kept] }).endedAfterMs;
    };
    expect([ended(10), ended(42), ended(300)]).toEqual([10_000, 10_000, 300_000]);
  });

  it('is on our clock, though the cluster has another', () => {
    expect(view({ skew: 60_000 }).createdAt).toBe(CREATED - 60_000);
    expect(view({ skew: 60_000, status: { availableAt: at(5) } }).availableAfterMs).toBe(5000);
  });

  it('shows a template before it exists, while it runs, and afterwards', () => {
    const template = (world: World) => view(world).templates[0];
    const status = (fields: object) => ({ templateStatuses: [{ name: 'a', ...fields }] });
    const spec = { templates: [{ name: 'a', replicas: 2, service: {} }] };
    expect(template({ spec })).toEqual({
      name: 'a',
      replicaSet: 'trial-a',
      phase: '',
      message: '',
      replicas: 2,
      available: 0,
      service: { name: 'trial-a', present: false },
      pods: [],
    });
    const running = status({ status: 'Running', replicas: 2, availableReplicas: 1, serviceName: 'trial-a' });
    expect(template({ spec, status: running, replicaSets: [replicaSet({ replicas: 2 })] })).toMatchObject({
      phase: 'Running',
      replicas: 2,
      available: 1,
      service: { present: true },
    });
    const over = status({ status: 'Successful', replicas: 0, availableReplicas: 0 });
    expect(template({ spec, status: over })).toMatchObject({
      phase: 'Successful',
      replicas: 0,
      service: { present: false },
    });
  });

  it('orders pods by age, and of one second by name', () => {
    const pod = (name: string, second: number) => ({ metadata: meta(name, { creationTimestamp: at(second) }) });
    const pods = [pod('c', 2), pod('b', 1), pod('a', 2)];
    const names = view({ replicaSets: [replicaSet()], pods }).templates[0]?.pods.map(({ name }) => name);
    expect(names).toEqual(['b', 'a', 'c']);
  });

  it('takes the reason for missing pods from the ReplicaSet, as long as the controller has none', () => {
    const status = { conditions: [{ type: 'ReplicaFailure', status: 'True', message: 'exceeded quota' }] };
    const message = (controller: string) =>
      view({
        replicaSets: [replicaSet({}, status)],
        status: { templateStatuses: [{ name: 'a', message: controller }] },
      }).templates[0]?.message;
    expect([message(''), message('too late')]).toEqual(['exceeded quota', 'too late']);
  });

  it('finds the run that the status names, of those that a retry left', () => {
    const run = (name: string, phase: string) => ({ metadata: meta(name), status: { phase } });
    const spec = { analyses: [{ name: 'x', templateName: 't' }] };
    const runs = [run('trial-x', 'Failed'), run('trial-x.1', 'Running')];
    const status = { analysisRuns: [{ name: 'x', analysisRun: 'trial-x.1', phase: 'Pending', message: 'm' }] };
    expect(view({ spec, runs, status }).analyses[0]).toMatchObject({
      analysisRun: 'trial-x.1',
      phase: 'Pending',
      runPhase: 'Running',
      message: 'm',
    });
    expect(view({ spec }).analyses[0]).toMatchObject({ analysisRun: 'trial-x', phase: '', runPhase: '', metrics: [] });
  });
});

describe('when an Experiment ended', () => {
  const ended = (world: World) => view(world).endedAfterMs;

  it('is told by success itself', () => {
    const conditions = [
      { reason: 'ExperimentCompleted', status: 'False', lastTransitionTime: at(9), lastUpdateTime: at(30) },
    ];
    expect(ended({ status: { phase: 'Successful', conditions } })).toBe(9000);
  });

  it('is told by the run that failed', () => {
    const runs = [
      { metadata: meta('trial-x'), status: { completedAt: at(7) } },
      { metadata: meta('trial-y'), status: { completedAt: at(3) } },
    ];
    const analysisRuns = [
      { name: 'x', analysisRun: 'trial-x', phase: 'Failed' },
      { name: 'y', analysisRun: 'trial-y', phase: 'Successful' },
    ];
    expect(ended({ runs, status: { phase: 'Failed', analysisRuns } })).toBe(7000);
  });

  it('is told by the time at which its pods go', () => {
    const replicaSets = [replicaSet({}, {}, { 'scale-down-deadline': at(20) })];
    expect(ended({ replicaSets, spec: { scaleDownDelaySeconds: 12 }, status: { phase: 'Failed' } })).toBe(8000);
  });

  it('is told by the template that failed, not by one beside it, until its pods are told to go', () => {
    const templateStatuses = [
      { name: 'a', status: 'Failed', lastTransitionTime: at(9) },
      { name: 'b', status: 'Progressing', lastTransitionTime: at(5) },
    ];
    expect(ended({ status: { phase: 'Failed', templateStatuses } })).toBe(9000);
  });

  it('is told by the last trace, or by nothing, and never before its beginning', () => {
    const templateStatuses = [{ name: 'a', lastTransitionTime: at(4) }];
    expect(ended({ status: { phase: 'Error', templateStatuses } })).toBe(4000);
    expect(ended({ status: { phase: 'Error', conditions: [{ lastUpdateTime: at(6) }] } })).toBe(6000);
    expect(ended({ status: { phase: 'Error' } })).toBe(0);
    expect(ended({ status: { phase: 'Error', templateStatuses: [{ name: 'a', lastTransitionTime: at(-9) }] } })).toBe(
      0,
    );
  });

  it('is not told of one that goes on', () => {
    expect(
      ended({ status: { phase: 'Running', templateStatuses: [{ name: 'a', lastTransitionTime: at(4) }] } }),
    ).toBeUndefined();
  });
});

describe('what becomes of an Experiment', () => {
  const analyses = [
    { name: 'must', templateName: 't', requiredForCompletion: true },
    { name: 'may', templateName: 't' },
  ];
  const outlook = (
    must: string,
    may: string,
    {
      terminate = false,
      phase = 'Running',
      all = analyses,
    }: { terminate?: boolean; phase?: string; all?: readonly object[] } = {},
  ) =>
    view({
      spec: { analyses: all, terminate },
      status: {
        phase,
        analysisRuns: [
          { name: 'must', phase: must },
          { name: 'may', phase: may },
        ],
      },
    }).outlook;
  const waits = (names: string) => ({
    kind: 'hangs',
    message: `It waits for ${names}, and the controller no longer reads what comes of it.`,
  });

  it('is known when it waits for what nobody reads', () => {
    expect(outlook('Running', '')).toBeUndefined();
    expect(outlook('Running', 'Running', { terminate: true })).toEqual(waits('must, may'));
    expect(outlook('Successful', 'Running')).toEqual(waits('may'));
    expect(outlook('Successful', 'Successful')).toBeUndefined();
    expect(outlook('', '', { terminate: true })).toBeUndefined();
    expect(outlook('Running', 'Running', { terminate: true, all: analyses.slice(1) })).toBeUndefined();
    expect(outlook('Running', 'Running', { terminate: true, phase: 'Failed' })).toBeUndefined();
  });

  it('is known when the controller refuses it', () => {
    const conditions = [{ type: 'InvalidSpec', status: 'True', message: 'twice the same name' }];
    expect(view({ status: { conditions } }).outlook).toEqual({ kind: 'invalid', message: 'twice the same name' });
  });
});
