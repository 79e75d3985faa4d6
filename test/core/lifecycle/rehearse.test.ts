/** How experiments end: every scenario that was seen on the real controller or follows from its source. */
import { describe, expect, it } from 'vitest';
import { analysis, ends, experiment, phases, print, required, run, template } from './play.ts';

const shop = (name: string) => template(name, { replicas: 2, service: {}, containerPorts: [{ containerPort: 80 }] });

describe('duration', () => {
  it('ends the experiment, and pods and Service go after the scale-down delay (6.6 duration only)', () => {
    expect(print(run(experiment({ duration: '5m', templates: [shop('a')] })))).toMatchInlineSnapshot(`
      "0:00 template a -> Progressing 0/0: ReplicaSet e-a is created with 0 replicas. [template.replica-set-created]
      0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:00 service e-a Absent -> Present: Service e-a is created with 1 port. [template.service-created]
      0:00 template a Progressing 0/2: Scaled up ReplicaSet e-a from 0 to 2 [template.scale-up]
      0:00 pod e-a-855c6 -> Pending: The pod is created and starts.
      0:00 pod e-a-lvzqn -> Pending: The pod is created and starts.
      0:04 pod e-a-855c6 Pending -> Running: The pod is ready.
      0:04 pod e-a-lvzqn Pending -> Running: The pod is ready.
      0:04 template a Progressing -> Running 2/2: 2 of 2 pods are available. [template.available]
      0:04 available: All templates are available: the duration counts from here. [experiment.available]
      0:04 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      5:04+ template a Running -> Successful 2/2: The duration of 5 min is over. [template.duration-over]
      5:04+ experiment Running -> Successful: The duration of 5 min is over. [experiment.analyses-completed]
      5:34+ template a Successful 2/0: Scaled down ReplicaSet e-a from 2 to 0 [template.scale-down]
      5:34+ pod e-a-855c6 Running -> Terminating: The pod is asked to stop.
      5:34+ pod e-a-lvzqn Running -> Terminating: The pod is asked to stop.
      5:34+ service e-a Present -> Absent: Service e-a is deleted: its template has no available pod any more. [template.service-deleted]
      5:34+ template a Successful 0/0: No pod is wanted.
      5:35+ pod e-a-855c6 Terminating -> Deleted: The pod is gone.
      5:35+ pod e-a-lvzqn Terminating -> Deleted: The pod is gone.
      5:04+ finished Successful: The duration of 5 min is over."
    `);
  });

  it('cuts off an optional analysis, whose later result is not read (exp-optional-cut-off)', () => {
    const spec = experiment({ duration: '10s', analyses: [analysis('x')] });
    const timeline = run(spec, { analyses: { x: { outcome: 'Failed', afterMs: 60_000 } } });
    expect(print(timeline, 'experiment', 'analysis', 'analysisRun')).toMatchInlineSnapshot(`
      "0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:04 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      0:04 analysis x -> Pending: AnalysisRun e-x is created. [analysis.run-created]
      0:04 analysisRun e-x -> Running: AnalysisRun e-x starts.
      0:04 analysis x Pending -> Running: AnalysisRun e-x is Running. [analysis.run-read]
      0:14+ experiment Running -> Successful: The duration of 10 s is over. [experiment.nothing-required]
      0:14+ analysisRun e-x Running -> Successful: Run Terminated [run.terminated]
      0:14+ finished Successful: The duration of 10 s is over."
    `);
  });

  it('takes the pods of a required analysis that needs longer (exp-required-outlives-pods, exp-service-gone-early)', () => {
    const spec = experiment({ duration: '10s', templates: [shop('a')], analyses: [required('x')] });
    const timeline = run(spec, { analyses: { x: { outcome: 'Successful', afterMs: 120_000 } } });
    expect(print(timeline, 'experiment', 'template', 'service', 'analysis')).toMatchInlineSnapshot(`
      "0:00 template a -> Progressing 0/0: ReplicaSet e-a is created with 0 replicas. [template.replica-set-created]
      0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:00 service e-a Absent -> Present: Service e-a is created with 1 port. [template.service-created]
      0:00 template a Progressing 0/2: Scaled up ReplicaSet e-a from 0 to 2 [template.scale-up]
      0:04 template a Progressing -> Running 2/2: 2 of 2 pods are available. [template.available]
      0:04 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      0:04 analysis x -> Pending: AnalysisRun e-x is created. [analysis.run-created]
      0:04 analysis x Pending -> Running: AnalysisRun e-x is Running. [analysis.run-read]
      0:14+ template a Running -> Successful 2/2: The duration of 10 s is over. [template.duration-over]
      0:44+ template a Successful 2/0: Scaled down ReplicaSet e-a from 2 to 0 [template.scale-down]
      0:44+ service e-a Present -> Absent: Service e-a is deleted: its template has no available pod any more. [template.service-deleted]
      0:44+ template a Successful 0/0: No pod is wanted.
      2:04 analysis x Running -> Successful: AnalysisRun e-x is Successful. [analysis.run-completed]
      2:04 experiment Running -> Successful: Required AnalysisRuns completed [experiment.analyses-completed]
      2:04 finished Successful: Required AnalysisRuns completed"
    `);
  });

  it('lets a required analysis still fail the experiment after it (6.5-successful-completed)', () => {
    const spec = experiment({ duration: '10s', analyses: [required('x')] });
    const message = 'Metric "m" assessed Failed due to failed (1) > failureLimit (0)';
    const timeline = run(spec, { analyses: { x: { outcome: 'Failed', afterMs: 120_000, message } } });
    expect(print(timeline, 'experiment')).toMatchInlineSnapshot(`
      "0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:04 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      2:04 experiment Running -> Failed: Metric "m" assessed Failed due to failed (1) > failureLimit (0) [experiment.analyses-completed]
      2:04 finished Failed: Metric "m" assessed Failed due to failed (1) > failureLimit (0)"
    `);
  });

  it.each([
    ['0s', '0:00 Pending, 0:04 Running, 0:04+ Successful, finished', 'Running'],
    ['-5s', '0:00 Pending, 0:04 Running, 0:04 Successful, finished', 'Pending'],
  ])(
    'of %s ends it right after availability, with the run created and terminated (exp-duration-zero)',
    (duration, steps, left) => {
      const timeline = run(experiment({ duration, analyses: [analysis('x')] }));
      expect(phases(timeline)).toBe(steps);
      expect(ends(timeline)).toBe(
        `template a Successful, experiment Successful, analysis x ${left}, analysisRun e-x Successful`,
      );
    },
  );

  it('that does not parse never ends it (exp-duration-invalid)', () => {
    expect(print(run(experiment({ duration: '5d' })), 'experiment')).toMatchInlineSnapshot(`
      "0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:04 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      0:04 hangs Running: The experiment stays Running for ever: the duration does not parse (time: unknown unit "d" in duration "5d"), so it never expires, and the controller looks again without any pause. Write a Go duration such as 30m or 120h."
    `);
  });

  it('that does not parse makes an arg with a value an error (exp-duration-invalid)', () => {
    const spec = experiment({ duration: '5d', analyses: [analysis('x', { argValues: 'host=a' })] });
    expect(print(run(spec), 'experiment', 'analysis')).toMatchInlineSnapshot(`
      "0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:04 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      0:04 analysis x -> Error: Failed to create AnalysisRun for analysis 'x': time: unknown unit "d" in duration "5d" [analysis.run-refused]
      0:04 experiment Running -> Error: Failed to create AnalysisRun for analysis 'x': time: unknown unit "d" in duration "5d" [experiment.analysis-failed]
      0:04 finished Error: Failed to create AnalysisRun for analysis 'x': time: unknown unit "d" in duration "5d""
    `);
  });
});

