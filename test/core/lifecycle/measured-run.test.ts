/** The AnalysisRun controller: what it measures when, and what it makes of it (docs/controller/analysis-run.md). */
import { describe, expect, it } from 'vitest';
import type { MetricAnswer } from '../../../server/core/lifecycle/spec/scenario.ts';
import { end, job, measurements, metric, play, print, value } from './measured.ts';

const error: MetricAnswer = { kind: 'error', message: 'the provider is down' };
const SECOND = 1000;

describe('a run', () => {
  it('measures a metric count times, the interval counting from the end of each', () => {
    const run = play(metric({ count: 3, intervalMs: 2 * SECOND }), value([1], [2], [3]));
    expect(print(run)).toMatchInlineSnapshot(`
      "0:00   m #1 Successful [1]: result[0] = 1, result[0] < 5 is true
      0:00 metric m Running: It is measured.
      0:00 run Running: AnalysisRun r starts. [run.metrics-unfinished]
      0:02+   m #2 Successful [2]: result[0] = 2, result[0] < 5 is true
      0:04+   m #3 Successful [3]: result[0] = 3, result[0] < 5 is true
      0:04+ metric m Successful: All 3 measurements are taken. [metric.count-reached]
      0:04+ run Successful: AnalysisRun r is Successful. [run.metrics-completed]
      0:04+ finished Successful: AnalysisRun r is Successful."
    `);
  });

  it('that is decided by its first pass is never Running', () => {
    expect(print(play(metric(), value([9])))).toMatchInlineSnapshot(`
      "0:00   m #1 Failed [9]: result[0] = 9, result[0] < 5 is false
      0:00 metric m Failed: failed (1) > failureLimit (0) [metric.failure-exceeded]
      0:00 run Failed: Metric "m" assessed Failed due to failed (1) > failureLimit (0) [run.metrics-completed]
      0:00 finished Failed: Metric "m" assessed Failed due to failed (1) > failureLimit (0)"
    `);
  });

  it('waits for a slow answer, which holds up the other metrics', () => {
    const run = play(
      { metrics: [metric({ count: 2, intervalMs: SECOND }), metric({ name: 'n', count: 3, intervalMs: SECOND })] },
      { m: { inTurn: [{ kind: 'value', value: [1], takesMs: 3000 }] }, n: { inTurn: value([1]) } },
    );
    expect([measurements(run), measurements(run, 'n'), end(run)]).toMatchInlineSnapshot(`
      [
        "0:00 Successful, 0:04+ Successful",
        "0:00 Successful, 0:03 Successful, 0:04+ Successful",
        "0:07+ Successful: AnalysisRun r is Successful.",
      ]
    `);
  });

  it('takes the first measurement of a metric with initialDelay from the end of its first pass', () => {
    const run = play(
      { metrics: [metric({ initialDelayMs: 5 * SECOND }), metric({ name: 'n' })] },
      { n: { inTurn: [{ kind: 'value', value: [1], takesMs: 2000 }] } },
    );
    expect(measurements(run)).toBe('0:07+ Successful');
  });

  it('is Error before it begins when its spec is refused', () => {
    expect(print(play({ metrics: [], error: 'Analysis spec invalid: no metrics specified' }))).toMatchInlineSnapshot(`
      "0:00 run Error: Analysis spec invalid: no metrics specified [run.spec-refused]
      0:00 finished Error: Analysis spec invalid: no metrics specified"
    `);
  });

  it('ends with its first bad metric: those between measurements are Successful, those never measured have no result', () => {
    const run = play(
      {
        metrics: [
          metric({ initialDelayMs: 2 * SECOND }),
          metric({ name: 'between', intervalMs: SECOND }),
          metric({ name: 'never', initialDelayMs: 60 * SECOND }),
        ],
      },
      { m: { inTurn: value([9]) } },
    );
    expect(print(run)).toMatchInlineSnapshot(`
      "0:00   between #1 Successful [2.5]: result[0] = 2.5, result[0] < 5 is true
      0:00 metric between Running: It is measured.
      0:00 run Running: AnalysisRun r starts. [run.metrics-unfinished]
      0:01+   between #2 Successful [2.5]: result[0] = 2.5, result[0] < 5 is true
      0:02+   m #1 Failed [9]: result[0] = 9, result[0] < 5 is false
      0:02+   between #3 Successful [2.5]: result[0] = 2.5, result[0] < 5 is true
      0:02+ metric m Failed: failed (1) > failureLimit (0) [metric.failure-exceeded]
      0:02+ metric between Successful: The run is ending. [metric.run-ending]
      0:02+ run Failed: Metric "m" assessed Failed due to failed (1) > failureLimit (0) [run.metric-failed]
      0:02+ finished Failed: Metric "m" assessed Failed due to failed (1) > failureLimit (0)"
    `);
  });

  it('takes the worst of metrics that end together: Failed beats Error', () => {
    const run = play(
      { metrics: [metric({ consecutiveErrorLimit: 0 }), metric({ name: 'n' })] },
      { m: { inTurn: [error] }, n: { inTurn: value([9]) } },
    );
    expect(end(run)).toBe('0:00 Failed: Metric "n" assessed Failed due to failed (1) > failureLimit (0)');
  });

  it('waits for dry-run metrics and does not mind what they come to', () => {
    const run = play(
      {
        metrics: [metric(), metric({ name: 'trial', dryRun: true, count: 3, intervalMs: 4 * SECOND, failureLimit: 1 })],
      },
      { m: { inTurn: value([1]) }, trial: { inTurn: value([9]) } },
    );
    expect(print(run)).toMatchInlineSnapshot(`
      "0:00   m #1 Successful [1]: result[0] = 1, result[0] < 5 is true
      0:00   trial #1 Failed [9]: result[0] = 9, result[0] < 5 is false
      0:00 metric m Successful: Its measurement is taken. [metric.count-reached]
      0:00 metric trial Running: It is measured.
      0:00 run Running: AnalysisRun r starts. [run.metrics-unfinished]
      0:04+   trial #2 Failed [9]: result[0] = 9, result[0] < 5 is false
      0:04+ metric trial Failed: failed (2) > failureLimit (1) [metric.failure-exceeded]
      0:04+ run Successful: AnalysisRun r is Successful. [run.metrics-completed]
      0:04+ finished Successful: AnalysisRun r is Successful."
    `);
  });
});

