/** Shows two rehearsals side by side: those selected, else the one of the row and one that is chosen. */

import { candidates, type Located, locate } from '../experiments/places/row-actions.ts';
import { titleOf } from '../experiments/view/view.ts';
import { COMMANDS } from '../ids.ts';
import type { Command, Parts } from './command.ts';

export function compareRehearsals(parts: Parts): Command {
  return {
    id: COMMANDS.compareRehearsals,
    async run(row, rows) {
      const open = candidates(parts.places, 'compare');
      if (open.length < 2) {
        const message = parts.l10n.t('There are no two rehearsals to compare. Rehearse the experiment once more.');
        await parts.tell.say('info', message);
        return;
      }
      const given = readRows(row, rows).flatMap(node => locate(parts.places, node)?.node ?? []);
      const meant = open.filter(({ node }) => given.includes(node));
      const [first, second] = meant.length === 2 ? meant : [meant.length === 1 ? meant[0] : undefined, undefined];
      const left = first ?? (await choose(parts, open, parts.l10n.t('Compare which rehearsal?')));
      if (left === undefined) return;
      const others = open.filter(({ node }) => node !== left.node);
      const right =
        second ?? (await choose(parts, others, parts.l10n.t('Compare {0} with which?', titleOf(left.view))));
      if (right !== undefined) parts.results.show([left, right]);
    },
  };
}

/** The tree passes the row that was clicked, and all that are selected when there are several. */
function readRows(row: unknown, rows: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(rows) && rows.length > 0 ? rows : [row];
  return list.filter(each => typeof each === 'string');
}

async function choose(
  { ask, l10n }: Parts,
  open: readonly Located[],
  placeholder: string,
): Promise<Located | undefined> {
  const [only, ...others] = open;
  if (others.length === 0) return only;
  return await ask.choose({
    title: l10n.t('Compare Rehearsals'),
    placeholder,
    choices: open.map(located => ({
      label: titleOf(located.view),
      description: located.view.phase,
      group: located.place.source.label,
      value: located,
    })),
  });
}
