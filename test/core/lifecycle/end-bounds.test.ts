/** Between which times things end, held against the rehearsal itself. */

import { describe, expect, it } from 'vitest';
import {
  boundExperiment,
  boundMetric,
  boundRun,
  type EndBounds,
} from '../../../server/core/lifecycle/analysis/end-bounds.ts';
import { rehearseRun } from '../../../server/core/lifecycle/experiment/rehearse-run.ts';
import type { ExperimentSpec } from '../../../server/core/lifecycle/spec/experiment-spec.ts';
import type { MetricSpec, RunSpec } from '../../../server/core/lifecycle/spec/metric-spec.ts';
import type { MetricAnswer, MetricScenario } from '../../../server/core/lifecycle/spec/scenario.ts';
import type { Timeline } from '../../../server/core/lifecycle/spec/timeline.ts';
import { fc } from '../../support/properties.ts';
import { job, metric } from './measured.ts';
import { experiment, run as rehearseExperiment } from './play.ts';

const NAMES = ['m', 'n', 'o'];
/** The controller keeps whole seconds, and looks strictly after a time. */
const SECOND = 1000;

const metrics: fc.Arbitrary<MetricSpec> = fc
  .record(
    {
      count: fc.integer({ min: 1, max: 6 }),
      intervalMs: fc.constantFrom(1000, 2000, 10_000, 1500),
      initialDelayMs: fc.constantFrom(0, 3000, 500),
      failureLimit: fc.integer({ min: -1, max: 3 }),
      inconclusiveLimit: fc.integer({ min: 0, max: 3 }),
      consecutiveErrorLimit: fc.integer({ min: 0, max: 3 }),
      consecutiveSuccessLimit: fc.integer({ min: 0, max: 3 }),
      successCondition: fc.constantFrom('result[0] < 5', ''),
      failureCondition: fc.constantFrom('', 'result[0] > 5'),
      dryRun: fc.boolean(),
      providerError: fc.constantFrom(undefined, undefined, undefined, 'it cannot work'),
    },
    { requiredKeys: [] },
  )
  // What the controller refuses is not asked.
  .filter(({ count, failureLimit = 0, consecutiveSuccessLimit = 0, inconclusiveLimit = 0, intervalMs }) => {
    if (intervalMs === undefined && count !== undefined && count > 1) return false;
    if (failureLimit < 0 && consecutiveSuccessLimit === 0) return false;
    return count === undefined || count >= Math.max(0, failureLimit) + consecutiveSuccessLimit + inconclusiveLimit;
  })
  .map(({ providerError, ...rest }) => metric({ ...rest, ...(providerError === undefined ? {} : { providerError }) }));

const runs: fc.Arbitrary<RunSpec> = fc
  .array(metrics, { minLength: 1, maxLength: 3 })
  .map(list => ({ metrics: list.map((each, index) => ({ ...each, name: NAMES[index] ?? '' })) }));

/** Good, bad, neither. */
const values: fc.Arbitrary<MetricAnswer> = fc
  .constantFrom(1, 5, 9)
  .map((value): MetricAnswer => ({ kind: 'value', value: [value] }));
const errors = fc.constant<MetricAnswer>({ kind: 'error', message: 'down' });

function seriesOf(answers: fc.Arbitrary<MetricAnswer>): fc.Arbitrary<Readonly<Record<string, MetricScenario>>> {
  const one = fc.array(answers, { minLength: 1, maxLength: 8 }).map(inTurn => ({ inTurn }));
  return fc.tuple(one, one, one).map(([m, n, o]) => ({ m, n, o }));
}

interface Ended {
  readonly verdict: Timeline['verdict'];
}

function expectWithin({ verdict }: Ended, from: number, until: number, beginsAt = 0): void {
  const at = verdict.at - beginsAt;
  if (verdict.kind === 'finished') {
    expect(at).toBeGreaterThanOrEqual(from - SECOND);
    expect(at).toBeLessThanOrEqual(until + SECOND);
  } else {
    expect(until).toBe(Number.POSITIVE_INFINITY);
  }
}

