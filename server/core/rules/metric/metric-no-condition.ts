import type { Metric } from '../../model/analysis.ts';
import { findMisread } from '../../model/condition-misread.ts';
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
    const provider = providerOf(metric);
    // A condition that YAML reads as none is reported where it is written.
    if (!name || provider === undefined || isDecided(metric) || isMisread(metric, context.document.text)) return;
    const isPart = provider === 'web' && scalarAt(node, 'provider', 'web', 'jsonPath') !== undefined;
    const condition = isPart ? 'result == ${1:true}' : (CONDITIONS[provider] ?? 'result >= ${1:0.95}');
    const source = `successCondition: ${condition}`;
    const isEmpty = entryOf(node, 'successCondition') !== undefined || entryOf(node, 'failureCondition') !== undefined;
    yield {
      range: name.range,
      ...(provider === 'web' ? { severity: 'info' } : {}),
      message: `Nothing decides about \`${name.text}\`: every measurement that gets an answer is Successful. Add a \`successCondition\`, such as \`${condition.replace(/\$\{1:([^}]*)\}/, '$1')}\`.`,
      fixes: isEmpty ? [] : addField(context, ['spec', 'metrics', metric.index], node, source, true),
    };
  },
});

/** What fits the `result` of each provider. */
const CONDITIONS: Readonly<Record<string, string>> = {
  prometheus: 'len(result) > 0 && result[0] >= ${1:0.95}',
  graphite: 'len(result) > 0 && result[0] >= ${1:0.95}',
  influxdb: 'len(result) > 0 && result[0] >= ${1:0.95}',
  cloudWatch: 'len(result[0].Values) > 0 && result[0].Values[0] < ${1:5}',
  datadog: 'default(result, 0) < ${1:0.05}',
  newRelic: 'result.${1:percentage} < 5',
  web: 'result.${1:ok} == true',
  skywalking: 'result.${1:value} < 5',
};

function isMisread({ node }: Metric, text: string): boolean {
  const entries = ['successCondition', 'failureCondition'].flatMap(field => entryOf(node, field) ?? []);
  return entries.some(entry => findMisread(entry, text) !== undefined);
}

function providerOf({ providers }: Metric): string | undefined {
  const [only, ...others] = providers;
  const name = only?.key.text;
  // A plugin may decide by itself.
  return others.length > 0 || name === 'job' || name === 'kayenta' || name === 'plugin' ? undefined : name;
}

function isDecided({ node }: Metric): boolean {
  return ['successCondition', 'failureCondition'].some(field => {
    const condition = scalarAt(node, field);
    return condition ? condition.text !== '' : entryOf(node, field)?.value.kind === 'map';
  });
}
