import { undeclaredArgs } from '../../workspace/resolved-call.ts';
import type { Rule } from '../rule.ts';

export const argPassedUnknown: Rule = {
  id: 'arg-passed-unknown',
  title: 'Arg that no template declares',
  docs: 'An arg that is passed and that none of the called templates declares is dropped without a word. Mostly its name is misspelt, and the arg that was meant keeps its default or is not resolved.',
  severity: 'warning',
  kinds: ['Experiment', 'Rollout'],
  needs: 'workspace',
  *check({ calls }) {
    for (const resolved of calls()) {
      const [template] = resolved.analysis.templates;
      const names = resolved.call.references.flatMap(({ templateName }) => templateName?.text ?? []);
      for (const { arg, meant } of undeclaredArgs(resolved) ?? []) {
        const { name } = arg;
        if (!name || name.text.trim() !== name.text) continue;
        const { nameNode } = template?.at.document.content.identity ?? {};
        yield {
          range: name.range,
          message: `${names.length === 1 ? `Template \`${names[0]}\` declares` : 'None of these templates declares'} no arg \`${name.text}\`, so what is passed here is dropped without a word. ${meant === undefined ? 'Remove it, or declare it in the template.' : `Did you mean \`${meant}\`?`}`,
          ...(template && nameNode
            ? { related: [{ in: template.at, range: nameNode.range, message: 'the template' }] }
            : {}),
          fixes:
            meant === undefined
              ? []
              : [{ title: `Rename to \`${meant}\``, edits: [{ range: name.range, newText: meant }] }],
        };
      }
    }
  },
};
