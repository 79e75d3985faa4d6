/** Pods that crash, once or again and again. */

import { describe, expect, it } from 'vitest';
import { findDowntime, findNextCrash, readCrashes } from '../../../server/core/lifecycle/answers/crashes.ts';
import { fc } from '../../support/properties.ts';
import { experiment, phases, print, run } from './play.ts';

/** The first downtimes, in seconds. */
function downtimes(crashes: ReturnType<typeof readCrashes>, most: number): readonly string[] {
  const found: string[] = [];
  let at = findNextCrash(crashes, undefined);
  while (at !== Number.POSITIVE_INFINITY && found.length < most) {
    const downtime = findDowntime(crashes, at);
    if (downtime === undefined) throw new Error(`no downtime at ${at}`);
    found.push(`#${downtime.number} ${downtime.from / 1000}-${downtime.until / 1000}`);
    at = findNextCrash(crashes, downtime);
  }
  return found;
}

describe('a pod', () => {
  it('that crashes once stays down, unless it is told when it is back', () => {
    expect(downtimes(readCrashes({ readyAfterMs: 4000, crashAfterMs: 10_000 }, 0), 5)).toEqual(['#1 10-Infinity']);
    const back = { readyAfterMs: 4000, crashAfterMs: 10_000, readyAgainAfterMs: 3000 };
    expect(downtimes(readCrashes(back, 0), 5)).toEqual(['#1 10-13']);
  });

  it('that crashes several times is ready between as long as before the first', () => {
    const pods = { readyAfterMs: 4000, crashAfterMs: 10_000, readyAgainAfterMs: 3000, crashes: 3 };
    expect(downtimes(readCrashes(pods, 1000), 5)).toEqual(['#1 11-14', '#2 20-23', '#3 29-32']);
  });

  it('in a crash loop is started later each time, as the kubelet does it', () => {
    const pods = { readyAfterMs: 4000, crashAfterMs: 10_000, crashes: 'forever' } as const;
    expect(downtimes(readCrashes(pods, 0), 9)).toEqual([
      '#1 10-14',
      '#2 20-34',
      '#3 40-64',
      '#4 70-114',
      '#5 120-204',
      '#6 210-374',
      '#7 380-684',
      '#8 690-994',
      '#9 1000-1304',
    ]);
  });

  it('is down when the list of its crashes says so, at any time', () => {
    const crashes = fc.record({
      at: fc.integer({ min: 0, max: 20 }),
      count: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(Number.POSITIVE_INFINITY)),
      upMs: fc.integer({ min: 1, max: 5 }),
      downMs: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(crashes, fc.integer({ min: 0, max: 200 }), (plan, time) => {
        let from = plan.at;
        let latest: ReturnType<typeof findDowntime>;
        for (let number = 1; number <= plan.count && from <= time; number++) {
          const until = from + (plan.downMs[Math.min(number, plan.downMs.length) - 1] ?? 0);
          latest = { number, from, until };
          from = until + plan.upMs;
        }
        expect(findDowntime(plan, time)).toEqual(latest);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('an experiment whose pods crash again and again', () => {
  const flapping = { readyAfterMs: 4000, crashAfterMs: 10_000, readyAgainAfterMs: 3000, crashes: 'forever' } as const;

  it('falls back to Pending with them each time, and its duration goes on', () => {
    const timeline = run(experiment({ duration: '20s' }), { defaultPods: flapping });
    expect(phases(timeline)).toBe(
      '0:00 Pending, 0:04 Running, 0:10 Pending, 0:13 Running, 0:19 Pending, 0:22 Running, 0:24+ Successful, finished',
    );
  });

  it('fails when one of the pauses is longer than the deadline', () => {
    const looping = { readyAfterMs: 4000, crashAfterMs: 10_000, crashes: 'forever' } as const;
    const timeline = run(experiment({ duration: '1h', progressDeadlineSeconds: 30 }), { defaultPods: looping });
    expect(phases(timeline)).toMatchInlineSnapshot(
      `"0:00 Pending, 0:04 Running, 0:10 Pending, 0:14 Running, 0:20 Pending, 0:34 Running, 0:40 Pending, 1:04 Running, 1:10 Pending, 1:40+ Failed, finished"`,
    );
  });

  it('tells how often each pod was started', () => {
    const timeline = run(experiment({ duration: '20s' }), { defaultPods: flapping });
    expect(print(timeline, 'pod')).toMatchInlineSnapshot(`
      "0:00 pod e-a-855c6 -> Pending: The pod is created and starts.
      0:04 pod e-a-855c6 Pending -> Running: The pod is ready.
      0:10 pod e-a-855c6 Running -> Waiting: CrashLoopBackOff
      0:13 pod e-a-855c6 Waiting -> Running: The pod is ready.
      0:19 pod e-a-855c6 Running -> Waiting: CrashLoopBackOff
      0:22 pod e-a-855c6 Waiting -> Running: The pod is ready.
      0:28 pod e-a-855c6 Running -> Waiting: CrashLoopBackOff
      0:31 pod e-a-855c6 Waiting -> Running: The pod is ready.
      0:37 pod e-a-855c6 Running -> Waiting: CrashLoopBackOff
      0:40 pod e-a-855c6 Waiting -> Running: The pod is ready.
      0:46 pod e-a-855c6 Running -> Waiting: CrashLoopBackOff
      0:49 pod e-a-855c6 Waiting -> Running: The pod is ready.
      0:54+ pod e-a-855c6 Running -> Terminating: The pod is asked to stop.
      0:55+ pod e-a-855c6 Terminating -> Deleted: The pod is gone.
      0:24+ finished Successful: The duration of 20 s is over."
    `);
    const restarts = timeline.events.flatMap(event => (event.subject === 'pod' ? (event.restarts ?? 0) : []));
    expect(restarts).toEqual([0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5]);
  });

  it('comes to an end of its rehearsal, however long it is', () => {
    const { verdict } = run(experiment({}), { defaultPods: flapping, horizonMs: 1e14 });
    expect(verdict.kind).toBe('unfinished');
  });

  it.each([0, -1, 1.5, Number.NaN])('is refused with %s crashes', crashes => {
    const { verdict } = run(experiment({}), { defaultPods: { ...flapping, crashes } });
    expect(verdict.kind).toBe('invalid');
  });
});
