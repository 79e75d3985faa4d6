/** Every provider, by its key: what its fields mean. How it behaves when it is asked is in `lifecycle/answers/providers.ts`. */
import type { ProviderKind } from '../../lifecycle/spec/provider-kind.ts';
import type { ArgoVersion } from '../../schema/schema.ts';
import { valueAt, type YamlMap } from '../../yaml/node.ts';
import type { Metric } from '../analysis.ts';
import { cloudWatch } from './cloud-watch.ts';
import { datadog } from './datadog.ts';
import { graphite } from './graphite.ts';
import { influxdb } from './influxdb.ts';
import { job } from './job.ts';
import { kayenta } from './kayenta.ts';
import { newRelic } from './new-relic.ts';
import { plugin } from './plugin.ts';
import { prometheus } from './prometheus.ts';
import type { Provider, ProviderResult } from './provider.ts';
import { skywalking } from './skywalking.ts';
import { wavefront } from './wavefront.ts';
import { web } from './web.ts';

const PROVIDERS = {
  prometheus,
  web,
  datadog,
  newRelic,
  wavefront,
  graphite,
  influxdb,
  cloudWatch,
  skywalking,
  job,
  kayenta,
  plugin,
} satisfies Readonly<Record<ProviderKind, Provider>>;

const BY_KEY: ReadonlyMap<string, Provider> = new Map(Object.entries(PROVIDERS));

/** Undefined: there is none of that name. */
export function providerOf(key: string): Provider | undefined {
  return BY_KEY.get(key);
}

/** Undefined: the conditions of this metric are never evaluated, or its provider is not known. */
export function readProviderResult(metric: Metric, argoVersion: ArgoVersion): ProviderResult | undefined {
  const [only, ...others] = metric.providers;
  if (!only || others.length > 0) return undefined;
  const key = only.key.text;
  return providerOf(key)?.result?.({ provider: valueAt(metric.node, 'provider', key), argoVersion });
}

/** A mistake that makes every measurement an Error, in the controller's words. `metric`: with its args filled in. */
export function findProviderError(kind: ProviderKind, metric: YamlMap, argoVersion: ArgoVersion): string | undefined {
  return PROVIDERS[kind].refuse({ provider: valueAt(metric, 'provider', kind), metric, argoVersion });
}
