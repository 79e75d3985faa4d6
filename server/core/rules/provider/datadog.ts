import type { ProviderMetric } from '../../model/providers/metrics-of.ts';
import type { Range } from '../../text/range.ts';
import { effectiveEntries, entryOf, scalarAt, valueAt, type YamlMap } from '../../yaml/node.ts';
import { mapScalar } from '../../yaml/scalar-source.ts';
import { addField, giveText, removeField, replaceWith } from '../engine/fix.ts';
import { providerRule } from '../engine/provider-rule.ts';
import type { Fix, Rule, RuleContext } from '../engine/rule.ts';

/** What a Datadog metric asks. */
interface Asked extends ProviderMetric {
  readonly hasQuery: boolean;
  readonly queries: readonly Range[];
  readonly hasFormula: boolean;
  readonly hasAggregator: boolean;
  /** `v1` when it is left out; undefined: a placeholder. */
  readonly version: string | undefined;
  /** The key of a field, or of the provider where the field is missing. */
  readonly keyOf: (field: string) => Range;
}

/** Combinations that the controller refuses. */
export const datadogQueries: readonly Rule[] = [
  rule(
    'datadog-no-query',
    'No query for Datadog',
    'A Datadog metric needs `query`, or `queries` with `apiVersion: v2`. Without any every measurement is Error.',
    asked => !asked.hasQuery && asked.queries.length === 0 && !asked.hasFormula,
    'datadog',
    'Neither `query` nor `queries` is given: every measurement is Error. Write one of them.',
    (context, { provider, path }) => giveText(context, path, provider, 'query', 'avg:http.errors'),
  ),
  rule(
    'datadog-query-and-queries',
    '`query` beside `queries`',
    'A Datadog metric has either `query` or `queries`. With both every measurement is Error.',
    asked => asked.hasQuery && asked.queries.length > 0,
    'query',
    '`query` and `queries` cannot stand together: every measurement is Error. Keep one.',
    (context, { provider }) => removeField(context, provider, 'query'),
  ),
  rule(
    'datadog-v1-without-query',
    '`queries` with the old API',
    'Only `apiVersion: v2` knows `queries`. With `v1`, which is the default, every measurement is Error.',
    asked => asked.version === 'v1' && !asked.hasQuery && asked.queries.length > 0,
    'queries',
    '`queries` needs `apiVersion: v2`, and `v1` is the default: every measurement is Error. Write `apiVersion: v2`.',
    writeV2,
  ),
  rule(
    'datadog-formula-without-queries',
    '`formula` without `queries`',
    'A `formula` combines the `queries` by their names. Without any every measurement is Error.',
    asked => asked.hasFormula && asked.queries.length === 0,
    'formula',
    '`formula` needs `queries`: every measurement is Error. Name them under `queries`, or remove the formula.',
    (context, { provider, hasQuery }) => (hasQuery ? removeField(context, provider, 'formula') : []),
  ),
  rule(
    'datadog-queries-without-formula',
    'Several `queries` without `formula`',
    'Of several `queries` a `formula` makes the one number that is measured. Without it every measurement is Error.',
    asked => asked.queries.length > 1 && !asked.hasFormula && asked.version !== 'v1',
    'queries',
    'Several `queries` need a `formula` that makes one number of them: every measurement is Error. Write one, such as `a / b`.',
    (context, { provider, path }) => {
      const [a, b] = effectiveEntries(mapAt(provider, 'queries')).map(({ key }) => key.text);
      return a === undefined || b === undefined ? [] : addField(context, path, provider, `formula: ${a} / ${b}`);
    },
  ),
  rule(
    'datadog-v1-aggregator',
    '`aggregator` with the old API',
    'Only `apiVersion: v2` knows an `aggregator`. With `v1`, which is the default, every measurement is Error.',
    asked => asked.version === 'v1' && asked.hasAggregator && asked.hasQuery,
    'aggregator',
    '`aggregator` needs `apiVersion: v2`, and `v1` is the default: every measurement is Error. Write `apiVersion: v2`, or remove the aggregator.',
    writeV2,
  ),
];

