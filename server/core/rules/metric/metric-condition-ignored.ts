import { removeEntry } from '../../yaml/edit.ts';
import { entryOf, itemsAt, resolveAlias, valueAt } from '../../yaml/node.ts';
import type { Rule } from '../engine/rule.ts';

export const metricConditionIgnored: Rule = {
  id: 'metric-condition-ignored',
  title: 'Condition is never evaluated',
  docs: 'A job metric is Successful when its Job completes and Failed when the Job fails; kayenta compares its score with `threshold`. Neither looks at `successCondition` or `failureCondition`.',
  severity: 'warning',
  kinds: ['AnalysisTemplate', 'ClusterAnalysisTemplate', 'AnalysisRun'],
  needs: 'document',
  *check({ root, document }) {
    for (const metric of itemsAt(root, 'spec', 'metrics')) {
      const provider = (['job', 'kayenta'] as const).find(name => valueAt(metric, 'provider', name)?.kind === 'map');
      if (!provider) continue;
      for (const field of ['successCondition', 'failureCondition'] as const) {
        const entry = entryOf(metric, field);
        if (!entry) continue;
        const map = resolveAlias(metric);
        const edit = map?.kind === 'map' ? removeEntry(document.text, map, entry) : undefined;
        const decides =
          provider === 'job' ? "the Job's own success or failure decides" : 'the score and `threshold` decide';
        yield {
          range: entry.range,
          message: `\`${field}\` is never evaluated for a ${provider} metric: ${decides}. Remove it.`,
          unnecessary: true,
          fixes: edit ? [{ title: `Remove \`${field}\``, edits: [edit] }] : [],
        };
      }
    }
  },
};
