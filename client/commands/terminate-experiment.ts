/** Asks the controller to end an experiment early; warns where that would leave it Running for ever. */

import { analysisActions, hangsWhenTerminated, type Located, locate } from '../experiments/places/row-actions.ts';
import { parseNodeId } from '../experiments/view/node-id.ts';
import type { ExperimentView } from '../experiments/view/view.ts';
import { COMMANDS } from '../ids.ts';
import { placeAt } from './choose-place.ts';
import { type Command, type Parts, tellFailure } from './command.ts';
import { confirmChange } from './confirm.ts';
import { pickExperiment } from './pick-experiment.ts';

export function terminateExperiment(parts: Parts): Command {
  return {
    id: COMMANDS.terminateExperiment,
    async run(...args) {
      const picked = await pickExperiment(parts, 'terminate', args);
      const actions = picked?.place.actions;
      if (picked === undefined || actions === undefined) return;
      const way = await askWhichEnd(parts, picked);
      if (way === undefined) return;
      const done = await parts.progress.during(() => actions[way](picked.view.id));
      if (!done.ok) await tellFailure(parts, done.failure, picked.node);
    },
  };
}

/** A rehearsal that ends well is ended without a question: it can be had again at once. */
async function askWhichEnd(
  parts: Parts,
  { view, place: { source, cluster } }: Located,
): Promise<'terminate' | 'delete' | undefined> {
  const { tell, l10n } = parts;
  const hangs = hangsWhenTerminated(view);
  if (cluster === undefined && !hangs) return 'terminate';
  const terminate = l10n.t('Terminate');
  const remove = l10n.t('Delete');
  const warning = l10n.t(
    '{0} has a required analysis, and not all of its analyses have finished. Terminated now, the controller no longer reads them, and it stays Running for ever. Delete it instead?',
    view.name,
  );
  const answer =
    cluster === undefined
      ? await tell.say('warning', warning, remove, terminate)
      : await confirmChange(parts, cluster, {
          question: l10n.t('Terminate {0} in {1}?', view.name, source.label),
          details: [
            hangs ? warning : whatComesOfIt(view, l10n),
            view.rollout === undefined ? '' : l10n.t('Its Rollout takes that for a success and goes on.'),
          ],
          ways: hangs ? [remove, terminate] : [terminate],
        });
  if (answer === terminate) return 'terminate';
  return answer === remove ? 'delete' : undefined;
}

function whatComesOfIt({ kind }: ExperimentView, l10n: Parts['l10n']): string {
  return kind === 'AnalysisRun'
    ? l10n.t('It measures no more. What it has measured so far decides how it ends.')
    : l10n.t('It ends as Successful, and its pods go.');
}

/** Ends one analysis; what that means for the experiment is the controller's matter. */
export function terminateAnalysis(parts: Parts): Command {
  return {
    id: COMMANDS.terminateAnalysis,
    async run(row) {
      const { l10n } = parts;
      const node = typeof row === 'string' ? row : (parts.tree.selected ?? '');
      const place = placeAt(parts, node);
      const name = parseNodeId(node)?.analysis;
      const view = locate(parts.places, node)?.view;
      const analysis = view?.analyses.find(each => each.name === name);
      const isPossible =
        place !== undefined && analysis !== undefined && analysisActions(place, analysis).includes('endAnalysis');
      if (!isPossible || view === undefined || place.actions === undefined) {
        await parts.tell.say('info', l10n.t('There is no running analysis in this row.'));
        return;
      }
      const { actions } = place;
      const terminate = l10n.t('Terminate');
      const answer = await confirmChange(parts, place.cluster, {
        question: l10n.t('Terminate analysis {0} of {1} in {2}?', analysis.name, view.name, place.source.label),
        details: [],
        ways: [terminate],
      });
      if (answer !== terminate) return;
      const done = await parts.progress.during(() => actions.terminateAnalysis(view.id, analysis.name));
      if (!done.ok) await tellFailure(parts, done.failure, node);
    },
  };
}
