import { type Arg, CALLER_KINDS } from '../../model/analysis.ts';
import { type ResolvedCall, undeclaredArgs } from '../../workspace/resolved-call.ts';
import { appendItems } from '../../yaml/append-items.ts';
import { itemsAt, resolveAlias, valueAt } from '../../yaml/node.ts';
import { inOther, removeOne } from '../engine/fix.ts';
import type { Fix, Rule, RuleContext } from '../engine/rule.ts';

export const argPassedUnknown: Rule = {
  id: 'arg-passed-unknown',
  title: 'Arg that no template declares',
  docs: 'An arg that is passed and that none of the called templates declares is dropped without a word. Mostly its name is misspelt, and the arg that was meant keeps its default or is not resolved.',
  severity: 'warning',
  kinds: CALLER_KINDS,
  needs: 'workspace',
  *check(context) {
    for (const resolved of context.calls()) {
      const [template] = resolved.analysis.templates;
      const names = resolved.call.references.flatMap(({ templateName }) => templateName?.text ?? []);
      for (const { arg, meant } of undeclaredArgs(resolved) ?? []) {
        const { name } = arg;
        if (!name || name.text.trim() !== name.text) continue;
        const { nameNode } = template?.at.document.content.identity ?? {};
        yield {
          range: name.range,
          message: `${names.length === 1 ? `Template \`${names[0]}\` declares no` : 'None of these templates declares an'} arg \`${name.text}\`, so what is passed here is dropped silently. ${meant === undefined ? 'Remove it, or declare it in the template.' : `Did you mean \`${meant}\`?`}`,
          ...(template && nameNode
            ? { related: [{ in: template.at, range: nameNode.range, message: 'the template' }] }
            : {}),
          fixes:
            meant === undefined
              ? [...remove(context, resolved, arg), ...declare(resolved, name.text)]
              : [
                  { title: `Rename to \`${meant}\``, edits: [{ range: name.range, newText: meant }] },
                  ...declare(resolved, name.text),
                ],
        };
      }
    }
  },
};

function remove(context: RuleContext, { call }: ResolvedCall, arg: Arg): readonly Fix[] {
  const index = itemsAt(call.node, 'args').findIndex(item => resolveAlias(item) === arg.node);
  return removeOne(context, call.node, 'args', index, `arg \`${arg.name?.text}\``);
}

/** In the template that is called; of several nobody knows which one. */
function declare({ analysis, call }: ResolvedCall, name: string): readonly Fix[] {
  const at = analysis.templates[0]?.at;
  const spec = valueAt(at?.document.content.yaml.root, 'spec');
  if (!at || call.references.length !== 1 || spec?.kind !== 'map' || !/^[A-Za-z][\w.-]*$/.test(name)) return [];
  const edit = appendItems(at.document.text, spec, 'args', [[['name', name]]]);
  const title = `Declare arg \`${name}\` in template \`${at.document.content.identity.name}\``;
  return edit ? [{ ...inOther(at, [edit]), title }] : [];
}
