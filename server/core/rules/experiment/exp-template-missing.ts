import { TEMPLATE_KINDS, type TemplateReference, templateKind } from '../../model/analysis.ts';
import type { AnalysisCall } from '../../model/analysis-call.ts';
import { explainMissing, type MissingTemplateReason } from '../../workspace/missing-template.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { createTemplate } from '../engine/new-template.ts';
import type { Finding, Fix, Rule } from '../engine/rule.ts';

export const expAnalysisTemplateMissing: Rule = {
  id: 'exp-analysis-template-missing',
  title: 'Analysis template does not exist',
  docs: 'An Experiment whose analysis names a template that does not exist is Error on its second pass, before any pod starts. The template must be in the same namespace, or be a ClusterAnalysisTemplate with `clusterScope: true`. In a workspace without any template of that kind they are defined elsewhere, and this is only information.',
  severity: 'warning',
  kinds: ['Experiment'],
  needs: 'workspace',
  *check(context) {
    const { document, workspace, file, calls } = context;
    const namespace = workspace.namespaceOf({ file, document });
    for (const [resolved, reference] of calls().flatMap(each => each.call.references.map(to => [each, to] as const))) {
      const why = explainMissing(reference, namespace, workspace, workspace.homeOf({ file, document }));
      const { templateName } = reference;
      if (why?.is !== 'absent' || !templateName) continue;
      yield {
        range: templateName.range,
        ...severityOf(why),
        message: say(
          reference,
          namespace,
          why,
          'The Experiment ends in Error on its second pass, before any pod starts.',
        ),
        fixes: [...rename(templateName, why), ...createTemplate(context, reference, resolved)],
      };
    }
  },
};

export const expNestedTemplateMissing: Rule = {
  id: 'exp-nested-template-missing',
  title: 'Nested template does not exist',
  docs: 'A template that names another one which does not exist makes no run: an Experiment is Error once its pods are available, and a Rollout is refused (InvalidSpec). Nested templates are looked up in the namespace of the Experiment or Rollout.',
  severity: 'warning',
  kinds: TEMPLATE_KINDS,
  needs: 'workspace',
  *check(context) {
    const { document, workspace, file, merged } = context;
    const isCluster = document.content.identity.kind === 'ClusterAnalysisTemplate';
    const namespace = isCluster ? undefined : workspace.namespaceOf({ file, document });
    for (const reference of merged()?.templates[0]?.analysis.templates ?? []) {
      const why = explainMissing(reference, namespace, workspace, workspace.homeOf({ file, document }));
      const { templateName } = reference;
      if (why?.is !== 'absent' || !templateName) continue;
      yield {
        range: templateName.range,
        ...severityOf(why),
        message: say(reference, undefined, why, NO_RUN),
        fixes: [...rename(templateName, why), ...createTemplate(context, reference)],
      };
    }
  },
};

/** The analyses of a Rollout: looked up before it begins, but those of an experiment step. */
export const roTemplateMissing = [
  inRollout({
    id: 'ro-analysis-template-missing',
    title: 'AnalysisTemplate of a Rollout does not exist',
    docs: 'The controller looks up the templates of background, inline, pre- and post-promotion analyses as soon as it sees the Rollout, and refuses it (InvalidSpec) when one does not exist in its namespace. A ClusterAnalysisTemplate is found with `clusterScope: true` only.',
    isMeant: ({ place }, { clusterScope }) => place !== 'experiment-step' && !clusterScope,
    result: 'The controller refuses the Rollout (InvalidSpec), and it is Degraded.',
  }),
  inRollout({
    id: 'ro-cluster-template-missing',
    title: 'ClusterAnalysisTemplate of a Rollout does not exist',
    docs: 'The controller looks up the templates of background, inline, pre- and post-promotion analyses as soon as it sees the Rollout, and refuses it (InvalidSpec) when a ClusterAnalysisTemplate does not exist.',
    isMeant: ({ place }, { clusterScope }) => place !== 'experiment-step' && clusterScope,
    result: 'The controller refuses the Rollout (InvalidSpec), and it is Degraded.',
  }),
  inRollout({
    id: 'step-exp-analysis-template-missing',
    title: 'Template of an experiment step does not exist',
    docs: 'Nobody looks up the templates of an experiment step before the step begins. When one does not exist the Experiment is Error, and the update is aborted in the middle of the release.',
    isMeant: ({ place }) => place === 'experiment-step',
    result: 'The Experiment ends in Error when the step begins, and the update is aborted.',
  }),
];

