/** Mistakes in a provider that make every measurement an Error (argo-semantics 2.6), as far as the metric itself shows them. */

import { scalarAt, stringAt, valueAt, type YamlNode } from '../yaml/node.ts';
import { numberAt } from './reading.ts';

/** The controller's message. Undefined: it may work. `provider`: the value under the provider's key. */
export function findProviderError(kind: string, provider: YamlNode | undefined, metric: string): string | undefined {
  switch (kind) {
    case 'job':
      return refuseJob(provider, metric);
    case 'prometheus':
      return refusePrometheus(provider);
    case 'web':
      return refuseWeb(provider);
    default:
      return undefined;
  }
}

function refuseJob(provider: YamlNode | undefined, metric: string): string | undefined {
  const policy = stringAt(provider, 'spec', 'template', 'spec', 'restartPolicy') ?? '';
  if (policy === 'Never' || policy === 'OnFailure') return undefined;
  const wrong = policy === '' || policy === 'Always' ? 'Required value' : `Unsupported value: "${policy}"`;
  const words =
    wrong === 'Required value' ? 'valid values: "OnFailure", "Never"' : 'supported values: "OnFailure", "Never"';
  const path = 'spec.template.spec.restartPolicy';
  return `Job.batch "<uid of the run>.${metric}.1" is invalid: ${path}: ${wrong}: ${words}`;
}

function refusePrometheus(provider: YamlNode | undefined): string | undefined {
  const timeout = numberAt(provider, 'timeout');
  if (timeout !== undefined && timeout < 0) return 'prometheus timeout should not be negative';
  const address = stringAt(provider, 'address') ?? '';
  if (address !== '' && !/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]/.test(address)) {
    return 'prometheus address is not is url format';
  }
  return timeout === 0 ? `Post "${address}/api/v1/query": context deadline exceeded` : undefined;
}

function refuseWeb(provider: YamlNode | undefined): string | undefined {
  const hasBody = (stringAt(provider, 'body') ?? '') !== '';
  const hasJson = valueAt(provider, 'jsonBody') !== undefined;
  if (hasBody && hasJson) return 'use either Body or JSONBody; both cannot exists for WebMetric payload';
  const method = scalarAt(provider, 'method')?.text ?? 'GET';
  return (hasBody || hasJson) && method !== 'POST' && method !== 'PUT'
    ? 'Body/JSONBody can only be used with POST or PUT WebMetric Method types'
    : undefined;
}