describe('limits', () => {
  const of = (rest: Parameters<typeof metric>[0], ...values: readonly number[]) =>
    play(metric({ count: values.length, intervalMs: SECOND, ...rest }), value(...values.map(each => [each])));

  it.each([
    ['failureLimit exceeded', { failureLimit: 1 }, [9, 1, 9, 1]],
    ['failureLimit kept', { failureLimit: 2 }, [9, 1, 9]],
    ['no failure counts', { failureLimit: -1, consecutiveSuccessLimit: 2 }, [9, 9, 1, 1]],
    ['streak', { failureLimit: 5, consecutiveSuccessLimit: 2 }, [1, 9, 1, 1, 9, 9, 9]],
    ['count without the streak, failures limited', { failureLimit: 1, consecutiveSuccessLimit: 2 }, [1, 9, 1]],
    ['count without the streak, failures not counted', { failureLimit: -1, consecutiveSuccessLimit: 2 }, [1, 9, 1]],
    ['inconclusiveLimit exceeded', { inconclusiveLimit: 1, failureCondition: 'result[0] > 5' }, [5, 1, 5, 1]],
    ['inconclusiveLimit kept', { inconclusiveLimit: 2, failureCondition: 'result[0] > 5' }, [5, 1, 5]],
    ['negative count is one measurement', { count: -3 }, [1, 1]],
  ] as const)('%s', (_, rest, values) => {
    const run = of(rest, ...values);
    expect(`${measurements(run)} | ${end(run)}`).toMatchSnapshot();
  });

  it('errors are tried again after 10 s whatever the interval says, and count for nothing', () => {
    const run = play(metric({ count: 2, intervalMs: 60 * SECOND }), [error, ...value([1]), error, ...value([1])]);
    expect([measurements(run), end(run)]).toMatchInlineSnapshot(`
      [
        "0:00 Error, 0:10+ Successful, 1:10+ Error, 1:20+ Successful",
        "1:20+ Successful: AnalysisRun r is Successful.",
      ]
    `);
  });

  it('five errors in a row end a metric', () => {
    expect(print(play(metric({ intervalMs: 60 * SECOND }), [error]))).toMatchInlineSnapshot(`
      "0:00   m #1 Error: the provider is down
      0:00 metric m Running: It is measured.
      0:00 run Running: AnalysisRun r starts. [run.metrics-unfinished]
      0:10+   m #2 Error: the provider is down
      0:20+   m #3 Error: the provider is down
      0:30+   m #4 Error: the provider is down
      0:40+   m #5 Error: the provider is down
      0:40+ metric m Error: consecutiveErrors (5) > consecutiveErrorLimit (4) [metric.consecutive-error-exceeded]
      0:40+ run Error: Metric "m" assessed Error due to consecutiveErrors (5) > consecutiveErrorLimit (4): "Error Message: the provider is down" [run.metrics-completed]
      0:40+ finished Error: Metric "m" assessed Error due to consecutiveErrors (5) > consecutiveErrorLimit (4): "Error Message: the provider is down""
    `);
  });

  it('a success between them begins the count of errors anew', () => {
    const run = play(metric({ intervalMs: SECOND, consecutiveErrorLimit: 1 }), [error, ...value([1]), error, error]);
    expect(end(run)).toMatchInlineSnapshot(
      `"0:21+ Error: Metric "m" assessed Error due to consecutiveErrors (2) > consecutiveErrorLimit (1): "Error Message: the provider is down""`,
    );
  });
});

