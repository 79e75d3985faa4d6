/** One message when an experiment that was started here ends, or turns out never to end. */

import type { Places } from '../experiments/places/places.ts';
import { locate } from '../experiments/places/row-actions.ts';
import type { ExperimentSource } from '../experiments/ports/source.ts';
import { nodeId } from '../experiments/view/node-id.ts';
import { describeEnd } from '../experiments/view/verdict.ts';
import { type ExperimentView, isOver } from '../experiments/view/view.ts';
import type { Parts } from './command.ts';

type Needs = Pick<Parts, 'tell' | 'tree' | 'results' | 'l10n' | 'log'>;

/** Answers the way to stop. `isWanted` is asked each time. */
export function announceEnds(parts: Needs, places: Places, isWanted: () => boolean): () => void {
  const told = new WeakMap<ExperimentSource, Set<string>>();
  return places.onChange((_, place) => {
    const source = place?.source;
    if (source?.state.kind !== 'ready') return;
    const over = told.get(source) ?? new Set<string>();
    told.set(source, over);
    for (const view of source.state.experiments) {
      if (source.wasStartedHere?.(view.id) === false) continue;
      // One that is tried again will end again.
      if (!isOver(view)) over.delete(view.id);
      if (!isOver(view) || over.has(view.id)) continue;
      over.add(view.id);
      if (!isWanted()) continue;
      announce(parts, places, source, view).catch(error => parts.log(`announcing ${view.id}: ${String(error)}`));
    }
  });
}

async function announce(
  { tell, tree, results, l10n }: Needs,
  places: Places,
  source: ExperimentSource,
  view: ExperimentView,
): Promise<void> {
  const open = l10n.t('Open Results');
  const show = l10n.t('Show in Tree');
  const severity = view.phase === 'Successful' ? 'info' : 'warning';
  const node = nodeId({ source: source.id, experiment: view.id });
  const answer = await tell.say(severity, describeEnd(view, source.elapsed(view.id), l10n), open, show);
  if (answer === show) await tree.reveal(node);
  const located = answer === open ? locate(places.all, node) : undefined;
  if (located !== undefined) results.show([located]);
}
