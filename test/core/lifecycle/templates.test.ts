/** Templates on their way: availability, deadlines, pods that come and go, Services, refusals. */
import { describe, expect, it } from 'vitest';
import { analysis, ends, experiment, phases, print, required, run, template } from './play.ts';

const web = { containerPorts: [{ containerPort: 80 }] };

describe('availability', () => {
  it('waits for minReadySeconds after the pod is ready', () => {
    const spec = experiment({ duration: '5s', templates: [template('a', { minReadySeconds: 7 })] });
    expect(phases(run(spec))).toBe('0:00 Pending, 0:11+ Running, 0:16.002 Successful, finished');
  });

  it('with minReadySeconds equal to the deadline comes too late (on the real controller in most cases)', () => {
    const spec = experiment({
      duration: '5s',
      progressDeadlineSeconds: 5,
      templates: [template('a', { minReadySeconds: 5 })],
    });
    expect(phases(run(spec))).toBe('0:00 Pending, 0:09+ Failed, finished');
    expect(phases(run({ ...spec, progressDeadlineSeconds: 6 }))).toBe(
      '0:00 Pending, 0:09+ Running, 0:14.002 Successful, finished',
    );
  });

  it('needs all templates; the duration counts from the last', () => {
    const spec = experiment({ duration: '10s', templates: [template('a'), template('b')] });
    const timeline = run(spec, { pods: { b: { readyAfterMs: 9000 } } });
    expect(print(timeline, 'experiment', 'template', 'available')).toMatchInlineSnapshot(`
      "0:00 template a -> Progressing 0/0: ReplicaSet e-a is created with 0 replicas. [template.replica-set-created]
      0:00 template b -> Progressing 0/0: ReplicaSet e-b is created with 0 replicas. [template.replica-set-created]
      0:00 experiment -> Pending: 2 templates are set up. [experiment.first-pass]
      0:00 template a Progressing 0/1: Scaled up ReplicaSet e-a from 0 to 1 [template.scale-up]
      0:00 template b Progressing 0/1: Scaled up ReplicaSet e-b from 0 to 1 [template.scale-up]
      0:04 template a Progressing -> Running 1/1: 1 of 1 pod is available. [template.available]
      0:09 template b Progressing -> Running 1/1: 1 of 1 pod is available. [template.available]
      0:09 available: All templates are available: the duration counts from here. [experiment.available]
      0:09 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      0:19+ template a Running -> Successful 1/1: The duration of 10 s is over. [template.duration-over]
      0:19+ template b Running -> Successful 1/1: The duration of 10 s is over. [template.duration-over]
      0:19+ experiment Running -> Successful: The duration of 10 s is over. [experiment.analyses-completed]
      0:49+ template a Successful 1/0: Scaled down ReplicaSet e-a from 1 to 0 [template.scale-down]
      0:49+ template b Successful 1/0: Scaled down ReplicaSet e-b from 1 to 0 [template.scale-down]
      0:49+ template a Successful 0/0: No pod is wanted.
      0:49+ template b Successful 0/0: No pod is wanted.
      0:19+ finished Successful: The duration of 10 s is over."
    `);
  });

  it('lost goes back to Pending, and time and analyses go on (exp-pods-flap)', () => {
    const spec = experiment({ duration: '20s', analyses: [analysis('x')] });
    const timeline = run(spec, {
      defaultPods: { readyAfterMs: 4000, crashAfterMs: 10_000, readyAgainAfterMs: 5000 },
      defaultAnalysis: { outcome: 'Successful', afterMs: 8000 },
    });
    expect(print(timeline)).toMatchInlineSnapshot(`
      "0:00 template a -> Progressing 0/0: ReplicaSet e-a is created with 0 replicas. [template.replica-set-created]
      0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:00 template a Progressing 0/1: Scaled up ReplicaSet e-a from 0 to 1 [template.scale-up]
      0:00 pod e-a-855c6 -> Pending: The pod is created and starts.
      0:04 pod e-a-855c6 Pending -> Running: The pod is ready.
      0:04 template a Progressing -> Running 1/1: 1 of 1 pod is available. [template.available]
      0:04 available: All templates are available: the duration counts from here. [experiment.available]
      0:04 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      0:04 analysis x -> Pending: AnalysisRun e-x is created. [analysis.run-created]
      0:04 analysisRun e-x -> Running: AnalysisRun e-x starts.
      0:04 analysis x Pending -> Running: AnalysisRun e-x is Running. [analysis.run-read]
      0:10 pod e-a-855c6 Running -> Waiting: CrashLoopBackOff
      0:10 template a Running -> Progressing 0/1: 0 of 1 pod is available. [template.not-available]
      0:10 experiment Running -> Pending: Template 'a' is not available. [experiment.templates-decide]
      0:12 analysisRun e-x Running -> Successful: AnalysisRun e-x is Successful, as chosen.
      0:12 analysis x Running -> Successful: AnalysisRun e-x is Successful. [analysis.run-completed]
      0:15 pod e-a-855c6 Waiting -> Running: The pod is ready.
      0:15 template a Progressing -> Running 1/1: 1 of 1 pod is available. [template.available]
      0:15 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      0:24+ template a Running -> Successful 1/1: The duration of 20 s is over. [template.duration-over]
      0:24+ experiment Running -> Successful: The duration of 20 s is over. [experiment.analyses-completed]
      0:54+ template a Successful 1/0: Scaled down ReplicaSet e-a from 1 to 0 [template.scale-down]
      0:54+ pod e-a-855c6 Running -> Terminating: The pod is asked to stop.
      0:54+ template a Successful 0/0: No pod is wanted.
      0:55+ pod e-a-855c6 Terminating -> Deleted: The pod is gone.
      0:24+ finished Successful: The duration of 20 s is over."
    `);
  });

  it('lost at expiry keeps the template open until the pod is back (exp-pods-flap)', () => {
    const timeline = run(experiment({ duration: '10s' }), {
      defaultPods: { readyAfterMs: 4000, crashAfterMs: 12_000, readyAgainAfterMs: 20_000 },
    });
    expect(phases(timeline)).toBe('0:00 Pending, 0:04 Running, 0:12 Pending, 0:32 Successful, finished');
  });

  it('lost for good fails the template when the deadline has passed, and terminates the run (exp-pods-flap)', () => {
    const spec = experiment({ duration: '10s', progressDeadlineSeconds: 6, analyses: [analysis('x')] });
    const timeline = run(spec, { defaultPods: { readyAfterMs: 4000, crashAfterMs: 12_000 } });
    expect(phases(timeline)).toBe('0:00 Pending, 0:04 Running, 0:12 Pending, 0:18+ Failed, finished');
    expect(ends(timeline)).toBe(
      'template a Failed, experiment Failed, analysis x Successful, analysisRun e-x Successful',
    );
  });
});