describe('no duration', () => {
  it('and nothing required: Running for ever though the analysis succeeds (exp-never-ends)', () => {
    expect(print(run(experiment({ analyses: [analysis('x')] })), 'experiment', 'analysis')).toMatchInlineSnapshot(`
      "0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:04 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      0:04 analysis x -> Pending: AnalysisRun e-x is created. [analysis.run-created]
      0:04 analysis x Pending -> Running: AnalysisRun e-x is Running. [analysis.run-read]
      1:04 analysis x Running -> Successful: AnalysisRun e-x is Successful. [analysis.run-completed]
      1:04 hangs Running: The experiment stays Running for ever: there is no duration and no analysis is required for completion, so only a person ends it. Write duration, or requiredForCompletion: true."
    `);
  });

  it('and everything required: Successful when the last is', () => {
    const spec = experiment({ analyses: [required('x'), required('y')] });
    const timeline = run(spec, { analyses: { y: { outcome: 'Successful', afterMs: 90_000 } } });
    expect(print(timeline, 'experiment', 'analysis')).toMatchInlineSnapshot(`
      "0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:04 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      0:04 analysis x -> Pending: AnalysisRun e-x is created. [analysis.run-created]
      0:04 analysis y -> Pending: AnalysisRun e-y is created. [analysis.run-created]
      0:04 analysis x Pending -> Running: AnalysisRun e-x is Running. [analysis.run-read]
      0:04 analysis y Pending -> Running: AnalysisRun e-y is Running. [analysis.run-read]
      1:04 analysis x Running -> Successful: AnalysisRun e-x is Successful. [analysis.run-completed]
      1:34 analysis y Running -> Successful: AnalysisRun e-y is Successful. [analysis.run-completed]
      1:34 experiment Running -> Successful: Required AnalysisRuns completed [experiment.required-completed]
      1:34 finished Successful: Required AnalysisRuns completed"
    `);
  });

  it('and a required analysis that never ends: Running for ever (exp-required-endless)', () => {
    const timeline = run(experiment({ analyses: [required('x')] }), {
      defaultAnalysis: { outcome: 'endless', afterMs: 0 },
    });
    expect(print(timeline, 'experiment')).toMatchInlineSnapshot(`
      "0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:04 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      0:04 hangs Running: The experiment stays Running for ever: it waits for 'x', which never ends. Give its metrics a count or a consecutiveSuccessLimit."
    `);
  });
});

