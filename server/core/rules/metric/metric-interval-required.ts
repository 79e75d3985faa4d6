import { readLimits } from '../../model/metric-limits.ts';
import { fillEntry } from '../../yaml/edit.ts';
import { entryOf } from '../../yaml/node.ts';
import { addField } from '../engine/fix.ts';
import { metricRule } from '../engine/metric-rule.ts';

export const metricIntervalRequired = metricRule({
  id: 'metric-interval-required',
  title: '`count` without `interval`',
  docs: 'More than one measurement needs an `interval`. Without one the run is Error before any measurement.',
  *check({ node, index }, context) {
    const { count, interval } = readLimits(node);
    if (interval || !count.scalar || count.value === undefined || count.value <= 1) return;
    const empty = entryOf(node, 'interval');
    const edit = empty && fillEntry(context.document.text, node, empty, 'interval: 30s');
    yield {
      range: count.scalar.range,
      message: `A metric with ${count.value} measurements needs an \`interval\`: without one the run is Error before it measures anything. Add one, such as \`interval: 30s\`.`,
      fixes: edit
        ? [{ title: 'Fill in `interval`', edits: [edit] }]
        : addField(context, ['spec', 'metrics', index], node, 'interval: 30s'),
    };
  },
});
