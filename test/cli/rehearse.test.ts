/** `argo-experiments rehearse`: what it prints, and its exit code. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const TEMPLATE = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: errors
spec:
  args:
    - name: limit
      value: "0.05"
  metrics:
    - name: error-rate
      interval: 1m
      count: 10
      failureLimit: 2
      successCondition: result[0] < {{args.limit}}
      provider:
        prometheus:
          address: http://prometheus:9090
          query: sum(rate(errors[5m]))
`;

const EXPERIMENT = `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: two-colours
spec:
  duration: 20m
  templates:
    - name: canary
      selector:
        matchLabels:
          app: canary
      template:
        metadata:
          labels:
            app: canary
        spec:
          containers:
            - name: main
              image: registry.example/canary:1.0
  analyses:
    - name: errors
      templateName: errors
      requiredForCompletion: true
`;

const DIP = `apiVersion: experiments.argo-experiments.dev/v1
kind: Rehearsal
metadata:
  name: dip
spec:
  title: errors dip at 3 min
  experiment: two-colours
  pods:
    - readyAfter: 12s
  metrics:
    - analysis: errors
      metric: error-rate
      results:
        - from: 3m
          for: 3m
          value: 0.12
`;

/** As \`kubectl get analysisrun -o yaml\` prints it. */
const RECORDED = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisRun
metadata:
  name: two-colours-errors
spec:
  metrics: []
status:
  phase: Failed
  startedAt: "2026-01-05T10:00:00Z"
  metricResults:
    - name: error-rate
      phase: Failed
      count: 3
      failed: 1
      measurements:
        - {phase: Successful, value: "[0.01]", startedAt: "2026-01-05T10:00:00Z", finishedAt: "2026-01-05T10:00:00Z"}
        - {phase: Failed, value: "[NaN]", startedAt: "2026-01-05T10:01:00Z", finishedAt: "2026-01-05T10:01:00Z"}
        - {phase: Error, message: no route to host, startedAt: "2026-01-05T10:02:00Z", finishedAt: "2026-01-05T10:02:00Z"}
        - {phase: Successful, value: "[0.04]", startedAt: "2026-01-05T10:02:10Z", finishedAt: "2026-01-05T10:02:10Z"}
