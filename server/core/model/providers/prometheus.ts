import { prometheusShape } from '../../promql/check.ts';
import { scalarAt, stringAt, valueAt, type YamlNode } from '../../yaml/node.ts';
import { numberAt } from '../reading.ts';
import { refuseOAuth2 } from './oauth2.ts';
import { readQuery, refuseQuery } from './prometheus-query.ts';
import {
  FIRST_OF_LIST,
  type Provider,
  type ProviderResult,
  UNKNOWN,
  unreadDuration,
  type Written,
} from './provider.ts';

export const prometheus: Provider = {
  result: readResult,
  refuse,
  condition: () => FIRST_OF_LIST,
  keeps: 'query',
};

function readResult({ provider }: { readonly provider: YamlNode | undefined }): ProviderResult {
  const query = scalarAt(provider, 'query');
  if (query === undefined) return UNKNOWN;
  const isRange = valueAt(provider, 'rangeQuery')?.kind === 'map';
  const checked = readQuery(query);
  const { mayBeNaN, isNeverEmpty, errors } = checked.facts;
  const shape = prometheusShape(checked, isRange);
  if (shape === 'float') return { shapes: ['float'], mayBeNaN, because: 'the query is a scalar' };
  if (shape === 'floats') {
    const because = isRange ? 'a range query answers the values of all series' : 'Prometheus answers a vector';
    return {
      shapes: ['floats'],
      mayBeEmpty: !isNeverEmpty,
      mayBeNaN,
      because,
      ...(errors ? { isEmptyWhenWell: true } : {}),
    };
  }
  return { ...UNKNOWN, mayBeNaN };
}

function refuse({ provider, argoVersion }: Written): string | undefined {
  const timeout = numberAt(provider, 'timeout');
  const address = stringAt(provider, 'address') ?? '';
  if (address !== '' && !/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]/.test(address)) {
    return 'prometheus address is not is url format';
  }
  if (timeout !== undefined && timeout < 0) return 'prometheus timeout should not be negative';
  return (
    (argoVersion === 'next' ? refuseBasicAuth(provider) : undefined) ??
    refuseOAuth2(provider) ??
    refuseStep(valueAt(provider, 'rangeQuery')) ??
    (timeout === 0 ? `Post "${address}/api/v1/query": context deadline exceeded` : undefined) ??
    refuseQuery(provider)
  );
}

function refuseBasicAuth(provider: YamlNode | undefined): string | undefined {
  const fields = ['username', 'password'];
  const missing = fields.filter(field => (stringAt(provider, 'authentication', 'basicAuth', field) ?? '') === '');
  return missing.length === 1 ? `missing mandatory parameter in metric for basic auth setup: ${missing[0]}` : undefined;
}

/** Whether `start` and `end` yield a time is left to the expressions, which only the rules judge. */
function refuseStep(range: YamlNode | undefined): string | undefined {
  if (range?.kind !== 'map') return undefined;
  const missing = (['start', 'end'] as const).find(field => (stringAt(range, field) ?? '') === '');
  if (missing) return `failed to parse rangeQuery.${missing} as time: unexpected token EOF`;
  const step = unreadDuration(stringAt(range, 'step') ?? '');
  return step && `failed to parse rangeQuery.step as duration: ${step}`;
}
