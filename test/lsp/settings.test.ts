/** Settings that a folder has for itself: each file is read for the release of Argo that its folder names. */
import { afterEach, expect, it } from 'vitest';
import { DidChangeConfigurationNotification, type LSPAny } from 'vscode-languageserver/node';
import { LspClient, type LspClientOptions } from '../support/lsp-client.ts';

/** `scaleDownDelaySeconds` of an experiment step came with 1.9. */
const ROLLOUT = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: shop
spec:
  replicas: 1
  selector: {matchLabels: {app: shop}}
  template: {metadata: {labels: {app: shop}}, spec: {containers: [{name: shop, image: "shop:1"}]}}
  strategy:
    canary:
      steps:
        - experiment:
            duration: 20m
            templates: [{name: next, specRef: canary}]
            scaleDownDelaySeconds: 10
        - setWeight: 50
        - pause: {}
`;
const FIELD = { line: 14, character: 16 };
const TYPED = ROLLOUT.replace('scaleDownDelaySeconds: 10', 'sc');
const OLD = 'file:///fleet/old';
const NEW = 'file:///fleet/new';

const clients: LspClient[] = [];
afterEach(() => Promise.all(clients.splice(0).map(client => client.kill())));

async function start(options: LspClientOptions) {
  const client = await LspClient.start(options);
  clients.push(client);
  return client;
}

function forVersion(argoVersion: string): Record<string, LSPAny> {
  return { argoExperiments: { argoVersion } };
}

async function rulesIn(client: LspClient, uri: string) {
  const problems = await client.pullDiagnostics(uri);
  return problems.map(({ code, range }) => `${code} in line ${range.start.line + 1}`);
}

it('judges, completes and explains each file for the release that its folder names', async () => {
  const client = await start({
    settings: forVersion('1.10'),
    folderSettings: { [OLD]: forVersion('1.8'), [NEW]: forVersion('1.9') },
  });
  const old = await client.open(ROLLOUT, `${OLD}/rollout.yaml`);
  const recent = await client.open(ROLLOUT, `${NEW}/rollout.yaml`);
  expect(await rulesIn(client, old)).toEqual(['field-version in line 15']);
  expect(await rulesIn(client, recent)).toEqual([]);

  const note = '_Not in Argo Rollouts 1.8._';
  expect(JSON.stringify(await client.hover(old, FIELD))).toContain(note);
  expect(JSON.stringify(await client.hover(recent, FIELD))).not.toContain(note);

  const cursor = { line: 14, character: 14 };
  await client.change(old, 2, TYPED);
  await client.change(recent, 2, TYPED);
  expect((await client.complete(old, cursor)).map(({ label }) => label)).not.toContain('scaleDownDelaySeconds');
  expect((await client.complete(recent, cursor)).map(({ label }) => label)).toContain('scaleDownDelaySeconds');
});

it('takes the setting of the window where a folder has none, and reads all anew when they change', async () => {
  const folderSettings = { [OLD]: forVersion('1.8') };
  const client = await start({ settings: forVersion('1.10'), folderSettings });
  const inside = await client.open(ROLLOUT, `${OLD}/rollout.yaml`);
  const outside = await client.open(ROLLOUT, 'file:///fleet/older/rollout.yaml');
  expect(await rulesIn(client, inside)).toEqual(['field-version in line 15']);
  expect(await rulesIn(client, outside)).toEqual([]);
  folderSettings[OLD] = forVersion('auto');
  await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  expect(await rulesIn(client, inside)).toEqual([]);
});

it('has the severity of a rule per folder too', async () => {
  const client = await start({
    folderSettings: {
      [OLD]: { argoExperiments: { argoVersion: '1.8', severity: { 'field-version': 'error' } } },
      [NEW]: { argoExperiments: { argoVersion: '1.8', severity: { 'field-version': 'off' } } },
    },
  });
  const loud = await client.open(ROLLOUT, `${OLD}/rollout.yaml`);
  const quiet = await client.open(ROLLOUT, `${NEW}/rollout.yaml`);
  expect((await client.pullDiagnostics(loud)).map(({ severity }) => severity)).toEqual([1]);
  expect(await client.pullDiagnostics(quiet)).toEqual([]);
});
