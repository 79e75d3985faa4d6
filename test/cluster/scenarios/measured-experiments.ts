import { expect } from 'vitest';
import type { Document } from '../api.ts';
import {
  analysis,
  analysisTemplate,
  endless,
  experiment as experimentOf,
  file,
  job,
  pods,
  prometheus,
  required,
  web,
} from '../documents.ts';
import { experiment, type Scenario } from '../scenario.ts';
import { isCompleted } from '../seen.ts';

interface Measured {
  readonly name: string;
  readonly title: string;
  /** Metrics of the AnalysisTemplates, by the name that analysis and template have. */
  readonly metrics: Readonly<Record<string, readonly object[]>>;
  /** More of the AnalysisTemplates' spec. */
  readonly templates?: Readonly<Record<string, object>>;
  readonly spec?: object;
  readonly others?: readonly Document[];
  readonly phase: string | ((isArgo110: boolean) => string);
  /** Seconds after which somebody ends it. */
  readonly terminateAfter?: number;
}

/** An Experiment with analyses, played until it and all its runs have ended. Each step is held to the rehearsal by the test around it. */
function measured({
  name,
  title,
  metrics,
  templates = {},
  spec,
  others = [],
  phase,
  terminateAfter,
}: Measured): Scenario {
  return {
    name,
    title,
    async play({ stage, seen, isArgo110 }) {
      const names = Object.keys(metrics);
      const documents = [
        ...others,
        ...names.map(each => analysisTemplate(each, metrics[each] ?? [], templates[each] ?? {})),
        experimentOf({ scaleDownDelaySeconds: 2, analyses: names.map(each => analysis(each, required)), ...spec }),
      ];
      expect(await stage.apply(file(...documents))).toEqual([]);
      if (terminateAfter !== undefined) {
        await stage.until('its runs go on', () =>
          names.every(each => seen.phase(`AnalysisRun/e-${each}`) === 'Running'),
        );
        await stage.stays('it is Running', () => seen.phase(experiment) === 'Running', terminateAfter);
        await stage.patch(experiment, { spec: { terminate: true } });
      }
      await stage.until(
        'all have ended',
        () =>
          isCompleted(seen.phase(experiment)) &&
          seen.names('AnalysisRun').every(run => isCompleted(seen.phase(`AnalysisRun/${run}`))),
        120,
      );
      expect(seen.phase(experiment)).toBe(typeof phase === 'string' ? phase : phase(isArgo110));
    },
  };
}

const ok = 'Successful';
const bad = 'Failed';
const optional = (...names: readonly string[]): object => ({ analyses: names.map(name => analysis(name)) });

