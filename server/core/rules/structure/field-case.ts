import { entryOf } from '../../yaml/node.ts';
import { safe } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';
import { foundFields, renameField } from './found-fields.ts';
import { dropped, severityOfDropped } from './refused.ts';

export const fieldCase: Rule = {
  id: 'field-case',
  title: 'Field in the wrong case',
  docs: 'Names of fields are case sensitive for the API server, and have no dashes or underscores: `templatename` and `template_name` are unknown to it, and what is required stays missing.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  *check(context) {
    for (const { problem, found } of foundFields(context)) {
      if (found.is !== 'name' || found.why !== 'case') continue;
      const { name } = found;
      const fixes = renameField(context, problem, name);
      const isTaken = entryOf(problem.parentMap, name) !== undefined;
      yield {
        range: problem.range,
        ...severityOfDropped(context),
        message: isTaken
          ? `Unknown field \`${problem.entry.key.text}\`: it is written \`${name}\`, which is set here already. ${dropped(context)} Keep one of them.`
          : `Unknown field \`${problem.entry.key.text}\`: it is written \`${name}\`. ${dropped(context)}`,
        fixes: isTaken ? fixes : safe(fixes),
      };
    }
  },
};
