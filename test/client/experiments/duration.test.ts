import { describe, expect, it } from 'vitest';
import { formatCountdown, formatDuration, formatElapsed } from '../../../client/experiments/values/duration.ts';
import { english } from '../support/english.ts';

const S = 1000;
const MIN = 60 * S;
const H = 60 * MIN;

describe('lengths of time', () => {
  it.each([
    [0, '0 s'],
    [499, '0 s'],
    [59_499, '59 s'],
    [59_500, '1 min'],
    [4 * MIN + 30 * S, '4 min 30 s'],
    [20 * MIN + 1, '20 min'],
    [H, '1 h'],
    [H + 30 * MIN + 59 * S, '1 h 30 min'],
    [24 * H, '1 d'],
    [51 * H, '2 d 3 h'],
    [-5, '0 s'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatDuration(ms, english)).toBe(text);
  });

  it.each([
    [20 * MIN, '20 min'],
    [19 * MIN + 1, '20 min'],
    [MIN + 1, '2 min'],
    [MIN, '1 min'],
    [17_001, '18 s'],
    [1, '1 s'],
  ])('%d ms are left: %s', (ms, text) => {
    expect(formatCountdown(ms, english)).toBe(text);
  });

  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [MIN + 59 * S, '1 min'],
  ])('%d ms have gone by: %s', (ms, text) => {
    expect(formatElapsed(ms, english)).toBe(text);
  });
});
