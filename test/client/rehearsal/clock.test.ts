import { describe, expect, it } from 'vitest';
import { Clock } from '../../../client/rehearsal/clock.ts';
import { FakeTimers } from '../support/fake-timers.ts';

function start(speed: number, endMs = 1_000_000) {
  const timers = new FakeTimers(5_000_000);
  const woken: number[] = [];
  const clock: Clock = new Clock(timers, { speed, endMs }, () => woken.push(clock.now()));
  return { timers, clock, woken };
}

describe('the clock of a rehearsal', () => {
  it('runs as many times faster as it is told', () => {
    const { timers, clock } = start(60);
    timers.pass(1000);
    expect(clock.now()).toBe(60_000);
    clock.setSpeed(1);
    timers.pass(1000);
    expect(clock.now()).toBe(61_000);
    clock.setSpeed(600);
    timers.pass(10);
    expect(clock.now()).toBe(67_000);
  });

  it.each([
    [0, 1],
    [-3, 1],
    [1000, 600],
    [Number.NaN, 60],
    [Number.POSITIVE_INFINITY, 60],
  ])('takes the speed %d as %d', (asked, taken) => {
    expect(start(asked).clock.speed).toBe(taken);
  });

  it('stands still while it is paused', () => {
    const { timers, clock } = start(10);
    timers.pass(500);
    clock.pause();
    timers.pass(10_000);
    expect([clock.now(), clock.state]).toEqual([5000, 'paused']);
    clock.resume();
    timers.pass(500);
    expect([clock.now(), clock.state]).toEqual([10_000, 'playing']);
  });

  it('ends, and stays there', () => {
    const { timers, clock } = start(1, 700);
    timers.pass(10_000);
    expect([clock.now(), clock.state]).toEqual([700, 'ended']);
    clock.setEnd(900);
    expect([clock.now(), clock.state]).toEqual([700, 'playing']);
  });

  it('is moved forward only', () => {
    const { timers, clock } = start(1);
    clock.moveTo(400);
    clock.moveTo(100);
    timers.pass(50);
    expect(clock.now()).toBe(450);
    clock.moveTo(Number.POSITIVE_INFINITY);
    expect(clock.now()).toBe(1_000_000);
  });

  it('wakes once, at the time it was told last', () => {
    const { timers, clock, woken } = start(100);
    clock.wakeAt(1000);
    clock.wakeAt(2000);
    timers.pass(1000);
    expect(woken).toEqual([2000]);
  });

  it('wakes at the right time after a pause and another speed', () => {
    const { timers, clock, woken } = start(1);
    clock.wakeAt(10_000);
    timers.pass(4000);
    clock.pause();
    timers.pass(60_000);
    expect([woken, timers.waiting]).toEqual([[], 0]);
    clock.setSpeed(6);
    clock.resume();
    timers.pass(999);
    expect(woken).toEqual([]);
    timers.pass(1);
    expect(woken).toEqual([10_000]);
  });

  it('waits longer than timers can', () => {
    const { timers, clock, woken } = start(1, 2 ** 40);
    clock.wakeAt(2 ** 32);
    timers.pass(2 ** 32 - 1);
    expect(woken).toEqual([]);
    timers.pass(1);
    expect(woken).toEqual([2 ** 32]);
  });

  it('leaves no timer behind', () => {
    const { timers, clock } = start(1);
    clock.wakeAt(10_000);
    expect(timers.waiting).toBe(1);
    clock.dispose();
    expect(timers.waiting).toBe(0);
  });

  it('goes on when a timer is early', () => {
    const { timers, clock, woken } = start(7);
    clock.wakeAt(10);
    timers.pass(1);
    expect(woken).toEqual([]);
    timers.pass(1);
    expect(woken).toEqual([14]);
  });
});
