/** One message when an experiment that was started here ends, or turns out never to end. */
import { formatDuration } from '../live/duration.ts';
import { nodeId } from '../live/node-id.ts';
import { type ExperimentView, isCompleted, isOver } from '../live/view.ts';
import type { Parts } from './command.ts';

type Needs = Pick<Parts, 'places' | 'tell' | 'tree' | 'l10n' | 'log'>;

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
          announce(parts, source.id, view).catch(error => parts.log(`announcing ${view.id}: ${String(error)}`));
        }
      }
    });
  });
  return () => {
    for (const stop of stops) stop();
  };
}

async function announce({ tell, tree, l10n }: Needs, source: string, view: ExperimentView): Promise<void> {
  const show = l10n.t('Show in Tree');
  const severity = view.phase === 'Successful' ? 'info' : 'warning';
  if ((await tell.say(severity, sentence(view, l10n), show)) === show) {
    await tree.reveal(nodeId({ source, experiment: view.id }));
  }
}

function sentence(view: ExperimentView, l10n: Needs['l10n']): string {
  const { name, phase, outlook, message } = view;
  if (isCompleted(phase)) {
    const after = formatDuration(view.endedAfterMs ?? 0, l10n);
    return phase === 'Successful' || message === ''
      ? l10n.t('{0}: {1} after {2}.', name, phase, after)
      : l10n.t('{0}: {1} after {2}. {3}', name, phase, after, message);
  }
  switch (outlook?.kind) {
    case 'invalid':
      return l10n.t('{0} would be refused: {1}', name, outlook.message);
    case 'unfinished':
      return l10n.t('{0} has no end in sight: {1}', name, outlook.message);
    default:
      return l10n.t('{0} never ends: {1}', name, outlook?.message ?? '');
  }
}
