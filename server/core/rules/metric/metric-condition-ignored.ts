import { removeEntry } from '../../yaml/edit.ts';
import { entryOf, valueAt } from '../../yaml/node.ts';
import { metricRule } from '../engine/metric-rule.ts';

export const metricConditionIgnored = metricRule({
  id: 'metric-condition-ignored',
  title: 'Condition is never evaluated',
  docs: 'A job metric is Successful when its Job completes and Failed when the Job fails; kayenta compares its score with `threshold`. Neither looks at `successCondition` or `failureCondition`.',
  severity: 'warning',
  isPartial: true,
  *check({ node }, { document }) {
    const provider = (['job', 'kayenta'] as const).find(name => valueAt(node, 'provider', name)?.kind === 'map');
    if (!provider) return;
    for (const field of ['successCondition', 'failureCondition'] as const) {
      const entry = entryOf(node, field);
      if (!entry) continue;
      const edit = removeEntry(document.text, node, entry);
      const decides =
        provider === 'job' ? "the Job's own success or failure decides" : 'the score and `threshold` decide';
      yield {
        range: entry.range,
        message: `\`${field}\` is never evaluated for a ${provider} metric: ${decides}. Remove it.`,
        unnecessary: true,
        fixes: edit ? [{ title: `Remove \`${field}\``, edits: [edit] }] : [],
      };
    }
  },
});
