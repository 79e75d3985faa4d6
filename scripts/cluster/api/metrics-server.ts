import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, parseAnswers, prometheusBody, readQuery, webBody } from './metrics-answers.ts';

// A metrics server on loopback that says what it is told. Series are named; a script comes by `PUT /series/NAME` or with the request:
//   web:        GET|POST|PUT|PATCH /web/NAME[?answers=JSON]
//   Prometheus: address http://127.0.0.1:PORT, query any PromQL with the label series="NAME" [and answers='JSON']
//   GET /series/NAME tells how often it was asked.

interface Series {
  readonly script: string;
  readonly answers: readonly Answer[];
  requests: number;
}

export interface MetricsServer {
  readonly url: string;
  close(): void;
}

const mostSeries = 10_000;
const mostBytes = 1 << 20;

class Script {
  readonly #series = new Map<string, Series>();

  /** Gives a series its script, from the start; text is what is wrong with it. */
  tell(name: string, script: string): string | undefined {
    const answers = parseAnswers(script);
    if (typeof answers === 'string') return answers;
    if (this.#series.size >= mostSeries && !this.#series.has(name)) return `there are ${mostSeries} series already`;
    this.#series.set(name, { script, answers, requests: 0 });
    return undefined;
  }

  /** The next answer of a series; a script that comes with the request is told at first sight. Text is why there is none. */
  next(name: string, script: string | undefined): Answer | string {
    if (script !== undefined && this.#series.get(name)?.script !== script) {
      const wrong = this.tell(name, script);
      if (wrong) return wrong;
    }
    const series = this.#series.get(name);
    if (!series)
      return `nobody has told the series "${name}": PUT /series/${name} with a JSON list of answers, or send answers along`;
    series.requests++;
    return series.answers[Math.min(series.requests, series.answers.length) - 1] ?? 'an empty script';
  }

  requests(name: string): number {
    return this.#series.get(name)?.requests ?? 0;
  }
}

async function readBody(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > mostBytes) throw new Error(`a body of more than ${mostBytes} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly afterSeconds?: number;
}

const refusal = (status: number, error: string): Reply => ({
  status,
  body: JSON.stringify({ status: 'error', errorType: 'scripted', error }),
});

async function answer(script: Script, request: http.IncomingMessage): Promise<Reply> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const body = await readBody(request);
  const name = decodeURIComponent(url.pathname.replace(/^\/(series|web)\//, ''));
  if (url.pathname.startsWith('/series/')) {
    if (request.method !== 'PUT') return { status: 200, body: JSON.stringify({ requests: script.requests(name) }) };
    const wrong = script.tell(name, body);
    return wrong ? refusal(400, wrong) : { status: 200, body: '{}' };
  }
  if (url.pathname.startsWith('/web/')) {
    const found = script.next(name, url.searchParams.get('answers') ?? undefined);
    if (typeof found === 'string') return refusal(404, found);
    return { status: found.status, body: webBody(found), afterSeconds: found.afterSeconds };
  }
  if (/^\/api\/v1\/query(_range)?$/.test(url.pathname)) {
    const promql = new URLSearchParams(body).get('query') ?? url.searchParams.get('query') ?? '';
    const { series, answers } = readQuery(promql);
    const found = script.next(series, answers);
    if (typeof found === 'string') return refusal(400, found);
    const text = prometheusBody(found, url.pathname.endsWith('_range'), Math.floor(Date.now() / 1000));
    return { status: found.status, body: text, afterSeconds: found.afterSeconds };
  }
  return refusal(404, `there is nothing at ${url.pathname}`);
}

/** Starts the server on loopback; port 0 takes a free one. */
export function startMetricsServer(port = 0): Promise<MetricsServer> {
  const script = new Script();
  const server = http.createServer((request, response) => {
    const send = ({ status, body, afterSeconds = 0 }: Reply) => {
      const timer = setTimeout(
        () => response.writeHead(status, { 'content-type': 'application/json' }).end(body),
        afterSeconds * 1000,
      );
      response.once('close', () => clearTimeout(timer));
    };
    answer(script, request).then(send, (error: unknown) => send(refusal(400, String(error))));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a listening TCP server's address is never text
        close() {
          server.closeAllConnections();
          server.close();
        },
      });
    });
  });
}
