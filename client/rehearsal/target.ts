/** "Rehearse here" as an answer to "Run where?". */

import type { RunTarget } from '../experiments/ports/source.ts';
import type { L10n } from '../experiments/values/l10n.ts';
import type { RehearsalSource } from './source.ts';

export function rehearsalTarget(source: RehearsalSource, l10n: L10n): RunTarget {
  return {
    id: source.id,
    label: l10n.t('Rehearse here'),
    description: l10n.t('no cluster: the controllers on a virtual clock'),
    icon: source.icon,
    place: { source, actions: source, playback: source },
    // The server knows the spec and so the scenarios that tell something about it.
    choices: runnable => {
      const [usual = [], ...others] = runnable.scenarios.map(scenario => [
        { label: scenario.title, request: { runnable, scenario } },
      ]);
      // What somebody wrote down for this experiment stands before what is offered for any.
      const written = runnable.scenariosBeside.map(({ uri, title, scenario }) => ({
        label: title,
        description: uri.slice(uri.lastIndexOf('/') + 1),
        request: { runnable, scenario },
      }));
      return [...usual, ...written, ...others.flat()];
    },
  };
}
