import { parseQuantity } from '../../kube/quantity.ts';
import { readBodies } from '../../model/experiment-body.ts';
import { badQuantities, missingInPods, refusePods } from '../../model/pod-template.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { rewrite, safe } from '../engine/fix.ts';
import type { Fix, Rule } from '../engine/rule.ts';

export const expPodTemplateInvalid: Rule = {
  id: 'exp-pod-template-invalid',
  title: 'Pod template is refused',
  docs: 'The Experiment itself is accepted, but the API server refuses the ReplicaSet that the controller makes of the template: a `restartPolicy` other than `Always`, a label, port or name of the wrong form, a missing image, requests above the limits, a mount without its volume. The template and the Experiment are Error.',
  severity: 'error',
  kinds: ['Experiment'],
  needs: 'document',
  *check({ root, isWhole }) {
    for (const { pods } of readBodies(root, 'Experiment').flatMap(body => body.templates)) {
      const refusals = [...refusePods(pods), ...(isWhole ? missingInPods(pods) : [])];
      for (const { range, what, remedy, newText } of refusals) {
        yield {
          range,
          message: `${what}. The API server refuses the ReplicaSet, and template and Experiment are Error. ${remedy}`,
          fixes: newText === undefined ? [] : [{ title: `Write \`${newText}\``, edits: [{ range, newText }] }],
        };
      }
    }
  },
};

export const expQuantityInvalid: Rule = {
  id: 'exp-quantity-invalid',
  title: 'Quantity that Kubernetes cannot read',
  docs: 'The API server does not check quantities inside an Experiment, and the controller cannot read the object past a bad one: the pods start without these resources, everything behind it (`duration`, `analyses`, `terminate`) is lost, and the Experiment stays Pending for ever. Only the log of the controller says so.',
  severity: 'error',
  kinds: ['Experiment'],
  needs: 'value',
  *check({ root }) {
    for (const { pods } of readBodies(root, 'Experiment').flatMap(body => body.templates)) {
      for (const quantity of badQuantities(pods)) {
        yield {
          range: quantity.range,
          message: `\`${quantity.text}\` is no quantity. The API server accepts it, but the controller reads no further: the Experiment stays Pending for ever and cannot be terminated. Write a number with a unit, such as \`500m\` or \`128Mi\`.`,
          fixes: withoutBlanks(quantity),
        };
      }
    }
  },
};

/** Blanks are what people write between number and unit; anything else is theirs to say. */
function withoutBlanks(quantity: YamlScalar): readonly Fix[] {
  const compact = quantity.text.replaceAll(/\s+/g, '');
  return compact !== quantity.text && parseQuantity(compact) !== undefined ? safe(rewrite(quantity, compact)) : [];
}
