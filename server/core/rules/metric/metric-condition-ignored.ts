import { providerOf } from '../../model/providers/providers.ts';
import { removeEntry } from '../../yaml/edit.ts';
import { entryOf, resolveAlias } from '../../yaml/node.ts';
import { metricRule } from '../engine/metric-rule.ts';

export const metricConditionIgnored = metricRule({
  id: 'metric-condition-ignored',
  title: 'Condition is never evaluated',
  docs: 'A job metric is Successful when its Job completes and Failed when the Job fails; kayenta compares its score with `threshold`. Neither looks at `successCondition` or `failureCondition`.',
  severity: 'warning',
  isPartial: true,
  *check({ node, providers }, { document }) {
    const provider = providers.find(
      ({ key, value }) => providerOf(key.text)?.decides && resolveAlias(value)?.kind === 'map',
    );
    const name = provider?.key.text ?? '';
    const decides = providerOf(name)?.decides;
    if (decides === undefined) return;
    for (const field of ['successCondition', 'failureCondition'] as const) {
      const entry = entryOf(node, field);
      if (!entry) continue;
      const edit = removeEntry(document.text, node, entry);
      yield {
        range: entry.range,
        message: `\`${field}\` is never evaluated for a ${name} metric: ${decides}. Remove it.`,
        unnecessary: true,
        fixes: edit ? [{ title: `Remove \`${field}\``, edits: [edit] }] : [],
      };
    }
  },
});
