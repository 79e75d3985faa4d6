import { isGoInteger, LIMIT_FIELDS, readLimits } from '../../model/metric-limits.ts';
import { removeField, replaceWith } from '../engine/fix.ts';
import { metricRule } from '../engine/metric-rule.ts';

export const metricCountZero = metricRule({
  id: 'metric-count-zero',
  title: '`count: 0` counts as none',
  docs: '`count: 0` is the same as leaving `count` out: one measurement without `interval`, and measurements without an end with one.',
  severity: 'warning',
  isPartial: true,
  *check({ node }, context) {
    const { count, measurements } = readLimits(node);
    if (!count.scalar || count.value !== 0) return;
    const effect = measurements === 1 ? 'the metric is measured once' : 'the metric is measured without an end';
    yield {
      range: count.scalar.range,
      message: `\`count: 0\` is the same as none: ${effect}. Remove it, or write how many measurements you want.`,
      fixes: removeField(context, node, 'count'),
    };
  },
});

export const metricCountNegative = metricRule({
  id: 'metric-count-negative',
  title: 'Negative `count`',
  docs: 'With a negative `count` the metric is measured once, whatever its `interval`.',
  severity: 'warning',
  needs: 'value',
  *check({ node }) {
    const { scalar, value } = readLimits(node).count;
    if (!scalar || value === undefined || value >= 0) return;
    yield {
      range: scalar.range,
      message: `With \`count: ${value}\` the metric is measured once. Write how many measurements you want.`,
      fixes: replaceWith(String(-value), scalar.range),
    };
  },
});

export const metricNumberNotNumeric = metricRule({
  id: 'metric-number-not-numeric',
  title: 'Count or limit that is no number',
  docs: '`count` and the limits may be written as text, so that an arg can stand there. Text that is no whole number is not reported: the controller takes 0, which for `count` means one measurement, or with an interval measurements without an end.',
  needs: 'value',
  *check({ node }) {
    const limits = readLimits(node);
    for (const field of LIMIT_FIELDS) {
      const { scalar } = limits[field];
      if (typeof scalar?.value !== 'string' || scalar.text.includes('{{') || isGoInteger(scalar.text)) continue;
      const trimmed = scalar.text.trim();
      yield {
        range: scalar.range,
        message: `\`${scalar.text}\` is no whole number: nobody reports it, and \`${field}\` counts as 0. Write ${isGoInteger(trimmed) ? `\`${trimmed}\`` : 'a number, without a unit'}.`,
        fixes: isGoInteger(trimmed) ? replaceWith(trimmed, scalar.range) : [],
      };
    }
  },
});
