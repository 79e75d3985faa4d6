import { TEMPLATE_KINDS } from '../../model/analysis.ts';
import type { Placed } from '../../workspace/workspace.ts';
import { itemsAt, resolveAlias, valueAt } from '../../yaml/node.ts';
import { removeOne } from '../engine/fix.ts';
import type { Related, Rule } from '../engine/rule.ts';

export const templateCycle: Rule = {
  id: 'template-cycle',
  title: 'Templates lead back to themselves',
  docs: 'The controller follows nested templates without looking whether it comes back to one: its stack overflows and the process dies, again after each restart, for everybody who uses it. Seen on Argo Rollouts 1.10.2.',
  severity: 'error',
  kinds: TEMPLATE_KINDS,
  needs: 'workspace',
  *check(context) {
    const { document, root, merged } = context;
    const resolved = merged();
    const own = resolved?.cycle?.findIndex(at => at.document === document) ?? -1;
    if (!resolved?.cycle || own < 0) return;
    const way = [...resolved.cycle.slice(own), ...resolved.cycle.slice(0, own)];
    const next = way[1] ?? way[0];
    const reference = resolved.templates[0]?.analysis.templates.find(
      each => each.templateName?.text === next?.document.content.identity.name,
    );
    const name = reference?.templateName;
    if (!name) return;
    const spec = valueAt(root, 'spec');
    const index = itemsAt(spec, 'templates').findIndex(item => resolveAlias(item) === reference.node);
    const told = [...way, ...way.slice(0, 1)].map(at => `\`${nameOf(at)}\``).join(' → ');
    yield {
      range: name.range,
      message: `This leads back to where it began: ${told}. The controller follows it until its process dies, again after each restart, for everybody who uses it. Remove one of the references.`,
      related: way.slice(1).flatMap((at): readonly Related[] => {
        const { nameNode } = at.document.content.identity;
        return nameNode ? [{ in: at, range: nameNode.range, message: 'a template on the way' }] : [];
      }),
      fixes: spec?.kind === 'map' ? removeOne(context, spec, 'templates', index, 'this reference') : [],
    };
  },
};

function nameOf({ document }: Placed): string {
  return document.content.identity.name ?? '';
}