describe('required analyses', () => {
  it('end it before the duration (6.6-required-finishes-early)', () => {
    const timeline = run(experiment({ duration: '1h', analyses: [required('x')] }));
    expect(print(timeline, 'experiment', 'template')).toMatchInlineSnapshot(`
      "0:00 template a -> Progressing 0/0: ReplicaSet e-a is created with 0 replicas. [template.replica-set-created]
      0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:00 template a Progressing 0/1: Scaled up ReplicaSet e-a from 0 to 1 [template.scale-up]
      0:04 template a Progressing -> Running 1/1: 1 of 1 pod is available. [template.available]
      0:04 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      1:04 experiment Running -> Successful: Required AnalysisRuns completed [experiment.required-completed]
      1:04 template a Running -> Successful 1/1: The experiment is Successful. [template.ending]
      1:34 template a Successful 1/0: Scaled down ReplicaSet e-a from 1 to 0 [template.scale-down]
      1:34 template a Successful 0/0: No pod is wanted.
      1:04 finished Successful: Required AnalysisRuns completed"
    `);
  });

  it.each(['', '1h'])(
    'that finish before an optional one make it hang, duration "%s" (exp-required-mixed-hang)',
    duration => {
      const spec = experiment({ duration, analyses: [required('compare'), analysis('purple')] });
      const timeline = run(spec, { analyses: { compare: { outcome: 'Successful', afterMs: 3000 } } });
      expect(ends(timeline)).toBe(
        'template a Successful, experiment Running, analysis compare Successful, analysis purple Running, ' +
          'analysisRun e-compare Successful, analysisRun e-purple Successful',
      );
      expect(timeline.verdict).toEqual({
        kind: 'hangs',
        phase: 'Running',
        at: 38_000,
        message:
          "The experiment stays Running for ever: once all required analyses were Successful, the controller ended 'purple' " +
          'and never reads the result. Make all analyses required, or none.',
      });
    },
  );

  it('that finish together with the optional ones, or after them, do not', () => {
    const spec = experiment({ analyses: [required('compare'), analysis('purple')] });
    expect(
      [1000, 3000].map(afterMs =>
        phases(
          run(spec, {
            analyses: { purple: { outcome: 'Successful', afterMs }, compare: { outcome: 'Successful', afterMs: 3000 } },
          }),
        ),
      ),
    ).toEqual([
      '0:00 Pending, 0:04 Running, 0:07 Successful, finished',
      '0:00 Pending, 0:04 Running, 0:07 Successful, finished',
    ]);
  });

  it('are finished while pods are unready: the experiment ends from Pending', () => {
    const timeline = run(experiment({ analyses: [required('x')] }), {
      defaultPods: { readyAfterMs: 4000, crashAfterMs: 30_000 },
    });
    expect(phases(timeline)).toBe('0:00 Pending, 0:04 Running, 0:30 Pending, 1:04 Successful, finished');
  });
});

