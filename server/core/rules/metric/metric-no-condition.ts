import type { Metric } from '../../model/analysis.ts';
import { findMisread } from '../../model/condition-misread.ts';
import type { Provider } from '../../model/providers/provider.ts';
import { providerOf } from '../../model/providers/providers.ts';
import { entryOf, scalarAt } from '../../yaml/node.ts';
import { addField } from '../engine/fix.ts';
import { metricRule } from '../engine/metric-rule.ts';

export const metricNoCondition = metricRule({
  id: 'metric-no-condition',
  title: 'Nothing decides about the metric',
  docs: 'Without `successCondition` and `failureCondition` every measurement that gets an answer is Successful, whatever the answer. Only `job` and `kayenta` decide by themselves. Of a web metric this may be meant, because answers other than 2xx make the measurement Error: there it is only advice.',
  severity: 'warning',
  *check(metric, context) {
    const { node, name } = metric;
    const provider = onlyProvider(metric);
    // Others judge by themselves, or may do so.
    const condition = provider?.condition?.(metric.providers[0]?.value);
    // A condition that YAML reads as none is reported where it is written.
    if (!name || condition === undefined || isDecided(metric) || isMisread(metric, context.document.text)) return;
    const source = `successCondition: ${condition}`;
    const isEmpty = entryOf(node, 'successCondition') !== undefined || entryOf(node, 'failureCondition') !== undefined;
    yield {
      range: name.range,
      ...(provider?.refusesFailures ? { severity: 'info' } : {}),
      message: `Nothing decides about \`${name.text}\`: every measurement that gets an answer is Successful. Add a \`successCondition\`, such as \`${condition.replace(/\$\{1:([^}]*)\}/, '$1')}\`.`,
      fixes: isEmpty ? [] : addField(context, ['spec', 'metrics', metric.index], node, source, true),
    };
  },
});

function isMisread({ node }: Metric, text: string): boolean {
  const entries = ['successCondition', 'failureCondition'].flatMap(field => entryOf(node, field) ?? []);
  return entries.some(entry => findMisread(entry, text) !== undefined);
}

/** Undefined: there is none, or there are several. */
function onlyProvider({ providers }: Metric): Provider | undefined {
  const [only, ...others] = providers;
  return only && others.length === 0 ? providerOf(only.key.text) : undefined;
}

function isDecided({ node }: Metric): boolean {
  return ['successCondition', 'failureCondition'].some(field => {
    const condition = scalarAt(node, field);
    return condition ? condition.text !== '' : entryOf(node, field)?.value.kind === 'map';
  });
}
