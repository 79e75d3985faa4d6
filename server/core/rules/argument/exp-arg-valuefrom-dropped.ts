import { readCalls } from '../../model/analysis-call.ts';
import { removeEntry } from '../../yaml/edit.ts';
import { entryOf } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';

export const expArgValueFromDropped: Rule = {
  id: 'exp-arg-valuefrom-dropped',
  title: '`valueFrom` is dropped',
  docs: 'Of the args that an Experiment passes only `value` counts. `valueFrom` is accepted and dropped: the default of the template is used, or, without one, the run cannot be made. A Secret belongs into the args of the template.',
  severity: 'warning',
  kinds: ['Experiment'],
  needs: 'document',
  *check({ root, document }) {
    for (const arg of readCalls(root, 'Experiment').flatMap(({ args }) => args)) {
      const entry = entryOf(arg.node, 'valueFrom');
      if (!entry || !arg.valueFrom) continue;
      const result = arg.value
        ? 'only `value` counts'
        : "the template's default is used, or the Experiment is Error without one";
      const edit = removeEntry(document.text, arg.node, entry);
      yield {
        range: entry.key.range,
        message: `An Experiment does not pass \`valueFrom\`: it is dropped without a word, and ${result}. Write it into the args of the template, or pass a \`value\`.`,
        fixes: edit ? [{ title: 'Remove `valueFrom`', edits: [edit] }] : [],
      };
    }
  },
};
