/** The metrics that ask one kind of provider. */
import type { PathStep } from '../../schema/walk.ts';
import { valueAt, type YamlMap, type YamlNode } from '../../yaml/node.ts';
import { type Metric, readAnalysis } from '../analysis.ts';

export interface ProviderMetric {
  readonly metric: Metric;
  readonly provider: YamlMap;
  /** Where the provider stands in the document. */
  readonly path: readonly PathStep[];
}

/** Metrics with several providers are left out: they are never measured. */
export function metricsOf(root: YamlNode | undefined, name: string): readonly ProviderMetric[] {
  return readAnalysis(root).metrics.flatMap((metric): readonly ProviderMetric[] => {
    const provider = valueAt(metric.node, 'provider', name);
    if (metric.providers.length !== 1 || provider?.kind !== 'map') return [];
    return [{ metric, provider, path: ['spec', 'metrics', metric.index, 'provider', name] }];
  });
}
