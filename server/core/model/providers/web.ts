import { parseJsonPath } from '../../kube/json-path.ts';
import { scalarAt, stringAt, valueAt, type YamlNode } from '../../yaml/node.ts';
import { refuseOAuth2 } from './oauth2.ts';
import type { Provider } from './provider.ts';

export const web: Provider = {
  result: () => ({ shapes: ['json'], mayBeNil: true, because: 'the answer is any JSON value' }),
  refuse,
  // Those other than 2xx.
  refusesFailures: true,
  condition: provider =>
    scalarAt(provider, 'jsonPath') === undefined ? 'result.${1:ok} == true' : 'result == ${1:true}',
};

function refuse({ provider }: { readonly provider: YamlNode | undefined }): string | undefined {
  const hasBody = (stringAt(provider, 'body') ?? '') !== '';
  const hasJson = valueAt(provider, 'jsonBody') !== undefined;
  if (hasBody && hasJson) return 'use either Body or JSONBody; both cannot exists for WebMetric payload';
  const method = scalarAt(provider, 'method')?.text || 'GET';
  if ((hasBody || hasJson) && method === 'GET') {
    return 'Body/JSONBody can only be used with POST or PUT WebMetric Method types';
  }
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(method)) return `net/http: invalid method "${method}"`;
  const url = stringAt(provider, 'url') ?? '';
  if (/^https?:\/\/(?:$|[/?#])/.test(url)) return `${titleCase(method)} "${url}": http: no Host in request URL`;
  const jsonPath = stringAt(provider, 'jsonPath') ?? '';
  return refuseOAuth2(provider) ?? (jsonPath === '' ? undefined : refusePath(jsonPath));
}

function refusePath(jsonPath: string): string | undefined {
  const { problem, endsEmpty } = parseJsonPath(jsonPath);
  return problem?.message ?? (endsEmpty ? 'Could not find JSONPath in body:  is not found' : undefined);
}

/** `Get "http://...": ...`, as Go begins such a message. */
function titleCase(method: string): string {
  return method.charAt(0) + method.slice(1).toLowerCase();
}
