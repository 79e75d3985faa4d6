/** `argo-experiments explain RULE`: why a rule says what it says. */
import { nearest, RULES } from '../core/index.ts';
import { type AddCommand, UsageError } from './command.ts';

export const addExplain: AddCommand = (program, { output }) => {
  program
    .command('explain')
    .description('Explain a rule: what is wrong, why, and what the controller does.')
    .argument('<rule>', 'id of the rule, as `lint` prints it')
    .action((id: string) => {
      const rule = RULES.find(each => each.id === id);
      if (!rule) throw new UsageError(unknownRule(id));
      output.out(`${rule.id} (${rule.severity})\n${rule.title}\n\n${rule.docs.trim()}\n`);
    });
};

export function unknownRule(id: string): string {
  const near = nearest(
    id,
    RULES.map(rule => rule.id),
  );
  const advice = near === undefined ? '`argo-experiments rules` lists them.' : `Did you mean "${near}"?`;
  return `Unknown rule "${id}". ${advice}`;
}