describe('terminate', () => {
  it('ends it Successful between measurements, whatever the last answer was', () => {
    const run = play(metric({ intervalMs: 2 * SECOND, failureLimit: 50 }), value([9]), { terminateAtMs: 5000 });
    expect(print(run)).toMatchInlineSnapshot(`
      "0:00   m #1 Failed [9]: result[0] = 9, result[0] < 5 is false
      0:00 metric m Running: It is measured.
      0:00 run Running: AnalysisRun r starts. [run.metrics-unfinished]
      0:02+   m #2 Failed [9]: result[0] = 9, result[0] < 5 is false
      0:04+   m #3 Failed [9]: result[0] = 9, result[0] < 5 is false
      0:05 metric m Successful: The run is ending. [metric.run-ending]
      0:05 run Successful: Run Terminated [run.terminated]
      0:05 finished Successful: Run Terminated"
    `);
  });

  it('before any measurement leaves no result', () => {
    const run = play(metric({ initialDelayMs: 60 * SECOND }), [], { terminateAtMs: 5000 });
    expect(print(run)).toMatchInlineSnapshot(`
      "0:00 run Running: AnalysisRun r starts. [run.metrics-unfinished]
      0:05 run Successful: Run Terminated [run.terminated]
      0:05 finished Successful: Run Terminated"
    `);
  });

  it('waits for the answer that is on its way', () => {
    const run = play(metric({ intervalMs: SECOND }), [{ kind: 'value', value: [9], takesMs: 4000 }], {
      terminateAtMs: 1000,
    });
    expect(end(run)).toMatchInlineSnapshot(
      `"0:04 Failed: Metric "m" assessed Failed due to failed (1) > failureLimit (0)"`,
    );
  });

  it.each([
    ['1.10', false],
    ['1.9', true],
  ])('ends a Job under way, in %s', (_, isBeforeArgo110) => {
    expect(print(play(job(), [], { terminateAtMs: 5000, isBeforeArgo110 }))).toMatchSnapshot();
  });

  it('leaves a judgement of Kayenta as it is', () => {
    const run = play(metric({ provider: 'kayenta', shapes: [], successCondition: '' }), [], { terminateAtMs: 5000 });
    expect(print(run)).toMatchInlineSnapshot(`
      "0:00   m #1 Running: Measurement 1 is under way.
      0:00 metric m Running: A measurement is under way.
      0:00 run Running: AnalysisRun r starts. [run.metrics-unfinished]
      0:05 run Successful: Run Terminated [run.terminated]
      0:05 finished Successful: Run Terminated"
    `);
  });
});