const DAY = 86_400_000;
const ended = (spec: RunSpec, series: Readonly<Record<string, MetricScenario>>, secondOffsetMs = 0): Ended =>
  rehearseRun('r', spec, { metrics: series, horizonMs: DAY, secondOffsetMs });

describe('every run ends between its earliest and its latest end', () => {
  it('while providers answer', () => {
    fc.assert(
      fc.property(runs, seriesOf(values), fc.integer({ min: 0, max: 999 }), (spec, series, offset) => {
        const bounds = boundRun(spec);
        if (bounds === undefined) throw new Error('refused');
        expectWithin(ended(spec, series, offset), bounds.earliest, bounds.latest);
      }),
      { numRuns: 1000 },
    );
  });

  it('when they fail, too', () => {
    fc.assert(
      fc.property(
        runs,
        seriesOf(fc.oneof(values, errors)),
        fc.integer({ min: 0, max: 999 }),
        (spec, series, offset) => {
          const bounds = boundRun(spec);
          if (bounds === undefined) throw new Error('refused');
          expectWithin(ended(spec, series, offset), bounds.earliestWithErrors, bounds.latestWithErrors);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('and never measures more often than told', () => {
    fc.assert(
      fc.property(runs, seriesOf(fc.oneof(values, values, errors)), (spec, series) => {
        const { events } = rehearseRun('r', spec, { metrics: series, horizonMs: DAY });
        for (const [index, { name, consecutiveSuccessLimit }] of spec.metrics.entries()) {
          const counts = events.findLast(event => event.subject === 'measurement' && event.name === name);
          const own = spec.metrics[index];
          // Errors break a streak, so that it may begin anew.
          if (own === undefined || counts?.subject !== 'measurement') continue;
          if (consecutiveSuccessLimit > 0 && counts.counts.error > 0) continue;
          expect(counts.counts.measured).toBeLessThanOrEqual(boundMetric(own).measurements);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the bounds of a metric are reached', () => {
  const paced = (rest: Partial<MetricSpec>) => metric({ intervalMs: 60_000, ...rest });
  const both = { successCondition: 'result[0] < 5', failureCondition: 'result[0] > 5' };
  const turns = (...answers: readonly (number | 'error')[]): readonly MetricAnswer[] =>
    answers.map(each => (each === 'error' ? { kind: 'error', message: 'down' } : { kind: 'value', value: [each] }));
  it.each([
    ['all good', paced({ count: 10 }), [1], 'successful', 540],
    ['bad at once', paced({ count: 10 }), [9], 'failed', 0],
    ['bad three times', paced({ count: 10, failureLimit: 2 }), [9], 'failed', 120],
    ['inconclusive twice', paced({ count: 10, inconclusiveLimit: 1, ...both }), [5], 'inconclusive', 60],
    ['errors', paced({ count: 10 }), ['error'], 'error', 40],
    [
      'errors after a delay',
      paced({ count: 10, initialDelayMs: 30_000, consecutiveErrorLimit: 1 }),
      ['error'],
      'error',
      40,
    ],
    ['a streak', paced({ consecutiveSuccessLimit: 3 }), [1], 'successful', 120],
    [
      'a streak that is missed',
      paced({ count: 4, failureLimit: 2, consecutiveSuccessLimit: 2 }),
      [1, 9, 1, 9],
      'missed',
      180,
    ],
    [
      'failures that do not count',
      paced({ count: 4, failureLimit: -1, consecutiveSuccessLimit: 2 }),
      [9],
      'missed',
      180,
    ],
  ] as const)('%s', (_, spec, answers, how, seconds) => {
    const bounds = boundMetric(spec);
    expect(bounds[how]).toBe(seconds * 1000);
    expectWithin(ended({ metrics: [spec] }, { m: { inTurn: turns(...answers) } }), seconds * 1000, seconds * 1000);
  });

  it('the latest with a streak that is broken again and again', () => {
    const spec = paced({ consecutiveSuccessLimit: 2, failureLimit: 2 });
    const { measurements, latest } = boundMetric(spec);
    expect([measurements, latest]).toEqual([6, 300_000]);
    expectWithin(ended({ metrics: [spec] }, { m: { inTurn: turns(1, 9, 1, 9, 1, 1) } }), latest, latest);
  });

  it('the latest with errors before every measurement', () => {
    const spec = paced({ count: 2, consecutiveErrorLimit: 2 });
    const { latestWithErrors } = boundMetric(spec);
    expect(latestWithErrors).toBe(100_000);
    const course = turns('error', 'error', 1, 'error', 'error', 1);
    expectWithin(ended({ metrics: [spec] }, { m: { inTurn: course } }), latestWithErrors, latestWithErrors);
  });

  it('an error breaks a streak, too, so that it may be missed where nothing else can go wrong', () => {
    const spec = paced({ count: 2, consecutiveSuccessLimit: 2, successCondition: '' });
    const { missed, missedWithErrors } = boundMetric(spec);
    expect([missed, missedWithErrors]).toEqual([Number.POSITIVE_INFINITY, 60_000]);
    const { verdict } = ended({ metrics: [spec] }, { m: { inTurn: turns(1, 'error', 1) } });
    expect(verdict).toMatchObject({ kind: 'finished', phase: 'Inconclusive' });
  });

  it('a metric without conditions cannot fail, one with an interval and no count never ends well', () => {
    const plain = boundMetric(paced({ count: 3, successCondition: '' }));
    expect([plain.failed, plain.inconclusive, plain.latest]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      120_000,
    ]);
    const endless = boundMetric(paced({}));
    expect([endless.successful, endless.latest, endless.failed]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      0,
    ]);
  });

  it('a Job takes its own time, and may end as anything', () => {
    expect(boundMetric(job({}))).toMatchObject({ isAsync: true, failed: 0, inconclusive: 0, successful: 0 });
  });
});

describe('every experiment whose pods stay', () => {
  const experiments: fc.Arbitrary<ExperimentSpec> = fc
    .tuple(fc.array(fc.tuple(runs, fc.boolean()), { maxLength: 3 }), fc.constantFrom('', '0s', '5s', '20s', '-1s'))
    .map(([list, duration]) =>
      experiment({
        duration,
        analyses: list.map(([run, requiredForCompletion], index) => ({
          name: NAMES[index] ?? '',
          templateName: 't',
          requiredForCompletion,
          run,
        })),
      }),
    );

  function check(answers: fc.Arbitrary<MetricAnswer>, pick: (bounds: EndBounds) => readonly [number, number]): void {
    const series = fc.dictionary(fc.constantFrom(...NAMES), seriesOf(answers));
    fc.assert(
      fc.property(experiments, series, (spec, each) => {
        const bounds = boundExperiment(spec);
        if (bounds === undefined) throw new Error('refused');
        const timeline = rehearseExperiment(spec, { metrics: each, horizonMs: DAY });
        const available = timeline.events.find(({ subject }) => subject === 'available')?.at;
        if (available === undefined) throw new Error('never available');
        expectWithin(timeline, ...pick(bounds), available);
      }),
      { numRuns: 1000 },
    );
  }

  it('ends between its earliest and its latest end', () => {
    check(values, ({ earliest, latest }) => [earliest, latest]);
  });

  it('when providers fail, too', () => {
    check(fc.oneof(values, errors), ({ earliestWithErrors, latestWithErrors }) => [
      earliestWithErrors,
      latestWithErrors,
    ]);
  });
});

describe('nothing is said', () => {
  const known = { name: 'x', templateName: 't', run: { metrics: [metric()] } };
  it.each([
    ['of a run that is refused', experiment({ analyses: [{ ...known, run: { metrics: [], error: 'no' } }] })],
    ['of an analysis whose template is not known', experiment({ analyses: [{ name: 'x', templateName: 't' }] })],
    ['of an analysis that is refused', experiment({ analyses: [{ ...known, runRefusal: 'no' }] })],
    ['of two analyses of one name', experiment({ analyses: [known, known] })],
    ['of an experiment that is told to end', experiment({ terminate: true })],
    ['of an experiment without templates', experiment({ templates: [] })],
  ])('%s', (_, spec) => {
    expect(boundExperiment(spec)).toBeUndefined();
  });
});
