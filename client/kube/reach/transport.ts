/** Requests over HTTP with what a kubeconfig says about trust, proxies and tokens. The one place that knows the client library. */
import http from 'node:http';
import https from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { present } from '../../experiments/objects/objects.ts';
import type { ClusterEntry, UserEntry } from './kubeconfig-file.ts';
import { type Environment, isUsableProxy, ProxyError, proxyFor, proxyHost } from './proxy.ts';

export interface HttpRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal: AbortSignal;
}

/** Connections to one server as one user. */
export class Transport {
  readonly #server: URL;
  readonly #config = new KubeConfig();
  readonly #user: UserEntry;
  /** Its URL; `undefined`: there is none on the way. */
  readonly #proxy: string | undefined;
  #agent: http.Agent | undefined;

  /** `environment` may name a proxy. */
  constructor(cluster: ClusterEntry, user: UserEntry, environment: Environment = process.env) {
    this.#server = new URL(cluster.server);
    this.#user = user;
    const proxyUrl = proxyFor(cluster, environment);
    this.#proxy = proxyUrl;
    const { name, server, caFile, caData, skipTlsVerify, tlsServerName } = cluster;
    // The library wants this said twice for plain HTTP, which only a proxy of one's own speaks (`kubectl proxy`).
    const skipTLSVerify = skipTlsVerify || this.#server.protocol === 'http:';
    this.#config.loadFromClusterAndUser(
      { name, server, skipTLSVerify, ...defined({ caFile, caData, tlsServerName, proxyUrl }) },
      { ...userOfLibrary(user) },
    );
  }

  /**
   * Rejects with an error of the network, of TLS, of a proxy, or of a file that the kubeconfig names. A connection that was kept and
   * turns out to be gone (the other end was restarted, this machine has slept) is no failure: the request goes out on a new one, unless
   * it would make a thing that it may have made.
   */
  async send(request: HttpRequest): Promise<http.IncomingMessage> {
    for (let isAgain = false; ; isAgain = true) {
      try {
        return await this.#call(request);
      } catch (error) {
        if (!(error instanceof GoneConnection)) throw error;
        this.#dropIdle();
        if (isAgain || request.method === 'POST') throw error.cause;
      }
    }
  }

  async #call({ method, path, headers, body, signal }: HttpRequest): Promise<http.IncomingMessage> {
    const proxy = this.#proxy;
    if (proxy !== undefined && !isUsableProxy(proxy)) throw new ProxyError(proxyHost(proxy), 'not a URL of a proxy');
    const options: https.RequestOptions = {};
    await this.#config.applyToHTTPSOptions(options);
    const request: https.RequestOptions = {
      ...options,
      method,
      signal,
      headers: { ...options.headers, ...impersonation(this.#user), ...headers },
      agent: proxy === undefined ? this.#keptAgent(options) : options.agent,
      // The library's agents hand this on to the request to the proxy, which nothing else would end.
      ...(proxy === undefined ? {} : { timeout: PROXY_MS }),
    };
    // A proxied path: `https://rancher.example/k8s/clusters/c-1` goes before what we ask for.
    const url = new URL(this.#server.pathname.replace(/\/$/, '') + path, this.#server);
    return await new Promise((resolve, reject) => {
      const open = url.protocol === 'http:' ? http.request : https.request;
      const call = open(url, request, resolve);
      call.on('error', error => {
        // As long as there is no socket it is the proxy that has been spoken with.
        if (proxy !== undefined && call.socket === null) reject(throughProxy(proxy, error));
        else reject(call.reusedSocket && GONE.has(codeOf(error)) ? new GoneConnection(error) : error);
      });
      call.on('socket', socket => socket.setKeepAlive(true, KEEP_ALIVE_MS));
      call.end(body);
    });
  }

  /** What else was kept for as long is gone, too. */
  #dropIdle(): void {
    for (const sockets of Object.values(this.#agent?.freeSockets ?? {}))
      for (const socket of sockets ?? []) socket.destroy();
  }

  close(): void {
    this.#agent?.destroy();
    this.#agent = undefined;
  }

  /** The library's agents do not keep connections. */
  #keptAgent({ ca, cert, key, rejectUnauthorized, servername }: https.RequestOptions): http.Agent {
    if (this.#agent === undefined) {
      const limits = { keepAlive: true, maxSockets: MOST_SOCKETS, timeout: IDLE_MS };
      const trust = defined({ ca, cert, key, rejectUnauthorized, servername });
      this.#agent =
        this.#server.protocol === 'http:' ? new http.Agent(limits) : new https.Agent({ ...limits, ...trust });
    }
    return this.#agent;
  }
}

/** How long a proxy may take to open the way. */
const PROXY_MS = 30_000;
/** Each watch holds one: about fifteen for each namespace that is looked at. */
const MOST_SOCKETS = 100;
/** Less than the idle limit of the usual load balancers. */
const KEEP_ALIVE_MS = 30_000;
/** How long a connection is kept without a request: less than the 90 s after which an API server closes it. */
const IDLE_MS = 60_000;

/** What the use of a connection says that the other end has closed. */
const GONE: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE']);

/** A kept connection was gone before there was an answer; the cause is the error of the network. */
class GoneConnection extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}

function codeOf(error: Error): unknown {
  return Reflect.get(error, 'code');
}

/** A proxy that says no comes as an error without a code; an end that was asked for stays one. */
function throughProxy(proxy: string, error: Error): Error {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return error;
  const code = codeOf(error);
  return new ProxyError(proxyHost(proxy), typeof code === 'string' ? code : error.message);
}

/** Plugins are none of the library's business: it would start them unasked, for as long as they like. */
function userOfLibrary(user: UserEntry): Parameters<KubeConfig['loadFromClusterAndUser']>[1] {
  const { name, certFile, certData, keyFile, keyData, token, tokenFile, username, password, authProvider } = user;
  const provider = authProvider ?? (tokenFile === undefined ? undefined : { name: 'file', config: { tokenFile } });
  return {
    name,
    ...defined({ certFile, certData, keyFile, keyData, token, username, password }),
    ...present('authProvider', provider && { name: provider.name, config: { ...provider.config } }),
    ...present('impersonateUser', user.as?.user),
  };
}

/** The library sends the name alone. */
function impersonation({ as }: UserEntry): http.OutgoingHttpHeaders {
  if (as === undefined) return {};
  return {
    ...(as.uid === undefined ? {} : { 'Impersonate-Uid': as.uid }),
    ...(as.groups.length === 0 ? {} : { 'Impersonate-Group': [...as.groups] }),
  };
}

/** Without the keys that have no value. */
function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // Object.fromEntries forgets the names of keys, so the compiler cannot see what the return type says.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
