/** From what a request came to, to the closed list of failures. Decides by codes, never by the words of a message. */
import type { ClusterFailure } from '../../experiments/failures/cluster-failure.ts';
import { readList, readMap, readText } from '../../experiments/values/json.ts';
import { ProxyError } from './proxy.ts';
import { nameOf, type Place, type Resource } from './resource.ts';

/** What was asked, of whom. */
export interface Question {
  /** Kubernetes' own word: `list`, `create`, `patch` … */
  readonly verb: string;
  readonly resource: Resource;
  readonly place: Place;
  /** Host and port. */
  readonly server: string;
  readonly context: string;
}

const CERTIFICATE: readonly string[] = [
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'INVALID_CA',
  'HOSTNAME_MISMATCH',
];

/** An error before any answer came. `undefined`: not one of the network, so a bug of ours. */
export function failureOfError(error: unknown, server: string, seconds: number): ClusterFailure | undefined {
  if (error instanceof ProxyError) return { kind: 'proxy', proxy: error.proxy, server, reason: error.reason };
  const { code, name } = readMap(error instanceof Error ? { code: Reflect.get(error, 'code'), name: error.name } : {});
  const word = readText(code);
  if (name === 'AbortError') return { kind: 'cancelled' };
  if (name === 'TimeoutError' || word === 'ETIMEDOUT' || word === 'ESOCKETTIMEDOUT')
    return { kind: 'timed-out', server, seconds };
  if (CERTIFICATE.includes(word) || word.startsWith('ERR_TLS_CERT') || word.startsWith('ERR_SSL_TLSV1_ALERT_UNKNOWN')) {
    return { kind: 'tls', server, reason: word };
  }
  // `ECONNREFUSED`, `ENOTFOUND`; something else than TLS or HTTP on that port; an answer that was cut off.
  const isOfNetwork = /^(?:E[A-Z_]+|HPE_\w+|Z_\w+|ERR_STREAM_\w+)$/.test(word);
  return isOfNetwork ? { kind: 'unreachable', server, reason: word } : undefined;
}

/** An answer that is no success; `body` is a Status object, or a proxy's page. */
export function failureOfStatus(status: number, body: string, question: Question): ClusterFailure {
  const { resource, place, server, context, verb } = question;
  const answer = readStatus(body);
  const object = nameOf(resource, place);
  switch (status) {
    case 400:
    case 422:
      return { kind: 'invalid', object, causes: answer.causes.length > 0 ? answer.causes : [answer.message] };
    case 401:
      return { kind: 'unauthorized', server, context };
    case 403:
      return {
        kind: 'forbidden',
        verb,
        resource: resource.plural,
        ...(place.namespace === undefined ? {} : { namespace: place.namespace }),
        ...(answer.user === '' ? {} : { user: answer.user }),
      };
    case 404:
      // A collection is always there, however empty, where its kind is known.
      return place.name === undefined && resource.group === 'argoproj.io'
        ? { kind: 'crd-missing', server }
        : { kind: 'not-found', object };
    case 409:
      return answer.reason === 'AlreadyExists'
        ? { kind: 'already-exists', object }
        : { kind: 'conflict', object, reason: answer.message };
    case 413:
      return { kind: 'too-large', object };
    default:
      return { kind: 'server-error', server, status, reason: answer.message };
  }
}

interface StatusAnswer {
  readonly reason: string;
  readonly message: string;
  readonly causes: readonly string[];
  /** Whom a refusal is about; empty: not said. */
  readonly user: string;
}

const LONGEST_MESSAGE = 1000;

export function readStatus(body: string): StatusAnswer {
  const status = parseMap(body);
  const message = readText(status.message) || body.trim().slice(0, 200);
  return {
    reason: readText(status.reason),
    message: message.slice(0, LONGEST_MESSAGE),
    causes: readList(readMap(status.details).causes).map(cause => {
      const { field, message: text } = readMap(cause);
      return [readText(field), readText(text)].filter(part => part !== '').join(': ');
    }),
    user: /User "([^"]{1,200})"/.exec(message)?.[1] ?? '',
  };
}

function parseMap(body: string) {
  try {
    return readMap(JSON.parse(body));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** How a failure may pass: by itself within seconds, once somebody has changed something, or only when a person acts. */
export function healing(failure: ClusterFailure): 'soon' | 'later' | 'never' {
  switch (failure.kind) {
    case 'unreachable':
    case 'proxy':
    case 'timed-out':
    case 'server-error':
    case 'conflict':
      return 'soon';
    case 'tls':
    case 'unauthorized':
    case 'forbidden':
    case 'crd-missing':
    case 'no-config':
    case 'bad-config':
    case 'no-context':
    case 'invalid':
      return 'later';
    default:
      return 'never';
  }
}
