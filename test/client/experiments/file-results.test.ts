/** What came of the analyses and metrics of a file, in a few words behind their names. */
import { describe, expect, it } from 'vitest';
import { findWritten, latestRuns, resultsIn } from '../../../client/experiments/places/file-results.ts';
import { describeAnalysisResult, describeMetricResult } from '../../../client/experiments/view/result-words.ts';
import type { AnalysisView, MetricView } from '../../../client/experiments/view/view.ts';
import type { MeasuredPlaces, Range } from '../../../server/protocol.ts';
import { RUNNABLE } from '../support/courses.ts';
import { english } from '../support/english.ts';
import { DIP } from '../support/measured.ts';
import { setStage } from '../support/stage.ts';

const NONE = {
  measured: 0,
  successful: 0,
  failed: 0,
  inconclusive: 0,
  error: 0,
  consecutiveError: 0,
  consecutiveSuccess: 0,
};
const METRIC: MetricView = {
  name: 'm',
  phase: 'Running',
  message: '',
  dryRun: false,
  counts: NONE,
  limits: {},
  measurements: [],
};
const value = (text: string): MetricView['measurements'][number] => ({
  number: 1,
  phase: 'Successful',
  value: text,
  message: '',
  metadata: {},
});

describe('a metric', () => {
  it.each([
    [
      {
        phase: 'Successful',
        counts: { ...NONE, measured: 10 },
        limits: { count: 10 },
        measurements: [value('[0.97]')],
      },
      '$(pass) Successful: 10 of 10 measured, last 0.97',
    ],
    [
      { phase: 'Failed', counts: { ...NONE, measured: 5, failed: 3 }, measurements: [value('0.91')] },
      '$(error) Failed: 3 of 5 failed, last 0.91',
    ],
    [
      { phase: 'Inconclusive', counts: { ...NONE, measured: 2, inconclusive: 1 } },
      '$(question) Inconclusive: 1 of 2 inconclusive',
    ],
    [{ phase: 'Error', counts: { ...NONE, consecutiveError: 5 } }, '$(warning) Error: 5 errors in a row'],
    [
      { phase: 'Running', counts: { ...NONE, measured: 4 }, measurements: [value('x'.repeat(50))] },
      `$(sync~spin) Running: 4 measured, last ${'x'.repeat(40)}…`,
    ],
    [{ phase: '' }, ''],
  ] as const)('%o', (rest, expected) => {
    expect(describeMetricResult({ ...METRIC, ...rest }, english)).toBe(expected);
  });
});

describe('an analysis', () => {
  const ANALYSIS: AnalysisView = {
    name: 'x',
    templateName: 't',
    clusterScope: false,
    analysisRun: 'e-x',
    required: true,
    phase: '',
    message: '',
    runPhase: '',
    metrics: [],
  };
  it.each([
    [{ phase: 'Failed', runPhase: 'Failed' }, '$(error) Failed'],
    [{ phase: 'Running', runPhase: 'Running' }, '$(sync~spin) Running'],
    [{ phase: 'Running', runPhase: 'Successful' }, '$(pass) Successful: the experiment did not wait for it'],
    [{ phase: 'Error', message: 'args.host was not resolved' }, '$(warning) Error: args.host was not resolved'],
    [{}, ''],
  ] as const)('%o', (rest, expected) => {
    expect(describeAnalysisResult({ ...ANALYSIS, ...rest }, english)).toBe(expected);
  });
});

describe('the results of a file', () => {
  const range = (line: number): Range => ({ start: { line, character: 4 }, end: { line, character: 9 } });
  const TEMPLATE = 'file:///shop/template.yaml';
  const written: readonly MeasuredPlaces[] = [
    {
      nameRange: RUNNABLE.nameRange,
      places: [
        { analysis: 'compare', uri: RUNNABLE.uri, range: range(20) },
        { analysis: 'compare', metric: 'rate', uri: TEMPLATE, range: range(7) },
      ],
    },
  ];

  async function rehearsed() {
    const stage = setStage();
    stage.requests.courses.push(DIP);
    const started = await stage.source.run({ runnable: RUNNABLE });
    if (!started.ok) throw new Error('not started');
    stage.source.jumpToEnd(started.value);
    return { stage, id: started.value };
  }

  function results(stage: ReturnType<typeof setStage>, uri: string, places = written) {
    return resultsIn(uri, findWritten(latestRuns(stage.places.all), new Map([[RUNNABLE.uri, places]])), english);
  }

  it('stand in the file of the experiment, and in that of its template', async () => {
    const { stage, id } = await rehearsed();
    expect(results(stage, RUNNABLE.uri)).toEqual([
      { range: range(20), text: '$(error) Failed', row: `rehearsals/${id}/analysis/compare` },
    ]);
    expect(results(stage, TEMPLATE).map(({ text }) => text)).toEqual([
      '$(error) Failed: 3 of 5 failed, last 0.87 (compare)',
    ]);
    expect(results(stage, 'file:///shop/other.yaml')).toEqual([]);
  });

  it('are those of the latest run', async () => {
    const { stage } = await rehearsed();
    stage.timers.pass(1000);
    stage.requests.courses.push(DIP);
    await stage.source.run({ runnable: RUNNABLE });
    expect(results(stage, RUNNABLE.uri)).toEqual([]);
  });

  it('go with the run, and with the place at which it stood', async () => {
    const { stage, id } = await rehearsed();
    expect(results(stage, RUNNABLE.uri, [{ nameRange: range(99), places: written[0]?.places ?? [] }])).toEqual([]);
    await stage.source.delete(id);
    expect(results(stage, RUNNABLE.uri)).toEqual([]);
  });
});
