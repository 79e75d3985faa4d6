/** How a metric is measured: what its spec says, args filled in, rules of its run aside. */

import { isAlwaysRefused } from '../expr/check/certain.ts';
import { parse } from '../expr/syntax/parser.ts';
import { parseGoDuration } from '../kube/duration.ts';
import { parseJsonPath } from '../kube/json-path.ts';
import { isProvider, judgeOf } from '../lifecycle/answers/providers.ts';
import type { MetricSpec } from '../lifecycle/spec/metric-spec.ts';
import type { Metric } from '../model/analysis.ts';
import { exprVersion } from '../model/condition.ts';
import { findProviderError, readProviderResult } from '../model/providers/providers.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { stringAt, valueAt, type YamlMap } from '../yaml/node.ts';
import { findEmptyHost } from './hosts.ts';
import { readInteger } from './refuse.ts';

export type MeasuredMetric = Omit<MetricSpec, 'dryRun' | 'retention'>;

const DEFAULT_CONSECUTIVE_ERROR_LIMIT = 4;

export function readMeasuredMetric(metric: Metric, argoVersion: ArgoVersion): MeasuredMetric {
  const { node, providers } = metric;
  const provider = providers.map(({ key }) => key.text).find(isProvider) ?? 'plugin';
  const isConditional = judgeOf(provider) !== 'itself';
  const interval = stringAt(node, 'interval') ?? '';
  const count = readInteger(node, 'count', 0);
  const effective = count !== 0 ? count : interval === '' ? 1 : undefined;
  const name = stringAt(node, 'name') ?? '';
  const providerError = findProviderError(provider, node, argoVersion);
  const fixed = provider === 'web' ? fixedText(stringAt(node, 'provider', 'web', 'jsonPath') ?? '') : undefined;
  const emptyHost = findEmptyHost(valueAt(node, 'provider'));
  const read = isConditional ? (readProviderResult(metric, argoVersion)?.shapes ?? []) : [];
  const shapes: MetricSpec['shapes'] = fixed === undefined ? read : ['string'];
  const successCondition = isConditional ? (stringAt(node, 'successCondition') ?? '') : '';
  const failureCondition = isConditional ? (stringAt(node, 'failureCondition') ?? '') : '';
  const version = exprVersion(argoVersion);
  const isRefused =
    judgeOf(provider) === 'conditions' &&
    [successCondition, failureCondition].some(text => isAlwaysRefused(parse(text, version), shapes));
  return {
    name,
    provider,
    shapes,
    successCondition,
    failureCondition,
    failureLimit: readInteger(node, 'failureLimit', 0),
    inconclusiveLimit: readInteger(node, 'inconclusiveLimit', 0),
    consecutiveErrorLimit: readInteger(node, 'consecutiveErrorLimit', DEFAULT_CONSECUTIVE_ERROR_LIMIT),
    consecutiveSuccessLimit: readInteger(node, 'consecutiveSuccessLimit', 0),
    ...(effective === undefined ? {} : { count: effective }),
    ...(providerError === undefined ? {} : { providerError }),
    ...(isRefused ? { isRefused } : {}),
    ...(emptyHost === undefined ? {} : { emptyHost }),
    ...(fixed === undefined ? {} : { fixedAnswer: fixed }),
    ...readMs(node, 'interval', 'intervalMs'),
    ...readMs(node, 'initialDelay', 'initialDelayMs'),
  };
}

/** Text outside of braces is what such a path finds, whatever the answer is. */
function fixedText(jsonPath: string): string | undefined {
  const { leadingText, problem } = parseJsonPath(jsonPath);
  return leadingText && !problem && jsonPath.trim() !== ''
    ? jsonPath.slice(leadingText.start, leadingText.end)
    : undefined;
}

function readMs<K extends string>(node: YamlMap, field: string, key: K): { readonly [_ in K]?: number } {
  const text = stringAt(node, field) ?? '';
  const parsed = text === '' ? undefined : parseGoDuration(text);
  // A computed key of a generic type: TypeScript cannot see that it is the one wanted.
  return parsed?.ok === true ? ({ [key]: parsed.ms } as { readonly [_ in K]?: number }) : {};
}
