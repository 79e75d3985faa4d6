/** What is refused, and that nothing is too much. */
import { describe, expect, it } from 'vitest';
import { analysis, experiment, phases, run, template } from './play.ts';

describe('InvalidSpec: phase stays empty, nothing is created', () => {
  it.each([
    [
      'exp-selector-empty',
      [template('a', { selector: {} })],
      'This experiment is selecting all pods at index 0. A non-empty selector is required.',
    ],
    [
      'exp-min-ready-exceeds-deadline',
      [template('a', { minReadySeconds: 601 })],
      'MinReadySeconds cannot be longer than ProgressDeadlineSeconds. Check template index 0',
    ],
    ['exp-template-name-empty', [template('')], 'Experiment e has empty template name at index 0'],
    [
      'exp-template-name-duplicate',
      [template('a'), template('a')],
      "Experiment e has repeated template name 'a' in templates",
    ],
    [
      'the first hit wins',
      [template('', { minReadySeconds: 601 }), template('a', { selector: {} })],
      'MinReadySeconds cannot be longer than ProgressDeadlineSeconds. Check template index 0',
    ],
  ])('%s', (_, templates, message) => {
    const timeline = run(experiment({ templates }));
    expect(timeline.verdict).toEqual({ kind: 'invalid', at: 0, message });
    expect(timeline.events).toEqual([]);
  });
});

describe('numbers that no object can have are refused by name', () => {
  it.each([
    [
      { progressDeadlineSeconds: Number.NaN },
      'The API server refuses spec.progressDeadlineSeconds: NaN is not a whole number of 32 bits.',
    ],
    [
      { scaleDownDelaySeconds: 1.5 },
      'The API server refuses spec.scaleDownDelaySeconds: 1.5 is not a whole number of 32 bits.',
    ],
    [
      { templates: [template('a', { replicas: 2 ** 31 })] },
      'The API server refuses spec.templates[0].replicas: 2147483648 is not a whole number of 32 bits.',
    ],
    [{ name: '' }, 'The API server refuses an object without a name. Write metadata.name.'],
  ])('%j', (rest, message) => {
    expect(run(experiment(rest)).verdict).toEqual({ kind: 'invalid', at: 0, message });
  });

  it.each([
    [{ horizonMs: Number.POSITIVE_INFINITY }, 'horizonMs: Infinity'],
    [{ terminateAtMs: -1 }, 'terminateAtMs: -1'],
    [{ defaultPods: { readyAfterMs: Number.NaN } }, 'defaultPods.readyAfterMs: NaN'],
    [{ pods: { a: { readyAfterMs: 0, crashAfterMs: 1e300 } } }, 'pods.a.crashAfterMs: 1e+300'],
    [{ analyses: { x: { outcome: 'Failed' as const, afterMs: -5 } } }, 'analyses.x.afterMs: -5'],
  ])('of the scenario too: %j', (scenario, what) => {
    expect(run(experiment(), scenario).verdict).toEqual({
      kind: 'invalid',
      at: 0,
      message: `The scenario has ${what}. Write milliseconds, from 0 to 100000000000000.`,
    });
  });
});

describe('large experiments', () => {
  const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

  it('play 10,000 replicas and show the first 1,000 pods', () => {
    const timeline = run(experiment({ duration: '5m', templates: [template('a', { replicas: 10_000 })] }));
    expect(phases(timeline)).toBe('0:00 Pending, 0:04 Running, 5:04+ Successful, finished');
    const pods = new Set(timeline.events.flatMap(event => (event.subject === 'pod' ? [event.name] : [])));
    expect(pods.size).toBe(1000);
  });

  it('play 1,000 templates', () => {
    const templates = many(1000, i => template(`t${i}`, { replicas: 10 }));
    expect(run(experiment({ duration: '5m', templates })).verdict).toMatchObject({ kind: 'finished', at: 304_001 });
  });

  it('play the most replicas there can be', () => {
    const spec = experiment({ duration: '5m', templates: [template('a', { replicas: 2 ** 31 - 1 })] });
    expect(run(spec).verdict).toMatchObject({ kind: 'finished', phase: 'Successful', at: 304_001 });
  });

  it('play 300 templates and analyses that all change at different times', () => {
    const spec = experiment({
      templates: many(300, i => template(`t${i}`)),
      analyses: many(300, i => analysis(`x${i}`)),
      duration: '1h',
    });
    const timeline = run(spec, {
      pods: Object.fromEntries(many(300, i => [`t${i}`, { readyAfterMs: i * 13 }])),
      analyses: Object.fromEntries(many(300, i => [`x${i}`, { outcome: 'Successful', afterMs: i * 17 }])),
    });
    expect(timeline.verdict).toMatchObject({ kind: 'finished', phase: 'Successful', at: 299 * 13 + 3_600_001 });
  });

  it('stop with a word when there is too much to play', () => {
    const timeline = run(experiment({ templates: [template('a', { replicas: 2 ** 31 - 1 })] }), {
      defaultPods: { readyAfterMs: 0, apartMs: 1 },
      horizonMs: 1e14,
    });
    expect(timeline.verdict.kind).toBe('unfinished');
    expect(timeline.verdict.message).toMatch(/^Still Pending after .* there is more to play than a rehearsal plays\./);
    expect(timeline.events.length).toBeLessThan(110_000);
  });

  it('refuse more templates than any object holds', () => {
    expect(run(experiment({ templates: many(2001, i => template(`t${i}`)) })).verdict.message).toBe(
      'A rehearsal plays at most 2000 templates, and this experiment has 2001.',
    );
  });

  it('play the longest duration there is', () => {
    expect(run(experiment({ duration: '2562047h' })).verdict).toMatchObject({ kind: 'finished', phase: 'Successful' });
  });
});
