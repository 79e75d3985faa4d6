/**
 * What an AnalysisRun measures, read as its controller does: placeholders filled in, then metrics validated, then the rules for dry
 * run and retention matched. The first thing wrong ends the run (docs/controller/checks.md#analysis-objects-run-time, docs/controller/args.md).
 */
import { matchPattern } from '../expr/values/regexp.ts';
import type { MetricSpec, RunSpec } from '../lifecycle/spec/metric-spec.ts';
import type { Metric } from '../model/analysis.ts';
import { findCrash } from '../model/providers/kayenta.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { stringAt } from '../yaml/node.ts';
import { concealValues } from './conceal.ts';
import { fillArgs, usesArgs } from './fill-args.ts';
import { readMeasuredMetric } from './metric.ts';
import type { RunParts } from './parts.ts';
import { refuseMetrics } from './refuse.ts';

/** Measurements that a status keeps of each metric. */
const DEFAULT_RETENTION = 10;
/** What stands for the value of a Secret until a measurement is taken. */
const SECRET_VALUE = 'temp-for-secret';
const UNRESOLVED = 'Unable to resolve metric arguments';

/** What `secrets` of the parts answer is worked with and never told. */
export function readRunSpec(parts: RunParts, argoVersion: ArgoVersion): RunSpec {
  const masked = fillArgs(parts, ({ secret }) => (secret ? SECRET_VALUE : undefined));
  if ('error' in masked) return refuse(`${UNRESOLVED}: ${masked.error}`);
  const unknown = new Set(parts.args.filter(({ isUnknown, secret }) => isUnknown && !secret).map(({ name }) => name));
  const isKnown = (index: number, fields: readonly string[]): boolean =>
    !usesArgs(parts.metrics[index], fields, unknown);
  const invalid = refuseMetrics(masked.metrics, isKnown) ?? refuseAllRules(parts, masked.metrics, isKnown);
  if (invalid !== undefined) return refuse(`Analysis spec invalid: ${invalid}`);
  const secrets = parts.args.flatMap(({ secret }) => secret ?? []);
  const missing = secrets.find(({ answer }) => answer.kind === 'no-key');
  if (missing) return refuse(`${UNRESOLVED}: key '${missing.key}' does not exist in secret '${missing.name}'`);
  const conceal = concealValues(parts, argoVersion);
  if ('error' in conceal) return refuse(`${UNRESOLVED}: ${conceal.error}`);
  const metrics = masked.metrics.map((metric, index): MetricSpec => {
    const spec = conceal(readMeasuredMetric(metric, argoVersion), index);
    const { name } = spec;
    const kept = parts.measurementRetention.findLast(rule => isMatch(rule.metricName, name))?.limit ?? 0;
    return {
      ...spec,
      dryRun: parts.dryRun.some(rule => isMatch(rule, name)),
      retention: kept > 0 ? kept : DEFAULT_RETENTION,
    };
  });
  const crash = masked.metrics.map(findCrash).find(each => each !== undefined);
  return {
    metrics,
    ...(crash === undefined ? {} : { crash }),
    ...(secrets.length === 0 ? {} : { secrets: [...new Set(secrets.map(({ name }) => name))] }),
    ...(parts.ttl ? { ttl: parts.ttl } : {}),
  };
}

function refuse(error: string): RunSpec {
  return { metrics: [], error };
}

/** What matches a name that is not known cannot be told. */
function refuseAllRules(
  { dryRun, measurementRetention }: RunParts,
  metrics: readonly Metric[],
  isKnown: (index: number, fields: readonly string[]) => boolean,
): string | undefined {
  if (!metrics.every((_, index) => isKnown(index, ['name']))) return undefined;
  const names = metrics.map(({ node }) => stringAt(node, 'name') ?? '');
  const retained = measurementRetention.map(({ metricName }) => metricName);
  return refuseRules('dryRun', dryRun, names) ?? refuseRules('measurementRetention', retained, names);
}

function refuseRules(field: string, rules: readonly string[], names: readonly string[]): string | undefined {
  const index = rules.findIndex(rule => !names.some(name => isMatch(rule, name)));
  return index < 0 ? undefined : `${field}[${index}]: Rule didn't match any metric name(s)`;
}

function isMatch(rule: string, name: string): boolean {
  const match = matchPattern(rule, name);
  // A pattern that cannot be followed is taken for the name that it most likely is.
  if (match === undefined) return rule === name;
  return 'matches' in match && match.matches;
}
