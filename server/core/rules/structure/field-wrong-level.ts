import { classifyUnknownField, formatPath } from '../../schema/unknown-field.ts';
import type { Rule } from '../rule.ts';

export const fieldWrongLevel: Rule = {
  id: 'field-wrong-level',
  title: 'Field at the wrong level',
  docs: 'The field exists, but not here. The API server drops it where it stands, so it has no effect; kubectl refuses it when it validates strictly.',
  severity: 'error',
  kinds: '*',
  needs: 'document',
  *check({ structure, schema, schemas }) {
    for (const problem of structure) {
      if (problem.code !== 'unknown-field' || !schema) continue;
      const found = classifyUnknownField(schema, problem.path, schemas);
      if (found.is !== 'level') continue;
      const here =
        problem.path.length === 1 ? 'at the top of the document' : `in \`${formatPath(problem.path.slice(0, -1))}\``;
      const there = found.path.length === 0 ? 'at the top of the document' : `in \`${formatPath(found.path)}\``;
      yield {
        range: problem.range,
        message: `\`${problem.entry.key.text}\` does not belong ${here}. kubectl refuses it, other tools drop it without a word. It belongs ${there}.`,
      };
    }
  },
};