interface RolloutRule extends Pick<Rule, 'id' | 'title' | 'docs'> {
  readonly isMeant: (call: AnalysisCall, reference: TemplateReference) => boolean;
  readonly result: string;
}

function inRollout({ isMeant, result, ...named }: RolloutRule): Rule {
  return {
    ...named,
    severity: 'warning',
    kinds: ['Rollout'],
    needs: 'workspace',
    *check(context) {
      const { document, workspace, file, calls } = context;
      const namespace = workspace.namespaceOf({ file, document });
      for (const resolved of calls()) {
        const { call } = resolved;
        for (const reference of call.references.filter(each => isMeant(call, each))) {
          const why = explainMissing(reference, namespace, workspace, workspace.homeOf({ file, document }));
          const { templateName } = reference;
          if (why?.is !== 'absent' || !templateName) continue;
          yield {
            range: templateName.range,
            ...severityOf(why),
            message: say(reference, namespace, why, result),
            fixes: [...rename(templateName, why), ...createTemplate(context, reference, resolved)],
          };
        }
      }
    },
  };
}

const NO_RUN =
  'No run can be made of this template: an Experiment ends in Error once its pods are available, a Rollout is refused.';

/** Where the workspace has no template of that kind, they are defined elsewhere: this one most likely too. */
function severityOf(why: MissingTemplateReason): Pick<Finding, 'severity'> {
  return isElsewhere(why) ? { severity: 'info' } : {};
}

function isElsewhere(why: MissingTemplateReason): boolean {
  return why.is === 'absent' && why.isElsewhere && why.meant === undefined;
}

function say(
  reference: TemplateReference,
  namespace: string | undefined,
  why: MissingTemplateReason,
  result: string,
): string {
  if (!isElsewhere(why)) return `${notFound(reference, namespace, why)} ${result} ${advice(why)}`;
  const name = reference.templateName?.text ?? '';
  return `This workspace has no ${kindOf(reference)}, so \`${name}\` must be defined elsewhere. If it does not exist, ${result.charAt(0).toLowerCase()}${result.slice(1)}`;
}

function kindOf({ clusterScope }: TemplateReference): string {
  return templateKind(clusterScope);
}

function notFound(reference: TemplateReference, namespace: string | undefined, why: MissingTemplateReason): string {
  const what = `${kindOf(reference)} \`${reference.templateName?.text ?? ''}\``;
  const absentOn = why.is === 'absent' ? why.absentOn : undefined;
  if (absentOn) {
    const where = absentOn.namespace === undefined ? '' : `namespace \`${absentOn.namespace}\` of `;
    return `${what} is neither in this workspace nor in ${where}\`${absentOn.context}\`.`;
  }
  const where = reference.clusterScope || namespace === undefined ? '' : ` in namespace \`${namespace}\``;
  return `No ${what}${where} in this workspace.`;
}

function advice(why: MissingTemplateReason): string {
  return why.is === 'absent' && why.meant !== undefined
    ? `Did you mean \`${why.meant}\`?`
    : 'Create it, or correct the name.';
}

function rename({ range, style }: YamlScalar, why: MissingTemplateReason): readonly Fix[] {
  if (why.is !== 'absent' || why.meant === undefined || style === 'literal' || style === 'folded') return [];
  return [{ title: `Rename to \`${why.meant}\``, edits: [{ range, newText: why.meant }] }];
}
