/** The spec of an AnalysisRun before anything is resolved. */
import type { TtlStrategy } from '../lifecycle/spec/metric-spec.ts';
import { readAnalysis } from '../model/analysis.ts';
import { intOrStringAt, numberAt } from '../model/reading.ts';
import { variablesIn } from '../templating/tokens.ts';
import type { ReadSecret, SecretAnswer } from '../workspace/secrets.ts';
import { stringAt, valueAt, type YamlMap, type YamlNode } from '../yaml/node.ts';

export interface RunParts {
  readonly metrics: readonly YamlNode[];
  readonly args: readonly RunArg[];
  /** The metric names of the rules, as written. */
  readonly dryRun: readonly string[];
  readonly measurementRetention: readonly { readonly metricName: string; readonly limit: number }[];
  /** Of an AnalysisRun alone; absent: it is kept. */
  readonly ttl?: TtlStrategy;
}

export interface RunArg {
  readonly name: string;
  /** Absent: it has none. */
  readonly value?: string;
  /** Somebody else gives it, or another tool writes it: `value` only stands there. */
  readonly isUnknown?: true;
  /** Its value comes from a Secret, whatever `value` says. */
  readonly secret?: SecretReference;
}

export interface SecretReference {
  readonly name: string;
  readonly key: string;
  readonly answer: SecretAnswer;
}

/** An AnalysisRun as it stands in a file or a cluster. */
export function readRunParts(root: YamlNode | undefined, readSecret: ReadSecret): RunParts {
  const { metrics, args, dryRun, measurementRetention } = readAnalysis(root);
  return {
    metrics: metrics.map(({ node }) => node),
    args: args.map(({ name, value, valueFrom }) => readRunArg(name?.text ?? '', value?.text, valueFrom, readSecret)),
    dryRun: dryRun.map(({ metricName }) => metricName?.text ?? ''),
    measurementRetention: measurementRetention.map(({ node, metricName }) => ({
      metricName: metricName?.text ?? '',
      limit: intOrStringAt(node, 'limit') ?? 0,
    })),
    ...readTtl(valueAt(root, 'spec', 'ttlStrategy')),
  };
}

function readTtl(strategy: YamlNode | undefined): Pick<RunParts, 'ttl'> {
  if (strategy?.kind !== 'map') return {};
  const afterCompletion = numberAt(strategy, 'secondsAfterCompletion');
  const afterSuccess = numberAt(strategy, 'secondsAfterSuccess');
  const afterFailure = numberAt(strategy, 'secondsAfterFailure');
  return {
    ttl: {
      ...(afterCompletion === undefined ? {} : { afterCompletion }),
      ...(afterSuccess === undefined ? {} : { afterSuccess }),
      ...(afterFailure === undefined ? {} : { afterFailure }),
    },
  };
}

/** `value`: undefined where nobody gives one. What another tool fills in is not known. */
export function readRunArg(
  name: string,
  value: string | undefined,
  valueFrom: YamlMap | undefined,
  readSecret: ReadSecret,
): RunArg {
  const reference = valueAt(valueFrom, 'secretKeyRef');
  const secret = stringAt(reference, 'name') ?? '';
  const key = stringAt(reference, 'key') ?? '';
  return {
    name,
    ...(value === undefined ? {} : { value }),
    ...(value !== undefined && variablesIn(value).length > 0 ? { isUnknown: true } : {}),
    ...(reference ? { secret: { name: secret, key, answer: readSecret(secret, key) } } : {}),
  };
}
