/** What each provider hands to the conditions as `result` (docs/controller/providers.md). */
import type { CheckOptions } from '../expr/check/check-context.ts';
import { prometheusShape } from '../promql/check.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { scalarAt, stringAt, valueAt, type YamlNode } from '../yaml/node.ts';
import type { Metric } from './analysis.ts';
import { readQuery } from './prometheus-query.ts';

export type ProviderResult = Pick<
  CheckOptions,
  'shapes' | 'mayBeEmpty' | 'isEmptyWhenWell' | 'mayBeNil' | 'mayBeNaN' | 'because' | 'dottedKeys'
>;

/** Undefined: the conditions of this metric are never evaluated, or its provider is not known. */
export function readProviderResult(metric: Metric, argoVersion: ArgoVersion): ProviderResult | undefined {
  const [provider, ...others] = metric.providers;
  if (!provider || others.length > 0) return undefined;
  const name = provider.key.text;
  return Object.hasOwn(READERS, name)
    ? READERS[name]?.(valueAt(metric.node, 'provider', name), argoVersion)
    : undefined;
}

type Reader = (provider: YamlNode | undefined, argoVersion: ArgoVersion) => ProviderResult;

const JSON_VALUE: ProviderResult = { shapes: ['json'], mayBeNil: true, because: 'the answer is any JSON value' };

const UNKNOWN: ProviderResult = { shapes: ['unknown'] };

const READERS: Readonly<Record<string, Reader>> = {
  prometheus: readPrometheus,
  web: () => JSON_VALUE,
  datadog: readDatadog,
  newRelic: readNewRelic,
  // One series or several: only the backend knows, so nothing is said of either.
  wavefront: () => UNKNOWN,
  graphite: () => ({ shapes: ['floats'], mayBeEmpty: true, because: 'Graphite answers the points of a series' }),
  influxdb: () => ({ shapes: ['list'], because: 'InfluxDB answers a list of values' }),
  cloudWatch: () => ({ shapes: ['cloudWatch'], mayBeEmpty: true, because: 'CloudWatch answers a list of results' }),
  skywalking: () => ({ shapes: ['map'], because: 'SkyWalking answers the data of the GraphQL query' }),
  plugin: () => UNKNOWN,
};

function readPrometheus(provider: YamlNode | undefined): ProviderResult {
  const query = scalarAt(provider, 'query');
  if (query === undefined) return UNKNOWN;
  const isRange = valueAt(provider, 'rangeQuery')?.kind === 'map';
  const checked = readQuery(query);
  const { mayBeNaN, isNeverEmpty, errors } = checked.facts;
  const shape = prometheusShape(checked, isRange);
  if (shape === 'float') return { shapes: ['float'], mayBeNaN, because: 'the query is a scalar' };
  if (shape === 'floats') {
    const because = isRange ? 'a range query answers the values of all series' : 'Prometheus answers a vector';
    return {
      shapes: ['floats'],
      mayBeEmpty: !isNeverEmpty,
      mayBeNaN,
      because,
      ...(errors ? { isEmptyWhenWell: true } : {}),
    };
  }
  return { ...UNKNOWN, mayBeNaN };
}

/** One row is a map; a query that splits by facet or time has several. */
function readNewRelic(provider: YamlNode | undefined): ProviderResult {
  const isSplit = /\b(FACET|TIMESERIES)\b/i.test(stringAt(provider, 'query') ?? '');
  if (isSplit) return { ...UNKNOWN, dottedKeys: true };
  return { shapes: ['map'], dottedKeys: true, because: 'New Relic answers a row as a map' };
}

function readDatadog(provider: YamlNode | undefined, argoVersion: ArgoVersion): ProviderResult {
  const isGrouped = /\bby\s*\{/.test(stringAt(provider, 'query') ?? '') && stringAt(provider, 'apiVersion') === 'v2';
  if (isGrouped && argoVersion === 'next')
    return { shapes: ['floats'], mayBeEmpty: true, because: 'the query has one value for each group' };
  return { shapes: ['float'], mayBeNil: true, because: 'Datadog answers one number' };
}
