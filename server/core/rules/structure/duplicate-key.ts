import { removeEntry } from '../../yaml/edit.ts';
import type { Rule } from '../engine/rule.ts';

export const duplicateKey: Rule = {
  id: 'duplicate-key',
  title: 'The same key twice',
  docs: 'kubectl drops all but the last of them without a word, also when it validates strictly.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  *check({ structure, document }) {
    for (const problem of structure) {
      if (problem.code !== 'duplicate-key') continue;
      const key = problem.entry.key.text;
      const edit = removeEntry(document.text, problem.parentMap, problem.entry);
      yield {
        range: problem.range,
        message: `\`${key}\` stands here twice: kubectl keeps the last one and drops this one without a word. Delete one.`,
        related: [{ range: problem.last.key.range, message: `the \`${key}\` that wins` }],
        unnecessary: true,
        fixes: edit ? [{ title: `Remove this \`${key}\``, edits: [edit] }] : [],
      };
    }
  },
};
