/** What the controller refuses in the metrics of a run, in its order and words; the first thing wrong counts (docs/controller/checks.md#analysis-objects-run-time). */
import { parseGoDuration } from '../kube/duration.ts';
import { isProvider } from '../lifecycle/answers/providers.ts';
import type { Metric } from '../model/analysis.ts';
import { LIMIT_FIELDS } from '../model/metric-limits.ts';
import { intOrStringAt } from '../model/reading.ts';
import { stringAt, valueAt, type YamlMap } from '../yaml/node.ts';

/** Fields that say when a metric ends. */
export const PACE_FIELDS: readonly string[] = ['interval', 'initialDelay', ...LIMIT_FIELDS];

/** `isKnown`: nothing in these fields of the metric hangs on a value that is not known. */
export function refuseMetrics(
  metrics: readonly Metric[],
  isKnown: (index: number, fields: readonly string[]) => boolean,
): string | undefined {
  if (metrics.length === 0) return 'no metrics specified';
  const names = new Set<string>();
  for (const [index, metric] of metrics.entries()) {
    const name = stringAt(metric.node, 'name') ?? '';
    const problem =
      names.has(name) && isKnown(index, ['name'])
        ? `duplicate name '${name}'`
        : ((isKnown(index, PACE_FIELDS) ? refusePace(metric.node) : undefined) ?? refuseProviders(metric));
    if (problem !== undefined) return `metrics[${index}]: ${problem}`;
    names.add(name);
  }
  return undefined;
}

function refusePace(node: YamlMap): string | undefined {
  const interval = stringAt(node, 'interval') ?? '';
  const count = readInteger(node, 'count', 0);
  return (
    refuseLimits(node, count) ??
    (count > 1 && interval === '' ? 'interval must be specified when count > 1' : undefined) ??
    refuseDuration('interval', interval) ??
    refuseDuration('startDelay', stringAt(node, 'initialDelay') ?? '')
  );
}

function refuseLimits(node: YamlMap, count: number): string | undefined {
  const failure = readInteger(node, 'failureLimit', 0);
  const streak = readInteger(node, 'consecutiveSuccessLimit', 0);
  const inconclusive = readInteger(node, 'inconclusiveLimit', 0);
  if (streak < 0) return 'consecutiveSuccessLimit must be >= 0';
  if (failure < -1) return 'failureLimit must be >= 0, or -1 to be disabled';
  if (streak === 0 && failure === -1) return 'failureLimit and consecutiveSuccessLimit cannot both be disabled';
  if (inconclusive < 0) return 'inconclusiveLimit must be >= 0';
  if (readInteger(node, 'consecutiveErrorLimit', 0) < 0) return 'consecutiveErrorLimit must be >= 0';
  if (count <= 0) return undefined;
  if (failure >= 0 && count < failure + streak) {
    return `count (${count}) must be >= failureLimit + consecutiveSuccessLimit (${failure} + ${streak}) if both >= 0`;
  }
  if (failure < 0 && count < streak) return 'count must be >= consecutiveSuccessLimit';
  return count < inconclusive ? 'count must be >= inconclusiveLimit' : undefined;
}

function refuseDuration(what: string, text: string): string | undefined {
  const parsed = text === '' ? undefined : parseGoDuration(text);
  return parsed === undefined || parsed.ok ? undefined : `invalid ${what} string: ${parsed.message}`;
}

function refuseProviders({ node, providers }: Metric): string | undefined {
  const plugin = valueAt(node, 'provider', 'plugin');
  const plugins = plugin?.kind === 'map' ? plugin.entries.length : 0;
  const others = providers.filter(({ key }) => key.text !== 'plugin' && isProvider(key.text)).length;
  if (plugins + others === 0) return 'no provider specified';
  return plugins + others > 1 ? 'multiple providers specified' : undefined;
}

/** A whole number or its text; what is no number counts as 0. */
export function readInteger(node: YamlMap, field: string, absent: number): number {
  return Math.trunc(intOrStringAt(node, field) ?? absent);
}
