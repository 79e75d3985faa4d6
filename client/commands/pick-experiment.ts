/** Which experiment of the tree a command is for: that of the row, else the selected one, else the one chosen. */
import type { RowAction } from '../ids.ts';
import { candidates, type Located, locate, possibleActions } from '../live/row-actions.ts';
import type { Parts } from './command.ts';

/** `undefined`: there is none that this can be asked of, which the person has been told, or none was chosen. */
export async function pickExperiment(
  parts: Parts,
  action: RowAction,
  args: readonly unknown[],
): Promise<Located | undefined> {
  const { places, tree, ask, tell, l10n } = parts;
  const [row] = args;
  const node = typeof row === 'string' ? row : undefined;
  const meant = locate(places, node ?? tree.selected ?? '');
  if (meant !== undefined && possibleActions(meant.place, meant.view).includes(action)) return meant;
  // A row that was clicked is meant, even if this is no longer possible there.
  const open = node === undefined ? candidates(places, action) : [];
  const [only, ...others] = open;
  if (only === undefined) {
    await tell.say('info', l10n.t('There is no experiment that this can be asked of now.'));
    return undefined;
  }
  if (others.length === 0) return only;
  return await ask.choose({
    title: l10n.t('Argo Experiments'),
    placeholder: l10n.t('Which experiment?'),
    choices: open.map(located => ({
      label: located.view.name,
      description: [located.view.phase, located.view.playback?.scenario ?? ''].filter(part => part !== '').join(' · '),
      group: located.place.source.label,
      value: located,
    })),
  });
}
