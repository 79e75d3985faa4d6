import { ANALYSIS_KINDS, readArgs } from '../../model/analysis.ts';
import { removeEntry } from '../../yaml/edit.ts';
import { entryOf, valueAt } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';

export const argTwoSources: Rule = {
  id: 'arg-two-sources',
  title: '`value` beside `valueFrom`',
  docs: 'Of an arg with both the Secret silently wins. A Rollout that has the template in a step, or before or after a promotion, is refused (InvalidSpec).',
  severity: 'warning',
  kinds: ANALYSIS_KINDS,
  needs: 'value',
  *check({ root, document }) {
    for (const { node, name, value, valueFrom } of readArgs(valueAt(root, 'spec'))) {
      const entry = entryOf(node, 'value');
      if (!name || !value || !entry || !entryOf(valueFrom, 'secretKeyRef')) continue;
      const edit = removeEntry(document.text, node, entry);
      yield {
        range: entry.key.range,
        message: `Keep one of \`value\` and \`valueFrom\`: the Secret silently wins. A Rollout that uses the template in a step or promotion is refused ("arg '${name.text}' has both Value and ValueFrom fields").`,
        fixes: edit ? [{ title: 'Remove `value`', edits: [edit] }] : [],
      };
    }
  },
};
