/** What the server makes of a client that tells it of a connected cluster. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { DefinitionRequest, type LSPAny, TextDocumentContentRequest } from 'vscode-languageserver/node';
import { CLUSTER, type ClusterParams } from '../../server/protocol.ts';
import { LspClient, type LspClientOptions } from '../support/lsp-client.ts';

const EXPERIMENT = `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: trial
spec:
  duration: 10m
  templates:
    - name: baseline
      selector: { matchLabels: { app: trial } }
      template:
        metadata: { labels: { app: trial } }
        spec: { containers: [{ name: web, image: "web:1" }] }
  analyses:
    - name: quality
      templateName: latency
`;
const NAME = { line: 14, character: 22 };
/** Has nothing to do with any cluster. */
const OTHER = EXPERIMENT.slice(0, EXPERIMENT.indexOf('  analyses:')).replace('name: trial', 'name: other');

const template = (name: string, args: readonly object[] = []) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AnalysisTemplate',
  metadata: { name, namespace: 'shop' },
  spec: { args, metrics: [{ name: 'rate', provider: { prometheus: { query: 'up' } } }] },
});

const clients: LspClient[] = [];
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map(client => client.kill()));
  await Promise.all(folders.splice(0).map(folder => rm(folder, { recursive: true })));
});

/** In a folder of its own, so that the workspace is known to be empty. */
async function start(options: LspClientOptions = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'cluster-'));
  folders.push(folder);
  const client = await LspClient.start({ folder, ...options });
  clients.push(client);
  // After the workspace was read.
  if (options.pullsDiagnostics !== false) await client.refreshed(1);
  return client;
}

async function tell(client: LspClient, params: ClusterParams): Promise<void> {
  await client.connection.sendNotification(CLUSTER, params);
}

function templates(...objects: ReturnType<typeof template>[]): ClusterParams {
  return {
    cluster: { context: 'prod', namespace: 'shop' },
    kinds: { AnalysisTemplate: { namespaces: ['shop'], objects } },
  };
}

const codes = (diagnostics: readonly { readonly code?: string | number }[]) => diagnostics.map(({ code }) => code);

it('publishes again what the cluster changes, and nothing else', async () => {
  const client = await start({ pullsDiagnostics: false });
  const uri = await client.open(EXPERIMENT);
  const other = await client.open(OTHER, 'untitled:other.yaml');
  await client.publishedDiagnostics(uri, found => codes(found).includes('exp-analysis-template-missing'));
  await client.publishedDiagnostics(other);
  // All that was on its way is sent before the answer to a request.
  await client.hover(other, { line: 0, character: 0 });
  client.publications.length = 0;
  await tell(client, templates(template('latency')));
  await client.publishedDiagnostics(uri, found => !codes(found).includes('exp-analysis-template-missing'));
  await tell(client, templates(template('latency', [{ name: 'host' }])));
  await client.publishedDiagnostics(uri, found => codes(found).includes('exp-arg-unresolved'));
  expect(client.publications).toEqual([uri, uri]);

  await tell(client, { cluster: null, kinds: {} });
  await client.publishedDiagnostics(uri, found => codes(found).includes('exp-analysis-template-missing'));
});

it('asks to be asked again only where an open document is concerned', async () => {
  const client = await start();
  const uri = await client.open(EXPERIMENT);
  await client.pullDiagnostics(uri);
  await tell(client, templates(template('something-else')));
  await client.refreshed(2);
  expect((await client.pullDiagnostics(uri))[0]?.message).toContain(
    'AnalysisTemplate `latency` is neither in this workspace nor in namespace `shop` of `prod`.',
  );
  // A kind that nobody here asks about.
  await tell(client, {
    cluster: { context: 'prod', namespace: 'shop' },
    kinds: { Service: { namespaces: ['shop'], objects: [] } },
  });
  await client.pullDiagnostics(uri);
  await tell(client, templates(template('latency')));
  await client.refreshed(3);
  expect(await client.pullDiagnostics(uri)).toEqual([]);
  expect(client.refreshes).toBe(3);
});

