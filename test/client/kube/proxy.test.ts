import { afterEach, describe, expect, it } from 'vitest';
import { describeClusterFailure } from '../../../client/experiments/failures/cluster-failure.ts';
import { failureOfError } from '../../../client/kube/reach/failure.ts';
import { type Environment, ProxyError, proxyFor } from '../../../client/kube/reach/proxy.ts';
import { Transport } from '../../../client/kube/reach/transport.ts';
import { type ConnectProxy, startConnectProxy } from '../support/connect-proxy.ts';
import { english } from '../support/english.ts';
import { type ScriptedApi, sendJson, startScriptedApi } from '../support/scripted-api.ts';

const clusterAt = (server: string, proxyUrl?: string) => ({
  name: 'c',
  server,
  skipTlsVerify: false,
  ...(proxyUrl === undefined ? {} : { proxyUrl }),
});

describe('the proxy on the way to a server', () => {
  const at = (server: string, environment: Environment) => proxyFor(clusterAt(server), environment);
  const all = { HTTPS_PROXY: 'http://s:1', HTTP_PROXY: 'http://h:2' };

  it('is that of its scheme; a name without a scheme is one of HTTP', () => {
    expect(at('https://k.test:6443', all)).toBe('http://s:1');
    expect(at('http://k.test:8001', all)).toBe('http://h:2');
    expect(at('https://k.test:6443', { HTTP_PROXY: 'http://h:2' })).toBeUndefined();
    expect(at('https://k.test:6443', { https_proxy: 'proxy:3128' })).toBe('http://proxy:3128');
    expect(at('https://k.test:6443', { HTTPS_PROXY: 'socks5://s:1', https_proxy: 'http://t:1' })).toBe('socks5://s:1');
    expect(at('https://k.test:6443', { HTTPS_PROXY: '', https_proxy: 'http://t:1' })).toBe('http://t:1');
    expect(at('https://k.test:6443', {})).toBeUndefined();
  });

  it('is that of the kubeconfig, whatever the environment says', () => {
    const cluster = clusterAt('https://127.0.0.1:6443', 'http://own:3');
    expect(proxyFor(cluster, { ...all, NO_PROXY: '*' })).toBe('http://own:3');
  });

  it.each<[string, string, boolean]>([
    ['https://localhost:6443', '', true],
    ['https://127.0.0.2:6443', '', true],
    ['https://[::1]:6443', '', true],
    ['https://k.test:6443', '*', true],
    ['https://k.test:6443', 'other.test, k.test', true],
    ['https://a.k.test:6443', 'k.test', true],
    ['https://ak.test:6443', 'k.test', false],
    ['https://k.test:6443', '.k.test', false],
    ['https://a.k.test:6443', '.k.test', true],
    ['https://a.k.test:6443', '*.k.test', true],
    ['https://k.test:6443', 'K.Test:6443', true],
    ['https://k.test:6443', 'k.test:443', false],
    ['https://k.test', 'k.test:443', true],
    ['http://k.test', 'k.test:80', true],
    ['https://10.1.2.3:6443', '10.0.0.0/8', true],
    ['https://11.1.2.3:6443', '10.0.0.0/8', false],
    ['https://10.1.2.3:6443', '10.1.2.3', true],
    ['https://10.1.2.3:6443', '10.1.2.3:443', false],
    ['https://[fd00::5]:6443', 'fd00::/8', true],
    ['https://[fd00::5]:6443', 'fd00::5', true],
    ['https://[fd00::5]:6443', '[fd00::5]:6443', true],
    ['https://k.test:6443', '10.0.0.0/8', false],
    ['https://10.1.2.3:6443', '10.0.0.0/99', false],
    ['https://10.1.2.3:6443', 'k.test/8', false],
    ['https://k.test:6443', ', ,', false],
  ])('to %s with NO_PROXY=%s: none is %s', (server, noProxy, isNone) => {
    const environment = { HTTPS_PROXY: 'http://s:1', HTTP_PROXY: 'http://s:1', NO_PROXY: noProxy };
    expect(at(server, environment) === undefined).toBe(isNone);
  });
});

describe('a request through a proxy', () => {
  const open: (ScriptedApi | ConnectProxy)[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });

  /** Asks a server under a name that only the proxy knows. */
  async function ask(scheme: 'http' | 'https', environmentOf: (proxy: ConnectProxy) => Environment, status?: number) {
    const api = await startScriptedApi((_, response) => sendJson(response, {}));
    const proxy = await startConnectProxy(api.port, status);
    open.push(api, proxy);
    const transport = new Transport(clusterAt(`${scheme}://cluster.test:7000`), { name: '' }, environmentOf(proxy));
    const request = { method: 'GET', path: '/version', headers: {}, signal: AbortSignal.timeout(10_000) };
    const answer = await transport.send(request).then(
      response => {
        response.resume();
        return response.statusCode;
      },
      (error: unknown) => error,
    );
    transport.close();
    return { answer, asked: proxy.asked, paths: api.asked.map(({ path }) => path), proxy };
  }

  it('reaches the server, with the credentials of the proxy', async () => {
    const { answer, asked, paths } = await ask('http', ({ port }) => ({
      HTTP_PROXY: `http://me:p%40ss@127.0.0.1:${port}`,
    }));
    expect([answer, asked, paths]).toEqual([
      200,
      [`cluster.test:7000 Basic ${Buffer.from('me:p@ss').toString('base64')}`],
      ['/version'],
    ]);
  });

  it('is told apart from a server that says no', async () => {
    const { answer, asked, proxy } = await ask('https', ({ port }) => ({ HTTPS_PROXY: `127.0.0.1:${port}` }), 407);
    expect(asked).toEqual(['cluster.test:7000']);
    const failure = failureOfError(answer, 'cluster.test:7000', 10);
    const where = `127.0.0.1:${proxy.port}`;
    expect(failure).toMatchObject({ kind: 'proxy', proxy: where, server: 'cluster.test:7000' });
    expect(failure?.kind === 'proxy' && describeClusterFailure(failure, english)).toEqual({
      sentence: `The proxy ${where} did not lead to cluster.test:7000: Bad response: 407.`,
      advice: 'retry',
    });
  });

  it('says that the proxy cannot be reached, and never its password', async () => {
    const { answer } = await ask('https', () => ({ HTTPS_PROXY: 'http://me:secret@127.0.0.1:1' }));
    expect(answer).toEqual(new ProxyError('127.0.0.1:1', 'ECONNREFUSED'));
    const { answer: unusable } = await ask('https', () => ({ HTTPS_PROXY: 'ftp://me:secret@p' }));
    expect(unusable).toBeInstanceOf(ProxyError);
    expect(JSON.stringify([answer, unusable, String(answer), String(unusable)])).not.toContain('secret');
  });
});
