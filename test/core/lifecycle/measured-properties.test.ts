/** What holds for every AnalysisRun, whatever its provider answers and whoever ends it. */

import { describe, expect, it } from 'vitest';
import { rehearse } from '../../../server/core/lifecycle/experiment/rehearse.ts';
import {
  type RunScenario,
  type RunTimeline,
  rehearseRun,
} from '../../../server/core/lifecycle/experiment/rehearse-run.ts';
import type { ExperimentSpec } from '../../../server/core/lifecycle/spec/experiment-spec.ts';
import type { MetricSpec, RunSpec } from '../../../server/core/lifecycle/spec/metric-spec.ts';
import type { MetricAnswer, MetricScenario } from '../../../server/core/lifecycle/spec/scenario.ts';
import type { TimelineEvent } from '../../../server/core/lifecycle/spec/timeline.ts';
import { fc } from '../../support/properties.ts';
import { job, metric } from './measured.ts';
import { experiment, run as rehearseExperiment } from './play.ts';

const NAMES = ['m', 'n', 'o'];
const limit = fc.integer({ min: 0, max: 4 });

const metrics: fc.Arbitrary<MetricSpec> = fc
  .record(
    {
      provider: fc.constantFrom<MetricSpec['provider'][]>('prometheus', 'prometheus', 'web', 'job', 'kayenta'),
      count: fc.integer({ min: -1, max: 5 }).filter(count => count !== 0),
      intervalMs: fc.constantFrom(0, 500, 1000, 2500, 10_000),
      initialDelayMs: fc.constantFrom(0, 1, 3000, -1000),
      failureLimit: fc.integer({ min: -1, max: 3 }),
      inconclusiveLimit: limit,
      consecutiveErrorLimit: limit,
      consecutiveSuccessLimit: limit,
      failureCondition: fc.constantFrom('', 'result[0] > 5'),
      dryRun: fc.boolean(),
      retention: fc.integer({ min: 1, max: 3 }),
    },
    { requiredKeys: [] },
  )
  .map(rest => (rest.provider === 'job' || rest.provider === 'kayenta' ? job(rest) : metric(rest)));

const runs: fc.Arbitrary<RunSpec> = fc
  .array(metrics, { minLength: 1, maxLength: 3 })
  .map(list => ({ metrics: list.map((each, index) => ({ ...each, name: NAMES[index] ?? '' })) }));

const answers: fc.Arbitrary<MetricAnswer> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom<MetricAnswer[]>({ kind: 'good' }, { kind: 'bad' }, { kind: 'nothing' }, { kind: 'nan' }),
      fc.constantFrom(1, 5, 9).map((value): MetricAnswer => ({ kind: 'value', value: [value] })),
      fc.constant<MetricAnswer>({ kind: 'error', message: 'down' }),
      fc.constantFrom('Successful', 'Failed', 'Inconclusive').map((phase): MetricAnswer => ({ kind: 'phase', phase })),
    ),
    fc.constantFrom(undefined, 0, 1, 700, 4000),
  )
  .map(([answer, takesMs]) => (takesMs === undefined ? answer : { ...answer, takesMs }));

const series: fc.Arbitrary<MetricScenario> = fc.oneof(
  fc.array(answers, { minLength: 1, maxLength: 5 }).map(inTurn => ({ inTurn })),
  fc
    .array(fc.record({ fromMs: fc.integer({ min: 0, max: 20_000 }), answer: answers }), { maxLength: 4 })
    .map(list => ({ overTime: list.sort((a, b) => a.fromMs - b.fromMs) })),
);

const scenarios: fc.Arbitrary<RunScenario> = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...NAMES), series),
    fc.record(
      { terminateAtMs: fc.integer({ min: 0, max: 30_000 }), secondOffsetMs: fc.integer({ min: 0, max: 999 }) },
      { requiredKeys: [] },
    ),
  )
  .map(([each, rest]) => ({ metrics: each, horizonMs: 300_000, ...rest }));

function always(check: (timeline: RunTimeline, spec: RunSpec, scenario: RunScenario) => void): void {
  fc.assert(
    fc.property(runs, scenarios, fc.boolean(), (spec, scenario, isBeforeArgo110) =>
      check(rehearseRun('r', spec, scenario, { isBeforeArgo110 }), spec, scenario),
    ),
    { numRuns: 1000 },
  );
}

type Measurement = TimelineEvent & { subject: 'measurement' };

function measurementsOf({ events }: RunTimeline, name: string): readonly Measurement[] {
  return events.filter((event): event is Measurement => event.subject === 'measurement' && event.name === name);
}

