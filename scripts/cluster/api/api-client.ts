import https from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';

/** Puts credentials and trust into a request. */
export type Authorize = (options: https.RequestOptions) => Promise<void> | void;

export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
}

/** Plain requests to an API server; an answer of any status is an answer. */
export interface ApiClient {
  request(method: string, path: string, body?: string | Buffer, type?: string): Promise<ApiAnswer>;
  get(path: string): Promise<ApiAnswer>;
  create(path: string, object: object): Promise<ApiAnswer>;
  /** Server-side apply: the Rollout CRD is too large for kubectl's kind of apply. */
  apply(path: string, yaml: string | Buffer): Promise<ApiAnswer>;
}

const timeoutSeconds = 30;
/** How long a connection is kept without a request: less than the 90 s after which an API server closes it. */
const idleSeconds = 60;

/** A client for the server at `server` (`https://host:port`). */
export function connectToApi(server: string, authorize: Authorize): ApiClient {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 50, timeout: idleSeconds * 1000 });
  async function request(
    method: string,
    path: string,
    body?: string | Buffer,
    type = 'application/json',
  ): Promise<ApiAnswer> {
    // the length has to be told: Node sends the body of a DELETE without it, and the connection's next request fails
    const headers = body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(body) };
    const options: https.RequestOptions = { method, headers, timeout: timeoutSeconds * 1000 };
    await authorize(options);
    options.agent = agent; // the library of kubeconfigs makes one for each request
    return send(new URL(server + path), options, body);
  }
  return {
    request,
    get: path => request('GET', path),
    create: (path, object) => request('POST', path, JSON.stringify(object)),
    apply: (path, yaml) =>
      request('PATCH', `${path}?fieldManager=argo-experiments&force=true`, yaml, 'application/apply-patch+yaml'),
  };
}

function send(url: URL, options: https.RequestOptions, body: string | Buffer | undefined): Promise<ApiAnswer> {
  return new Promise((resolve, reject) => {
    const request = https.request(url, options, response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      );
      response.on('error', reject);
    });
    request.on('timeout', () =>
      request.destroy(new Error(`${options.method} ${url.pathname}: no answer within ${timeoutSeconds} s`)),
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** A client for a control plane of ours. */
export function connectWithToken(port: number, token: string, certificate: Buffer): ApiClient {
  return connectToApi(`https://127.0.0.1:${port}`, options => {
    options.ca = certificate;
    options.headers = { ...options.headers, authorization: `Bearer ${token}` };
  });
}

/** A client for the current context of a kubeconfig. */
export function connectByKubeconfig(config: KubeConfig): ApiClient {
  return connectToApi(config.getCurrentCluster()?.server ?? '', options => config.applyToHTTPSOptions(options));
}
