import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { LspClient, type LspClientOptions } from '../support/lsp-client.ts';

const BROKEN = `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: broken
spec:
  duration: 20m
  templates:
    - name: baseline
      replica: 2
      selector: {matchLabels: {app: shop}}
      template: {metadata: {labels: {app: shop}}, spec: {containers: [{name: shop, image: shop}]}}
`;
/** The diagnostic of it: `replica` in line 9. */
const UNKNOWN_FIELD = {
  range: { start: { line: 8, character: 6 }, end: { line: 8, character: 13 } },
  severity: 1,
  code: 'unknown-field',
  source: 'argo-experiments',
  message: 'Unknown field `replica`. Did you mean `replicas`? kubectl refuses it, other tools drop it silently.',
};

const clients: LspClient[] = [];
afterEach(() => Promise.all(clients.splice(0).map(client => client.kill())));

async function start(options: LspClientOptions = {}) {
  const client = await LspClient.start(options);
  clients.push(client);
  return client;
}

describe('the server over stdio', () => {
  it('says what it can do', async () => {
    const { initialized } = await start();
    expect(initialized.serverInfo?.name).toBe('argo-experiments');
    expect(initialized.capabilities).toMatchObject({
      hoverProvider: true,
      completionProvider: {},
      diagnosticProvider: {},
    });
  });

  it('answers an editor that pulls diagnostics', async () => {
    const client = await start();
    const uri = await client.open(BROKEN);
    expect(await client.pullDiagnostics(uri)).toMatchObject([UNKNOWN_FIELD]);
    await client.change(uri, 2, BROKEN.replace('replica:', 'replicas:'));
    expect(await client.pullDiagnostics(uri)).toEqual([]);
  });

  it('says where the page of a rule is', async () => {
    const client = await start();
    const [problem] = await client.pullDiagnostics(await client.open(BROKEN));
    const page = fileURLToPath(problem?.codeDescription?.href ?? 'file:///nowhere');
    expect(readFileSync(page, 'utf8')).toMatch(/^# unknown-field\n/);
  });

  it('publishes diagnostics to an editor that cannot pull them, and clears them at the end', async () => {
    const client = await start({ pullsDiagnostics: false });
    const uri = await client.open(BROKEN);
    expect(await client.publishedDiagnostics(uri)).toMatchObject([UNKNOWN_FIELD]);
    await client.close(uri);
    await client.publishedDiagnostics(uri, diagnostics => diagnostics.length === 0);
  });

  it('is silent about YAML that is not ours', async () => {
    const client = await start();
    const uri = await client.open('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\ndata: {replica: "2"}\n');
    expect(await client.pullDiagnostics(uri)).toEqual([]);
    expect(await client.complete(uri, { line: 3, character: 7 })).toEqual([]);
    expect(await client.hover(uri, { line: 0, character: 2 })).toBeNull();
  });

  it('completes a half-typed field', async () => {
    const client = await start();
    const uri = await client.open(
      'apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nmetadata:\n  name: half\nspec:\n  dur',
    );
    const items = await client.complete(uri, { line: 5, character: 5 });
    const duration = items.find(({ label }) => label === 'duration');
    expect(duration?.textEdit).toEqual({
      newText: 'duration: ',
      range: { start: { line: 5, character: 2 }, end: { line: 5, character: 5 } },
    });
  });

  it('explains a field', async () => {
    const client = await start();
    const uri = await client.open('apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nspec:\n  duration: 20m\n');
    const hover = await client.hover(uri, { line: 3, character: 4 });
    expect(hover?.range).toEqual({ start: { line: 3, character: 2 }, end: { line: 3, character: 10 } });
    expect(hover?.contents).toMatchObject({
      kind: 'markdown',
      value: expect.stringMatching(/^\*\*`duration`\*\* — string \(Go duration\)\n\nHow long the experiment runs/),
    });
  });

  it('stays quiet on stderr and in the log while all is well', async () => {
    const client = await start();
    const uri = await client.open(BROKEN);
    await client.pullDiagnostics(uri);
    expect(client.stderr).toBe('');
    expect(client.log).toEqual([]);
  });
});
