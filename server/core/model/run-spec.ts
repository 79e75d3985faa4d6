/**
 * What an AnalysisRun measures, read as its controller does: placeholders filled in, then metrics validated, then the rules for dry
 * run and retention matched. The first thing wrong ends the run (argo-semantics 2.6, 4).
 */
import { scanPlaceholders } from '../args/scan.ts';
import { substitute } from '../args/substitute.ts';
import { matchPattern } from '../expr/regexp.ts';
import { parseGoDuration } from '../kube/duration.ts';
import type { MetricSpec, RunSpec } from '../lifecycle/metric-spec.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { itemsAt, resolveAlias, scalarAt, stringAt, valueAt, type YamlMap, type YamlNode } from '../yaml/node.ts';
import { parseDocument } from '../yaml/parse.ts';
import { type Metric, readAnalysis } from './analysis.ts';
import { badEscape, fillTags, quoteInside, toGoJson } from './go-json.ts';
import { LIMIT_FIELDS } from './metric-limits.ts';
import { findProviderError } from './provider-error.ts';
import { readProviderResult } from './provider-result.ts';
import { intOrStringAt } from './reading.ts';
import { isProvider, readInteger, refuseMetrics } from './refuse-metrics.ts';

/** The spec of an AnalysisRun before anything is resolved. */
export interface RunParts {
  readonly metrics: readonly YamlNode[];
  readonly args: readonly RunArg[];
  /** The metric names of the rules, as written. */
  readonly dryRun: readonly string[];
  readonly measurementRetention: readonly { readonly metricName: string; readonly limit: number }[];
}

export interface RunArg {
  readonly name: string;
  /** Absent: it has none. */
  readonly value?: string;
  /** Its value comes from a Secret, whatever `value` says. */
  readonly isSecret: boolean;
}

const DEFAULT_CONSECUTIVE_ERROR_LIMIT = 4;
/** Measurements that a status keeps of each metric. */
const DEFAULT_RETENTION = 10;
/** What stands for the value of a Secret until a measurement is taken. */
const SECRET_VALUE = 'temp-for-secret';
const UNKNOWN_VALUE = 'unknown';
/** Fields of a metric in the order in which Go writes them. */
const FIELD_ORDER: readonly string[] = [
  'name',
  'interval',
  'initialDelay',
  'count',
  'successCondition',
  'failureCondition',
  'failureLimit',
  'inconclusiveLimit',
  'consecutiveErrorLimit',
  'provider',
  'consecutiveSuccessLimit',
];

export function readRunSpec(parts: RunParts, argoVersion: ArgoVersion): RunSpec {
  const resolved = resolveMetrics(parts);
  if ('error' in resolved) return refuse(`Unable to resolve metric arguments: ${resolved.error}`);
  const names = resolved.metrics.map(metric => stringAt(metric.node, 'name') ?? '');
  const invalid =
    refuseMetrics(resolved.metrics) ??
    refuseRules('dryRun', parts.dryRun, names) ??
    refuseRules(
      'measurementRetention',
      parts.measurementRetention.map(({ metricName }) => metricName),
      names,
    );
  if (invalid !== undefined) return refuse(`Analysis spec invalid: ${invalid}`);
  const secrets = new Set(parts.args.filter(({ isSecret }) => isSecret).map(({ name }) => name));
  return {
    metrics: resolved.metrics.map((metric, index) => {
      const spec = readMetric(metric, argoVersion);
      const { name } = spec;
      const isOpaque = dependsOnSecret(parts.metrics[index], secrets);
      const kept = parts.measurementRetention.findLast(rule => isMatch(rule.metricName, name))?.limit ?? 0;
      return {
        ...spec,
        dryRun: parts.dryRun.some(rule => isMatch(rule, name)),
        retention: kept > 0 ? kept : DEFAULT_RETENTION,
        ...(isOpaque ? { isOpaque } : {}),
      };
    }),
  };
}

/** An AnalysisRun as it stands in a file or a cluster. */
export function readRunParts(root: YamlNode | undefined): RunParts {
  const { args, dryRun, measurementRetention } = readAnalysis(root);
  return {
    metrics: itemsAt(root, 'spec', 'metrics'),
    args: args.map(({ name, value, valueFrom }): RunArg => {
      const isSecret = valueAt(valueFrom, 'secretKeyRef') !== undefined;
      return { name: name?.text ?? '', isSecret, ...(value ? { value: value.text } : {}) };
    }),
    dryRun: dryRun.map(({ metricName }) => metricName?.text ?? ''),
    measurementRetention: measurementRetention.map(({ node, metricName }) => ({
      metricName: metricName?.text ?? '',
      limit: intOrStringAt(node, 'limit') ?? 0,
    })),
  };
}

/** Fields that say when a metric ends. */
const PACE_FIELDS: readonly string[] = ['interval', 'initialDelay', ...LIMIT_FIELDS];

