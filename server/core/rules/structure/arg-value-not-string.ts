import { safe } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';

export const argValueNotString: Rule = {
  id: 'arg-value-not-string',
  title: 'Value of an arg is not text',
  docs: 'The value of an arg is text in the schema, whatever it is used for later. The API server refuses `value: 9090` and `value: true`.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  stops: true,
  *check({ structure }) {
    for (const problem of structure) {
      if (
        problem.code !== 'wrong-type' ||
        problem.path.at(-1) !== 'value' ||
        problem.path.at(-3) !== 'args' ||
        problem.node.kind !== 'scalar'
      )
        continue;
      const quoted = JSON.stringify(problem.node.text);
      yield {
        range: problem.range,
        message: `The value of an arg is text, and \`${problem.node.text}\` is not. The API server refuses the object. Write \`${quoted}\`.`,
        fixes: safe([{ title: 'Put the value in quotes', edits: [{ range: problem.range, newText: quoted }] }]),
      };
    }
  },
};
