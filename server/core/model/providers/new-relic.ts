import { stringAt, type YamlNode } from '../../yaml/node.ts';
import { numberAt } from '../reading.ts';
import { type Provider, type ProviderResult, UNKNOWN } from './provider.ts';

export const newRelic: Provider = {
  result: readResult,
  refuse: ({ provider }) =>
    (numberAt(provider, 'timeout') ?? 0) < 0 ? 'timeout value needs to be a positive value' : undefined,
  condition: () => 'result.${1:percentage} < 5',
  keeps: 'query',
};

/** One row is a map; a query that splits by facet or time has several. */
function readResult({ provider }: { readonly provider: YamlNode | undefined }): ProviderResult {
  const isSplit = /\b(FACET|TIMESERIES)\b/i.test(stringAt(provider, 'query') ?? '');
  if (isSplit) return { ...UNKNOWN, dottedKeys: true };
  return { shapes: ['map'], dottedKeys: true, because: 'New Relic answers a row as a map' };
}