`;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rehearse-'));
  const files = {
    'experiment.yaml': EXPERIMENT,
    'errors.yaml': TEMPLATE,
    'dip.rehearsal.yaml': DIP,
    'recorded.yaml': RECORDED,
    'none.yaml': 'kind: ConfigMap\n',
    'stricter.yaml': EXPERIMENT.replace('duration: 20m', 'duration: 5m'),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
});

afterAll(() => rmSync(folder, { recursive: true }));

async function run(...args: readonly string[]): Promise<{ code: number; out: string }> {
  const { code, out, err } = await runCli(folder, ['rehearse', ...args]);
  if (code === 2) throw new Error(err.trim());
  return { code, out };
}

async function refusal(...args: readonly string[]): Promise<string> {
  return await run(...args).then(
    () => 'taken',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

describe('rehearse', () => {
  it('tells the good day as a chart', async () => {
    expect(await run('experiment.yaml')).toMatchInlineSnapshot(`
      {
        "code": 0,
        "out": "0:00  template canary                 Progressing  ReplicaSet two-colours-canary is created with 0 replicas.
      0:00  Experiment two-colours          Pending      1 template is set up.
      0:04  template canary                 Running      1 of 1 pod is available.
      0:04  Experiment two-colours          Running      All templates are available.
      0:04  AnalysisRun two-colours-errors  Running      AnalysisRun two-colours-errors starts.
      9:04  metric error-rate               Successful   All 10 measurements are taken.
      9:04  AnalysisRun two-colours-errors  Successful   AnalysisRun two-colours-errors is Successful.
      9:04  Experiment two-colours          Successful   Required AnalysisRuns completed
      9:04  template canary                 Successful   The experiment is Successful.
      9:34  template canary                 no pods      Scaled down ReplicaSet two-colours-canary from 1 to 0
      9:04  verdict                         Successful   Required AnalysisRuns completed

      assumed: errors answers good values
      assumed: Pods are ready after 4 s
      ",
      }
    `);
  });

  it('plays a scenario of a file, and says so by its exit code', async () => {
    expect(await run('experiment.yaml', '--scenario', 'dip.rehearsal.yaml')).toMatchInlineSnapshot(`
      {
        "code": 1,
        "out": "0:00  template canary                 Progressing  ReplicaSet two-colours-canary is created with 0 replicas.
      0:00  Experiment two-colours          Pending      1 template is set up.
      0:12  template canary                 Running      1 of 1 pod is available.
      0:12  Experiment two-colours          Running      All templates are available.
      0:12  AnalysisRun two-colours-errors  Running      AnalysisRun two-colours-errors starts.
      3:12  metric error-rate               4th Failed   result[0] = 0.12, result[0] < 0.05 is false
      4:12  metric error-rate               5th Failed   result[0] = 0.12, result[0] < 0.05 is false
      5:12  metric error-rate               6th Failed   result[0] = 0.12, result[0] < 0.05 is false
      5:12  metric error-rate               Failed       failed (3) > failureLimit (2)
      5:12  AnalysisRun two-colours-errors  Failed       Metric "error-rate" assessed Failed due to failed (3) > failureLimit (2)
      5:12  Experiment two-colours          Failed       Metric "error-rate" assessed Failed due to failed (3) > failureLimit (2)
      5:12  template canary                 Successful   The experiment is Failed.
      5:42  template canary                 no pods      Scaled down ReplicaSet two-colours-canary from 1 to 0
      5:12  verdict                         Failed       Metric "error-rate" assessed Failed due to failed (3) > failureLimit (2)
      ",
      }
    `);
  });

  it('offers the scenarios of files beside it by their titles', async () => {
    const byTitle = await run('experiment.yaml', '--scenario', 'errors dip at 3 min');
    expect(byTitle).toEqual(await run('experiment.yaml', '--scenario', 'dip.rehearsal.yaml'));
    expect(await refusal('experiment.yaml', '--scenario', 'sunny')).toMatchInlineSnapshot(
      `"There is no scenario and no file "sunny". There are: as the file stands; errors dip at 3 min; pods are slow (5 min); canary never ready (ImagePullBackOff); canary crashes; pods crash again and again; error-rate dips at 2 min; error-rate: provider errors; error-rate: no data; error-rate: NaN; terminated after 1 min."`,
    );
  });

  it('gives recorded measurements again', async () => {
    expect(await run('experiment.yaml', '--scenario', 'recorded.yaml')).toMatchInlineSnapshot(`
      {
        "code": 0,
        "out": "0:00  template canary                 Progressing  ReplicaSet two-colours-canary is created with 0 replicas.
      0:00  Experiment two-colours          Pending      1 template is set up.
      0:04  template canary                 Running      1 of 1 pod is available.
      0:04  Experiment two-colours          Running      All templates are available.
      0:04  AnalysisRun two-colours-errors  Running      AnalysisRun two-colours-errors starts.
      1:04  metric error-rate               2nd Failed   result[0] = NaN, result[0] < 0.05 is false
      2:04  metric error-rate               3rd Error    no route to host
      9:14  metric error-rate               Successful   All 10 measurements are taken.
      9:14  AnalysisRun two-colours-errors  Successful   AnalysisRun two-colours-errors is Successful.
      9:14  Experiment two-colours          Successful   Required AnalysisRuns completed
      9:14  template canary                 Successful   The experiment is Successful.
      9:44  template canary                 no pods      Scaled down ReplicaSet two-colours-canary from 1 to 0
      9:14  verdict                         Successful   Required AnalysisRuns completed

      assumed: Pods are ready after 4 s
      ",
      }
    `);
  });

  it('shows two scenarios side by side', async () => {
    expect(await run('experiment.yaml', '--compare', 'dip.rehearsal.yaml')).toMatchInlineSnapshot(`
      {
        "code": 1,
        "out": "                                   as the file stands                errors dip at 3 min
      ≠  template canary                 Successful at 9:04                Successful at 5:12
      ≠  Experiment                      Successful at 9:04                Failed at 5:12
      ≠  metric errors/error-rate        Successful at 9:04 (10 measured)  Failed at 5:12 (6 measured, 3 failed)
      ≠  AnalysisRun two-colours-errors  Successful at 9:04                Failed at 5:12

      as the file stands: Successful at 9:04. Required AnalysisRuns completed
      errors dip at 3 min: Failed at 5:12. Metric "error-rate" assessed Failed due to failed (3) > failureLimit (2)
      ",
      }
    `);
  });

  it('shows two versions of the file side by side', async () => {
    expect(await run('experiment.yaml', '--compare', 'stricter.yaml')).toMatchInlineSnapshot(`
      {
        "code": 0,
        "out": "                                   experiment.yaml                   stricter.yaml
      ≠  template canary                 Successful at 9:04                Successful at 5:04
         Experiment                      Successful at 9:04                Successful at 9:04
         metric errors/error-rate        Successful at 9:04 (10 measured)  Successful at 9:04 (10 measured)
         AnalysisRun two-colours-errors  Successful at 9:04                Successful at 9:04

      experiment.yaml: Successful at 9:04. Required AnalysisRuns completed
      stricter.yaml: Successful at 9:04. Required AnalysisRuns completed
      ",
      }
    `);
  });

  it('rehearses an analysis template by itself, with args', async () => {
    expect(await run('errors.yaml')).toMatchInlineSnapshot(`
      {
        "code": 0,
        "out": "0:00  AnalysisRun errors  Running     AnalysisRun errors starts.
      9:00  metric error-rate   Successful  All 10 measurements are taken.
      9:00  AnalysisRun errors  Successful  AnalysisRun errors is Successful.
      9:00  verdict             Successful  AnalysisRun errors is Successful.

      assumed: errors answers good values
      ",
      }
    `);
    expect(await run('errors.yaml', '--scenario', 'recorded.yaml', '--arg', 'limit=0.02')).toMatchInlineSnapshot(`
      {
        "code": 1,
        "out": "0:00  AnalysisRun errors  Running     AnalysisRun errors starts.
      1:00  metric error-rate   2nd Failed  result[0] = NaN, result[0] < 0.02 is false
      2:00  metric error-rate   3rd Error   no route to host
      2:10  metric error-rate   4th Failed  result[0] = 0.04, result[0] < 0.02 is false
      3:10  metric error-rate   5th Failed  result[0] = 0.04, result[0] < 0.02 is false
      3:10  metric error-rate   Failed      failed (3) > failureLimit (2)
      3:10  AnalysisRun errors  Failed      Metric "error-rate" assessed Failed due to failed (3) > failureLimit (2)
      3:10  verdict             Failed      Metric "error-rate" assessed Failed due to failed (3) > failureLimit (2)
      ",
      }
    `);
  });

  it('compares with the files of a commit, templates too', async () => {
    const kept = path.join(folder, 'kept');
    mkdirSync(kept);
    const git = (...args: readonly string[]): unknown =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        cwd: kept,
        stdio: 'pipe',
      });
    writeFileSync(path.join(kept, 'experiment.yaml'), EXPERIMENT);
    writeFileSync(path.join(kept, 'errors.yaml'), TEMPLATE);
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    writeFileSync(path.join(kept, 'errors.yaml'), TEMPLATE.replace('count: 10', 'count: 4'));
    expect((await run('kept/experiment.yaml', '--compare', 'git:HEAD')).out).toMatchInlineSnapshot(`
      "                                   kept/experiment.yaml             git:HEAD
      ≠  template canary                 Successful at 3:04               Successful at 9:04
      ≠  Experiment                      Successful at 3:04               Successful at 9:04
      ≠  metric errors/error-rate        Successful at 3:04 (4 measured)  Successful at 9:04 (10 measured)
      ≠  AnalysisRun two-colours-errors  Successful at 3:04               Successful at 9:04

      kept/experiment.yaml: Successful at 3:04. Required AnalysisRuns completed
      git:HEAD: Successful at 9:04. Required AnalysisRuns completed
      "
    `);
    expect(await refusal('kept/experiment.yaml', '--compare', 'git:no-such')).toMatch(
      /^Git does not answer "git ls-tree": /,
    );
    expect(await refusal('kept/experiment.yaml', '--compare', 'git:--help')).toBe('"--help" is no revision of Git.');
    writeFileSync(path.join(kept, 'new.yaml'), EXPERIMENT);
    expect(await refusal('kept/new.yaml', '--compare', 'git:HEAD')).toBe('kept/new.yaml is not in HEAD.');
  });

  it('gives all of it as JSON', async () => {
    const { code, out } = await run('experiment.yaml', '--format', 'json');
    const { timeline, scenario } = JSON.parse(out);
    expect([code, timeline.verdict.phase, scenario.title]).toEqual([0, 'Successful', 'as the file stands']);
    const both = JSON.parse((await run('experiment.yaml', '--compare', 'dip.rehearsal.yaml', '--format', 'json')).out);
    expect(both.map((each: typeof timeline) => each.timeline.verdict.phase)).toEqual(['Successful', 'Failed']);
  });

  it.each([
    [['missing.yaml']],
    [['none.yaml']],
    [['experiment.yaml', '--scenario', 'none.yaml']],
    [['experiment.yaml', '--arg', 'limit']],
    [['errors.yaml', '--arg', 'limit']],
    [['errors.yaml', '--compare', 'experiment.yaml']],
    [['experiment.yaml', 'errors.yaml']],
    [['experiment.yaml', '--format', 'xml']],
  ])('refuses %j', async args => {
    expect(await refusal(...args)).toMatchSnapshot();
  });
});
