import type { Range } from '../../text/range.ts';
import type { Fix, Rule } from '../engine/rule.ts';

export const containerDuplicate: Rule = {
  id: 'container-duplicate',
  title: 'Two items with the same key',
  docs: 'Containers are told apart by `name`, ports by `containerPort` and `protocol`. The API server refuses two of the same.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  stops: true,
  *check({ document, structure }) {
    for (const problem of structure) {
      if (problem.code !== 'list-map-key') continue;
      const keys = problem.keys.map(key => `\`${key}\``).join(' and ');
      yield {
        range: problem.range,
        message: `An item with the same ${keys} stands before this one. The API server refuses the object. Change one of them.`,
        related: [{ range: problem.first, message: 'the first one' }],
        fixes: problem.keys.length === 1 ? rename(document.text, problem.range) : [],
      };
    }
  },
};

function rename(text: string, range: Range): readonly Fix[] {
  const [, quote = '', name] = /^(["']?)([a-z0-9-]+)\1$/.exec(text.slice(range.start, range.end)) ?? [];
  if (name === undefined) return [];
  const newText = `${quote}\${1:${name}-2}${quote}`;
  return [{ title: `Rename to \`${name}-2\``, edits: [{ range, newText }], snippet: true }];
}
