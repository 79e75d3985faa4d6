/** How long the run of a call takes, from the metrics of all its templates and the args that are known. */
import { substitute } from '../args/substitute.ts';
import type { Metric } from '../model/analysis.ts';
import type { From } from '../workspace/resolve.ts';
import type { ResolvedCall } from '../workspace/resolved-call.ts';
import { boundLength, type LengthBounds, type Pace, readPace } from './analysis-length.ts';
import { knownValues } from './known-values.ts';

/** Undefined: a template or a value is not known. */
export function callLength(resolved: ResolvedCall): LengthBounds | undefined {
  if (!resolved.analysis.isCertain) return undefined;
  const values = knownValues(resolved);
  return boundLength(
    resolved.analysis.metrics.map(({ what }) => what.node),
    ({ text }) => substitute(text, values),
  );
}

export interface PacedMetric extends From<Metric> {
  readonly pace: Pace;
}

/** The metrics whose pace is known. */
export function pacedMetrics(resolved: ResolvedCall): readonly PacedMetric[] {
  const values = knownValues(resolved);
  return resolved.analysis.metrics.flatMap(metric => {
    const pace = readPace(metric.what.node, ({ text }) => substitute(text, values));
    return pace ? [{ ...metric, pace }] : [];
  });
}