describe('the progress deadline', () => {
  it('fails a template whose pods never become ready (exp-progress-deadline-exceeded)', () => {
    const timeline = run(experiment({ progressDeadlineSeconds: 4, analyses: [required('x')] }), {
      defaultPods: { readyAfterMs: 1000, neverReady: 'ImagePullBackOff' },
    });
    expect(print(timeline)).toMatchInlineSnapshot(`
      "0:00 template a -> Progressing 0/0: ReplicaSet e-a is created with 0 replicas. [template.replica-set-created]
      0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:00 template a Progressing 0/1: Scaled up ReplicaSet e-a from 0 to 1 [template.scale-up]
      0:00 pod e-a-855c6 -> Pending: The pod is created and starts.
      0:01 pod e-a-855c6 Pending -> Waiting: ImagePullBackOff
      0:04+ template a Progressing -> Failed 0/1: Template 'a' exceeded its progressDeadlineSeconds (4) [template.deadline-exceeded]
      0:04+ experiment Pending -> Failed: Template 'a' exceeded its progressDeadlineSeconds (4) [experiment.template-failed]
      0:34+ template a Failed 0/0: Scaled down ReplicaSet e-a from 1 to 0 [template.scale-down]
      0:34+ pod e-a-855c6 Waiting -> Terminating: The pod is asked to stop.
      0:35+ pod e-a-855c6 Terminating -> Deleted: The pod is gone.
      0:04+ finished Failed: Template 'a' exceeded its progressDeadlineSeconds (4)"
    `);
  });

  it('is 10 minutes by default', () => {
    const timeline = run(experiment(), { defaultPods: { readyAfterMs: 0, neverReady: 'Unready' } });
    expect(phases(timeline)).toBe('0:00 Pending, 10:00+ Failed, finished');
    expect(timeline.verdict.message).toBe("Template 'a' exceeded its progressDeadlineSeconds (600)");
  });

  it('of one template ends the other as Successful (6.6-one-ready-other-failed)', () => {
    const spec = experiment({ progressDeadlineSeconds: 10, templates: [template('a'), template('b')] });
    const timeline = run(spec, { pods: { b: { readyAfterMs: 0, neverReady: 'CrashLoopBackOff' } } });
    expect(print(timeline, 'experiment', 'template')).toMatchInlineSnapshot(`
      "0:00 template a -> Progressing 0/0: ReplicaSet e-a is created with 0 replicas. [template.replica-set-created]
      0:00 template b -> Progressing 0/0: ReplicaSet e-b is created with 0 replicas. [template.replica-set-created]
      0:00 experiment -> Pending: 2 templates are set up. [experiment.first-pass]
      0:00 template a Progressing 0/1: Scaled up ReplicaSet e-a from 0 to 1 [template.scale-up]
      0:00 template b Progressing 0/1: Scaled up ReplicaSet e-b from 0 to 1 [template.scale-up]
      0:04 template a Progressing -> Running 1/1: 1 of 1 pod is available. [template.available]
      0:10+ template b Progressing -> Failed 0/1: Template 'b' exceeded its progressDeadlineSeconds (10) [template.deadline-exceeded]
      0:10+ experiment Pending -> Failed: Template 'b' exceeded its progressDeadlineSeconds (10) [experiment.template-failed]
      0:10+ template a Running -> Successful 1/1: The experiment is Failed. [template.ending]
      0:40+ template a Successful 1/0: Scaled down ReplicaSet e-a from 1 to 0 [template.scale-down]
      0:40+ template b Failed 0/0: Scaled down ReplicaSet e-b from 1 to 0 [template.scale-down]
      0:40+ template a Successful 0/0: No pod is wanted.
      0:10+ finished Failed: Template 'b' exceeded its progressDeadlineSeconds (10)"
    `);
  });

  it('starts again with every change of the replicas (6.3-deadline-restarts)', () => {
    const spec = experiment({
      progressDeadlineSeconds: 5,
      templates: [template('a', { replicas: 3 })],
      duration: '5s',
    });
    const timeline = run(spec, { defaultPods: { readyAfterMs: 4000, apartMs: 4000 } });
    expect(print(timeline, 'template', 'experiment')).toMatchInlineSnapshot(`
      "0:00 template a -> Progressing 0/0: ReplicaSet e-a is created with 0 replicas. [template.replica-set-created]
      0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:00 template a Progressing 0/3: Scaled up ReplicaSet e-a from 0 to 3 [template.scale-up]
      0:04 template a Progressing 1/3: 1 of 3 pods are available.
      0:08 template a Progressing 2/3: 2 of 3 pods are available.
      0:12 template a Progressing -> Running 3/3: 3 of 3 pods are available. [template.available]
      0:12 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      0:17+ template a Running -> Successful 3/3: The duration of 5 s is over. [template.duration-over]
      0:17+ experiment Running -> Successful: The duration of 5 s is over. [experiment.analyses-completed]
      0:47+ template a Successful 3/0: Scaled down ReplicaSet e-a from 3 to 0 [template.scale-down]
      0:47+ template a Successful 0/0: No pod is wanted.
      0:17+ finished Successful: The duration of 5 s is over."
    `);
  });

  it('of 0 fails right after scale-up, unless pods are ready at once (exp-deadline-too-short)', () => {
    const spec = experiment({ progressDeadlineSeconds: 0 });
    expect(phases(run(spec))).toBe('0:00 Pending, 0:00+ Failed, finished');
    expect(phases(run(spec, { defaultPods: { readyAfterMs: 200 } }))).toBe('0:00 Pending, 0:00+ Failed, finished');
  });

  it('shorter than the start-up fails (exp-deadline-too-short)', () => {
    const spec = experiment({ progressDeadlineSeconds: 3 });
    expect(phases(run(spec, { defaultPods: { readyAfterMs: 8000 } }))).toBe('0:00 Pending, 0:03+ Failed, finished');
  });

  it('does not count when the experiment is terminated at that moment, because that starts it again', () => {
    const spec = experiment({ progressDeadlineSeconds: 4 });
    const pods = { readyAfterMs: 0, neverReady: 'Unready' };
    expect(phases(run(spec, { defaultPods: pods, terminateAtMs: 4001 }))).toBe(
      '0:00 Pending, 0:04+ Successful, finished',
    );
    expect(phases(run(spec, { defaultPods: pods, terminateAtMs: 4002 }))).toBe('0:00 Pending, 0:04+ Failed, finished');
  });

  it('does not touch a template that is Failed already (6.3-completed-never-change)', () => {
    const timeline = run(experiment({ progressDeadlineSeconds: 3 }), { defaultPods: { readyAfterMs: 8000 } });
    expect(print(timeline, 'template', 'pod')).toMatchInlineSnapshot(`
      "0:00 template a -> Progressing 0/0: ReplicaSet e-a is created with 0 replicas. [template.replica-set-created]
      0:00 template a Progressing 0/1: Scaled up ReplicaSet e-a from 0 to 1 [template.scale-up]
      0:00 pod e-a-855c6 -> Pending: The pod is created and starts.
      0:03+ template a Progressing -> Failed 0/1: Template 'a' exceeded its progressDeadlineSeconds (3) [template.deadline-exceeded]
      0:08 pod e-a-855c6 Pending -> Running: The pod is ready.
      0:08 template a Failed 1/1: 1 of 1 pod is available.
      0:33+ template a Failed 1/0: Scaled down ReplicaSet e-a from 1 to 0 [template.scale-down]
      0:33+ pod e-a-855c6 Running -> Terminating: The pod is asked to stop.
      0:33+ template a Failed 0/0: No pod is wanted.
      0:34+ pod e-a-855c6 Terminating -> Deleted: The pod is gone.
      0:03+ finished Failed: Template 'a' exceeded its progressDeadlineSeconds (3)"
    `);
  });
});

