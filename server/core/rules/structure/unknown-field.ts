import { classifyUnknownField, formatPath, isIdentity } from '../../schema/unknown-field.ts';
import { removeEntry } from '../../yaml/edit.ts';
import { entryOf } from '../../yaml/node.ts';
import type { Fix, Rule } from '../engine/rule.ts';
import { dropped, severityOfDropped } from './refused.ts';

export const unknownField: Rule = {
  id: 'unknown-field',
  title: 'Unknown field',
  docs: 'The API server drops a field that is not in the schema, so the setting has no effect; kubectl refuses the object when it validates strictly, which it does by default.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  *check({ structure, schema, schemas, document }) {
    for (const problem of structure) {
      if (problem.code !== 'unknown-field' || !schema) continue;
      const found = classifyUnknownField(schema, problem.path, schemas);
      if (found.is !== 'misspelt' && found.is !== 'unknown') continue;
      const path = formatPath(problem.path.slice(0, -1));
      const { kind } = document.content.identity;
      const where = path === '' ? `${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}` : `\`${path}\``;
      const edit = removeEntry(document.text, problem.parentMap, problem.entry);
      const remove: readonly Fix[] = edit ? [{ title: `Remove \`${problem.entry.key.text}\``, edits: [edit] }] : [];
      const told = `\`${problem.entry.key.text}\` is no field of ${where}${isIdentity(problem.path) ? ', because the controller decides it' : ''}. ${dropped({ document })}`;
      if (found.is === 'misspelt' && !entryOf(problem.parentMap, found.name)) {
        yield {
          range: problem.range,
          ...severityOfDropped({ document }),
          message: `${told} Did you mean \`${found.name}\`?`,
          fixes: [
            { title: `Rename to \`${found.name}\``, edits: [{ range: problem.range, newText: found.name }] },
            ...remove,
          ],
        };
      } else
        yield {
          range: problem.range,
          ...severityOfDropped({ document }),
          message: `${told} Remove it.`,
          fixes: remove,
        };
    }
  },
};
