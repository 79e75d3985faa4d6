import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Failure, Result } from '../../client/experiments/failures/failure.ts';
import { readList, readMap } from '../../client/experiments/values/json.ts';
import { isCompleted, isOver } from '../../client/experiments/view/view.ts';
import type { ObjectEvent } from '../../client/kube/follow/events.ts';
import type { LogLine, LogRequest } from '../../client/kube/follow/logs.ts';
import { readSession } from '../../scripts/cluster/plane/session.ts';
import { instanceIdLabel } from './adapt.ts';
import type { Document } from './api.ts';
import { type Cluster, connect } from './cluster.ts';
import { analysis, analysisTemplate, endless, experiment, job, pods, required, rollout, web } from './documents.ts';
import { readPath } from './fields.ts';
import { eventually, type KubeStage, openKubeStage } from './kube-stage.ts';
import { playUnspoilt } from './spoilt.ts';
import type { Stage } from './stage.ts';

/** What the client shows of a real cluster, and does there. */

let cluster: Cluster;

beforeAll(async () => {
  cluster = await connect(readSession(process.env));
});

afterAll(() => cluster.disconnect());

function on(title: string, play: (stage: KubeStage) => Promise<void>): void {
  test(title, () => playUnspoilt(() => openKubeStage(cluster, `kube-${title}`), play));
}

const named = (name: string, document: Document): Document => ({ ...document, metadata: { name } });
const wanted = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};
const failed = (result: Result<unknown>): Failure => {
  if (result.ok) throw new Error('it went well');
  return result.failure;
};
const lasting = experiment({ duration: '1h' });

