/**
 * Mistakes in a provider that make every measurement an Error (docs/controller/checks.md#analysis-objects-run-time, docs/controller/traps.md#providers), as far as the metric itself shows them: not what
 * hangs on the settings of the controller, on Secrets of its own, or on the far end.
 */
import { parseGoDuration } from '../kube/duration.ts';
import { parseJsonPath } from '../kube/json-path.ts';
import { isTrueAt, numberAt } from '../model/reading.ts';
import type { ArgoVersion } from '../schema/schema.ts';
import { itemsAt, scalarAt, stringAt, valueAt, type YamlMap, type YamlNode } from '../yaml/node.ts';
import { findDatadogError } from './datadog-error.ts';
import { findJobError } from './job-error.ts';

/** The controller's message. Undefined: it may work. `metric`: with its args filled in. */
export function findProviderError(kind: string, metric: YamlMap, argoVersion: ArgoVersion): string | undefined {
  const provider = valueAt(metric, 'provider', kind);
  switch (kind) {
    case 'job':
      return findJobError(provider, stringAt(metric, 'name') ?? '');
    case 'prometheus':
      return refusePrometheus(provider);
    case 'web':
      return refuseWeb(provider);
    case 'datadog':
      return findDatadogError(provider, argoVersion);
    case 'newRelic':
      return (numberAt(provider, 'timeout') ?? 0) < 0 ? 'timeout value needs to be a positive value' : undefined;
    case 'cloudWatch':
      return refuseDuration(stringAt(provider, 'interval') ?? '');
    case 'skywalking':
      return unreadDuration(stringAt(provider, 'interval') ?? '');
    case 'graphite':
      return refuseGraphite(stringAt(provider, 'query') ?? '');
    case 'kayenta':
      return refuseKayenta(provider, stringAt(metric, 'interval') ?? '');
    default:
      return undefined;
  }
}

function refusePrometheus(provider: YamlNode | undefined): string | undefined {
  const timeout = numberAt(provider, 'timeout');
  const address = stringAt(provider, 'address') ?? '';
  if (address !== '' && !/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]/.test(address)) {
    return 'prometheus address is not is url format';
  }
  if (timeout !== undefined && timeout < 0) return 'prometheus timeout should not be negative';
  return (
    refuseOAuth2(provider) ??
    refuseStep(valueAt(provider, 'rangeQuery')) ??
    (timeout === 0 ? `Post "${address}/api/v1/query": context deadline exceeded` : undefined)
  );
}

/** Whether `start` and `end` yield a time is left to the expressions, which only the rules judge. */
function refuseStep(range: YamlNode | undefined): string | undefined {
  if (range?.kind !== 'map') return undefined;
  const missing = (['start', 'end'] as const).find(field => (stringAt(range, field) ?? '') === '');
  if (missing) return `failed to parse rangeQuery.${missing} as time: unexpected token EOF`;
  const step = unreadDuration(stringAt(range, 'step') ?? '');
  return step && `failed to parse rangeQuery.step as duration: ${step}`;
}

/** Without `tokenUrl` the block means nothing. */
function refuseOAuth2(provider: YamlNode | undefined): string | undefined {
  const has = (field: string): boolean => (stringAt(provider, 'authentication', 'oauth2', field) ?? '') !== '';
  return has('tokenUrl') && !(has('clientId') && has('clientSecret'))
    ? 'missing mandatory parameter in metric for OAuth2 setup'
    : undefined;
}

function refuseWeb(provider: YamlNode | undefined): string | undefined {
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
  return refuseOAuth2(provider) ?? (jsonPath === '' ? undefined : parseJsonPath(jsonPath).problem?.message);
}

/** `Get "http://...": ...`, as Go begins such a message. */
function titleCase(method: string): string {
  return method.charAt(0) + method.slice(1).toLowerCase();
}

/** What is added to `/render?` asks for nothing. */
function refuseGraphite(query: string): string | undefined {
  return /(^|&|\s)target=/.test(query) ? undefined : 'no values found';
}

function refuseKayenta(provider: YamlNode | undefined, interval: string): string | undefined {
  let hasNoStart = false;
  for (const scope of itemsAt(provider, 'scopes')) {
    for (const field of ['start', 'end'] as const) {
      const [control, experiment] = (['controlScope', 'experimentScope'] as const).map(
        side => (stringAt(scope, side, field) ?? '') === '',
      );
      if (control !== experiment)
        return `controlScope.${field} and experimentScope.${field} must both be set or be empty`;
      if (field === 'start' && control === true) hasNoStart = true;
    }
  }
  if (!hasNoStart || isTrueAt(provider, 'lookback')) return undefined;
  const unread = unreadDuration(interval);
  return unread && `Invalid duration "${interval}": ${unread}`;
}

/** Left out it has a default. */
function refuseDuration(text: string): string | undefined {
  return text === '' ? undefined : unreadDuration(text);
}

function unreadDuration(text: string): string | undefined {
  const parsed = parseGoDuration(text);
  return parsed.ok ? undefined : parsed.message;
}
