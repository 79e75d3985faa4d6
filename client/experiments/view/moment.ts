/** Instants of an experiment as people read them: its own clock where time is made up, the time of day elsewhere. */
import { formatOffset, formatTimeOfDay } from '../values/duration.ts';
import type { ExperimentView } from './view.ts';

/** `afterMs`: milliseconds since the experiment's creation. */
export function formatMoment(
  { createdAt, playback }: Pick<ExperimentView, 'createdAt' | 'playback'>,
  afterMs: number,
): string {
  return playback === undefined ? formatTimeOfDay(createdAt + afterMs) : formatOffset(afterMs);
}
