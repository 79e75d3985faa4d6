/** Which experiment of the tree a command is for: that of the row, else the selected one, else the one chosen. */

import { candidates, type Located, locate, possibleActions } from '../experiments/places/row-actions.ts';
import type { RowAction } from '../ids.ts';
import type { Parts } from './command.ts';

/**
 * `undefined`: there is none that this can be asked of, which the person has been told, or none was chosen.
 * `isHarmless`: a mistaken choice does no damage.
 */
export async function pickExperiment(
  parts: Parts,
  action: RowAction,
  args: readonly unknown[],
  { isHarmless = false }: { readonly isHarmless?: boolean } = {},
): Promise<Located | undefined> {
  const { places, tree, ask, tell, l10n } = parts;
  const [row] = args;
  const node = typeof row === 'string' ? row : undefined;
  const rows = isHarmless ? [node, tree.selected] : [node ?? tree.selected];
  for (const row of rows) {
    const meant = locate(places, row ?? '');
    if (meant !== undefined && possibleActions(meant.place, meant.view).includes(action)) return meant;
  }
  // A row that was clicked is meant, even if this is no longer possible there. A button in the title of the tree passes
  // whatever row the keyboard is on, so what does no harm looks further.
  const open = node === undefined || isHarmless ? candidates(places, action) : [];
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