describe('Jobs and judgements', () => {
  it('are read when the controller looks again: since 1.10 at growing distances', () => {
    const answers: MetricAnswer[] = [{ kind: 'good', takesMs: 4000 }];
    expect(print(play(job(), answers))).toMatchInlineSnapshot(`
      "0:00   m #1 Running: Measurement 1 is under way.
      0:00 metric m Running: A measurement is under way.
      0:00 run Running: AnalysisRun r starts. [run.metrics-unfinished]
      0:04   m #1 Successful: Measurement 1 is Successful.
      0:04 metric m Successful: Its measurement is taken. [metric.count-reached]
      0:04 run Successful: AnalysisRun r is Successful. [run.metrics-completed]
      0:04 finished Successful: AnalysisRun r is Successful."
    `);
    expect(print(play(job(), answers, { isBeforeArgo110: true }))).toMatchInlineSnapshot(`
      "0:00   m #1 Running: Measurement 1 is under way.
      0:00 metric m Running: A measurement is under way.
      0:00 run Running: AnalysisRun r starts. [run.metrics-unfinished]
      0:04   m #1 Successful: Measurement 1 is Successful.
      0:04 metric m Successful: Its measurement is taken. [metric.count-reached]
      0:04 run Successful: AnalysisRun r is Successful. [run.metrics-completed]
      0:04 finished Successful: AnalysisRun r is Successful."
    `);
  });

  it('whose image cannot be pulled are Inconclusive since 1.10, and go on for ever before', () => {
    const answers: MetricAnswer[] = [{ kind: 'phase', phase: 'Inconclusive', takesMs: 1000 }];
    expect(end(play(job(), answers))).toMatchInlineSnapshot(
      `"0:01 Inconclusive: Metric "m" assessed Inconclusive due to inconclusive (1) > inconclusiveLimit (0): "Error Message: Pod <of the Job>, container <of the pod> has terminal error (ImagePullBackOff)""`,
    );
    expect(end(play(job(), answers, { isBeforeArgo110: true }))).toMatchInlineSnapshot(
      `"0:00 Running: The run goes on for ever: nothing that it measures ends it. Give its metrics a count."`,
    );
  });

  it('that fail, fail the metric', () => {
    expect(end(play(job(), [{ kind: 'bad', takesMs: 1000 }]))).toMatchInlineSnapshot(
      `"0:01 Failed: Metric "m" assessed Failed due to failed (1) > failureLimit (0)"`,
    );
  });

  it('are asked for every 15 s from Kayenta', () => {
    const run = play(metric({ provider: 'kayenta', shapes: [], successCondition: '' }), [
      { kind: 'good', takesMs: 20_000 },
    ]);
    expect(end(run)).toMatchInlineSnapshot(`"0:30 Successful: AnalysisRun r is Successful."`);
  });

  it('of two metrics whose names begin with the same 24 characters are one: the second takes over the result of the first', () => {
    const long = 'a-name-with-24-characters';
    const metrics = [job({ name: `${long}-1` }), job({ name: `${long}-2` })];
    const timeline = play({ metrics }, { [`${long}-1`]: { inTurn: [{ kind: 'bad', takesMs: 3000 }] } });
    const ends = timeline.events.flatMap(event =>
      event.subject === 'measurement' && event.to !== 'Running' ? [`${event.name} ${event.to}`] : [],
    );
    expect(ends).toEqual([`${long}-1 Failed`, `${long}-2 Failed`]);
    const apart = play(
      { metrics: [job({ name: 'x-1' }), job({ name: 'x-2' })] },
      { 'x-1': { inTurn: [{ kind: 'good', takesMs: 3000 }] }, 'x-2': { inTurn: [{ kind: 'bad', takesMs: 3000 }] } },
    );
    expect(apart.verdict).toMatchObject({ phase: 'Failed' });
  });

  it('beyond those that are kept are deleted, those of other metrics too', () => {
    const run = play(
      { metrics: [job({ count: 3, intervalMs: SECOND, retention: 1 }), job({ name: 'long' })] },
      { m: { inTurn: [{ kind: 'good', takesMs: 1000 }] }, long: { inTurn: [{ kind: 'good', takesMs: 60_000 }] } },
    );
    expect(print(run)).toMatchInlineSnapshot(`
      "0:00   m #1 Running: Measurement 1 is under way.
      0:00   long #1 Running: Measurement 1 is under way.
      0:00 metric m Running: A measurement is under way.
      0:00 metric long Running: A measurement is under way.
      0:00 run Running: AnalysisRun r starts. [run.metrics-unfinished]
      0:01   m #1 Successful: Measurement 1 is Successful.
      0:02+   m #2 Running: Measurement 2 is under way.
      0:04   m #2 Successful: Measurement 2 is Successful.
      0:04   long #1 Error: job.batch "<uid of the run>.long.1" not found
      0:05+   m #3 Running: Measurement 3 is under way.
      0:07   m #3 Successful: Measurement 3 is Successful.
      0:07 metric m Successful: All 3 measurements are taken. [metric.count-reached]
      0:14+   long #2 Running: Measurement 2 is under way.
      1:18   long #2 Successful: Measurement 2 is Successful.
      1:18 metric long Successful: Its measurement is taken. [metric.count-reached]
      1:18 run Successful: AnalysisRun r is Successful. [run.metrics-completed]
      1:18 finished Successful: AnalysisRun r is Successful."
    `);
  });
});

