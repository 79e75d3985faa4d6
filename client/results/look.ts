/** An experiment where it is, as its results are told. */

import type { Place } from '../experiments/ports/source.ts';
import { nodeId } from '../experiments/view/node-id.ts';
import type { Looked } from './model/results.ts';

/** `undefined`: it is not there. */
export function look({ source, playback }: Place, experiment: string): Looked | undefined {
  const view = source.find(experiment);
  if (view === undefined) return undefined;
  const happened = source.history?.(experiment);
  return {
    id: nodeId({ source: source.id, experiment }),
    view,
    source: source.label,
    elapsedMs: source.elapsed(experiment),
    ...(happened === undefined ? {} : { happened }),
    canSteer: playback !== undefined,
    isGone: false,
  };
}
