/** The arithmetic of pods against a list of them. */

import { describe, expect, it } from 'vitest';
import {
  countAvailablePods,
  countReadyPods,
  findNextPodChange,
  namePod,
  type PodPlan,
  readPod,
} from '../../../server/core/lifecycle/answers/pods.ts';
import { fc } from '../../support/properties.ts';

const small = fc.integer({ min: 0, max: 12 });
const never = fc.constant(Number.POSITIVE_INFINITY);
const plans: fc.Arbitrary<PodPlan> = fc.record({
  count: fc.integer({ min: 1, max: 5 }),
  readyAt: small,
  apartMs: fc.integer({ min: 0, max: 4 }),
  neverReady: fc.constantFrom(undefined, undefined, undefined, 'Unready', 'ImagePullBackOff'),
  minReadyMs: fc.integer({ min: 0, max: 5 }),
  crashes: fc.record({
    at: fc.oneof(small, never),
    count: fc.oneof(fc.integer({ min: 1, max: 4 }), never),
    upMs: fc.integer({ min: 1, max: 6 }),
    downMs: fc.array(fc.oneof(fc.integer({ min: 1, max: 6 }), never), { minLength: 1, maxLength: 3 }),
  }),
});

const END = 60;

/** Pods ready at `time` and at each of the `held` instants before. */
function countHeld(plan: PodPlan, time: number, held: number): number {
  let count = 0;
  for (let pod = 0; pod < plan.count; pod++) {
    let isHeld = true;
    for (let back = 0; back <= held; back++) isHeld &&= time >= back && readPod(plan, pod, time - back).ready;
    if (isHeld) count++;
  }
  return count;
}

describe('counts', () => {
  it('are those of the single pods', () => {
    fc.assert(
      fc.property(plans, fc.integer({ min: 0, max: END }), (plan, time) => {
        expect(countReadyPods(plan, time)).toBe(countHeld(plan, time, 0));
        expect(countAvailablePods(plan, time)).toBe(countHeld(plan, time, plan.minReadyMs));
      }),
      { numRuns: 2000 },
    );
  });

  it('change at no time that the next change does not name', () => {
    const look = (plan: PodPlan, time: number): string =>
      JSON.stringify([
        countReadyPods(plan, time),
        countAvailablePods(plan, time),
        Array.from({ length: plan.count }, (_, pod) => readPod(plan, pod, time)),
      ]);
    fc.assert(
      fc.property(plans, plan => {
        let next = findNextPodChange(plan, 0);
        for (let time = 1; time < END; time++) {
          if (time < next) expect(look(plan, time)).toBe(look(plan, time - 1));
          else next = findNextPodChange(plan, time);
          expect(next).toBeGreaterThan(time);
        }
      }),
    );
  });
});

describe('names', () => {
  it('are those of Kubernetes in form, the same each time, and never twice', () => {
    const names = Array.from({ length: 2000 }, (_, serial) => namePod('shop-canary', serial));
    expect(new Set(names).size).toBe(2000);
    expect(names.every(name => /^shop-canary-[bcdfghjklmnpqrstvwxz2456789]{5}$/.test(name))).toBe(true);
    expect(namePod('shop-canary', 7)).toBe(names[7]);
  });

  it('stay within 63 characters', () => {
    expect(namePod('a'.repeat(253), 0)).toHaveLength(63);
  });
});