it('keeps the kinds that are not told anew, forgets those that became unknown, and all of another context', async () => {
  const client = await start();
  const uri = await client.open(EXPERIMENT);
  const head = { context: 'prod', namespace: 'shop' };
  await tell(client, templates(template('latency')));
  await tell(client, { cluster: head, kinds: { Service: { namespaces: ['shop'], objects: [] } } });
  expect(await client.pullDiagnostics(uri)).toEqual([]);
  await tell(client, { cluster: head, kinds: { AnalysisTemplate: null } });
  expect((await client.pullDiagnostics(uri))[0]?.message).toContain(
    'This workspace has no AnalysisTemplate, so `latency` must be defined elsewhere.',
  );
  await tell(client, templates(template('latency')));
  expect(await client.pullDiagnostics(uri)).toEqual([]);
  await tell(client, { cluster: { context: 'other', namespace: 'shop' }, kinds: {} });
  expect(codes(await client.pullDiagnostics(uri))).toEqual(['exp-analysis-template-missing']);
});

it('completes its names, leads to its texts and shows them', async () => {
  const client = await start();
  const text = EXPERIMENT.replace('templateName: latency', 'templateName: ');
  const typed = await client.open(text, 'untitled:typed.yaml');
  const uri = await client.open(EXPERIMENT);
  await tell(client, templates(template('latency', [{ name: 'host' }])));
  const items = await client.complete(typed, { line: 14, character: 20 });
  expect(items.map(({ label, detail }) => `${label}: ${detail}`)).toEqual([
    'latency: AnalysisTemplate in shop on prod',
    'latency with args: host',
  ]);
  expect(JSON.stringify(await client.hover(uri, NAME))).toContain('in namespace `shop` on `prod`');

  expect(client.initialized.capabilities.workspace?.textDocumentContent).toEqual({
    schemes: ['argo-experiments-cluster'],
  });
  const place = (await client.connection.sendRequest(DefinitionRequest.type, {
    textDocument: { uri },
    position: NAME,
  })) as { uri: string; range: LSPAny }[];
  const shown = 'argo-experiments-cluster:/prod/shop/AnalysisTemplate/latency.yaml';
  expect(place).toEqual([{ uri: shown, range: { start: { line: 3, character: 8 }, end: { line: 3, character: 15 } } }]);
  const content = await client.connection.sendRequest(TextDocumentContentRequest.type, { uri: shown });
  expect(content.text.split('\n').slice(0, 5)).toEqual([
    'apiVersion: argoproj.io/v1alpha1',
    'kind: AnalysisTemplate',
    'metadata:',
    '  name: latency',
    '  namespace: shop',
  ]);
});

it('checks for the release of the cluster where the setting says auto, and for the newest without one', async () => {
  // `scaleDownDelaySeconds` of an experiment step came with 1.9.
  const rollout = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: shop }
spec:
  selector: { matchLabels: { app: shop } }
  template: { metadata: { labels: { app: shop } }, spec: { containers: [{ name: shop, image: "shop:1" }] } }
  strategy:
    canary:
      steps:
        - experiment:
            duration: 20m
            templates: [{ name: next, specRef: canary }]
            scaleDownDelaySeconds: 10
        - setWeight: 50
        - pause: {}
`;
  const auto = await start({ settings: { argoExperiments: { argoVersion: 'auto' } } });
  const fixed = await start({ settings: { argoExperiments: { argoVersion: '1.10' } } });
  const cluster = { context: 'prod', namespace: 'shop', argoVersion: '1.8.5' };
  for (const client of [auto, fixed]) {
    const uri = await client.open(rollout);
    expect(await client.pullDiagnostics(uri)).toEqual([]);
    await tell(client, { cluster, kinds: {} });
  }
  await auto.refreshed(2);
  const [problem, ...others] = await auto.pullDiagnostics('untitled:test.yaml');
  expect(others).toEqual([]);
  expect(problem?.code).toBe('field-version');
  expect(problem?.message).toContain('1.8');
  expect(await fixed.pullDiagnostics('untitled:test.yaml')).toEqual([]);
  await tell(auto, { cluster: null, kinds: {} });
  await auto.refreshed(3);
  expect(await auto.pullDiagnostics('untitled:test.yaml')).toEqual([]);
});

it('lives on whatever it is told', async () => {
  const client = await start();
  const uri = await client.open(EXPERIMENT);
  for (const odd of [
    null,
    {},
    { cluster: {}, kinds: null },
    { cluster: { context: 1 }, kinds: { AnalysisTemplate: 5 } },
  ]) {
    await client.connection.sendNotification(CLUSTER, odd as LSPAny);
  }
  expect(codes(await client.pullDiagnostics(uri))).toEqual(['exp-analysis-template-missing']);
});
