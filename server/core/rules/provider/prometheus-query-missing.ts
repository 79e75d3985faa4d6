import { metricsOf } from '../../model/provider.ts';
import { scalarAt, valueAt } from '../../yaml/node.ts';
import { giveText } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';

export const prometheusQueryMissing: Rule = {
  id: 'prometheus-query-missing',
  title: 'No query for Prometheus',
  docs: 'Prometheus refuses an empty query: every measurement is Error.',
  severity: 'error',
  kinds: ['AnalysisTemplate', 'ClusterAnalysisTemplate', 'AnalysisRun'],
  needs: 'document',
  *check(context) {
    if (!context.isWhole) return;
    for (const { metric, path, provider } of metricsOf(context.root, 'prometheus')) {
      const query = scalarAt(provider, 'query');
      const other = valueAt(provider, 'query');
      if ((query && query.text.trim() !== '') || (other && other.kind !== 'scalar')) continue;
      yield {
        range: query?.range ?? metric.providers[0]?.key.range ?? provider.range,
        message:
          'No `query` is given, and Prometheus refuses an empty one: every measurement is Error. Write the PromQL query.',
        fixes: giveText(context, path, provider, 'query', 'sum(rate(http_errors_total[5m]))'),
      };
    }
  },
};
