import { maps } from '../../model/analysis.ts';
import { missingInPods, readContainers, refusePods } from '../../model/pod-template.ts';
import { entryOf, itemsAt, scalarAt, valueAt } from '../../yaml/node.ts';
import { addField, removeField, replaceWith } from '../engine/fix.ts';
import { providerRule } from '../engine/provider-rule.ts';

export const jobRestartPolicy = providerRule('job', {
  id: 'job-restart-policy',
  title: 'Pod of a Job without `restartPolicy`',
  docs: 'The pods of a Job need `restartPolicy: Never` or `OnFailure`. When it is left out Kubernetes takes `Always`, and the API server refuses the Job: every measurement is Error.',
  isPartial: true,
  *check({ provider, path }, context) {
    const pod = valueAt(provider, 'spec', 'template', 'spec');
    const entry = entryOf(valueAt(provider, 'spec', 'template'), 'spec');
    if (pod?.kind !== 'map' || !entry) return;
    const policy = scalarAt(pod, 'restartPolicy');
    if (policy ? policy.text.includes('{{') || ['Never', 'OnFailure'].includes(policy.text) : !context.isWhole) return;
    yield {
      range: policy?.range ?? entry.key.range,
      message: `The pods of a Job need \`restartPolicy: Never\` or \`OnFailure\`${policy ? '' : ', and `Always` is the default'}: the API server refuses the Job, and every measurement is Error. Write \`restartPolicy: Never\`.`,
      fixes: policy
        ? replaceWith('Never', policy.range)
        : addField(context, [...path, 'spec', 'template', 'spec'], pod, 'restartPolicy: Never'),
    };
  },
});

export const jobPodInvalid = providerRule('job', {
  id: 'job-pod-invalid',
  title: 'Job that the API server refuses',
  docs: 'The API server checks the Job only when a measurement makes it: a missing image, a `selector` of your own, a label, port or name of the wrong form, requests above the limits. What it refuses makes every measurement Error.',
  isPartial: true,
  *check({ provider }, context) {
    const spec = valueAt(provider, 'spec');
    const pods = valueAt(spec, 'template');
    const selector = entryOf(spec, 'selector');
    const isManual = scalarAt(spec, 'manualSelector')?.value === true;
    if (selector && spec?.kind === 'map' && valueAt(spec, 'selector')?.kind === 'map' && !isManual) {
      yield {
        range: selector.key.range,
        message:
          'A Job makes its own `selector`: the API server refuses this one, and every measurement is Error. Remove it.',
        fixes: removeField(context, spec, 'selector'),
      };
    }
    const policy = scalarAt(pods, 'spec', 'restartPolicy');
    // Which restart policy a Job may have is told by the rule for it.
    const refused = [...refusePods(pods)].filter(({ range }) => range !== policy?.range);
    const missing = context.isWhole && readContainers(pods).length > 0 ? missingInPods(pods) : [];
    for (const { range, what, remedy } of [...refused, ...missing]) {
      yield { range, message: `${what}. The API server refuses the Job, and every measurement is Error. ${remedy}` };
    }
    if (!context.isWhole) return;
    const containers = entryOf(valueAt(pods, 'spec'), 'containers');
    if (
      containers &&
      valueAt(pods, 'spec', 'containers')?.kind === 'seq' &&
      maps(itemsAt(pods, 'spec', 'containers')).length === 0
    )
      yield {
        range: containers.key.range,
        message: 'The Job has no container. The API server refuses it, and every measurement is Error. Add one.',
      };
  },
});
