import { describe, expect, it } from 'vitest';
import { formatDuration, formatGoDuration, parseGoDuration } from '../../../server/core/kube/duration.ts';
import { fc } from '../../support/properties.ts';

/** Nanoseconds as text, or Go's error message. */
function read(text: string): string {
  const result = parseGoDuration(text);
  return result.ok ? String(result.nanoseconds) : result.message;
}

function milliseconds(text: string): number {
  const result = parseGoDuration(text);
  return result.ok ? result.ms : Number.NaN;
}

describe('parseGoDuration', () => {
  // Every expectation is what Go's time.ParseDuration answers.
  it.each([
    ['0', '0'],
    ['-0', '0'],
    ['+5m', '300000000000'],
    ['-5m', '-300000000000'],
    ['1h30m', '5400000000000'],
    ['1.5h', '5400000000000'],
    ['.5s', '500000000'],
    ['5.s', '5000000000'],
    ['1m1m', '120000000000'],
    ['1ns2us3ms', '3002001'],
    ['1\u00b5s', '1000'],
    ['1\u03bcs', '1000'],
    ['0.3333333333333333333h', '1200000000000'],
    ['0.100000000000000000000h', '360000000000'],
    ['9223372036854775807ns', '9223372036854775807'],
    ['2562047h47m16.854775807s', '9223372036854775807'],
    ['-9223372036854775808ns', '-9223372036854775808'],
  ])('reads %j', (text, nanoseconds) => {
    expect(read(text)).toBe(nanoseconds);
  });

  it.each([
    ['', 'time: invalid duration ""'],
    ['-', 'time: invalid duration "-"'],
    ['.', 'time: invalid duration "."'],
    ['.s', 'time: invalid duration ".s"'],
    ['60', 'time: missing unit in duration "60"'],
    ['5d', 'time: unknown unit "d" in duration "5d"'],
    ['1w', 'time: unknown unit "w" in duration "1w"'],
    ['5 m', 'time: unknown unit " m" in duration "5 m"'],
    ['1e3s', 'time: unknown unit "e" in duration "1e3s"'],
    ['1h-5m', 'time: unknown unit "h-" in duration "1h-5m"'],
    ['ten', 'time: invalid duration "ten"'],
    ['1"s', 'time: unknown unit "\\"s" in duration "1\\"s"'],
    ['5\u00e9', 'time: unknown unit "\\xc3\\xa9" in duration "5\\xc3\\xa9"'],
    ['9223372036854775808ns', 'time: invalid duration "9223372036854775808ns"'],
    ['2562048h', 'time: invalid duration "2562048h"'],
    ['99999999999999999999s', 'time: invalid duration "99999999999999999999s"'],
  ])('refuses %j as Go does', (text, message) => {
    expect(read(text)).toBe(message);
  });

  it('keeps fractions of a millisecond', () => {
    expect(milliseconds('1.5ms')).toBe(1.5);
    expect(milliseconds('1ns')).toBe(1e-6);
  });

  it('answers any text, and long text with a short message', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => read(text).length < 2000));
    expect(read(`${'9'.repeat(1_000_000)}s`).length).toBeLessThan(300);
    expect(read('1s'.repeat(100_000))).toBe('100000000000000');
  });
});

describe('formatting', () => {
  it.each([
    [5_400_000, '1 h 30 min', '1h30m'],
    [1_200_000, '20 min', '20m'],
    [30_000, '30 s', '30s'],
    [90_000, '1 min 30 s', '1m30s'],
    [432_000_000, '120 h', '120h'],
    [2_500, '2.5 s', '2.5s'],
    [250, '250 ms', '250ms'],
    [0, '0 s', '0s'],
    [-300_000, '-5 min', '-5m'],
    [59_999.9999, '1 min', '1m'],
    [3_600_001, '1 h 0.001 s', '1h0.001s'],
    [Number.POSITIVE_INFINITY, 'Infinity s', 'Infinitys'],
  ])('%d ms', (ms, people, go) => {
    expect([formatDuration(ms), formatGoDuration(ms)]).toEqual([people, go]);
  });

  it('writes what Go reads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9e12, max: 9e12 }), ms => {
        expect(milliseconds(formatGoDuration(ms))).toBe(ms);
      }),
    );
  });
});
