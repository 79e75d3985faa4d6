import { describe, expect, it } from 'vitest';
import { boundLength, readPace } from '../../../server/core/run/analysis-length.ts';
import { itemsAt } from '../../../server/core/yaml/node.ts';
import { parseDocument } from '../../../server/core/yaml/parse.ts';

const MINUTE = 60_000;
const ENDLESS = Number.POSITIVE_INFINITY;

function metrics(...texts: readonly string[]) {
  return itemsAt(parseDocument(`[${texts.map(text => `{${text}}`).join(', ')}]`).root);
}

describe('the length of a run', () => {
  it('is between no time and a minute for each measurement', () => {
    expect(boundLength(metrics('interval: 1m, count: 5, initialDelay: 30s'))).toEqual({
      least: 4.5 * MINUTE,
      most: 9.5 * MINUTE,
    });
    expect(boundLength(metrics('interval: 1m, count: "2"'))).toEqual({ least: MINUTE, most: 3 * MINUTE });
    expect(boundLength(metrics(''))).toEqual({ least: 0, most: MINUTE });
  });

  it('is that of its longest metric', () => {
    expect(boundLength(metrics('count: 1', 'interval: 10s, count: 4'))).toEqual({ least: 30_000, most: 270_000 });
  });

  it('has no end with an interval alone, unless a streak ends it', () => {
    expect(boundLength(metrics('interval: 1m'))).toEqual({ least: ENDLESS, most: ENDLESS });
    expect(boundLength(metrics('interval: 1m, consecutiveSuccessLimit: 3'))?.least).toBe(2 * MINUTE);
    expect(boundLength(metrics('interval: 1m, count: 0'))?.least).toBe(ENDLESS);
  });

  it('is open upwards with a Job', () => {
    expect(boundLength(metrics('provider: {job: {}}'))).toEqual({ least: 0, most: ENDLESS });
  });

  it('is not known with a placeholder, a wrong duration, or no metric', () => {
    expect(boundLength(metrics('count: "{{args.n}}", interval: 1m'))).toBeUndefined();
    expect(boundLength(metrics('interval: 5d, count: 2'))).toBeUndefined();
    expect(boundLength([])).toBeUndefined();
  });

  it('is known when the placeholders are', () => {
    const [metric] = metrics('count: "{{args.n}}", interval: "{{args.every}}"');
    const read = ({ text }: { text: string }): string => (text.includes('.n') ? '3' : '2m');
    expect(metric && readPace(metric, read)).toEqual({
      interval: 2 * MINUTE,
      initialDelay: 0,
      count: 3,
      isJob: false,
    });
  });
});
