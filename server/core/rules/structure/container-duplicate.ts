import type { Rule } from '../rule.ts';

export const containerDuplicate: Rule = {
  id: 'container-duplicate',
  title: 'Two items with the same key',
  docs: 'Containers are told apart by `name`, ports by `containerPort` and `protocol`. The API server refuses two of the same.',
  severity: 'error',
  kinds: '*',
  needs: 'document',
  *check({ structure }) {
    for (const problem of structure) {
      if (problem.code !== 'list-map-key') continue;
      const keys = problem.keys.map(key => `\`${key}\``).join(' and ');
      yield {
        range: problem.range,
        message: `An item with the same ${keys} stands before this one. The API server refuses the object. Change one of them.`,
        related: [{ range: problem.first, message: 'the first one' }],
      };
    }
  },
};
