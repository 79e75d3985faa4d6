/** One context of a kubeconfig, ready to be asked. Nothing is opened, read or started before the first request. */
import type http from 'node:http';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
import type { ClusterFailure } from '../../experiments/failures/cluster-failure.ts';
import { fail, type Result, succeed } from '../../experiments/failures/failure.ts';
import { readText } from '../../experiments/values/json.ts';
import { hostOf, type Target } from './config.ts';
import type { PluginRunner } from './consent.ts';
import { Credentials } from './credentials.ts';
import { failureOfError, failureOfStatus, type Question } from './failure.ts';
import { type Place, pathOf, type Resource } from './resource.ts';
import { Transport } from './transport.ts';

export interface ConnectionPorts {
  readonly plugins: PluginRunner;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly isTrusted: () => boolean;
  /** Reads the kubeconfig again: its credentials may have been renewed there. */
  readonly reread: () => Promise<Result<Target, ClusterFailure>>;
}

export interface Call {
  /** Kubernetes' own word, for messages: `list`, `create`, `patch` … */
  readonly verb: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly resource: Resource;
  readonly place: Place;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly contentType?: string;
  /** The form of the answer; JSON of the whole object unless said otherwise. */
  readonly accept?: string;
  readonly signal?: AbortSignal | undefined;
  /** How long the beginning of the answer may take; 10 unless said otherwise. */
  readonly seconds?: number;
}

export interface Answer {
  readonly body: unknown;
  /** The API server's warnings, such as one about a deprecated version. */
  readonly warnings: readonly string[];
}

const SECONDS = 10;

export class Connection {
  readonly #ports: ConnectionPorts;
  #target: Target;
  #credentials: Credentials;
  #transport: { readonly user: string; readonly transport: Transport } | undefined;
  #renewal: Promise<boolean> | undefined;
  #lastAnswerAt = 0;
  #skew: number | undefined;

  constructor(target: Target, ports: ConnectionPorts) {
    this.#ports = ports;
    this.#target = target;
    this.#credentials = this.#credentialsOf(target);
  }

  get context(): string {
    return this.#target.context;
  }

  /** The context's own namespace. */
  get namespace(): string {
    return this.#target.namespace;
  }

  /** Host and port. */
  get server(): string {
    return hostOf(this.#target.cluster.server);
  }

  /** Milliseconds since the epoch; 0: there was none. */
  get lastAnswerAt(): number {
    return this.#lastAnswerAt;
  }

  /** Milliseconds that the cluster's clock is ahead of ours, to the second; 0 as long as they agree well enough. */
  get skew(): number {
    return this.#skew ?? 0;
  }

  /** One answer, as a whole. */
  async request(call: Call): Promise<Result<Answer, ClusterFailure>> {
    const opened = await this.#open(call, { 'Accept-Encoding': 'gzip' });
    if (!opened.ok) return opened;
    const text = await this.#read(opened.value, call);
    if (!text.ok) return text;
    const warnings = warningsOf(opened.value.headers.warning);
    return this.#parse(text.value, warnings);
  }

  /** An answer that comes bit by bit, as text. It ends with an exception when the line breaks. */
  async stream(call: Call): Promise<Result<AsyncIterable<string>, ClusterFailure>> {
    const opened = await this.#open(call, {});
    if (!opened.ok) return opened;
    const response = opened.value;
    const readable = response.headers['content-encoding'] === 'gzip' ? response.pipe(createGunzip()) : response;
    return succeed(this.#texts(readable.setEncoding('utf8')));
  }

  /** What an error in the middle of a stream means. A bug of ours comes back as an exception. */
  explain(error: unknown, seconds = SECONDS): ClusterFailure {
    const failure = failureOfError(error, this.server, seconds);
    if (failure === undefined) throw error;
    return failure;
  }

  /** A person wants to try again: credentials that were refused are asked for anew. */
  retry(): void {
    this.#credentials.reset();
  }

  close(): void {
    this.#transport?.transport.close();
    this.#transport = undefined;
  }

  async *#texts(readable: AsyncIterable<unknown>): AsyncIterable<string> {
    for await (const text of readable) {
      this.#lastAnswerAt = this.#ports.now();
      yield readText(text);
    }
  }

  #parse(text: string, warnings: readonly string[]): Result<Answer, ClusterFailure> {
    try {
      return succeed({ body: text === '' ? undefined : JSON.parse(text), warnings });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return fail({ kind: 'server-error', server: this.server, status: 200, reason: text.slice(0, 200) });
    }
  }