export const datadogSecretNameMissing = providerRule('datadog', {
  id: 'datadog-secret-name-missing',
  title: 'Secret of the namespace without a name',
  docs: 'With `secretRef.namespaced: true` the keys of Datadog come from a Secret in the namespace of the run, and its `name` is needed. Without it every measurement is Error.',
  *check({ provider }, context) {
    const secretRef = valueAt(provider, 'secretRef');
    const namespaced = scalarAt(provider, 'secretRef', 'namespaced');
    const name = scalarAt(provider, 'secretRef', 'name');
    if (namespaced?.value !== true || (name && name.text !== '')) return;
    yield {
      range: namespaced.range,
      message:
        '`namespaced: true` needs the `name` of a Secret: every measurement is Error. Write the name of a Secret in the namespace of the run.',
      fixes: secretRef?.kind === 'map' ? giveText(context, [], secretRef, 'name', 'datadog') : [],
    };
  },
});

export const datadogGrouped = providerRule('datadog', {
  id: 'datadog-grouped',
  title: 'Grouped query',
  docs: 'A `v2` query with `by {tag}` answers one number for each group. Releases up to 1.10 cannot read that: every measurement is Error. Later ones hand a list to the conditions, as in `max(result) < 0.05`.',
  severity: 'warning',
  isPartial: true,
  *check({ provider }, { document, settings }) {
    if (settings.argoVersion === 'next' || scalarAt(provider, 'apiVersion')?.text !== 'v2') return;
    const queries = valueAt(provider, 'queries');
    const inQueries =
      queries?.kind === 'map' ? effectiveEntries(queries).map(({ key }) => scalarAt(queries, key.text)) : [];
    for (const query of [scalarAt(provider, 'query'), ...inQueries]) {
      const found = typeof query?.value === 'string' ? /\bby\s*\{[^{}]+\}/.exec(query.text) : undefined;
      if (!query || !found) continue;
      const at = { start: found.index, end: found.index + found[0].length };
      yield {
        range: mapScalar(document.text, query)?.toSource(at) ?? query.range,
        message: `\`${found[0]}\` answers one number for each group, which Argo Rollouts cannot read up to 1.10: every measurement is Error. Ask for one number.`,
      };
    }
  },
});

function rule(
  id: string,
  title: string,
  docs: string,
  isWrong: (asked: Asked) => boolean,
  place: string,
  message: string,
  fix: (context: RuleContext, asked: Asked) => readonly Fix[],
): Rule {
  return providerRule('datadog', {
    id,
    title,
    docs,
    *check(each, context) {
      const asked = read(each);
      if (isWrong(asked)) yield { range: asked.keyOf(place), message, fixes: fix(context, asked) };
    },
  });
}

function read(each: ProviderMetric): Asked {
  const { provider, metric } = each;
  const has = (field: string): boolean => (scalarAt(provider, field)?.text ?? '') !== '';
  const apiVersion = scalarAt(provider, 'apiVersion')?.text ?? 'v1';
  return {
    ...each,
    hasQuery: has('query'),
    queries: effectiveEntries(mapAt(provider, 'queries')).map(({ key }) => key.range),
    hasFormula: has('formula'),
    hasAggregator: has('aggregator'),
    version: apiVersion.includes('{{') ? undefined : apiVersion || 'v1',
    keyOf: field => entryOf(provider, field)?.key.range ?? metric.providers[0]?.key.range ?? provider.range,
  };
}

function mapAt(provider: YamlMap, field: string): YamlMap {
  const value = valueAt(provider, field);
  return value?.kind === 'map' ? value : { ...provider, entries: [] };
}

function writeV2(context: RuleContext, { provider, path }: Asked): readonly Fix[] {
  const apiVersion = scalarAt(provider, 'apiVersion');
  return apiVersion ? replaceWith('v2', apiVersion.range) : addField(context, path, provider, 'apiVersion: v2');
}