/** What an Experiment makes of what its analyses measure. */
export const measuredExperiments: readonly Scenario[] = [
  measured({
    name: 'dip-tolerated',
    title: 'a dip within failureLimit passes',
    metrics: { x: [web('m', [1, 9, 9, 1, 1], { interval: '3s', count: 5, failureLimit: 2 })] },
    phase: ok,
  }),
  measured({
    name: 'dip-fails',
    title: 'a dip beyond failureLimit ends the run and its sibling metric',
    metrics: {
      x: [
        web('m', [1, 9, 9, 1, 1], { interval: '3s', count: 5, failureLimit: 1 }),
        web('n', [1], { interval: '4s', count: 9 }),
      ],
    },
    phase: bad,
  }),
  measured({
    name: 'required-of-different-length',
    title: 'two required analyses: the longer one decides when it ends',
    metrics: {
      x: [web('m', [1], { interval: '1s', count: 3 })],
      y: [web('n', [1], { interval: '4s', count: 3 })],
    },
    phase: ok,
  }),
  measured({
    name: 'slow-metric-delays-sibling',
    title: 'a slow answer holds up the other metrics of its run',
    metrics: {
      x: [
        web('slow', [{ value: 1, afterSeconds: 3 }], { interval: '2s', count: 2 }),
        web('quick', [1], { interval: '1s', count: 4 }),
      ],
    },
    phase: ok,
  }),
  measured({
    name: 'dry-run-waits',
    title: 'a run waits for its dry-run metric, and does not mind that it fails',
    metrics: { x: [web('m', [1]), web('trial', [1, 9, 9], { interval: '3s', count: 3, failureLimit: 0 })] },
    templates: { x: { dryRun: [{ metricName: 'tri' }] } },
    phase: ok,
  }),
  measured({
    name: 'error-then-good',
    title: 'an error is tried again after 10 s within an Experiment, too',
    metrics: { x: [web('m', [1, { status: 500 }, 1], { interval: '2s', count: 2 })] },
    phase: ok,
  }),
  measured({
    name: 'errors-of-an-optional-analysis',
    title: 'errors in a row fail the Experiment though the analysis is optional',
    metrics: { x: [web('m', [{ status: 500 }], { interval: '2s', count: 2, consecutiveErrorLimit: 1 })] },
    spec: { ...optional('x'), duration: '60s' },
    phase: 'Error',
  }),
  measured({
    name: 'initial-delays',
    title: 'metrics of one run begin after their own delays',
    metrics: {
      x: [web('m', [1]), web('late', [1], { initialDelay: '3s' }), web('later', [1], { initialDelay: '6s' })],
    },
    phase: ok,
  }),
  measured({
    name: 'streak-ends-it',
    title: 'consecutiveSuccessLimit ends a metric that has no count',
    metrics: {
      x: [web('m', [9, 1, 9, 1, 1, 1], { interval: '3s', failureLimit: 3, consecutiveSuccessLimit: 3 })],
    },
    phase: ok,
  }),
  measured({
    name: 'streak-not-reached',
    title: 'count without the streak is Inconclusive when failures are limited',
    metrics: {
      x: [web('m', [1, 9, 1, 9], { interval: '3s', count: 4, failureLimit: 2, consecutiveSuccessLimit: 2 })],
    },
    phase: 'Inconclusive',
  }),
  measured({
    name: 'inconclusive-and-bad',
    title: 'inconclusive and bad answers are counted apart',
    metrics: {
      x: [
        web('m', [5, 9, 5, 1], {
          interval: '3s',
          count: 4,
          inconclusiveLimit: 2,
          failureLimit: 1,
          failureCondition: 'result > 5',
        }),
      ],
    },
    phase: ok,
  }),
  measured({
    name: 'not-a-number',
    title: 'NaN in the middle of good samples fails',
    metrics: { x: [prometheus('m', [[1], ['NaN'], [1]], { interval: '3s', count: 3 })] },
    phase: bad,
  }),
  measured({
    name: 'no-data-for-a-while',
    title: 'an empty vector is an error, retried after 10 s, until there is data',
    metrics: { x: [prometheus('m', [[1], [], [1]], { interval: '2s', count: 2 })] },
    phase: ok,
  }),
  measured({
    name: 'no-data-expected',
    title: 'a condition that expects an empty vector',
    metrics: {
      x: [
        prometheus('m', [[], [1]], {
          interval: '2s',
          count: 2,
          successCondition: 'len(result) == 0 || result[0] < 5',
        }),
      ],
    },
    phase: ok,
  }),
  measured({
    name: 'job-cut-by-a-failure',
    title: 'a failing metric ends the Job beside it',
    // A new Job makes 1.10 look again before its result is written, on the state before it: whatever is measured beside may be so twice.
    metrics: {
      x: [job('bench', { 'run-for': '60s' }), web('m', [1, 9], { initialDelay: '2s', interval: '4s', count: 3 })],
    },
    phase: bad,
  }),
  measured({
    name: 'jobs-in-turn',
    title: 'a Job for each measurement',
    metrics: { x: [job('bench', { 'run-for': '1s' }, { interval: '2s', count: 2 })] },
    phase: ok,
  }),
  measured({
    name: 'terminated-beside-a-job',
    title: 'terminate with a Job under way in an optional analysis',
    metrics: { x: [job('bench', { 'run-for': '60s' })], y: [web('m', [1], { interval: '2s' })] },
    spec: optional('x', 'y'),
    terminateAfter: 4,
    phase: ok,
  }),
  measured({
    name: 'args-in-numbers',
    title: 'args make count, interval and limits',
    metrics: {
      x: [
        web('m', [9, 1, 1], {
          count: '{{args.count}}',
          interval: '{{ args.interval }}',
          failureLimit: '{{args.failures}}',
          successCondition: 'result < {{args.limit}}',
        }),
      ],
    },
    templates: {
      x: {
        args: [
          { name: 'count' },
          { name: 'interval', value: '9s' },
          { name: 'failures', value: '1' },
          { name: 'limit', value: '5' },
        ],
      },
    },
    spec: {
      analyses: [
        analysis('x', {
          ...required,
          args: [
            { name: 'count', value: '3' },
            { name: 'interval', value: '2s' },
          ],
        }),
      ],
    },
    phase: ok,
  }),
  measured({
    name: 'merged-templates',
    title: 'metrics of a template and of the one it names are one run',
    metrics: { x: [web('m', [1], { interval: '2s', count: 2 })] },
    templates: { x: { templates: [{ templateName: 'inner' }] } },
    others: [analysisTemplate('inner', [web('n', [1], { interval: '3s', count: 3 })])],
    phase: ok,
  }),
  measured({
    name: 'failed-beats-error',
    title: 'of a Failed and an Error metric in one pass the Failed one counts',
    metrics: { x: [web('m', [{ status: 500 }], { consecutiveErrorLimit: 0 }), web('n', [9])] },
    phase: bad,
  }),
  measured({
    name: 'metric-validation',
    title: 'a run that is refused fails the Experiment',
    metrics: { x: [web('m', [1], { count: 2, interval: '1s', failureLimit: 3 })] },
    spec: optional('x'),
    phase: 'Error',
  }),
  measured({
    name: 'analysis-outlives-slow-pods',
    title: 'the analysis begins with the slowest template and ends the Experiment',
    metrics: { x: [web('m', [1], { interval: '2s', count: 4 })] },
    spec: { templates: [pods('a'), pods('b', { play: { 'ready-after': '5s' }, template: { minReadySeconds: 2 } })] },
    phase: ok,
  }),
  measured({
    name: 'endless-cut-by-a-sibling-analysis',
    title: 'an endless analysis is ended by another one that fails',
    metrics: { x: [web('m', [1, 1, 9], { interval: '3s', count: 9 })], y: [web('n', [1], endless)] },
    phase: bad,
  }),
];