describe('scale-down', () => {
  it('comes at once with a delay of 0 (6.3-scale-down-deadline)', () => {
    const timeline = run(experiment({ duration: '5s', scaleDownDelaySeconds: 0 }));
    expect(print(timeline, 'experiment', 'template', 'pod')).toMatchInlineSnapshot(`
      "0:00 template a -> Progressing 0/0: ReplicaSet e-a is created with 0 replicas. [template.replica-set-created]
      0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:00 template a Progressing 0/1: Scaled up ReplicaSet e-a from 0 to 1 [template.scale-up]
      0:00 pod e-a-855c6 -> Pending: The pod is created and starts.
      0:04 pod e-a-855c6 Pending -> Running: The pod is ready.
      0:04 template a Progressing -> Running 1/1: 1 of 1 pod is available. [template.available]
      0:04 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      0:09+ template a Running -> Successful 1/1: The duration of 5 s is over. [template.duration-over]
      0:09+ experiment Running -> Successful: The duration of 5 s is over. [experiment.analyses-completed]
      0:09+ template a Successful 1/0: Scaled down ReplicaSet e-a from 1 to 0 [template.scale-down]
      0:09+ pod e-a-855c6 Running -> Terminating: The pod is asked to stop.
      0:09+ template a Successful 0/0: No pod is wanted.
      0:10+ pod e-a-855c6 Terminating -> Deleted: The pod is gone.
      0:09+ finished Successful: The duration of 5 s is over."
    `);
  });

  it('takes pods that never were ready', () => {
    const timeline = run(experiment({ progressDeadlineSeconds: 4, scaleDownDelaySeconds: 6 }), {
      defaultPods: { readyAfterMs: 1000, neverReady: 'Unready' },
    });
    expect(print(timeline, 'pod')).toMatchInlineSnapshot(`
      "0:00 pod e-a-855c6 -> Pending: The pod is created and starts.
      0:01 pod e-a-855c6 Pending -> Running: The pod runs and does not become ready.
      0:10+ pod e-a-855c6 Running -> Terminating: The pod is asked to stop.
      0:11+ pod e-a-855c6 Terminating -> Deleted: The pod is gone.
      0:04+ finished Failed: Template 'a' exceeded its progressDeadlineSeconds (4)"
    `);
  });
});

