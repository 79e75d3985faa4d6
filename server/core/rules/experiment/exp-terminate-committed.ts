import { isTrueAt } from '../../model/reading.ts';
import { removeEntry } from '../../yaml/edit.ts';
import { entryOf, valueAt } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';

export const expTerminateCommitted: Rule = {
  id: 'exp-terminate-committed',
  title: '`terminate` is set in the file',
  docs: '`spec.terminate: true` ends an Experiment. One that is created with it is Successful at once: no pod starts, and no analysis runs.',
  severity: 'warning',
  kinds: ['Experiment'],
  needs: 'document',
  *check({ root, document }) {
    const spec = valueAt(root, 'spec');
    const entry = entryOf(spec, 'terminate');
    if (spec?.kind !== 'map' || !entry || !isTrueAt(spec, 'terminate')) return;
    const edit = removeEntry(document.text, spec, entry);
    yield {
      range: entry.range,
      message:
        'With `terminate: true` this Experiment is Successful as soon as it is created, and no pod ever starts. Remove the field.',
      fixes: edit ? [{ title: 'Remove `terminate`', edits: [edit] }] : [],
    };
  },
};
