import { nodesIn } from '../../yaml/scalars.ts';
import { safe } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';

export const yamlSpaceBeforeColon: Rule = {
  id: 'yaml-space-before-colon',
  title: 'Blank before the colon',
  docs: '`name : x` is YAML, and most readers take it as `name: x`. Tools that search the text for `name:` do not find it.',
  severity: 'hint',
  kinds: '*',
  needs: 'document',
  judgesText: true,
  *check({ root, document }) {
    for (const { node } of nodesIn(root)) {
      if (node.kind !== 'map') continue;
      for (const { key, value } of node.entries) {
        const blanks = /^[ \t]+(?=:)/.exec(document.text.slice(key.range.end, value.range.start));
        if (!blanks) continue;
        const range = { start: key.range.end, end: key.range.end + blanks[0].length };
        yield {
          range,
          message: `YAML reads \`${key.text} :\` as \`${key.text}:\`, and tools that search the text do not. Remove the blank.`,
          fixes: safe([{ title: 'Remove the blank', edits: [{ range, newText: '' }] }]),
        };
      }
    }
  },
};
