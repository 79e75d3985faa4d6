import type { Metric } from '../../model/analysis.ts';
import { effectiveEntries, entryOf, resolveAlias, valueAt, type YamlScalar } from '../../yaml/node.ts';
import { removeField } from '../engine/fix.ts';
import { metricRule } from '../engine/metric-rule.ts';
import type { Fix, RuleContext } from '../engine/rule.ts';

export const metricNoProvider = metricRule({
  id: 'metric-no-provider',
  title: 'Metric without a provider',
  docs: 'A metric needs exactly one provider, such as `prometheus` or `web`. With none in `provider` (or `plugin: {}`) the run is Error before any measurement.',
  *check(metric, { structure }) {
    const entry = entryOf(metric.node, 'provider');
    const provider = resolveAlias(entry?.value);
    if (!entry || provider?.kind !== 'map' || namesOf(metric).length > 0 || isUnreadable(metric)) return;
    // A misspelt provider has a rule of its own, and is most likely what is missing here.
    const { start, end } = provider.range;
    if (structure.some(({ code, range }) => code === 'unknown-field' && range.start >= start && range.end <= end))
      return;
    yield {
      range: entry.key.range,
      message:
        'This metric names no provider: the run is Error before it measures anything. Add one, such as `prometheus` or `web`.',
    };
  },
});

export const metricMultipleProviders = metricRule({
  id: 'metric-multiple-providers',
  title: 'Metric with several providers',
  docs: 'A metric has exactly one provider, and every name under `plugin` counts as one. With more the run is Error before any measurement.',
  isPartial: true,
  *check(metric, context) {
    const [first, ...others] = namesOf(metric);
    if (!first) return;
    for (const name of others) {
      yield {
        range: name.range,
        message: `This metric asks \`${first.text}\` already: with several providers the run is Error before it measures anything. Make a metric of its own for \`${name.text}\`.`,
        related: [{ range: first.range, message: 'the first provider' }],
        fixes: removeProvider(context, metric, name),
      };
    }
  },
});

/** The keys that count as providers: a plugin by its own name. */
function namesOf({ providers }: Metric): readonly YamlScalar[] {
  return providers.flatMap(({ key, value }) => {
    if (key.text !== 'plugin') return [key];
    const plugins = resolveAlias(value);
    return plugins?.kind === 'map' ? effectiveEntries(plugins).map(entry => entry.key) : [];
  });
}

function removeProvider(context: RuleContext, { node }: Metric, name: YamlScalar): readonly Fix[] {
  const provider = valueAt(node, 'provider');
  const plugins = valueAt(provider, 'plugin');
  const holder = [provider, plugins].find(map => map?.kind === 'map' && map.entries.some(({ key }) => key === name));
  return holder?.kind === 'map' ? removeField(context, holder, name.text) : [];
}

/** Something stands there that is of the wrong type. */
function isUnreadable({ node }: Metric): boolean {
  const plugin = valueAt(node, 'provider', 'plugin');
  return plugin !== undefined && plugin.kind !== 'map' && !(plugin.kind === 'scalar' && plugin.value === null);
}
