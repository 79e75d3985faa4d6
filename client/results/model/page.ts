/** What the page of results is told, and what it asks: plain data, every text ready to be shown as text. */
import type { Cause, Tone } from '../../experiments/view/verdict.ts';
import type { KeptTab } from './kept.ts';

/** What is shown. */
export interface PageContent {
  readonly words: PageWords;
  /** One; two when they are compared. */
  readonly columns: readonly Results[];
  /** Of two. */
  readonly comparison: readonly ComparedLine[];
  /** The analysis that was asked for: the page goes there once. */
  readonly goTo?: string;
}

export interface ResultsPage extends PageContent {
  /** What the page keeps for a reload of the window. */
  readonly kept: KeptTab;
}

/** Labels that do not depend on the experiment. */
export interface PageWords {
  readonly timeline: string;
  readonly measurements: string;
  readonly comparison: string;
  readonly number: string;
  readonly time: string;
  readonly subject: string;
  readonly phase: string;
  readonly message: string;
  readonly value: string;
  readonly why: string;
  readonly speed: string;
  readonly clock: string;
  readonly differs: string;
  readonly same: string;
  readonly steps: Readonly<Record<Steering, string>>;
  /** What the marks in charts stand for, by phase. */
  readonly marks: readonly { readonly phase: string; readonly label: string }[];
}

export interface Results {
  readonly id: string;
  readonly name: string;
  /** `Rehearsals · as the file stands`. */
  readonly where: string;
  readonly tone: Tone;
  readonly verdict: string;
  readonly causes: readonly Cause[];
  /** What stands above the words of a controller. */
  readonly quote: string;
  /** Something about the page itself, such as that the experiment is gone. Empty: nothing. */
  readonly note: string;
  /** What certainly goes wrong in a rehearsal, and what it takes for granted. */
  readonly notes: readonly NoteLine[];
  readonly clock?: ClockControls;
  readonly timeline: readonly TimelineLine[];
  readonly metrics: readonly MetricResults[];
}

export interface NoteLine {
  readonly kind: string;
  /** `assumed`. */
  readonly label: string;
  readonly text: string;
}

/** Absent: time cannot be steered. */
export interface ClockControls {
  readonly elapsed: string;
  readonly speed: number;
  readonly speeds: readonly { readonly value: number; readonly label: string }[];
  readonly can: readonly Steering[];
}

export const STEERING = ['pause', 'resume', 'step', 'end'] as const;
export type Steering = (typeof STEERING)[number];

export interface TimelineLine {
  readonly at: string;
  readonly subject: string;
  readonly phase: string;
  readonly message: string;
}

export interface MetricResults {
  /** Unique in its column. */
  readonly key: string;
  readonly analysis: string;
  readonly name: string;
  readonly heading: string;
  /** Phase, counts, dry run. */
  readonly summary: string;
  readonly conditions: readonly { readonly label: string; readonly text: string }[];
  readonly chart?: Chart;
  /** Why there is no chart, or why the table is not whole. Empty: nothing to say. */
  readonly note: string;
  readonly rows: readonly MeasurementLine[];
}

export interface MeasurementLine {
  readonly number: string;
  readonly at: string;
  readonly phase: string;
  readonly value: string;
  /** `result[0] = 0.87 → 0.87 >= 0.95 is false → Failed (3rd, 2 allowed)`. */
  readonly why: string;
}

export interface Chart {
  /** For those who do not see it. */
  readonly label: string;
  /** Seconds since the experiment's creation. */
  readonly times: readonly number[];
  /** Milliseconds since the epoch at 0; absent: times are shown as they are, `6:12`. */
  readonly epoch?: number;
  /** As many values as times; `null`: no number. */
  readonly series: readonly { readonly label: string; readonly values: readonly (number | null)[] }[];
  /** Phase of each measurement. */
  readonly phases: readonly string[];
  readonly thresholds: readonly Threshold[];
}

/** A number that a condition compares the value with. */
export interface Threshold {
  readonly value: number;
  /** The comparison as it is written. */
  readonly label: string;
  readonly kind: 'success' | 'failure';
}

export interface ComparedLine {
  readonly label: string;
  readonly values: readonly string[];
  readonly differs: boolean;
}

/** What the page asks; `column`: index of the experiment. */
export type PageRequest =
  | { readonly type: 'ready' }
  | { readonly type: 'steer'; readonly column: number; readonly step: Steering }
  | { readonly type: 'speed'; readonly column: number; readonly speed: number };

/** `undefined`: not one of ours. */
export function readPageRequest(value: unknown): PageRequest | undefined {
  if (typeof value !== 'object' || value === null || !('type' in value)) return undefined;
  if (value.type === 'ready') return { type: 'ready' };
  const column = 'column' in value ? value.column : undefined;
  if (typeof column !== 'number') return undefined;
  if (value.type === 'speed' && 'speed' in value && typeof value.speed === 'number') {
    return { type: 'speed', column, speed: value.speed };
  }
  const step = value.type === 'steer' && 'step' in value ? value.step : undefined;
  const known = STEERING.find(word => word === step);
  return known === undefined ? undefined : { type: 'steer', column, step: known };
}
