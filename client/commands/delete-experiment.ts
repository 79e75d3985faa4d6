import { type Located, locate, possibleActions } from '../experiments/places/row-actions.ts';
import { COMMANDS } from '../ids.ts';
import { type Command, type Parts, tellFailure } from './command.ts';
import { confirmChange } from './confirm.ts';
import { pickExperiment } from './pick-experiment.ts';

/** Removes experiments: all that are selected. A rehearsal can be had again at once, so only clusters are asked about. */
export function deleteExperiment(parts: Parts): Command {
  return {
    id: COMMANDS.deleteExperiment,
    async run(...args) {
      const selected = selectedOnes(parts, args);
      const picked = selected.length > 1 ? undefined : await pickExperiment(parts, 'delete', args);
      const meant = picked === undefined ? selected : [picked];
      if (meant.length === 0 || !(await isMeant(parts, meant))) return;
      for (const { place, view, node } of meant) {
        const done = await place.actions?.delete(view.id);
        if (done?.ok === false) return await tellFailure(parts, done.failure, node);
      }
    },
  };
}

/** The tree passes all selected rows after the one that was clicked. */
function selectedOnes({ places }: Parts, [, rows]: readonly unknown[]): readonly Located[] {
  const nodes = (Array.isArray(rows) ? rows : []).filter(row => typeof row === 'string');
  const located = nodes.flatMap(node => locate(places, node) ?? []);
  const distinct = new Map(located.map(each => [each.node, each]));
  return [...distinct.values()].filter(({ place, view }) => possibleActions(place, view).includes('delete'));
}

const NAMES_TOLD = 10;

async function isMeant(parts: Parts, meant: readonly Located[]): Promise<boolean> {
  const { l10n } = parts;
  const remove = l10n.t('Delete');
  for (const place of new Set(meant.map(each => each.place))) {
    const { cluster, source } = place;
    if (cluster === undefined) continue;
    const views = meant.filter(each => each.place === place).map(({ view }) => view);
    const names = views.map(({ name, namespace }) =>
      cluster.namespace === undefined ? `${namespace ?? ''}/${name}` : name,
    );
    const question =
      names.length === 1
        ? l10n.t('Delete {0} in {1}?', names[0] ?? '', source.label)
        : views.some(({ kind }) => kind === 'AnalysisRun')
          ? l10n.t('Delete {0} experiments and analyses in {1}?', names.length, source.label)
          : l10n.t('Delete {0} experiments in {1}?', names.length, source.label);
    const others = names.length - NAMES_TOLD;
    const details = [
      ...(names.length === 1 ? [] : names.slice(0, NAMES_TOLD)),
      others > 0 ? l10n.t('and {0} more', others) : '',
      names.length > 1
        ? l10n.t('Their pods and analyses go with them.')
        : views[0]?.kind === 'AnalysisRun'
          ? l10n.t('Its measurements and Jobs go with it.')
          : l10n.t('Its pods and analyses go with it.'),
    ];
    if ((await confirmChange(parts, cluster, { question, details, ways: [remove] })) !== remove) return false;
  }
  return true;
}