describe('a bad analysis', () => {
  it.each(['Failed', 'Error', 'Inconclusive'] as const)(
    '%s ends it with that phase in the same pass (6.6-any-analysis-bad)',
    outcome => {
      const spec = experiment({ duration: '1h', analyses: [analysis('x'), analysis('y')] });
      const timeline = run(spec, { analyses: { x: { outcome, afterMs: 10_000 } } });
      expect(phases(timeline)).toBe(`0:00 Pending, 0:04 Running, 0:14 ${outcome}, finished`);
      expect(ends(timeline)).toBe(
        `template a Successful, experiment ${outcome}, analysis x ${outcome}, analysis y Running, ` +
          `analysisRun e-x ${outcome}, analysisRun e-y Successful`,
      );
    },
  );

  it('of two at one moment Failed wins (6.5-running-failed)', () => {
    const spec = experiment({ analyses: [analysis('x'), analysis('y')] });
    const timeline = run(spec, {
      analyses: {
        x: { outcome: 'Inconclusive', afterMs: 10_000, message: 'of x' },
        y: { outcome: 'Failed', afterMs: 10_000, message: 'of y' },
      },
    });
    expect(timeline.verdict).toEqual({ kind: 'finished', phase: 'Failed', at: 14_000, message: 'of y' });
  });

  it('whose template is missing ends it before any pod starts (exp-analysis-template-missing)', () => {
    const spec = experiment({ templates: [shop('a')], analyses: [analysis('x', { templateName: 't' })] });
    expect(print(run(spec, { missingTemplates: ['x'] }))).toMatchInlineSnapshot(`
      "0:00 template a -> Progressing 0/0: ReplicaSet e-a is created with 0 replicas. [template.replica-set-created]
      0:00 analysis x -> Error: AnalysisTemplate verification failed for analysis 'x': analysistemplate.argoproj.io "t" not found [analysis.template-missing]
      0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:00 template a Progressing -> Successful 0/0: Analysis 'x' is Error. [template.ending]
      0:00 experiment Pending -> Error: AnalysisTemplate verification failed for analysis 'x': analysistemplate.argoproj.io "t" not found [experiment.analyses-completed]
      0:00 finished Error: AnalysisTemplate verification failed for analysis 'x': analysistemplate.argoproj.io "t" not found"
    `);
  });

  it('names the kind of the missing template', () => {
    const spec = experiment({ analyses: [analysis('x', { templateName: 't', clusterScope: true })] });
    expect(run(spec, { missingTemplates: ['x'] }).verdict.message).toBe(
      `ClusterAnalysisTemplate verification failed for analysis 'x': clusteranalysistemplate.argoproj.io "t" not found`,
    );
  });

  it('whose run cannot be made ends it one pass after availability (exp-arg-unresolved)', () => {
    const spec = experiment({ analyses: [analysis('x', { runRefusal: 'args.p was not resolved' })] });
    expect(print(run(spec), 'experiment', 'analysis', 'available')).toMatchInlineSnapshot(`
      "0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:04 available: All templates are available: the duration counts from here. [experiment.available]
      0:04 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      0:04 analysis x -> Error: Failed to create AnalysisRun for analysis 'x': args.p was not resolved [analysis.run-refused]
      0:04 experiment Running -> Error: Failed to create AnalysisRun for analysis 'x': args.p was not resolved [experiment.analysis-failed]
      0:04 finished Error: Failed to create AnalysisRun for analysis 'x': args.p was not resolved"
    `);
  });

  it('whose run name is refused ends it too (exp-analysis-run-name-invalid)', () => {
    const { verdict } = run(experiment({ analyses: [analysis('Bad_Name')] }));
    expect(verdict.message).toContain(
      `Failed to create AnalysisRun for analysis 'Bad_Name': AnalysisRun.argoproj.io "e-Bad_Name" is invalid: metadata.name: Invalid value: "e-Bad_Name"`,
    );
  });
});

