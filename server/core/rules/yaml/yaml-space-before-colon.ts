import { resolveAlias, type YamlEntry, type YamlNode } from '../../yaml/node.ts';
import type { Rule } from '../rule.ts';

export const yamlSpaceBeforeColon: Rule = {
  id: 'yaml-space-before-colon',
  title: 'Blank before the colon',
  docs: '`name : x` is YAML, and most readers take it as `name: x`. Tools that search the text for `name:` do not find it.',
  severity: 'hint',
  kinds: '*',
  needs: 'document',
  *check({ root, document }) {
    for (const { key, value } of entriesIn(root)) {
      const blanks = /^[ \t]+(?=:)/.exec(document.text.slice(key.range.end, value.range.start));
      if (!blanks) continue;
      const range = { start: key.range.end, end: key.range.end + blanks[0].length };
      yield {
        range,
        message: `YAML reads \`${key.text} :\` as \`${key.text}:\`, and tools that search the text do not. Remove the blank.`,
        fixes: [{ title: 'Remove the blank', edits: [{ range, newText: '' }] }],
      };
    }
  },
};

function* entriesIn(root: YamlNode | undefined): Iterable<YamlEntry> {
  const pending: YamlNode[] = root ? [root] : [];
  const seen = new Set<YamlNode>();
  for (let node = pending.pop(); node; node = pending.pop()) {
    const value = resolveAlias(node);
    if (!value || seen.has(value)) continue;
    seen.add(value);
    if (value.kind === 'seq') pending.push(...value.items);
    if (value.kind !== 'map') continue;
    yield* value.entries;
    pending.push(...value.entries.map(entry => entry.value));
  }
}
