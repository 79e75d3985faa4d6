import { describe, expect, it } from 'vitest';
import { parseQuantity } from '../../../server/core/kube/quantity.ts';

describe('a quantity', () => {
  it.each([
    ['1', 1],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['5.', 5],
    ['-2', -2],
    ['+3k', 3000],
    ['500m', 0.5],
    ['100n', 1e-7],
    ['128Mi', 134_217_728],
    ['1.5Gi', 1_610_612_736],
    ['2E', 2e18],
    ['2e3', 2000],
    ['2E-1', 0.2],
    ['1e6', 1_000_000],
  ])('%s is %d', (text, value) => {
    expect(parseQuantity(text)).toBeCloseTo(value, 9);
  });

  it.each([
    '',
    'lots',
    '128 Mi',
    '128mi',
    '1KB',
    '1K',
    '5GB',
    'Mi',
    '1.2.3',
    '0x10',
    '1_000',
    '--1',
    '1e',
    'constructor',
  ])('%j is none', text => {
    expect(parseQuantity(text)).toBeUndefined();
  });
});
