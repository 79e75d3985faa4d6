import { removeEntry } from '../../yaml/edit.ts';
import { entryOf, stringAt, valueAt } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';

export const expStatusInFile: Rule = {
  id: 'exp-status-in-file',
  title: '`status` is set in the file',
  docs: 'Experiments and AnalysisRuns have no status subresource: a `status` that was copied from a cluster is stored as it stands, and the controller believes it. With a finished phase nothing runs at all.',
  severity: 'warning',
  kinds: ['Experiment', 'AnalysisRun'],
  needs: 'document',
  *check({ root, document, file, workspace }) {
    if (workspace.isPatch(file)) return;
    const entry = entryOf(root, 'status');
    const status = valueAt(root, 'status');
    if (root?.kind !== 'map' || !entry || status?.kind !== 'map' || status.entries.length === 0) return;
    const phase = stringAt(status, 'phase');
    const told = phase === undefined ? 'goes on from there' : `takes it as ${phase} already`;
    const edit = removeEntry(document.text, root, entry);
    yield {
      range: entry.key.range,
      message: `The cluster stores this \`status\`, and the controller ${told} instead of starting fresh. Remove it.`,
      fixes: edit ? [{ title: 'Remove `status`', edits: [edit] }] : [],
    };
  },
};