describe('terminate', () => {
  const lasting = { defaultAnalysis: { outcome: 'endless', afterMs: 0 } } as const;

  it('with nothing required is Successful, and the status keeps Running (6.6-terminate-nothing-required)', () => {
    const spec = experiment({ analyses: [analysis('x')] });
    expect(print(run(spec, { ...lasting, terminateAtMs: 20_000 }))).toMatchInlineSnapshot(`
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
      0:20 template a Running -> Successful 1/1: The experiment was terminated. [template.ending]
      0:20 experiment Running -> Successful: The experiment was terminated. [experiment.nothing-required]
      0:20 analysisRun e-x Running -> Successful: Run Terminated [run.terminated]
      0:50 template a Successful 1/0: Scaled down ReplicaSet e-a from 1 to 0 [template.scale-down]
      0:50 pod e-a-855c6 Running -> Terminating: The pod is asked to stop.
      0:50 template a Successful 0/0: No pod is wanted.
      0:51 pod e-a-855c6 Terminating -> Deleted: The pod is gone.
      0:20 finished Successful: The experiment was terminated."
    `);
  });

  it('with a required analysis unfinished hangs (exp-terminate-required-hang)', () => {
    const timeline = run(experiment({ analyses: [required('x')] }), { ...lasting, terminateAtMs: 20_000 });
    expect(print(timeline, 'experiment', 'template', 'analysis', 'analysisRun')).toMatchInlineSnapshot(`
      "0:00 template a -> Progressing 0/0: ReplicaSet e-a is created with 0 replicas. [template.replica-set-created]
      0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:00 template a Progressing 0/1: Scaled up ReplicaSet e-a from 0 to 1 [template.scale-up]
      0:04 template a Progressing -> Running 1/1: 1 of 1 pod is available. [template.available]
      0:04 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      0:04 analysis x -> Pending: AnalysisRun e-x is created. [analysis.run-created]
      0:04 analysisRun e-x -> Running: AnalysisRun e-x starts.
      0:04 analysis x Pending -> Running: AnalysisRun e-x is Running. [analysis.run-read]
      0:20 template a Running -> Successful 1/1: The experiment was terminated. [template.ending]
      0:20 analysisRun e-x Running -> Successful: Run Terminated [run.terminated]
      0:50 template a Successful 1/0: Scaled down ReplicaSet e-a from 1 to 0 [template.scale-down]
      0:50 template a Successful 0/0: No pod is wanted.
      0:51 hangs Running: The experiment stays Running for ever: it was terminated while 'x' was unfinished, and the controller never reads the result. Delete the experiment instead."
    `);
  });

  it('while Pending is Successful, and no run is ever created (6.6-terminate-while-pending)', () => {
    const timeline = run(experiment({ analyses: [required('x')] }), { ...lasting, terminateAtMs: 2000 });
    expect(phases(timeline)).toBe('0:00 Pending, 0:02 Successful, finished');
    expect(timeline.events.filter(({ subject }) => subject === 'analysisRun')).toEqual([]);
  });

  it('in the file: Successful on the second pass, no pod starts (exp-terminate-committed)', () => {
    expect(print(run(experiment({ terminate: true })))).toMatchInlineSnapshot(`
      "0:00 template a -> Successful 0/0: The experiment was terminated. [template.ending]
      0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:00 experiment Pending -> Successful: The experiment was terminated. [experiment.analyses-completed]
      0:00 finished Successful: The experiment was terminated."
    `);
  });

  it('after the end changes nothing', () => {
    const spec = experiment({ duration: '10s' });
    expect(run(spec, { terminateAtMs: 60_000 })).toEqual(run(spec));
  });
});

