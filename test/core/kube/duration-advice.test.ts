import { describe, expect, it } from 'vitest';
import { adviseGoDuration } from '../../../server/core/kube/duration-advice.ts';

describe('what was meant by a text that is no Go duration', () => {
  it.each([
    ['5d', '120h'],
    ['1w', '168h'],
    ['1.5d', '36h'],
    ['60', '60s'],
    ['5 m', '5m'],
    ['5M', '5m'],
    ['10 minutes', '10m'],
    ['1 hour 30 min', '1h30m'],
    ['2hrs', '2h'],
    ['1day', '24h'],
  ])('%j is %s', (text, meant) => {
    expect(adviseGoDuration(text)).toBe(meant);
  });

  it.each(['', 'soon', '5x', 'm5', '1d12h', '-5d', '5d!', '9999999999999999w'])('of %j nothing is known', text => {
    expect(adviseGoDuration(text)).toBeUndefined();
  });
});