describe('a Service', () => {
  it('takes its name from the template, or that of the ReplicaSet (6.8)', () => {
    const spec = experiment({
      templates: [
        template('a', { ...web, service: {} }),
        template('b', { ...web, service: { name: 'mine' } }),
        template('c', { service: {} }),
        template('d', web),
      ],
    });
    expect(run(spec).templates).toEqual([
      { name: 'a', replicas: 1, replicaSet: 'e-a', service: 'e-a' },
      { name: 'b', replicas: 1, replicaSet: 'e-b', service: 'mine' },
      { name: 'c', replicas: 1, replicaSet: 'e-c' },
      { name: 'd', replicas: 1, replicaSet: 'e-d' },
    ]);
  });

  it('without container ports is not made, without a word (exp-service-without-ports)', () => {
    const timeline = run(experiment({ duration: '5s', templates: [template('a', { service: {} })] }));
    expect(timeline.verdict.kind).toBe('finished');
    expect(timeline.events.filter(({ subject }) => subject === 'service')).toEqual([]);
  });

  it('of a name that two templates want fails the second, whose pods start all the same (exp-service-name-taken)', () => {
    const service = { name: 'shared' };
    const spec = experiment({ templates: [template('a', { ...web, service }), template('b', { ...web, service })] });
    expect(print(run(spec))).toMatchInlineSnapshot(`
      "0:00 template a -> Progressing 0/0: ReplicaSet e-a is created with 0 replicas. [template.replica-set-created]
      0:00 template b -> Progressing 0/0: ReplicaSet e-b is created with 0 replicas. [template.replica-set-created]
      0:00 experiment -> Pending: 2 templates are set up. [experiment.first-pass]
      0:00 service shared Absent -> Present: Service shared is created with 1 port. [template.service-created]
      0:00 template a Progressing 0/1: Scaled up ReplicaSet e-a from 0 to 1 [template.scale-up]
      0:00 template b Progressing -> Error 0/1: Scaled up ReplicaSet e-b from 0 to 1 [template.scale-up]
      0:00 experiment Pending -> Error: Failed to create Service shared for template 'b': service shared already exists and is not owned by experiment template b [experiment.template-failed]
      0:00 pod e-a-855c6 -> Pending: The pod is created and starts.
      0:00 pod e-b-bcm7h -> Pending: The pod is created and starts.
      0:00 service shared Present -> Absent: Service shared is deleted: its template has no available pod any more. [template.service-deleted]
      0:00 template a Progressing -> Successful 0/1: The experiment is Error. [template.ending]
      0:04 pod e-a-855c6 Pending -> Running: The pod is ready.
      0:04 pod e-b-bcm7h Pending -> Running: The pod is ready.
      0:04 template a Successful 1/1: 1 of 1 pod is available.
      0:04 template b Error 1/1: 1 of 1 pod is available.
      0:30 template a Successful 1/0: Scaled down ReplicaSet e-a from 1 to 0 [template.scale-down]
      0:30 template b Error 1/0: Scaled down ReplicaSet e-b from 1 to 0 [template.scale-down]
      0:30 pod e-a-855c6 Running -> Terminating: The pod is asked to stop.
      0:30 pod e-b-bcm7h Running -> Terminating: The pod is asked to stop.
      0:30 template a Successful 0/0: No pod is wanted.
      0:30 template b Error 0/0: No pod is wanted.
      0:31 pod e-a-855c6 Terminating -> Deleted: The pod is gone.
      0:31 pod e-b-bcm7h Terminating -> Deleted: The pod is gone.
      0:00 finished Error: Failed to create Service shared for template 'b': service shared already exists and is not owned by experiment template b"
    `);
  });

  it.each([
    [
      'no DNS-1035 label',
      template('1', { ...web, service: {} }),
      '1e',
      'Failed to create Service 1e-1 for template \'1\': cannot create service: Service "1e-1" is invalid: metadata.name: Invalid value: "1e-1" is not a DNS-1035 label',
    ],
    [
      'too long',
      template('a'.repeat(69), { ...web, service: {} }),
      'e',
      'has 71 characters, and at most 63 are allowed',
    ],
    [
      'ports without names',
      template('a', { service: {}, containerPorts: [{ containerPort: 80 }, { containerPort: 81, name: 'x' }] }),
      'e',
      'Service "e-a" is invalid: spec.ports[0].name: Required value',
    ],
    [
      'one port twice',
      template('a', {
        service: {},
        containerPorts: [
          { containerPort: 80, name: 'x' },
          { containerPort: 80, name: 'x' },
        ],
      }),
      'e',
      'Service "e-a" is invalid: [spec.ports[1].name: Duplicate value: "x", spec.ports[1]: Duplicate value: 80/TCP]',
    ],
  ])('that is refused ends the experiment as Error: %s', (_, one, name, message) => {
    const timeline = run(experiment({ name, templates: [one] }));
    expect(phases(timeline)).toBe('0:00 Pending, 0:00 Error, finished');
    expect(timeline.verdict.message).toContain(message);
    expect(timeline.events.findLast(({ subject }) => subject === 'pod')).toMatchObject({ at: 31_000, to: 'Deleted' });
  });

  it('may have one port number for two protocols', () => {
    const containerPorts = [
      { containerPort: 53, name: 'tcp' },
      { containerPort: 53, name: 'udp', protocol: 'UDP' },
    ];
    const { verdict } = run(
      experiment({ duration: '5s', templates: [template('a', { service: {}, containerPorts })] }),
    );
    expect(verdict.kind).toBe('finished');
  });
});

