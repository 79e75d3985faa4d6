/** One message when an experiment that was started here ends, or turns out never to end. */
import { nodeId } from '../live/node-id.ts';
import { locate } from '../live/row-actions.ts';
import type { ExperimentSource } from '../live/source.ts';
import { describeEnd } from '../live/verdict.ts';
import { type ExperimentView, isOver } from '../live/view.ts';
import type { Parts } from './command.ts';

type Needs = Pick<Parts, 'places' | 'tell' | 'tree' | 'results' | 'l10n' | 'log'>;

/** Answers the way to stop. `isWanted` is asked each time. */
export function announceEnds(parts: Needs, isWanted: () => boolean): () => void {
  const stops = parts.places.map(({ source }) => {
    const over = new Set<string>();
    return source.onChange(() => {
      if (source.state.kind !== 'ready') return;
      for (const view of source.state.experiments.filter(isOver)) {
        if (over.has(view.id)) continue;
        over.add(view.id);
        if (isWanted()) {
          announce(parts, source, view).catch(error => parts.log(`announcing ${view.id}: ${String(error)}`));
        }
      }
    });
  });
  return () => {
    for (const stop of stops) stop();
  };
}

async function announce(
  { places, tell, tree, results, l10n }: Needs,
  source: ExperimentSource,
  view: ExperimentView,
): Promise<void> {
  const open = l10n.t('Open Results');
  const show = l10n.t('Show in Tree');
  const severity = view.phase === 'Successful' ? 'info' : 'warning';
  const node = nodeId({ source: source.id, experiment: view.id });
  const answer = await tell.say(severity, describeEnd(view, source.elapsed(view.id), l10n), open, show);
  if (answer === show) await tree.reveal(node);
  const located = answer === open ? locate(places, node) : undefined;
  if (located !== undefined) results.show([located]);
}
