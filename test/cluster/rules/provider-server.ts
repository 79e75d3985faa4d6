/** Datadog, New Relic, Graphite, Kayenta and SkyWalking as far as a measurement asks them, on loopback; each answers 2. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ProviderServer {
  readonly url: string;
  close(): void;
}

/** Answer by what is asked for; undefined: there is nothing. */
function answer(path: string, question: string): unknown {
  if (path === '/api/v2/query/scalar') return datadog(question);
  if (path === '/api/v1/query') return { status: 'ok', series: [{ pointlist: [[1, 2]] }] };
  if (path === '/render') return question.includes('target=') ? [{ target: 'm', datapoints: [[2, 1]] }] : [];
  if (path === '/nerdgraph')
    return { data: { actor: { account: { nrql: { results: [{ 'average.duration': 0.5, count: 2 }] } } } } };
  if (path === '/graphql') return { data: { value: 2 } };
  if (path === '/canaryConfig') return [{ id: 'c', name: 'shop', applications: ['shop'] }];
  if (path === '/canary/c') return { canaryExecutionId: 'x' };
  if (path === '/canary/x')
    return { complete: true, status: 'succeeded', result: { judgeResult: { score: { score: 95 } } } };
  return undefined;
}

/** A query that names nobody finds nothing; one that is grouped gets a list of lists, as from Datadog. */
function datadog(question: string): unknown {
  const values = { values: question.includes('nobody') ? [] : [2], type: 'number' };
  const groups = question.includes('by {') ? [{ name: 'pod', values: [['a']], type: 'group' }] : [];
  return { data: { attributes: { columns: [...groups, values] } } };
}

export async function startProviderServer(): Promise<ProviderServer> {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const question = `${decodeURIComponent(url.search)} ${Buffer.concat(chunks).toString('utf8')}`;
      const body = answer(url.pathname, question);
      response
        .writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
        .end(JSON.stringify(body ?? { error: `there is nothing at ${url.pathname}` }));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a listening TCP server's address is never text
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The Secrets by which the controller finds the providers; it reads them in its own namespace. */
export function providerSecrets(
  url: string,
): readonly { readonly name: string; readonly data: Readonly<Record<string, string>> }[] {
  return [
    { name: 'datadog', data: { address: url, 'api-key': 'k', 'app-key': 'k' } },
    {
      name: 'newrelic',
      data: {
        'personal-api-key': 'k',
        'account-id': '1',
        region: 'us',
        'base-url-rest': url,
        'base-url-nerdgraph': `${url}/nerdgraph`,
      },
    },
    { name: 'wavefront-api-tokens', data: { 'example.wavefront.com': 'k' } },
  ];
}