describe('a ReplicaSet', () => {
  it.each([
    [
      'selector and labels differ (exp-selector-mismatch)',
      template('a', { podLabels: { app: 'b' } }),
      'Failed to create ReplicaSet for template \'a\': ReplicaSet.apps "e-a" is invalid: spec.template.metadata.labels: Invalid value: {"app":"b"}: `selector` does not match template `labels`',
    ],
    [
      'the name is refused (exp-replicaset-name-invalid)',
      template('Big'),
      'Failed to create ReplicaSet for template \'Big\': ReplicaSet.apps "e-Big" is invalid: metadata.name: Invalid value: "e-Big"',
    ],
    [
      'the pod template is refused (exp-pod-template-invalid)',
      template('a', { podTemplateRefusal: 'spec.template.spec.containers[0].image: Required value' }),
      'Failed to create ReplicaSet for template \'a\': ReplicaSet.apps "e-a" is invalid: spec.template.spec.containers[0].image: Required value',
    ],
    [
      'replicas are negative (exp-replicas-negative)',
      template('a', { replicas: -1 }),
      "Unable to scale ReplicaSet for template 'a' to desired replica count '-1': ReplicaSet.apps \"e-a\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0",
    ],
    [
      'minReadySeconds is negative',
      template('a', { minReadySeconds: -1 }),
      'Failed to create ReplicaSet for template \'a\': ReplicaSet.apps "e-a" is invalid: spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0',
    ],
  ])('is refused and ends the experiment as Error: %s', (_, one, message) => {
    const timeline = run(experiment({ templates: [one, template('other')] }));
    expect(phases(timeline)).toBe('0:00 Pending, 0:00 Error, finished');
    expect(timeline.verdict.message.startsWith(message)).toBe(true);
    expect(ends(timeline)).toContain(`template ${one.name} Error`);
    expect(ends(timeline)).toContain('template other Successful');
  });

  it('that is refused keeps the pods of the others from starting', () => {
    const timeline = run(experiment({ templates: [template('Big'), template('other')] }));
    expect(timeline.events.filter(({ subject }) => subject === 'pod')).toEqual([]);
  });

  it('may select by the pod hash, which the controller sets itself', () => {
    const selector = { matchLabels: { app: 'a', 'rollouts-pod-template-hash': 'abc' } };
    const spec = experiment({ duration: '5s', templates: [template('a', { selector })] });
    expect(run(spec).verdict).toMatchObject({ kind: 'finished', phase: 'Successful' });
  });

  it('with an empty matchLabels runs normally (exp-selector-empty)', () => {
    const spec = experiment({ duration: '5s', templates: [template('a', { selector: { matchLabels: {} } })] });
    expect(run(spec).verdict).toMatchObject({ kind: 'finished', phase: 'Successful' });
  });
});
