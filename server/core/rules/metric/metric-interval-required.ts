import { readAnalysis } from '../../model/analysis.ts';
import { readLimits } from '../../model/metric-limits.ts';
import { fillEntry } from '../../yaml/edit.ts';
import { entryOf } from '../../yaml/node.ts';
import { addField } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';

export const metricIntervalRequired: Rule = {
  id: 'metric-interval-required',
  title: '`count` without `interval`',
  docs: 'More than one measurement needs an `interval`. Without one the run is Error before any measurement.',
  severity: 'error',
  kinds: ['AnalysisTemplate', 'ClusterAnalysisTemplate', 'AnalysisRun'],
  needs: 'document',
  *check(context) {
    if (!context.isWhole) return;
    for (const { node, index } of readAnalysis(context.root).metrics) {
      const { count, interval } = readLimits(node);
      if (interval || !count.scalar || count.value === undefined || count.value <= 1) continue;
      const empty = entryOf(node, 'interval');
      const edit = empty && fillEntry(context.document.text, node, empty, 'interval: 30s');
      yield {
        range: count.scalar.range,
        message: `A metric with ${count.value} measurements needs an \`interval\`: without one the run is Error before it measures anything. Add one, such as \`interval: 30s\`.`,
        fixes: edit
          ? [{ title: 'Fill in `interval`', edits: [edit] }]
          : addField(context, ['spec', 'metrics', index], node, 'interval: 30s'),
      };
    }
  },
};
