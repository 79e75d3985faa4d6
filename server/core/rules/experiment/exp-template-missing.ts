import { TEMPLATE_KINDS, type TemplateReference } from '../../model/analysis.ts';
import type { AnalysisCall } from '../../model/analysis-call.ts';
import { explainMissing, type MissingTemplateReason } from '../../workspace/missing-template.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import type { Fix, Rule, RuleContext } from '../rule.ts';

export const expAnalysisTemplateMissing: Rule = {
  id: 'exp-analysis-template-missing',
  title: 'Analysis template does not exist',
  docs: 'An Experiment whose analysis names a template that does not exist is Error on its second pass, before any pod starts. The template must be in the same namespace, or be a ClusterAnalysisTemplate with `clusterScope: true`.',
  severity: 'warning',
  kinds: ['Experiment'],
  needs: 'workspace',
  *check(context) {
    const { document, workspace, file, calls } = context;
    const namespace = workspace.namespaceOf({ file, document });
    for (const reference of calls().flatMap(({ call }) => call.references)) {
      const why = explainMissing(reference, namespace, workspace);
      const { templateName } = reference;
      if (why?.is !== 'absent' || !templateName) continue;
      const where = reference.clusterScope || namespace === undefined ? '' : ` in namespace \`${namespace}\``;
      yield {
        range: templateName.range,
        message: `No ${kindOf(reference)} \`${templateName.text}\`${where} in this workspace. The Experiment is Error on its second pass, before any pod starts. ${advice(why)}`,
        fixes: [...rename(templateName, why), ...create(context, reference)],
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
      const why = explainMissing(reference, namespace, workspace);
      const { templateName } = reference;
      if (why?.is !== 'absent' || !templateName) continue;
      yield {
        range: templateName.range,
        message: `No ${kindOf(reference)} \`${templateName.text}\` in this workspace. No run can be made of this template: an Experiment is Error once its pods are available, a Rollout is refused. ${advice(why)}`,
        fixes: [...rename(templateName, why), ...create(context, reference)],
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
    result: 'It is noticed when the step begins: the Experiment is Error, and the update is aborted.',
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
      for (const { call } of calls()) {
        for (const reference of call.references.filter(each => isMeant(call, each))) {
          const why = explainMissing(reference, namespace, workspace);
          const { templateName } = reference;
          if (why?.is !== 'absent' || !templateName) continue;
          const where = reference.clusterScope || namespace === undefined ? '' : ` in namespace \`${namespace}\``;
          yield {
            range: templateName.range,
            message: `No ${kindOf(reference)} \`${templateName.text}\`${where} in this workspace. ${result} ${advice(why)}`,
            fixes: [...rename(templateName, why), ...create(context, reference)],
          };
        }
      }
    },
  };
}

function kindOf({ clusterScope }: TemplateReference): string {
  return clusterScope ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
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

/** A template that runs as it stands, at the end of the document; what it shall measure is for the person to say. */
function create({ document, workspace, file }: RuleContext, reference: TemplateReference): readonly Fix[] {
  const name = reference.templateName?.text ?? '';
  const namespace = reference.clusterScope ? undefined : workspace.namespaceOf({ file, document });
  if (!/^[a-z0-9][-.a-z0-9]*$/.test(name)) return [];
  const lines = [
    '---',
    'apiVersion: argoproj.io/v1alpha1',
    `kind: ${kindOf(reference)}`,
    'metadata:',
    `  name: ${name}`,
    ...(namespace === undefined ? [] : [`  namespace: ${namespace}`]),
    'spec:',
    '  metrics:',
    `    - name: ${name}`,
    '      initialDelay: 1m',
    '      interval: 1m',
    '      count: 5',
    '      failureLimit: 1',
    '      consecutiveErrorLimit: 2',
    '      successCondition: len(result) > 0 && result[0] >= 0.95',
    '      provider:',
    '        prometheus:',
    '          address: http://prometheus.example.com:9090',
    '          query: vector(1)',
  ];
  const lineBreak = document.text.includes('\r\n') ? '\r\n' : '\n';
  const end = document.text.length;
  const lead = document.text.endsWith('\n') ? '' : lineBreak;
  const newText = `${lead}${lines.join(lineBreak)}${lineBreak}`;
  return [{ title: `Create ${kindOf(reference)} \`${name}\` here`, edits: [{ range: { start: end, end }, newText }] }];
}
