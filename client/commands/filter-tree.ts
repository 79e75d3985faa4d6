/** Shows fewer rows: by text, by phase, without what has finished; and all again. */
import type { Phase } from '../../server/protocol.ts';
import { isFiltering, NO_FILTER, type TreeFilter } from '../experiments/view/filter.ts';
import { PHASES } from '../experiments/view/view.ts';
import { COMMANDS } from '../ids.ts';
import type { Choice } from '../ui/ask.ts';
import type { Command, Parts } from './command.ts';

type Answer = 'text' | 'finished' | 'clear' | Phase;

export function filterTree(parts: Parts): Command {
  return {
    id: COMMANDS.filterTree,
    async run() {
      const { ask, tree, l10n } = parts;
      for (;;) {
        const answer = await ask.choose<Answer>({
          title: l10n.t('Filter'),
          placeholder: l10n.t('What is shown? Each choice counts at once; Escape when it is right.'),
          choices: choicesOf(tree.filter, l10n),
        });
        if (answer === undefined) return;
        const next = answer === 'text' ? await typeText(parts) : changed(tree.filter, answer);
        if (next !== undefined) await tree.setFilter(next);
        if (answer === 'text' || answer === 'clear') return;
      }
    },
  };
}

function choicesOf(filter: TreeFilter, l10n: Parts['l10n']): readonly Choice<Answer>[] {
  const tick = (isOn: boolean) => (isOn ? 'check' : 'blank');
  return [
    { label: l10n.t('Text…'), description: filter.text, icon: 'search', value: 'text' },
    {
      label: l10n.t('Hide finished'),
      icon: tick(filter.hidesFinished),
      value: 'finished',
      ...(filter.hidesFinished ? { description: l10n.t('chosen') } : {}),
    },
    ...PHASES.map(
      (phase): Choice<Answer> => ({
        label: phase,
        icon: tick(filter.phases.includes(phase)),
        group: l10n.t('Only these phases'),
        value: phase,
        ...(filter.phases.includes(phase) ? { description: l10n.t('chosen') } : {}),
      }),
    ),
    ...(isFiltering(filter)
      ? [{ label: l10n.t('Show all'), icon: 'clear-all', group: l10n.t('No filter'), value: 'clear' } as const]
      : []),
  ];
}

function changed(filter: TreeFilter, answer: Exclude<Answer, 'text'>): TreeFilter {
  if (answer === 'clear') return NO_FILTER;
  if (answer === 'finished') return { ...filter, hidesFinished: !filter.hidesFinished };
  const phases = PHASES.filter(phase => filter.phases.includes(phase) !== (phase === answer));
  return { ...filter, phases };
}

async function typeText({ ask, tree, l10n }: Parts): Promise<TreeFilter | undefined> {
  const { filter } = tree;
  const text = await ask.type({
    title: l10n.t('Filter'),
    prompt: l10n.t('Words of names, namespaces, Rollouts, analyses or messages; empty for any'),
    value: filter.text,
  });
  return text === undefined ? undefined : { ...filter, text: text.trim() };
}

export function clearFilter({ tree }: Parts): Command {
  return { id: COMMANDS.clearFilter, run: () => tree.setFilter(NO_FILTER) };
}

export function hideFinished({ tree }: Parts): Command {
  return { id: COMMANDS.hideFinished, run: () => tree.setFilter({ ...tree.filter, hidesFinished: true }) };
}

export function showFinished({ tree }: Parts): Command {
  return { id: COMMANDS.showFinished, run: () => tree.setFilter({ ...tree.filter, hidesFinished: false }) };
}