  /** The beginning of an answer of success. */
  async #open(
    call: Call,
    headers: Readonly<Record<string, string>>,
  ): Promise<Result<http.IncomingMessage, ClusterFailure>> {
    const first = await this.#attempt(call, headers);
    if (first.ok || first.failure.kind !== 'unauthorized' || !(await this.#renew())) return first;
    return await this.#attempt(call, headers);
  }

  async #attempt(
    call: Call,
    headers: Readonly<Record<string, string>>,
  ): Promise<Result<http.IncomingMessage, ClusterFailure>> {
    if (!this.#ports.isTrusted()) return fail({ kind: 'untrusted' });
    const transport = await this.#transportNow();
    if (!transport.ok) return transport;
    const { method, resource, place, query, body, contentType, accept, signal, seconds = SECONDS } = call;
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new DOMException('no answer', 'TimeoutError')), seconds * 1000);
    const signals = signal === undefined ? [limit.signal] : [limit.signal, signal];
    try {
      const response = await transport.value.send({
        method,
        path: pathOf(resource, place) + (query === undefined ? '' : `?${new URLSearchParams(query)}`),
        headers: {
          Accept: accept ?? 'application/json',
          ...headers,
          ...(body === undefined ? {} : bodyHeaders(body, contentType)),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.any(signals),
      });
      this.#noteAnswer(response);
      if (response.statusCode !== 401) this.#credentials.accept();
      if ((response.statusCode ?? 0) < 300) return succeed(response);
      const text = await this.#read(response, call);
      return text.ok ? fail(failureOfStatus(response.statusCode ?? 0, text.value, this.#question(call))) : text;
    } catch (error) {
      return fail(
        limit.signal.aborted ? { kind: 'timed-out', server: this.server, seconds } : this.#explainStart(error),
      );
    } finally {
      clearTimeout(timer);
    }
  }

  /** Before a request goes out, files that the kubeconfig names are read. */
  #explainStart(error: unknown): ClusterFailure {
    const file = error instanceof Error ? Reflect.get(error, 'path') : undefined;
    const code = error instanceof Error ? readText(Reflect.get(error, 'code')) : '';
    if (typeof file === 'string' && code !== '') return { kind: 'bad-config', file, reason: code };
    return this.explain(error);
  }

  #question({ verb, resource, place }: Call): Question {
    return { verb, resource, place, server: this.server, context: this.context };
  }

  async #read(response: http.IncomingMessage, call: Call): Promise<Result<string, ClusterFailure>> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of response) chunks.push(chunk);
      const whole = Buffer.concat(chunks);
      const isPacked = response.headers['content-encoding'] === 'gzip';
      return succeed((isPacked ? await promisify(gunzip)(whole) : whole).toString('utf8'));
    } catch (error) {
      return fail(call.signal?.aborted ? { kind: 'cancelled' } : this.explain(error));
    }
  }

  async #transportNow(): Promise<Result<Transport, ClusterFailure>> {
    const user = await this.#credentials.user();
    if (!user.ok) return user;
    const key = JSON.stringify(user.value);
    if (this.#transport?.user !== key) {
      this.close();
      this.#transport = { user: key, transport: new Transport(this.#target.cluster, user.value) };
    }
    return succeed(this.#transport.transport);
  }

  /** Gets other credentials than those that were refused. `false`: there are none. */
  #renew(): Promise<boolean> {
    this.#renewal ??= this.#renewNow().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #renewNow(): Promise<boolean> {
    if (this.#credentials.discard()) return true;
    const target = await this.#ports.reread();
    if (!target.ok || JSON.stringify(target.value) === JSON.stringify(this.#target)) return false;
    this.#target = target.value;
    this.#credentials = this.#credentialsOf(target.value);
    this.close();
    return true;
  }

  #credentialsOf(target: Target): Credentials {
    return new Credentials(target, this.#ports.plugins, this.#ports.now);
  }

  #noteAnswer(response: http.IncomingMessage): void {
    const now = this.#ports.now();
    this.#lastAnswerAt = now;
    const theirs = Date.parse(response.headers.date ?? '');
    if (this.#skew !== undefined || Number.isNaN(theirs)) return;
    const skew = theirs - now;
    // The header counts in seconds, and its way here takes time.
    this.#skew = Math.abs(skew) < 2000 ? 0 : skew;
  }
}

function bodyHeaders(body: unknown, contentType = 'application/json'): Readonly<Record<string, string>> {
  // Node sends the body of a DELETE without its length unless told, and the connection's next request fails.
  return { 'Content-Type': contentType, 'Content-Length': String(Buffer.byteLength(JSON.stringify(body))) };
}

/** `299 - "the text"`, several of them separated by commas. */
function warningsOf(header: string | string[] | undefined): readonly string[] {
  const text = [header ?? ''].flat().join(', ');
  return [...text.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, words = '']) => words.replace(/\\(.)/g, '$1'));
}
