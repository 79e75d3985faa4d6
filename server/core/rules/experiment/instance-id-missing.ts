import { ARGO_KINDS } from '../../model/analysis.ts';
import { literal } from '../../model/experiment-body.ts';
import { scalarAt, valueAt } from '../../yaml/node.ts';
import { writeText } from '../../yaml/scalar.ts';
import { addField, rewrite } from '../engine/fix.ts';
import type { Fix, Rule, RuleContext } from '../engine/rule.ts';

const LABEL = 'argo-rollouts.argoproj.io/controller-instance-id';

export const instanceIdMissing: Rule = {
  id: 'instance-id-missing',
  title: 'Object without the controller’s instance id',
  docs: `A controller that was started with \`--instance-id\` sees only objects that carry its id in the label \`${LABEL}\`. Others are left alone without a word: an Experiment has no phase, and a template is not found.`,
  severity: 'info',
  kinds: ARGO_KINDS,
  needs: 'cluster',
  *check(context) {
    const { root, document, file, workspace, isWhole } = context;
    const { cluster } = workspace;
    const id = cluster?.facts.controller?.instanceId;
    const { nameNode } = document.content.identity;
    const label = scalarAt(root, 'metadata', 'labels', LABEL);
    if (!cluster || id === undefined || id === '' || !isWhole || workspace.isTakenIn(file)) return;
    if (label ? literal(label) === undefined || label.text === id : !nameNode) return;
    yield {
      range: (label ?? nameNode ?? document.content.yaml.root)?.range ?? { start: 0, end: 0 },
      message: `The controller of \`${cluster.facts.context}\` was started with \`--instance-id ${id}\` and does not see this object${label ? `, which has the id \`${label.text}\`` : ''}. Write the label \`${LABEL}: ${id}\`.`,
      fixes: label ? rewrite(label, id) : addLabel(context, id),
    };
  },
};

function addLabel(context: RuleContext, id: string): readonly Fix[] {
  const metadata = valueAt(context.root, 'metadata');
  const labels = valueAt(metadata, 'labels');
  const source = `${LABEL}: ${writeText(id)}`;
  if (labels?.kind === 'map') return addField(context, ['metadata', 'labels'], labels, source);
  return metadata?.kind === 'map' ? addField(context, ['metadata'], metadata, `labels:\n  ${source}`) : [];
}