/**
 * As {@link readRunSpec}, of a run whose args are known in part only: undefined where one that is not known says when a metric ends, or where
 * the run is refused. What else hangs on an unknown arg is read as some text, and its provider as one that works.
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
  const unknown = new Set(
    metrics.flatMap(metric =>
      scanPlaceholders(toGoJson(metric) ?? '').flatMap(({ arg }) => (arg === undefined || known.has(arg) ? [] : [arg])),
    ),
  );
  const args = [...known, ...[...unknown].map(name => [name, UNKNOWN_VALUE] as const)];
  const spec = readRunSpec(
    {
      metrics,
      args: args.map(([name, value]) => ({ name, value, isSecret: false })),
      dryRun,
      measurementRetention: [],
    },
    argoVersion,
  );
  if (spec.error !== undefined) return undefined;
  return {
    metrics: spec.metrics.map(({ providerError, ...metric }, index) => {
      const isKnown = !dependsOn(valueAt(metrics[index], 'provider'), unknown);
      return providerError === undefined || !isKnown ? metric : { ...metric, providerError };
    }),
  };
}

function dependsOn(node: YamlNode | undefined, args: ReadonlySet<string>): boolean {
  if (args.size === 0) return false;
  return scanPlaceholders(toGoJson(node) ?? '').some(({ arg }) => arg !== undefined && args.has(arg));
}

function refuse(error: string): RunSpec {
  return { metrics: [], error };
}

function resolveMetrics({ metrics, args }: RunParts): { metrics: readonly Metric[] } | { error: string } {
  const values = new Map<string, string>();
  for (const { name, value, isSecret } of args) {
    const text = isSecret ? SECRET_VALUE : value;
    if (text === undefined)
      return metrics.length === 0 ? { metrics: [] } : { error: `argument "${name}" was not supplied` };
    values.set(`args.${name}`, quoteInside(text));
  }
  const texts: string[] = [];
  for (const metric of metrics) {
    const json = toGoJson(metric, FIELD_ORDER) ?? '{}';
    const filled = fillTags(json, values);
    if ('error' in filled) return filled;
    const letter = badEscape(filled.text);
    if (letter !== undefined) return { error: `invalid character '${letter}' in string escape code` };
    texts.push(filled.text);
  }
  return { metrics: readAnalysis(parseDocument(`{"spec":{"metrics":[${texts.join(',')}]}}`).root).metrics };
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

function readMetric(metric: Metric, argoVersion: ArgoVersion): Omit<MetricSpec, 'dryRun' | 'retention'> {
  const { node, providers } = metric;
  const provider = providers.map(({ key }) => key.text).find(isProvider) ?? 'plugin';
  const isConditional = provider !== 'job' && provider !== 'kayenta';
  const interval = stringAt(node, 'interval') ?? '';
  const count = readInteger(node, 'count', 0);
  const effective = count !== 0 ? count : interval === '' ? 1 : undefined;
  const name = stringAt(node, 'name') ?? '';
  const providerError = findProviderError(provider, valueAt(node, 'provider', provider), name);
  return {
    name,
    provider,
    shapes: isConditional ? (readProviderResult(metric, argoVersion)?.shapes ?? []) : [],
    successCondition: isConditional ? (stringAt(node, 'successCondition') ?? '') : '',
    failureCondition: isConditional ? (stringAt(node, 'failureCondition') ?? '') : '',
    failureLimit: readInteger(node, 'failureLimit', 0),
    inconclusiveLimit: readInteger(node, 'inconclusiveLimit', 0),
    consecutiveErrorLimit: readInteger(node, 'consecutiveErrorLimit', DEFAULT_CONSECUTIVE_ERROR_LIMIT),
    consecutiveSuccessLimit: readInteger(node, 'consecutiveSuccessLimit', 0),
    ...(effective === undefined ? {} : { count: effective }),
    ...(providerError === undefined ? {} : { providerError }),
    ...readMs(node, 'interval', 'intervalMs'),
    ...readMs(node, 'initialDelay', 'initialDelayMs'),
  };
}

function readMs<K extends string>(node: YamlMap, field: string, key: K): { readonly [_ in K]?: number } {
  const text = stringAt(node, field) ?? '';
  const parsed = text === '' ? undefined : parseGoDuration(text);
  // A computed key of a generic type: TypeScript cannot see that it is the one wanted.
  return parsed?.ok === true ? ({ [key]: parsed.ms } as { readonly [_ in K]?: number }) : {};
}

function dependsOnSecret(metric: YamlNode | undefined, secrets: ReadonlySet<string>): boolean {
  if (secrets.size === 0) return false;
  return ['successCondition', 'failureCondition'].some(field =>
    scanPlaceholders(scalarAt(resolveAlias(metric), field)?.text ?? '').some(
      ({ arg }) => arg !== undefined && secrets.has(arg),
    ),
  );
}
