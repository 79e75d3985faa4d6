import { scalarAt, valueAt } from '../../yaml/node.ts';
import { giveText } from '../engine/fix.ts';
import { providerRule } from '../engine/provider-rule.ts';

export const prometheusQueryMissing = providerRule('prometheus', {
  id: 'prometheus-query-missing',
  title: 'No query for Prometheus',
  docs: 'Prometheus refuses an empty query: every measurement is Error.',
  *check({ metric, path, provider }, context) {
    const query = scalarAt(provider, 'query');
    const other = valueAt(provider, 'query');
    if ((query && query.text.trim() !== '') || (other && other.kind !== 'scalar')) return;
    yield {
      range: query?.range ?? metric.providers[0]?.key.range ?? provider.range,
      message:
        'No `query` is given, and Prometheus refuses an empty one: every measurement is Error. Write the PromQL query.',
      fixes: giveText(context, path, provider, 'query', 'sum(rate(http_errors_total[5m]))'),
    };
  },
});
