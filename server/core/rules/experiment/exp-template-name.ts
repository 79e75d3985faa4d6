import { CALLER_KINDS } from '../../model/analysis.ts';
import { literal, readBodies } from '../../model/experiment-body.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import { fillIn, renameTwin } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';

const REFUSED =
  'The controller refuses the Experiment (InvalidSpec): its phase stays empty and nothing starts; a Rollout waits for it for ever.';

export const expTemplateNameEmpty: Rule = {
  id: 'exp-template-name-empty',
  title: 'Template without a name',
  docs: 'The ReplicaSet of a template is called after the experiment and the template. The controller refuses an empty name (condition InvalidSpec): the phase of the Experiment stays empty.',
  severity: 'error',
  kinds: CALLER_KINDS,
  needs: 'document',
  *check({ root, document }) {
    for (const { templates } of readBodies(root, document.content.identity.kind)) {
      const taken = new Set(templates.flatMap(each => each.name?.text ?? []));
      const free = ['baseline', 'canary', ...templates.map(({ index }) => `template-${index + 1}`)];
      for (const { name } of templates) {
        if (name?.value !== '') continue;
        yield {
          range: name.range,
          message: `The name of this template is empty. ${REFUSED} Give it a name.`,
          fixes: fillIn(name, free.find(each => !taken.has(each)) ?? 'template', 'Give it a name'),
        };
      }
    }
  },
};

export const expTemplateNameDuplicate: Rule = {
  id: 'exp-template-name-duplicate',
  title: 'Two templates with one name',
  docs: 'Templates are told apart by name: ReplicaSets, Services and placeholders are called after it. The controller refuses a name that occurs twice (condition InvalidSpec): the phase of the Experiment stays empty, and a Rollout waits for ever.',
  severity: 'error',
  kinds: CALLER_KINDS,
  needs: 'document',
  *check({ root, document }) {
    for (const { templates } of readBodies(root, document.content.identity.kind)) {
      const first = new Map<string, YamlScalar>();
      const taken = new Set(templates.flatMap(each => each.name?.text ?? []));
      for (const { name } of templates) {
        const text = literal(name);
        if (!name || text === undefined || text === '') continue;
        const before = first.get(text);
        if (!before) {
          first.set(text, name);
          continue;
        }
        yield {
          range: name.range,
          message: `Another template is called \`${text}\` already. ${REFUSED} Rename one.`,
          related: [{ range: before.range, message: 'the first one' }],
          fixes: renameTwin(name, taken),
        };
      }
    }
  },
};