describe.concurrent('a cluster as the tree shows it', () => {
  on('has every measurement, with its counts against the limits', async ({ stage, source, run, view, until }) => {
    const metrics = [
      web('good', [1, 9, 2], { interval: '1s', count: 3, failureLimit: '{{args.limit}}' }),
      web('tried', ['"text"'], { count: 1, consecutiveErrorLimit: 0 }),
      job('bench', { exit: '0' }),
    ];
    const spec = { dryRun: [{ metricName: 'tried' }], args: [{ name: 'limit', value: '2' }] };
    await stage.apply(JSON.stringify(analysisTemplate('check', metrics, spec)));
    const id = await run(experiment({ analyses: [analysis('check', required)], scaleDownDelaySeconds: 1 }));
    await until('it has ended', () => isOver(view(id)));
    const [check] = view(id).analyses;
    expect(check).toMatchObject({ phase: 'Successful', runPhase: 'Successful', analysisRun: 'e-check' });
    const [good, tried, bench] = check?.metrics ?? [];
    expect(good).toMatchObject({
      name: 'good',
      phase: 'Successful',
      dryRun: false,
      counts: { measured: 3, error: 0 },
      limits: { count: 3, failure: 2, inconclusive: 0, consecutiveError: 4 },
    });
    // Which answers were taken is the controller's matter: on an old state of the run it may ask once more.
    const taken = readList(readPath(stage.seen.object('AnalysisRun/e-check'), 'status', 'metricResults')).map(readMap);
    const real = readList(taken.find(result => result.name === 'good')?.measurements).map(readMap);
    expect(good?.measurements.map(({ number, phase, value }) => [number, phase, value])).toEqual(
      real.map(({ phase, value }, index) => [index + 1, phase, value]),
    );
    const starts = good?.measurements.map(({ startedAfterMs }) => startedAfterMs ?? Number.NaN) ?? [];
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(tried).toMatchObject({ name: 'tried', phase: 'Error', dryRun: true, counts: { error: 1, measured: 0 } });
    expect(tried?.measurements[0]?.message).toContain('mismatched types string and int');
    expect(bench?.measurements[0]?.metadata['job-name']).toMatch(/\.bench\.1$/);
    expect(source.elapsed(id)).toBe(view(id).endedAfterMs);
  });

  on('has the reason why a pod does not start', async ({ stage, run, view, until }) => {
    const templates = [
      pods('a', { play: { waiting: 'ImagePullBackOff' } }),
      pods('b', { play: { 'crash-after': '1s' } }),
    ];
    // Long enough for a busy cluster to show all that comes before it.
    const deadline = 20;
    const id = await run(experiment({ templates, progressDeadlineSeconds: deadline, scaleDownDelaySeconds: 1 }));
    await until('one waits', () => view(id).templates[0]?.pods[0]?.reason === 'ImagePullBackOff');
    expect(view(id).templates[0]).toMatchObject({ phase: 'Progressing', available: 0, pods: [{ phase: 'Waiting' }] });
    await until('one crashes', () => view(id).templates[1]?.pods[0]?.reason === 'CrashLoopBackOff');
    expect(view(id).templates[1]?.pods[0]?.restarts).toBeGreaterThan(0);
    await until('it has failed', () => isCompleted(view(id).phase));
    expect(view(id)).toMatchObject({
      phase: 'Failed',
      message: expect.stringContaining(`progressDeadlineSeconds (${deadline})`),
    });
    // The controller tells its pods to go in a pass of its own, a moment after the end or, when it is busy, seconds.
    const deadlines = ({ seen }: Stage) =>
      ['a', 'b'].map(name => seen.time(`ReplicaSet/e-${name}`, 'metadata.annotations.scale-down-deadline'));
    await stage.until('the pods are told to go', () => deadlines(stage).every(Number.isFinite));
    const created = Date.parse(String(readPath(stage.seen.object('Experiment/e'), 'metadata', 'creationTimestamp')));
    const endedAfterMs = (Math.min(...deadlines(stage)) - 1) * 1000 - created;
    expect(endedAfterMs).toBeGreaterThanOrEqual((deadline - 1) * 1000);
    await until('the end is known', () => view(id).endedAfterMs === endedAfterMs);
    await until('the pods are gone', () => view(id).templates.every(template => template.pods.length === 0));
    // The times in the status have moved on with the pods; that of the end has not.
    expect(view(id).endedAfterMs).toBe(endedAfterMs);
  });

  on('has the reason why pods cannot even be made', async ({ stage, run, view, until }) => {
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'none' },
      spec: { hard: { pods: '0' } },
    };
    await stage.apply(JSON.stringify(quota));
    const id = await run(lasting);
    await until('the quota is named', () => view(id).templates[0]?.message.includes('exceeded quota: none') === true);
    expect(view(id).templates[0]).toMatchObject({ phase: 'Progressing', replicas: 1, available: 0, pods: [] });
  });

  // The controller notices that only at its next look, and its status says the contrary until then.
  on('has a Service for as long as it is there', async ({ stage, source, view, until }) => {
    const a = pods('a', { template: { service: {} }, container: { ports: [{ containerPort: 8080 }] } });
    const document = experiment({ duration: '1h', templates: [a] });
    // Of another controller: the one here would make the Service again before anybody can look.
    const labels = { [instanceIdLabel]: 'another' };
    await stage.apply(JSON.stringify({ ...document, metadata: { name: 'e', labels } }));
    await stage.until('it is there', seen => seen.exists('Experiment/e'));
    const id = String(readPath(stage.seen.object('Experiment/e'), 'metadata', 'uid'));
    const owner = { apiVersion: document.apiVersion, kind: 'Experiment', name: 'e', uid: id, controller: true };
    const made = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'e-a',
        ownerReferences: [owner],
        annotations: { 'experiment.argoproj.io/name': 'e', 'experiment.argoproj.io/template-name': 'a' },
      },
      spec: { ports: [{ port: 8080 }] },
    };
    source.open();
    const isPresent = () => source.find(id) !== undefined && view(id).templates[0]?.service?.present === true;
    expect(await stage.apply(JSON.stringify(made))).toEqual([]);
    await until('it is there', isPresent);
    expect(view(id).templates[0]?.service).toEqual({ name: 'e-a', present: true });
    await stage.remove('Service/e-a');
    await until('it is gone', () => !isPresent());
    expect(await stage.apply(JSON.stringify(made))).toEqual([]);
    await until('it is there again', isPresent);
  });

  on('says that the controller refuses a spec', async ({ run, view, until }) => {
    const id = await run(experiment({ templates: [pods('a'), pods('a')] }));
    await until('it is refused', () => view(id).outlook?.kind === 'invalid');
    expect(view(id)).toMatchObject({
      phase: '',
      outlook: { message: expect.stringContaining("repeated template name 'a'") },
    });
    expect(view(id).templates).toHaveLength(1);
  });

  on('says that one never ends', async ({ stage, run, view, actions, until }) => {
    await stage.apply(JSON.stringify(analysisTemplate('check', [web('check', [1], endless)])));
    const id = await run(experiment({ analyses: [analysis('check', required)], scaleDownDelaySeconds: 1 }));
    await until('its run runs', () => view(id).analyses[0]?.runPhase === 'Running');
    // A run's progress wakes nobody: the Experiment itself shows it after the next look at it, which may be hours away.
    await stage.patch('Experiment/e', { metadata: { annotations: { nudged: 'true' } } });
    await until('the Experiment shows it', () => view(id).analyses[0]?.phase === 'Running');
    expect(view(id).outlook).toBeUndefined();
    wanted(await actions.terminate(id));
    await until('its templates end', () => view(id).templates[0]?.phase === 'Successful');
    expect(view(id)).toMatchObject({ phase: 'Running', terminating: true, outlook: { kind: 'hangs' } });
  });

  on('names the Rollout and the step that one belongs to', async ({ stage, source, until }) => {
    source.open();
    const step = { experiment: { duration: '1h', templates: [{ name: 'baseline', specRef: 'stable' }] } };
    const version = (number: number) => rollout([{ setWeight: 10 }, step], { image: `registry.example/app:${number}` });
    await stage.apply(JSON.stringify(version(1)));
    await stage.until(
      'it is stable',
      seen =>
        readPath(seen.object('Rollout/shop'), 'status', 'stableRS') !== undefined &&
        readPath(seen.object('Rollout/shop'), 'status', 'phase') === 'Healthy',
    );
    await stage.patch('Rollout/shop', { spec: { template: readPath(version(2), 'spec', 'template') } });
    const only = () => (source.state.kind === 'ready' ? source.state.experiments[0] : undefined);
    await until('its experiment is there', () => only()?.templates[0]?.pods.length === 1);
    expect(only()?.rollout).toEqual({ name: 'shop', step: 1 });
    // The Rollout's own pods carry the same kind of label.
    expect(only()?.templates[0]?.pods[0]?.name).toMatch(/^shop-.+-baseline-/);
  });
});

