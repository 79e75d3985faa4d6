import { valueAt } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';

export const expTemplatesEmpty: Rule = {
  id: 'exp-templates-empty',
  title: 'Experiment with an empty list of templates',
  docs: 'Without any template there is nothing to wait for: the Experiment is Successful at once, and no analysis starts, not even a required one.',
  severity: 'error',
  kinds: ['Experiment'],
  needs: 'document',
  *check({ root }) {
    const templates = valueAt(root, 'spec', 'templates');
    if (templates?.kind !== 'seq' || templates.items.length > 0) return;
    yield {
      range: templates.range,
      message:
        'This Experiment has no template: it is Successful at once, and no analysis ever starts. Add a template with the pods to compare.',
    };
  },
};
