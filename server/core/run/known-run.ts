/** What a run measures, of whose args only some are known: for what is told of it before it runs. */
import { substitute } from '../args/substitute.ts';
import type { ResultShape } from '../expr/types/shape.ts';
import type { RunSpec } from '../lifecycle/metric-spec.ts';
import { readMetric } from '../model/analysis.ts';
import { LIMIT_FIELDS } from '../model/metric-limits.ts';
import { readProviderResult } from '../model/provider-result.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { resolveAlias, scalarAt, valueAt, type YamlNode } from '../yaml/node.ts';
import { argsIn } from './fill-args.ts';
import type { RunParts } from './parts.ts';
import { readRunSpec } from './spec.ts';

/** Fields that say when a metric ends. */
const PACE_FIELDS: readonly string[] = ['interval', 'initialDelay', ...LIMIT_FIELDS];
const UNKNOWN_VALUE = 'unknown';

/**
 * As {@link readRunSpec}; undefined where an arg that is not known says when a metric ends, or where the run is refused. What else hangs on
 * an unknown arg is read as some text, and its provider as one that works.
 */
export function readKnownRun(
  { metrics, dryRun }: Pick<RunParts, 'metrics' | 'dryRun'>,
  known: ReadonlyMap<string, string>,
  argoVersion: ArgoVersion,
): RunSpec | undefined {
  const isPaced = metrics.every(metric =>
    PACE_FIELDS.every(field => substitute(scalarAt(resolveAlias(metric), field)?.text ?? '', known) !== undefined),
  );
  if (!isPaced) return undefined;
  const unknown = new Set(metrics.flatMap(argsIn).filter(arg => !known.has(arg)));
  const args = [...known, ...[...unknown].map(name => [name, UNKNOWN_VALUE] as const)];
  const spec = readRunSpec(
    { metrics, args: args.map(([name, value]) => ({ name, value })), dryRun, measurementRetention: [] },
    argoVersion,
  );
  if (spec.error !== undefined) return undefined;
  return {
    metrics: spec.metrics.map(({ providerError, isRefused, ...metric }, index) => {
      const node = resolveAlias(metrics[index]);
      const isKnown = (...fields: readonly string[]): boolean =>
        fields.every(field => !argsIn(valueAt(node, field)).some(arg => unknown.has(arg)));
      return {
        ...metric,
        ...(providerError !== undefined && isKnown('provider') ? { providerError } : {}),
        ...(isRefused && isKnown('successCondition', 'failureCondition') && answersAs(metric.shapes, node, argoVersion)
          ? { isRefused }
          : {}),
      };
    }),
  };
}

/** With its placeholders, too: what an unknown arg stands for in a query may be all of it. */
function answersAs(shapes: readonly ResultShape[], node: YamlNode | undefined, argoVersion: ArgoVersion): boolean {
  if (node?.kind !== 'map') return false;
  const written = readProviderResult(readMetric({ node, index: 0 }), argoVersion)?.shapes ?? [];
  return written.join() === shapes.join();
}
