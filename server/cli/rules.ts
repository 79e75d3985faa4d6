/** `argo-experiments rules`: what is checked, a line each. */

import { Option } from 'commander';
import { RULES } from '../core/index.ts';
import type { AddCommand } from './command.ts';

export const addRules: AddCommand = (program, { output }) => {
  program
    .command('rules')
    .description('List all rules: id, severity, what is wrong.')
    .addOption(new Option('--format <format>', 'text or json').choices(['text', 'json']).default('text'))
    .action(({ format }: { format: string }) => {
      const rules = RULES.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      if (format === 'json') {
        const listed = rules.map(({ id, severity, title, docs }) => ({ id, severity, title, docs }));
        output.out(`${JSON.stringify(listed, null, 2)}\n`);
        return;
      }
      const width = Math.max(...rules.map(({ id }) => id.length));
      for (const { id, severity, title } of rules) output.out(`${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`);
    });
};
