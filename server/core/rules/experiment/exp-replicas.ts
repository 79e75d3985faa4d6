import { CALLER_KINDS } from '../../model/analysis.ts';
import { readBodies } from '../../model/experiment-body.ts';
import { scalarAt } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';

export const expReplicasNegative: Rule = {
  id: 'exp-replicas-negative',
  title: 'Negative replicas',
  docs: 'The API server takes a negative number in an Experiment, and refuses it when the controller scales the ReplicaSet: the template and the Experiment are Error.',
  severity: 'error',
  kinds: CALLER_KINDS,
  needs: 'value',
  *check({ root, document }) {
    for (const { node } of readBodies(root, document.content.identity.kind).flatMap(body => body.templates)) {
      const replicas = scalarAt(node, 'replicas');
      if (typeof replicas?.value !== 'number' || replicas.value >= 0) continue;
      yield {
        range: replicas.range,
        message: `There cannot be ${replicas.value} pods. Scaling the ReplicaSet is refused, and template and Experiment are Error. Write 1 or more.`,
        fixes: [{ title: 'Write `1`', edits: [{ range: replicas.range, newText: '1' }] }],
      };
    }
  },
};

export const expReplicasZero: Rule = {
  id: 'exp-replicas-zero',
  title: 'Template without pods',
  docs: 'A template with 0 replicas counts as Running at once, without a single pod: analyses measure nothing.',
  severity: 'warning',
  kinds: CALLER_KINDS,
  needs: 'document',
  *check({ root, document }) {
    for (const { node } of readBodies(root, document.content.identity.kind).flatMap(body => body.templates)) {
      const replicas = scalarAt(node, 'replicas');
      if (replicas?.value !== 0) continue;
      yield {
        range: replicas.range,
        message:
          'With 0 replicas this template is Running at once, without a single pod, and analyses of it measure nothing. Write 1 or more.',
        fixes: [{ title: 'Write `1`', edits: [{ range: replicas.range, newText: '1' }] }],
      };
    }
  },
};
