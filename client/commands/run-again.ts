/** Runs an experiment of a cluster once more: the same one from its beginning, or a copy under a new name. */

import { nodeId } from '../experiments/view/node-id.ts';
import { COMMANDS } from '../ids.ts';
import { placeAt } from './choose-place.ts';
import { type Command, type Parts, tellFailure } from './command.ts';
import { confirmChange } from './confirm.ts';
import { pickExperiment } from './pick-experiment.ts';

export function retryExperiment(parts: Parts): Command {
  return {
    id: COMMANDS.retryExperiment,
    async run(...args) {
      const { l10n } = parts;
      const picked = await pickExperiment(parts, 'retry', args);
      const place = placeAt(parts, picked?.node);
      const actions = place?.actions;
      if (picked === undefined || place === undefined || actions === undefined) return;
      const retry = l10n.t('Retry');
      const answer = await confirmChange(parts, place.cluster, {
        question: l10n.t('Retry {0} in {1}?', picked.view.name, place.source.label),
        details: [l10n.t('It begins anew under the same name; what it has come to is cleared.')],
        ways: [retry],
      });
      if (answer !== retry) return;
      const done = await parts.progress.during(() => actions.retry(picked.view.id));
      if (!done.ok) return await tellFailure(parts, done.failure, picked.node);
      await parts.tree.reveal(picked.node);
    },
  };
}

export function rerunExperiment(parts: Parts): Command {
  return {
    id: COMMANDS.rerunExperiment,
    async run(...args) {
      const { l10n } = parts;
      const picked = await pickExperiment(parts, 'rerun', args);
      const place = placeAt(parts, picked?.node);
      const actions = place?.actions;
      if (picked === undefined || place === undefined || actions === undefined) return;
      const run = l10n.t('Run');
      const answer = await confirmChange(parts, place.cluster, {
        question: l10n.t('Run {0} again in {1}?', picked.view.name, place.source.label),
        details: [l10n.t('The same spec as on the cluster, under a new name.')],
        ways: [run],
      });
      if (answer !== run) return;
      const started = await parts.progress.during(() => actions.rerun(picked.view.id));
      if (!started.ok) return await tellFailure(parts, started.failure, picked.node);
      await parts.tree.reveal(nodeId({ source: place.source.id, experiment: started.value }));
    },
  };
}
