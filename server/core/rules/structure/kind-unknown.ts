import { nearest } from '../../text/nearest.ts';
import { scalarAt } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';

export const kindUnknown: Rule = {
  id: 'kind-unknown',
  title: 'No such kind in `argoproj.io`',
  docs: 'The API server knows no kind of this name in this API group and version, and refuses the object. Kinds of other Argo projects (Application, Workflow, ...) are left alone.',
  severity: 'error',
  kinds: '*',
  needs: 'value',
  stops: true,
  *check({ document, schema, schemas, root }) {
    const { group, kind, version } = document.content.identity;
    const node = scalarAt(root, 'kind');
    if (schema || !node) return;
    const all = [...schemas.kinds].filter(each => each.group === group);
    const known = all.map(each => each.kind);
    const meant = all.find(each => each.kind === kind);
    if (meant) {
      const versionNode = scalarAt(root, 'apiVersion');
      if (!versionNode) return;
      const right = `${group}/${meant.version}`;
      yield {
        range: versionNode.range,
        message: `The API server has no version \`${version}\` of \`${kind}\` and refuses the object. Write \`${right}\`.`,
        fixes: [{ title: `Change to \`${right}\``, edits: [{ range: versionNode.range, newText: right }] }],
      };
      return;
    }
    const near = nearest(kind, known);
    // The group is shared with Argo CD, Workflows and Events: a kind that is not nearly one of ours is theirs.
    if (near === undefined || OTHER_ARGO_KINDS.has(kind) || isListOf(known, kind)) return;
    yield {
      range: node.range,
      message: `There is no kind \`${kind}\` in \`${group}/${version}\`. The API server refuses the object. Did you mean \`${near}\`?`,
      fixes: [{ title: `Change to \`${near}\``, edits: [{ range: node.range, newText: near }] }],
    };
  },
};

/** What the API server answers with, and kubectl takes apart again: `ExperimentList`. */
function isListOf(known: readonly string[], kind: string): boolean {
  return kind.endsWith('List') && known.includes(kind.slice(0, -'List'.length));
}

const OTHER_ARGO_KINDS = new Set([
  'Application',
  'ApplicationSet',
  'AppProject',
  'ArgoCD',
  'Workflow',
  'WorkflowTemplate',
  'ClusterWorkflowTemplate',
  'CronWorkflow',
  'WorkflowEventBinding',
  'WorkflowTaskSet',
  'WorkflowTaskResult',
  'WorkflowArtifactGCTask',
  'EventSource',
  'EventBus',
  'Sensor',
  'RolloutManager',
]);