describe('unusual experiments', () => {
  it('without templates are Successful, and their analyses never start (exp-templates-empty)', () => {
    expect(print(run(experiment({ templates: [], analyses: [required('x')] })))).toMatchInlineSnapshot(`
      "0:00 experiment -> Pending: The experiment has no templates. [experiment.first-pass]
      0:00 experiment Pending -> Successful: There are no templates, so there is nothing to wait for. [experiment.analyses-completed]
      0:00 finished Successful: There are no templates, so there is nothing to wait for."
    `);
  });

  it('with 0 replicas are available at once, and analyses measure nothing (exp-replicas-zero)', () => {
    const spec = experiment({ templates: [template('a', { replicas: 0 })], analyses: [required('x')] });
    expect(print(run(spec))).toMatchInlineSnapshot(`
      "0:00 template a -> Running 0/0: ReplicaSet e-a is created with 0 replicas. [template.replica-set-created]
      0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:00 available: All templates are available: the duration counts from here. [experiment.available]
      0:00 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      0:00 analysis x -> Pending: AnalysisRun e-x is created. [analysis.run-created]
      0:00 analysisRun e-x -> Running: AnalysisRun e-x starts.
      0:00 analysis x Pending -> Running: AnalysisRun e-x is Running. [analysis.run-read]
      1:00 analysisRun e-x Running -> Successful: AnalysisRun e-x is Successful, as chosen.
      1:00 analysis x Running -> Successful: AnalysisRun e-x is Successful. [analysis.run-completed]
      1:00 experiment Running -> Successful: Required AnalysisRuns completed [experiment.required-completed]
      1:00 template a Running -> Successful 0/0: The experiment is Successful. [template.ending]
      1:00 finished Successful: Required AnalysisRuns completed"
    `);
  });

  it('with two analyses of one name orphan the first run (exp-analysis-name-duplicate)', () => {
    const spec = experiment({
      duration: '10s',
      analyses: [analysis('x', { templateName: 't' }), analysis('x', { templateName: 'u' })],
    });
    const timeline = run(spec, { defaultAnalysis: { outcome: 'Successful', afterMs: 100_000 } });
    expect(print(timeline, 'experiment', 'analysis', 'analysisRun')).toMatchInlineSnapshot(`
      "0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:04 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      0:04 analysis x -> Pending: AnalysisRun e-x.1 is created. [analysis.run-created]
      0:04 analysisRun e-x -> Running: AnalysisRun e-x starts.
      0:04 analysisRun e-x.1 -> Running: AnalysisRun e-x.1 starts.
      0:04 analysis x Pending -> Running: AnalysisRun e-x.1 is Running. [analysis.run-read]
      0:14+ experiment Running -> Successful: The duration of 10 s is over. [experiment.nothing-required]
      0:14+ analysisRun e-x.1 Running -> Successful: Run Terminated [run.terminated]
      1:44 analysisRun e-x Running -> Successful: AnalysisRun e-x is Successful, as chosen.
      0:14+ finished Successful: The duration of 10 s is over."
    `);
    expect(timeline.analyses.map(({ analysisRun }) => analysisRun)).toEqual(['e-x', 'e-x.1']);
  });

  it('retried reuse ReplicaSets, and their next scale-down has no delay (6.6-retry-stale-deadline)', () => {
    const spec = experiment({ analyses: [analysis('f')], scaleDownDelaySeconds: 6 });
    const timeline = run(spec, { defaultAnalysis: { outcome: 'Failed', afterMs: 10_000 }, retryAtMs: 60_000 });
    expect(print(timeline)).toMatchInlineSnapshot(`
      "0:00 template a -> Progressing 0/0: ReplicaSet e-a is created with 0 replicas. [template.replica-set-created]
      0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:00 template a Progressing 0/1: Scaled up ReplicaSet e-a from 0 to 1 [template.scale-up]
      0:00 pod e-a-855c6 -> Pending: The pod is created and starts.
      0:04 pod e-a-855c6 Pending -> Running: The pod is ready.
      0:04 template a Progressing -> Running 1/1: 1 of 1 pod is available. [template.available]
      0:04 available: All templates are available: the duration counts from here. [experiment.available]
      0:04 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      0:04 analysis f -> Pending: AnalysisRun e-f is created. [analysis.run-created]
      0:04 analysisRun e-f -> Running: AnalysisRun e-f starts.
      0:04 analysis f Pending -> Running: AnalysisRun e-f is Running. [analysis.run-read]
      0:14 analysisRun e-f Running -> Failed: AnalysisRun e-f is Failed, as chosen.
      0:14 analysis f Running -> Failed: AnalysisRun e-f is Failed. [analysis.run-completed]
      0:14 experiment Running -> Failed: Analysis 'f' is Failed. [experiment.analysis-failed]
      0:14 template a Running -> Successful 1/1: The experiment is Failed. [template.ending]
      0:20 template a Successful 1/0: Scaled down ReplicaSet e-a from 1 to 0 [template.scale-down]
      0:20 pod e-a-855c6 Running -> Terminating: The pod is asked to stop.
      0:20 template a Successful 0/0: No pod is wanted.
      0:21 pod e-a-855c6 Terminating -> Deleted: The pod is gone.
      1:00 template a -> Progressing 0/1: Scaled up ReplicaSet e-a from 0 to 1 [template.scale-up]
      1:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      1:00 pod e-a-lvzqn -> Pending: The pod is created and starts.
      1:04 pod e-a-lvzqn Pending -> Running: The pod is ready.
      1:04 template a Progressing -> Running 1/1: 1 of 1 pod is available. [template.available]
      1:04 available: All templates are available: the duration counts from here. [experiment.available]
      1:04 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      1:04 analysis f -> Pending: AnalysisRun e-f.1 is created. [analysis.run-created]
      1:04 analysisRun e-f.1 -> Running: AnalysisRun e-f.1 starts.
      1:04 analysis f Pending -> Running: AnalysisRun e-f.1 is Running. [analysis.run-read]
      1:14 analysisRun e-f.1 Running -> Failed: AnalysisRun e-f.1 is Failed, as chosen.
      1:14 analysis f Running -> Failed: AnalysisRun e-f.1 is Failed. [analysis.run-completed]
      1:14 experiment Running -> Failed: Analysis 'f' is Failed. [experiment.analysis-failed]
      1:14 template a Running -> Successful 1/0: The experiment is Failed. [template.ending]
      1:14 pod e-a-lvzqn Running -> Terminating: The pod is asked to stop.
      1:14 template a Successful 0/0: No pod is wanted.
      1:15 pod e-a-lvzqn Terminating -> Deleted: The pod is gone.
      1:14 finished Failed: Analysis 'f' is Failed."
    `);
    expect(timeline.analyses[0]?.analysisRun).toBe('e-f.1');
  });

  it('still running at the horizon say what would come next', () => {
    expect(print(run(experiment({ duration: '48h' }), { horizonMs: 3_600_000 }), 'experiment')).toMatchInlineSnapshot(`
      "0:00 experiment -> Pending: 1 template is set up. [experiment.first-pass]
      0:04 experiment Pending -> Running: All templates are available. [experiment.templates-decide]
      60:00 unfinished Running: Still Running after 1 h, where the rehearsal stops looking; the next event comes 48 h 4.001 s after the start."
    `);
  });
});
