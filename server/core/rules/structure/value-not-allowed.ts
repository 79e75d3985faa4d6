import { formatPath } from '../../schema/path.ts';
import { nearest } from '../../text/nearest.ts';
import type { Rule } from '../engine/rule.ts';
import { refused } from './refused.ts';

export const valueNotAllowed: Rule = {
  id: 'value-not-allowed',
  title: 'Value is not one of the allowed ones',
  docs: 'The API server refuses a value that the schema does not list, that is out of range, or that does not match the pattern.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  stops: true,
  *check(context) {
    for (const problem of context.structure) {
      const name = formatPath(problem.path);
      if (problem.code === 'enum') {
        const allowed = problem.schema.enum ?? [];
        const near = nearest(problem.node.text, allowed) ?? (allowed.length === 1 ? allowed[0] : undefined);
        const list = allowed.map(value => `\`${value}\``).join(', ');
        yield {
          range: problem.range,
          message: `\`${name}\` cannot be \`${problem.node.text}\`. ${refused(context)} Allowed: ${list}.`,
          fixes:
            near === undefined
              ? []
              : [{ title: `Change to \`${near}\``, edits: [{ range: problem.range, newText: near }] }],
        };
      } else if (problem.code === 'range') {
        const { minimum, maximum } = problem.schema;
        const limits = [
          minimum === undefined ? '' : `at least ${minimum}`,
          maximum === undefined ? '' : `at most ${maximum}`,
        ]
          .filter(Boolean)
          .join(' and ');
        yield { range: problem.range, message: `\`${name}\` must be ${limits}. ${refused(context)}` };
      } else if (problem.code === 'pattern') {
        yield {
          range: problem.range,
          message: `\`${name}\` must match \`${problem.schema.pattern}\`. ${refused(context)}`,
        };
      } else if (problem.code === 'date-time') {
        yield {
          range: problem.range,
          message: `\`${name}\` must be a time such as \`2026-01-31T10:00:00Z\`. ${refused(context)}`,
        };
      }
    }
  },
};
