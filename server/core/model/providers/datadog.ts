import { parseGoDuration } from '../../kube/duration.ts';
import type { ArgoVersion } from '../../schema/schema.ts';
import { effectiveEntries, scalarAt, stringAt, valueAt, type YamlNode } from '../../yaml/node.ts';
import { isTrueAt } from '../reading.ts';
import type { Provider, ProviderResult, Written } from './provider.ts';

export const datadog: Provider = {
  result: readResult,
  refuse: ({ provider, argoVersion }) => refuse(provider, argoVersion),
  condition: () => 'default(result, 0) < ${1:0.05}',
};

function readResult({ provider, argoVersion }: Omit<Written, 'metric'>): ProviderResult {
  const isGrouped = /\bby\s*\{/.test(stringAt(provider, 'query') ?? '') && stringAt(provider, 'apiVersion') === 'v2';
  if (isGrouped && argoVersion === 'next')
    return { shapes: ['floats'], mayBeEmpty: true, because: 'the query has one value for each group' };
  return { shapes: ['float'], mayBeNil: true, because: 'Datadog answers one number' };
}

const REVIEW = 'Please review the Analysis Template.';
const GROUPED =
  'Could not parse JSON body: json: cannot unmarshal array into Go struct field .Data.Attributes.Columns.Values of type float64';

/** Combinations of fields that it refuses, in its order and words. */
function refuse(provider: YamlNode | undefined, argoVersion: ArgoVersion): string | undefined {
  if (isTrueAt(provider, 'secretRef', 'namespaced') && (stringAt(provider, 'secretRef', 'name') ?? '') === '') {
    return 'secret name is required for namespaced credentials';
  }
  const queries = valueAt(provider, 'queries');
  const several =
    queries?.kind === 'map' ? effectiveEntries(queries).map(({ key }) => scalarAt(queries, key.text)) : [];
  const version = stringAt(provider, 'apiVersion') || 'v1';
  const refused = refuseQueries(provider, several.length, version);
  if (refused !== undefined) return refused;
  const unread = refuseTimes(provider);
  if (unread !== undefined || version === 'v1' || argoVersion === 'next') return unread;
  const isGrouped = [scalarAt(provider, 'query'), ...several].some(each => /\bby\s*\{[^{}]+\}/.test(each?.text ?? ''));
  return isGrouped ? GROUPED : undefined;
}

function refuseQueries(provider: YamlNode | undefined, queries: number, version: string): string | undefined {
  const has = (field: string): boolean => (stringAt(provider, field) ?? '') !== '';
  if (!has('query') && queries === 0) return `Must have either a query or queries. ${REVIEW}`;
  if (has('query') && queries > 0) return `Cannot have both a query and queries. ${REVIEW}`;
  if (version === 'v1' && !has('query')) {
    return 'Query is empty. API Version v1 only supports using the query parameter in your Analysis Template.';
  }
  if (has('formula') && queries === 0) return `Formula are only valid when queries are set. ${REVIEW}`;
  if (!has('formula') && queries > 1) return 'When multiple queries are provided you must include a formula.';
  return version === 'v1' && has('aggregator') ? `Aggregator is not supported in v1. ${REVIEW}` : undefined;
}

function refuseTimes(provider: YamlNode | undefined): string | undefined {
  const timeout = stringAt(provider, 'requestTimeout') ?? '';
  const parsed = timeout === '' ? undefined : parseGoDuration(timeout);
  if (parsed?.ok === false) return `Could not parse the request timeout: ${parsed.message}`;
  if (parsed?.ok && parsed.ms <= 0) return 'Request timeout must be a positive duration (e.g. 30s).';
  const interval = stringAt(provider, 'interval') ?? '';
  const window = interval === '' ? undefined : parseGoDuration(interval);
  return window?.ok === false ? window.message : undefined;
}