describe('every run', () => {
  it('ends, or names what it hangs on, or goes on beyond the horizon', () => {
    always(({ verdict, events }, _, { horizonMs }) => {
      expect(verdict.message).not.toBe('');
      expect(events.length).toBeLessThan(20_000);
      const last = events.findLast(({ subject }) => subject === 'analysisRun');
      const isCompleted = last?.subject === 'analysisRun' && last.to !== 'Running';
      expect(verdict.kind === 'finished').toBe(isCompleted);
      expect(verdict.at).toBeLessThanOrEqual(horizonMs);
    });
  });

  it('never goes back in time', () => {
    always(({ events }) => {
      let now = 0;
      for (const event of events) {
        expect(event.at).toBeGreaterThanOrEqual(now);
        now = event.at;
        if (event.subject !== 'measurement') continue;
        expect(event.startedAt).toBeLessThanOrEqual(event.finishedAt ?? event.at);
        expect(event.finishedAt ?? event.at).toBeLessThanOrEqual(event.at);
      }
    });
  });

  it('never measures more often than its count, errors aside', () => {
    always((timeline, spec) => {
      for (const { name, count } of spec.metrics) {
        if (count === undefined) continue;
        const measured = measurementsOf(timeline, name).at(-1)?.counts.measured ?? 0;
        expect(measured).toBeLessThanOrEqual(Math.max(1, count));
      }
    });
  });

  it('measures one thing after the other, and tells of all of them', () => {
    always((timeline, spec) => {
      for (const { name } of spec.metrics) {
        let number = 0;
        let endedAt = Number.NEGATIVE_INFINITY;
        for (const event of measurementsOf(timeline, name)) {
          const isEnd = event.from === 'Running';
          if (!isEnd) expect(event.startedAt).toBeGreaterThanOrEqual(endedAt);
          expect(event.number).toBe(isEnd ? number : number + event.covers);
          number = event.number;
          endedAt = event.finishedAt ?? endedAt;
        }
      }
    });
  });

  it('counts what it tells', () => {
    always((timeline, spec) => {
      for (const { name } of spec.metrics) {
        const { counts } = measurementsOf(timeline, name).at(-1) ?? {};
        if (counts === undefined) continue;
        expect(counts.measured).toBe(counts.successful + counts.failed + counts.inconclusive);
        expect(counts.consecutiveError).toBeLessThanOrEqual(counts.error);
        expect(counts.consecutiveSuccess).toBeLessThanOrEqual(counts.successful);
      }
    });
  });

  it('that is told to end begins no measurement after that, and ends when what is under way is answered', () => {
    always(({ events, verdict }, _, { terminateAtMs }) => {
      if (terminateAtMs === undefined) return;
      for (const event of events) {
        if (event.subject === 'measurement') expect(event.startedAt).toBeLessThanOrEqual(terminateAtMs);
      }
      expect(verdict.kind).toBe('finished');
      expect(verdict.at).toBeLessThanOrEqual(terminateAtMs + 4000);
    });
  });

  it('is the same again for the same input', () => {
    always((timeline, spec, scenario) => {
      const again = rehearseRun('r', structuredClone(spec), structuredClone(scenario));
      const before = rehearseRun('r', structuredClone(spec), structuredClone(scenario), { isBeforeArgo110: true });
      expect([JSON.stringify(again), JSON.stringify(before)]).toContain(JSON.stringify(timeline));
    });
  });
});

describe('every experiment with measured analyses', () => {
  const experiments: fc.Arbitrary<ExperimentSpec> = fc
    .tuple(
      fc.array(fc.tuple(runs, fc.boolean()), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', '0s', '5s', '20s', '1h'),
    )
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

  it('ends or says why not, with events in order of time, whenever it is terminated', () => {
    fc.assert(
      fc.property(
        experiments,
        fc.dictionary(fc.constantFrom(...NAMES), fc.dictionary(fc.constantFrom(...NAMES), series)),
        fc.option(fc.integer({ min: 0, max: 40_000 })),
        (spec, each, terminateAtMs) => {
          const scenario = { metrics: each, ...(terminateAtMs === null ? {} : { terminateAtMs }), horizonMs: 600_000 };
          const { events, verdict } = rehearseExperiment(spec, scenario);
          expect(verdict.message).not.toBe('');
          if (terminateAtMs !== null) expect(['finished', 'hangs']).toContain(verdict.kind);
          let now = 0;
          for (const { at, message } of events) {
            expect(at).toBeGreaterThanOrEqual(now);
            expect(message).not.toBe('');
            now = at;
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('measures in it as the run does by itself', () => {
    fc.assert(
      fc.property(runs, fc.dictionary(fc.constantFrom(...NAMES), series), (spec, each) => {
        const alone = rehearseRun('e-x', spec, { metrics: each, horizonMs: 60_000 });
        const inside = rehearse(
          experiment({
            duration: '1h',
            analyses: [{ name: 'x', templateName: 't', requiredForCompletion: true, run: spec }],
          }),
          {
            title: '',
            pods: {},
            defaultPods: { readyAfterMs: 0 },
            analyses: {},
            defaultAnalysis: { outcome: 'Successful', afterMs: 0 },
            metrics: { x: each },
            missingTemplates: [],
            horizonMs: 60_000,
          },
        );
        const courseOf = (events: readonly TimelineEvent[]) =>
          events.flatMap(event => (event.subject === 'metric' ? `${event.at} ${event.name} ${event.to}` : []));
        if (alone.verdict.kind === 'finished') expect(courseOf(inside.events)).toEqual(courseOf(alone.events));
      }),
      { numRuns: 500 },
    );
  });
});