describe('what the timeline tells', () => {
  it('of a day of measurements is some hundred events, which stand for all of them', () => {
    const run = play(metric({ count: 86_400, intervalMs: SECOND }), value([1]));
    const told = run.events.filter(event => event.subject === 'measurement');
    expect(told.length).toBeLessThan(700);
    expect(told.reduce((sum, { covers }) => sum + covers, 0)).toBe(86_400);
    expect(told.at(-1)).toMatchObject({ number: 86_400, counts: { measured: 86_400 } });
  });

  it('of a run that nothing ends stops when it has seen enough', () => {
    const run = play(metric({ intervalMs: SECOND }), value([1]));
    expect(run.verdict).toMatchInlineSnapshot(`
      {
        "at": 9001,
        "kind": "hangs",
        "message": "The run goes on for ever: nothing that it measures ends it. Give its metrics a count.",
        "phase": "Running",
      }
    `);
  });

  it('of a busy loop stays bounded', () => {
    const run = play(metric({ intervalMs: 0, failureLimit: -1, consecutiveSuccessLimit: 3 }), value([9], [1]), {
      horizonMs: 600_000,
    });
    expect(run.verdict.kind).toBe('finished');
    expect(play(metric({ intervalMs: 0 }), value([1])).events.length).toBeLessThan(50);
  });
});

describe('conditions', () => {
  it('are told with what they came to', () => {
    const run = play(metric({ successCondition: 'result[0] < 0.05 && len(result) == 1' }), value([0.12]));
    const [measurement] = run.events;
    expect(measurement).toMatchInlineSnapshot(`
      {
        "analysis": "",
        "analysisRun": "r",
        "at": 0,
        "counts": {
          "consecutiveError": 0,
          "consecutiveSuccess": 0,
          "error": 0,
          "failed": 1,
          "inconclusive": 0,
          "measured": 1,
          "successful": 0,
        },
        "covers": 1,
        "finishedAt": 0,
        "from": "",
        "message": "result[0] = 0.12, result[0] < 0.05 && len(result) == 1 is false",
        "name": "m",
        "number": 1,
        "startedAt": 0,
        "subject": "measurement",
        "to": "Failed",
        "trace": [
          {
            "text": "result[0] < 0.05 && len(result) == 1",
            "value": "false",
          },
          {
            "text": "result[0] < 0.05",
            "value": "false",
          },
          {
            "text": "result[0]",
            "value": "0.12",
          },
          {
            "text": "result",
            "value": "[0.12]",
          },
        ],
        "value": "[0.12]",
      }
    `);
  });

  it.each([
    ['empty list', 'result[0] < 5', []],
    ['NaN', 'result[0] < 5', 'NaN'],
    ['not a bool', 'result', [1]],
    ['a type that does not fit', 'result < 5', [1]],
    ['unknown name', 'resutl[0] < 5', [1]],
  ] as const)('%s', (_, successCondition, answer) => {
    const spec = metric({ successCondition, consecutiveErrorLimit: 0 });
    const answers: MetricAnswer[] = [{ kind: 'value', value: answer }];
    const told = [false, true].map(isBeforeArgo110 => {
      const { events } = play(spec, answers, { isBeforeArgo110 });
      return `${events[0]?.subject === 'measurement' ? events[0].to : ''}: ${events[0]?.message}`;
    });
    expect(told).toMatchSnapshot();
  });

  it('that ask for the time are asked anew for each measurement', () => {
    const spec = metric({
      successCondition: 'now().Unix() % 4 < 2 && result[0] < 5',
      count: 4,
      intervalMs: 2 * SECOND,
      failureLimit: 9,
    });
    expect(measurements(play(spec, value([1])))).toMatchInlineSnapshot(
      `"0:00 Successful, 0:02+ Failed, 0:04+ Successful, 0:06+ Failed"`,
    );
  });
});

describe('a run with a ttlStrategy', () => {
  const ttl = { afterCompletion: 60, afterSuccess: 10, afterFailure: 20 };
  it.each([
    ['Successful', ttl, value(1), 10],
    ['Failed', ttl, value(9), 20],
    ['Error', ttl, [{ kind: 'error', message: 'down' } as const], 100],
    ['Successful', { afterCompletion: 60 }, value(1), 60],
  ])('that is %s may be deleted after its time', (phase, strategy, answers, seconds) => {
    const { verdict, deletion } = play({ metrics: [metric()], ttl: strategy }, answers);
    expect(verdict).toMatchObject({ kind: 'finished', phase });
    expect(Math.floor((deletion?.at ?? 0) / 1000)).toBe(seconds);
    expect(deletion?.rule).toBe('run.ttl-expired');
  });

  it('stays when nothing is said of its end, when it goes on, and when it was refused before it began', () => {
    expect(play({ metrics: [metric()], ttl: { afterFailure: 20 } }, value(1)).deletion).toBeUndefined();
    expect(play({ metrics: [metric({ intervalMs: 1000 })], ttl }, value(1)).deletion).toBeUndefined();
    expect(play({ metrics: [], error: 'no', ttl }).deletion).toBeUndefined();
  });
});
