import { removeEntry } from '../../yaml/edit.ts';
import { entryOf, scalarAt, stringAt, valueAt, type YamlNode } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';

export const expStatusInFile: Rule = {
  id: 'exp-status-in-file',
  title: '`status` is set in the file',
  docs: 'Experiments and AnalysisRuns have no status subresource: a `status` that was copied from a cluster is stored unchanged, and the controller believes it. With a finished phase nothing runs at all. A record of a cluster, with its `uid` and `resourceVersion`, is not meant to be applied: the API server refuses to create it.',
  severity: 'warning',
  kinds: ['Experiment', 'AnalysisRun'],
  needs: 'document',
  *check({ root, document, file, workspace }) {
    if (workspace.isPatch(file) || isRecord(root)) return;
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

/** As `kubectl get -o yaml` prints it: kept to look at, or to rehearse what was measured. */
function isRecord(root: YamlNode | undefined): boolean {
  const metadata = valueAt(root, 'metadata');
  return scalarAt(metadata, 'uid') !== undefined && scalarAt(metadata, 'resourceVersion') !== undefined;
}
