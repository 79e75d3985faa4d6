/** An API server on loopback that answers by a script: for faults that a real one cannot be made to have. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { fail } from '../../../client/experiments/failures/failure.ts';
import { Connection } from '../../../client/kube/reach/connection.ts';
import { PluginRunner } from '../../../client/kube/reach/consent.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
}

/** Answers one request. Whoever neither writes nor ends leaves it open. */
export type Reply = (asked: Asked, response: http.ServerResponse) => void;

export interface ScriptedApi {
  readonly port: number;
  readonly asked: readonly Asked[];
  /** Connects to it, without credentials. */
  connect(now?: () => number, isTrusted?: () => boolean): Connection;
  close(): Promise<void>;
}

export async function startScriptedApi(reply: Reply): Promise<ScriptedApi> {
  const asked: Asked[] = [];
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const one = { method: request.method ?? '', path: url.pathname, query: url.searchParams, headers: request.headers };
    asked.push(one);
    reply(one, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    port,
    asked,
    connect(now = Date.now, isTrusted = () => true) {
      const cluster = { name: 'c', server: `http://127.0.0.1:${port}`, skipTlsVerify: false };
      const plugins = new PluginRunner({
        askConsent: async () => false,
        isRemembered: () => false,
        remember: async () => undefined,
        runProgram: async () => ({ kind: 'not-found' }),
      });
      const target = { context: 'scripted', namespace: 'default', cluster, user: { name: '' } };
      const reread = async () => fail({ kind: 'no-config', files: [] } as const);
      return new Connection(target, { plugins, now, isTrusted, reread });
    },
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

export function sendJson(response: http.ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export function listOf(items: readonly object[], resourceVersion: string, next?: string): object {
  return { items, metadata: { resourceVersion, ...(next === undefined ? {} : { continue: next }) } };
}

export function statusOf(code: number, reason: string): object {
  return { kind: 'Status', code, reason, message: reason };
}
