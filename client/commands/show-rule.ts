/** Shows what a rule is about, with an example before and after. */
import type { RuleHead } from '../../server/protocol.ts';
import { COMMANDS } from '../ids.ts';
import { type Command, type Parts, tellFailure } from './command.ts';

/** Of the one that a problem's code or a quick fix names, or of one that is chosen. */
export function showRule(parts: Parts): Command {
  return {
    id: COMMANDS.showRule,
    async run(named) {
      const { requests, rulePages } = parts;
      const rules = await requests.rules();
      if (!rules.ok) return await tellFailure(parts, rules.failure);
      const id = rules.value.find(rule => rule.id === named)?.id ?? (await choose(parts, rules.value));
      if (id !== undefined) await rulePages.show(id);
    },
  };
}

/** Those of the problems at the cursor come first. */
async function choose({ ask, editor, l10n }: Parts, rules: readonly RuleHead[]): Promise<string | undefined> {
  const here = editor.problemsHere();
  const choice = (group: string) => (rule: RuleHead) => {
    return { label: rule.id, description: rule.title, group, value: rule.id };
  };
  return await ask.choose({
    title: l10n.t('Show Rule'),
    placeholder: l10n.t('Which rule?'),
    choices: [
      ...rules.filter(({ id }) => here.includes(id)).map(choice(l10n.t('problems at the cursor'))),
      ...rules.filter(({ id }) => !here.includes(id)).map(choice(l10n.t('all rules'))),
    ],
  });
}
