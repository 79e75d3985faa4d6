import { columnAt, lineBreakOf } from '../../text/indent.ts';
import type { Range } from '../../text/range.ts';
import { entryOf, itemsAt, scalarAt, type YamlNode } from '../../yaml/node.ts';
import type { Fix, Rule } from '../rule.ts';

export const expRequiredMixedHang: Rule = {
  id: 'exp-required-mixed-hang',
  title: 'Required beside optional analyses can hang',
  docs: 'Once all required analyses are Successful the controller ends the Experiment: it takes the pods away and terminates the other runs, but it never reads their phase again. If one of them was unfinished at that moment, the Experiment stays Running for ever, with or without a duration. Seen on Argo Rollouts 1.9.3 and 1.10.2.',
  severity: 'info',
  kinds: ['Experiment'],
  needs: 'document',
  *check({ root, document }) {
    const analyses = itemsAt(root, 'spec', 'analyses');
    const isRequired = (item: (typeof analyses)[number]) => scalarAt(item, 'requiredForCompletion')?.value === true;
    const required = analyses.filter(isRequired);
    const optional = analyses.filter(item => !isRequired(item) && item.kind === 'map');
    if (required.length === 0 || optional.length === 0) return;
    const fixes = makeAllRequired(optional, document.text);
    for (const item of optional) {
      const name = scalarAt(item, 'name');
      const others = required.flatMap(each => scalarAt(each, 'name')?.text ?? []).map(each => `\`${each}\``);
      yield {
        range: name?.range ?? firstKey(item),
        message: `This experiment can stay Running for ever: once the required ${others.length === 1 ? 'analysis' : 'analyses'} ${others.join(', ')} ${others.length === 1 ? 'succeeds' : 'succeed'}, the controller ends ${name ? `\`${name.text}\`` : 'this one'} without reading its result. Make all analyses required, or none.`,
        fixes,
      };
    }
  },
};

function firstKey(item: YamlNode): Range {
  return (item.kind === 'map' ? item.entries[0]?.key.range : undefined) ?? item.range;
}

/** Adds the field before `templateName` of each optional analysis, or sets it where it says false. */
function makeAllRequired(optional: ReturnType<typeof itemsAt>, text: string): readonly Fix[] {
  const edits = optional.flatMap(item => {
    if (item.kind !== 'map') return [];
    const written = entryOf(item, 'requiredForCompletion');
    if (written)
      return [
        {
          range: written.value.range,
          newText: written.value.range.start === written.value.range.end ? ' true' : 'true',
        },
      ];
    const anchor = entryOf(item, 'templateName') ?? entryOf(item, 'name');
    if (!anchor) return [];
    if (item.flow)
      return [{ range: { start: anchor.range.end, end: anchor.range.end }, newText: ', requiredForCompletion: true' }];
    const start = anchor.range.start;
    return [
      {
        range: { start, end: start },
        newText: `requiredForCompletion: true${lineBreakOf(text)}${' '.repeat(columnAt(text, start))}`,
      },
    ];
  });
  return edits.length === 0 ? [] : [{ title: 'Make all analyses required', edits }];
}
