/** "Would it still have passed?": what an AnalysisRun of a cluster measured is given again to the templates as they are in the files now. */
import type { Runnable } from '../../server/protocol.ts';
import { locate } from '../experiments/places/row-actions.ts';
import { nodeId } from '../experiments/view/node-id.ts';
import type { ExperimentView } from '../experiments/view/view.ts';
import { COMMANDS } from '../ids.ts';
import { type Command, type Parts, tellFailure } from './command.ts';
import { pickRunnable, titleOf } from './pick-runnable.ts';
import { rowObject } from './row-object.ts';

export function replayRecorded(parts: Parts): Command {
  return {
    id: COMMANDS.replayRecorded,
    async run(row) {
      const { l10n, progress, requests, targets, tell, tree } = parts;
      const found = await rowObject(parts, row);
      const here = targets.find(({ place }) => place.playback !== undefined)?.place;
      if (found === undefined || here === undefined) return;
      const { objects, reference, node } = found;
      if (reference.kind !== 'AnalysisRun') {
        await tell.say('info', l10n.t('Select an analysis of a connected cluster in the tree first.'));
        return;
      }
      const runnable = await findRunnable(parts, locate(parts.places, node)?.view);
      if (runnable === undefined) return;
      const read = await progress.during(() => objects.read(reference));
      if (!read.ok) return await tellFailure(parts, read.failure, node);
      const { uri, document, step } = runnable;
      const place = { uri, document, ...(step === undefined ? {} : { step }) };
      const scenario = await requests.recordedScenario({ ...place, run: read.value });
      if (!scenario.ok) return await tellFailure(parts, scenario.failure);
      if (scenario.value === undefined) {
        const message = l10n.t(
          'No analysis of {0} measures what {1} measured. Open the file of its experiment, with its template in the same workspace.',
          titleOf(runnable, l10n),
          reference.name,
        );
        await tell.say('info', message);
        return;
      }
      const request = { runnable, scenario: scenario.value };
      const started = await progress.during(() => here.actions.run(request));
      if (!started.ok) return await tellFailure(parts, started.failure);
      await tree.reveal(nodeId({ source: here.source.id, experiment: started.value }));
    },
  };
}

/** The one that the run was begun from, else one of the file in front. `undefined`: there is none, which the person has been told. */
async function findRunnable(parts: Parts, view: ExperimentView | undefined): Promise<Runnable | undefined> {
  const { editor, requests } = parts;
  const origin = view?.origin;
  const loaded = origin && (await editor.load(origin.uri));
  const answer = origin && loaded?.ok ? await requests.runnables(origin.uri) : undefined;
  const [only, ...others] = answer?.ok ? answer.value : [];
  const same = answer?.ok ? answer.value.find(({ name }) => name === view?.name) : undefined;
  return same ?? (others.length === 0 ? only : undefined) ?? (await pickRunnable(parts, []));
}
