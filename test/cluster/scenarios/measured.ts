import { expect } from 'vitest';
import { analysisRun, file } from '../documents.ts';
import type { Scenario, Scene } from '../scenario.ts';
import { isCompleted, type Seen } from '../seen.ts';

export const run = 'AnalysisRun/r';

export function result(seen: Seen, metric: string, field: string): unknown {
  return seen.value(run, `status.metricResults[${metric}].${field}`);
}

/** Phases of a metric's measurements, in order. */
export function measurements(seen: Seen, metric: string, field = 'phase'): unknown[] {
  const list: unknown[] = [];
  for (let i = 1; result(seen, metric, `measurement.${i}.phase`) !== null; i++)
    list.push(result(seen, metric, `measurement.${i}.${field}`));
  return list;
}

/** Seconds from the end of one measurement to the start of another, by the controller's clock of whole seconds. */
export function pause(seen: Seen, from: number, to: number): number {
  const time = (n: number, field: string) => seen.time(run, `status.metricResults[m].measurement.${n}.${field}`);
  return time(to, 'startedAt') - time(from, 'finishedAt');
}

export interface Outcome {
  readonly phase: string;
  readonly message?: string | null;
  readonly measurements?: readonly unknown[];
  readonly also?: (scene: Scene) => void;
}

/** An AnalysisRun with one metric `m`, played to its end. */
export function measured(name: string, title: string, metric: object, outcome: Outcome, spec: object = {}): Scenario {
  return {
    name,
    title,
    async play(scene) {
      const { stage, seen } = scene;
      expect(await stage.apply(file(analysisRun([metric], spec)))).toEqual([]);
      await stage.until('the run has ended', () => isCompleted(seen.phase(run)), 120);
      expect(seen.phase(run)).toBe(outcome.phase);
      if (outcome.message !== undefined) expect(seen.message(run)).toBe(outcome.message);
      if (outcome.measurements) expect(measurements(seen, 'm')).toEqual(outcome.measurements);
      outcome.also?.(scene);
    },
  };
}

/** Slow enough for a busy 1.9, which was seen to work on a state that was a second old and to forget the newest answer. */
export const pace = '3s';

export const ok = 'Successful';
export const bad = 'Failed';
