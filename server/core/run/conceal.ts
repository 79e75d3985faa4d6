/**
 * Metrics with args from Secrets: measured with the values as far as they are known, and told with the placeholders. Counts and intervals
 * are those that the controller validates, where a fixed text stands for the value.
 */

import type { Metric } from '../model/analysis.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { scalarAt, stringAt, valueAt } from '../yaml/node.ts';
import { argsIn, resolveMetrics } from './fill-args.ts';
import { type MeasuredMetric, readMeasuredMetric } from './metric.ts';
import type { RunParts } from './parts.ts';

/** What the controller says may hold the value. */
const BROKEN =
  'The provider cannot work as it is written. What the controller says of it may hold the value of a Secret.';
const UNFIT = 'the value of a Secret does not fit into its metric';

export type Conceal = (spec: MeasuredMetric, index: number) => MeasuredMetric;

/** Or why the run ends before it begins. */
export function concealSecrets(parts: RunParts, argoVersion: ArgoVersion): Conceal | { readonly error: string } {
  const secrets = parts.args.filter(({ secret }) => secret !== undefined);
  if (secrets.length === 0) return spec => spec;
  const names = new Set(secrets.map(({ name }) => name));
  const known = new Set(secrets.filter(({ secret }) => secret?.answer.kind === 'value').map(({ name }) => name));
  const told = resolveMetrics(parts, arg => `{{args.${arg}}}`);
  // What is not known stands in metrics that are not looked at.
  const real = resolveMetrics(parts, (_, { answer }) => (answer.kind === 'value' ? answer.text : ''));
  if ('error' in told || 'error' in real) return { error: UNFIT };
  return (spec, index) => {
    const written = parts.metrics[index];
    const used = argsIn(written).filter(arg => names.has(arg));
    const [shown, measured] = [told.metrics[index], real.metrics[index]];
    if (used.length === 0 || !shown || !measured) return spec;
    const isKnown = used.every(arg => known.has(arg));
    return conceal(spec, shown, isKnown ? readMeasuredMetric(measured, argoVersion) : undefined, {
      conditions: CONDITIONS.some(field => argsIn(scalarAt(written, field)).some(arg => names.has(arg))),
      provider: argsIn(valueAt(written, 'provider')).some(arg => names.has(arg)),
    });
  };
}

const CONDITIONS = ['successCondition', 'failureCondition'] as const;

/** `real`: with the values; undefined: not all of them are known. `holds`: what of the metric holds a value. */
function conceal(
  spec: MeasuredMetric,
  { node }: Metric,
  real: MeasuredMetric | undefined,
  holds: { readonly conditions: boolean; readonly provider: boolean },
): MeasuredMetric {
  const { providerError, isRefused: isRefusedAsTold, ...rest } = spec;
  const error = holds.provider ? real?.providerError && BROKEN : providerError;
  const isRefused = holds.conditions ? real?.isRefused : isRefusedAsTold;
  const isConditional = spec.provider !== 'job' && spec.provider !== 'kayenta';
  const textOf = (field: (typeof CONDITIONS)[number]): string => (isConditional ? (stringAt(node, field) ?? '') : '');
  const { successCondition = '', failureCondition = '' } = real ?? {};
  const conditions = real ? { secretConditions: { successCondition, failureCondition } } : { isOpaque: true };
  return {
    ...rest,
    ...(real ? { shapes: real.shapes } : {}),
    successCondition: textOf('successCondition'),
    failureCondition: textOf('failureCondition'),
    ...(error === undefined ? {} : { providerError: error }),
    ...(isRefused ? { isRefused } : {}),
    ...(holds.conditions ? conditions : {}),
  };
}
