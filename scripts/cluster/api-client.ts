import https from 'node:https';

/** Where the API server listens and what it accepts. */
export interface ApiAddress {
  readonly port: number;
  /** PEM text of the server's own certificate. */
  readonly certificate: Buffer;
  readonly token: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
}

/** The few requests that starting a control plane takes; an answer of any status is an answer. */
export interface ApiClient {
  get(path: string): Promise<ApiAnswer>;
  create(path: string, object: object): Promise<ApiAnswer>;
  /** Server-side apply: the Rollout CRD is too large for kubectl's kind of apply. */
  apply(path: string, yaml: string | Buffer): Promise<ApiAnswer>;
}

export function connectToApi({ port, certificate, token }: ApiAddress): ApiClient {
  const agent = new https.Agent({ keepAlive: false, ca: certificate });
  function request(method: string, path: string, body?: string | Buffer, type?: string): Promise<ApiAnswer> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, ...(type ? { 'content-type': type } : {}) };
      const call = https.request(
        { host: '127.0.0.1', port, method, path, agent, headers, timeout: 10_000 },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
          );
          response.on('error', reject);
        },
      );
      call.on('timeout', () => call.destroy(new Error('the API server did not answer within 10 s')));
      call.on('error', reject);
      call.end(body);
    });
  }
  return {
    get: path => request('GET', path),
    create: (path, object) => request('POST', path, JSON.stringify(object), 'application/json'),
    apply: (path, yaml) =>
      request('PATCH', `${path}?fieldManager=argo-experiments&force=true`, yaml, 'application/apply-patch+yaml'),
  };
}