describe.concurrent('what can be done on a cluster', () => {
  on('plans a run without doing anything', async ({ stage, source, actions, request, workspace }) => {
    const there = (name: string, count: number) => analysisTemplate(name, [web('m', [1], { count })]);
    await stage.apply(
      [there('same', 1), there('differs', 1), there('foreign', 1)].map(each => JSON.stringify(each)).join('\n---\n'),
    );
    const filled = (document: Document): Document => JSON.parse(stage.fill(JSON.stringify(document)));
    for (const own of [there('same', 1), there('differs', 2), there('absent', 1)]) {
      workspace.set(String(readPath(own, 'metadata', 'name')), filled(own));
    }
    const analyses = ['same', 'differs', 'foreign', 'absent', 'nowhere'].map(name => analysis(name));
    const plan = wanted(await actions.plan(request(experiment({ analyses })).runnable));
    expect(plan).toMatchObject({ manifest: { name: 'e', namespace: stage.namespace }, warnings: [] });
    expect(plan.suggestion).toBeUndefined();
    expect(plan.templates.map(({ name, state }) => [name, state])).toEqual([
      ['same', 'same'],
      ['differs', 'differs'],
      ['foreign', 'there'],
      ['absent', 'missing'],
      ['nowhere', 'missing'],
    ]);
    expect(source.state).toEqual({ kind: 'idle' });
    expect(await cluster.api.list({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Experiment' }, stage.namespace)).toEqual(
      [],
    );
    const id = wanted(
      await actions.start(plan, { apply: plan.templates.filter(({ ours, state }) => ours && state !== 'same') }),
    );
    expect(source.find(id)?.name).toBe('e');
    const again = wanted(await actions.plan(request(experiment({ analyses })).runnable));
    expect(again.suggestion).toBe('e-2');
    expect(again.templates.map(({ state }) => state)).toEqual(['same', 'same', 'there', 'same', 'missing']);
  });

  on('names the fields that another manager keeps in a template', async ({ stage, actions, request, workspace }) => {
    await stage.apply(JSON.stringify(analysisTemplate('t', [web('m', [1])], { args: [{ name: 'old' }] })));
    workspace.set('t', JSON.parse(stage.fill(JSON.stringify(analysisTemplate('t', [web('m', [2])])))));
    const plan = wanted(await actions.plan(request(experiment({ analyses: [analysis('t')] })).runnable));
    const start = await actions.start(plan, { apply: plan.templates });
    expect(failed(start)).toMatchObject({ kind: 'conflict', reason: expect.stringContaining('spec.args') });
  });

  on(
    'refuses a name that is taken, and one that is wrong, and runs under the next one',
    async ({ run, actions, request, source }) => {
      await run(lasting);
      expect(failed(await actions.run(request(lasting)))).toMatchObject({ kind: 'already-exists', suggestion: 'e-2' });
      const plan = wanted(await actions.plan(request(lasting).runnable));
      const second = wanted(await actions.start(plan, { name: 'e-2' }));
      expect(source.find(second)?.name).toBe('e-2');
      const wrong = failed(await actions.run(request(experiment({ templats: [] }))));
      expect(wrong).toMatchObject({
        kind: 'invalid',
        causes: [expect.stringContaining('unknown field "spec.templats"')],
      });
      const typed = failed(await actions.run(request(named('f', experiment({ duration: 5 })))));
      expect(typed).toMatchObject({
        kind: 'invalid',
        object: expect.stringMatching(/^Experiment .+\/f$/),
        causes: [expect.stringMatching(/^spec\.duration: /)],
      });
    },
  );

  on('begins a failed one anew, and one that was terminated', async ({ stage, run, view, actions, until }) => {
    await stage.apply(JSON.stringify(analysisTemplate('check', [web('check', [9])])));
    const id = await run(experiment({ analyses: [analysis('check', required)], scaleDownDelaySeconds: 1 }));
    await until('it has failed', () => view(id).phase === 'Failed');
    // A retry before the controller has noted that they are gone ends at once (docs/controller/findings.md, "Races").
    const isGone = (name: string) =>
      stage.seen.value(`ReplicaSet/${name}-a`, 'status.replicas') === 0 &&
      stage.seen.value(`Experiment/${name}`, 'status.templateStatuses[a].replicas') === 0;
    await until('its pods are gone', () => isGone('e'));
    const good = JSON.parse(stage.fill(JSON.stringify([web('good', [1])])));
    await stage.patch('AnalysisTemplate/check', { spec: { metrics: good } });
    wanted(await actions.retry(id));
    // Nothing of its end is left; the controller may have begun already.
    expect(view(id)).toMatchObject({ phase: expect.stringMatching(/^(?:Pending|Running)?$/), message: '' });
    await until('it is Successful', () => view(id).phase === 'Successful');
    // A pass on an old state of it may have taken `.1`.
    expect(view(id).analyses[0]).toMatchObject({
      analysisRun: expect.stringMatching(/^e-check\.\d$/),
      phase: 'Successful',
    });

    const other = await run(named('f', experiment({ duration: '1h', scaleDownDelaySeconds: 1 })));
    await until('it runs', () => view(other).phase === 'Running');
    wanted(await actions.terminate(other));
    await until('its pods are gone', () => isCompleted(view(other).phase) && isGone('f'));
    wanted(await actions.retry(other));
    expect(view(other).terminating).toBe(false);
    await until('it runs again', () => view(other).phase === 'Running');
  });

  on('runs the same once more under another name', async ({ run, view, actions, until }) => {
    const id = await run(lasting);
    await until('it runs', () => view(id).phase === 'Running');
    wanted(await actions.terminate(id));
    const second = wanted(await actions.rerun(id));
    expect(view(second)).toMatchObject({ name: 'e-2', terminating: false });
    await until('it runs', () => view(second).phase === 'Running');
    expect(failed(await actions.rerun(id, 'e-2'))).toMatchObject({ kind: 'already-exists', suggestion: 'e-3' });
  });

  on('ends one analysis alone', async ({ stage, run, view, actions, until }) => {
    await stage.apply(JSON.stringify(analysisTemplate('check', [web('check', [1], endless)])));
    const id = await run(experiment({ duration: '1h', analyses: [analysis('check')] }));
    await until('its run runs', () => view(id).analyses[0]?.runPhase === 'Running');
    wanted(await actions.terminateAnalysis(id, 'check'));
    await until('its run has ended', () => view(id).analyses[0]?.runPhase === 'Successful');
    expect(view(id).phase).toBe('Running');
  });

  on('deletes just the one that was meant', async ({ stage, run, source, actions, until }) => {
    const first = await run(lasting);
    source.close();
    await stage.remove('Experiment/e');
    await stage.until('it is gone', seen => !seen.value('Experiment/e', 'exists'));
    const second = await run(lasting);
    expect(second).not.toBe(first);
    expect(failed(await actions.delete(first))).toEqual({ kind: 'not-found' });
    wanted(await actions.delete(second));
    await stage.until('it is gone', seen => !seen.value('Experiment/e', 'exists'));
    await until('and stays so', () => source.find(second) === undefined);
  });

  on(
    'reads logs of each container, past and present, and stops when told',
    async ({ stage, cluster: kube, run, view, until }) => {
      const play = { 'log.main': 'one\ntwo\nthree' };
      const id = await run(experiment({ templates: [pods('a', { play })], duration: '1h' }));
      await until('its pod is ready', () => view(id).templates[0]?.pods[0]?.ready === true);
      const pod = { namespace: stage.namespace, pod: view(id).templates[0]?.pods[0]?.name ?? '' };
      expect(wanted(await kube.containers(pod))).toEqual([{ name: 'main', kind: 'main' }]);
      const read = async (more: Partial<LogRequest>, most = Number.POSITIVE_INFINITY) => {
        const reading = new AbortController();
        const lines: unknown[] = [];
        const log = wanted(await kube.log({ ...pod, container: 'main', signal: reading.signal, ...more }));
        for await (const line of log) {
          lines.push(line);
          if (lines.length === most) reading.abort();
        }
        return lines as LogLine[];
      };
      expect((await read({})).map(({ text }) => text)).toEqual(['one', 'two', 'three']);
      expect((await read({ tail: 1 })).map(({ text, at }) => [text, typeof at])).toEqual([['three', 'number']]);
      expect(await read({ follow: true }, 3)).toHaveLength(3);
      const previous = await kube.log({
        ...pod,
        container: 'main',
        previous: true,
        signal: new AbortController().signal,
      });
      expect(failed(previous)).toMatchObject({
        kind: 'invalid',
        causes: [expect.stringContaining('previous terminated container')],
      });
    },
  );

  on('reads the events of an object, and the namespaces', async ({ stage, cluster: kube, run, view, until }) => {
    const id = await run(lasting);
    await until('it runs', () => view(id).phase === 'Running');
    const list = async () => wanted(await kube.events({ namespace: stage.namespace, uid: id }));
    const has = (found: readonly ObjectEvent[]) => found.some(({ reason }) => reason === 'ExperimentRunning');
    const events = await eventually('it is noted', list, has);
    expect(events.map(({ lastAt }) => lastAt)).toEqual(events.map(({ lastAt }) => lastAt).sort((a, b) => b - a));
    expect(events.every(({ isWarning, lastAt, count }) => !isWarning && lastAt > 0 && count > 0)).toBe(true);
    expect(wanted(await kube.namespaces())).toContain(stage.namespace);
  });
});
