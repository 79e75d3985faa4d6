import { classifyUnknownField } from '../../schema/unknown-field.ts';
import { removeEntry } from '../../yaml/edit.ts';
import { entryOf } from '../../yaml/node.ts';
import { safe } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';
import { severityOfDropped } from './refused.ts';

export const fieldCase: Rule = {
  id: 'field-case',
  title: 'Field in the wrong case',
  docs: 'Names of fields are case sensitive for the API server: `templatename` is unknown to it, and what is required stays missing.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  *check({ structure, schema, schemas, document }) {
    for (const problem of structure) {
      if (problem.code !== 'unknown-field' || !schema) continue;
      const found = classifyUnknownField(schema, problem.path, schemas);
      if (found.is !== 'case') continue;
      const key = problem.entry.key.text;
      if (entryOf(problem.parentMap, found.name)) {
        const edit = removeEntry(document.text, problem.parentMap, problem.entry);
        yield {
          range: problem.range,
          ...severityOfDropped({ document }),
          message: `\`${key}\` is unknown: upper and lower case are told apart. \`${found.name}\` stands here already. Remove this one.`,
          fixes: edit ? [{ title: `Remove \`${key}\``, edits: [edit] }] : [],
        };
        continue;
      }
      yield {
        range: problem.range,
        ...severityOfDropped({ document }),
        message: `\`${key}\` is unknown: upper and lower case are told apart. Write \`${found.name}\`.`,
        fixes: safe([{ title: `Rename to \`${found.name}\``, edits: [{ range: problem.range, newText: found.name }] }]),
      };
    }
  },
};
