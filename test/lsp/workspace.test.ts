/** The files of a workspace: who uses a template, what is left out, and what comes and goes. */
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type CodeLens,
  CodeLensRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DocumentLinkRequest,
  FileChangeType,
  InlayHintRequest,
  type LSPAny,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { READ_DIRECTORY } from '../../server/protocol.ts';
import { LspClient, type LspClientOptions } from '../support/lsp-client.ts';

const TEMPLATE = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: rate
spec:
  metrics:
    - name: rate
      provider: {web: {url: "https://example.com/health"}}
      successCondition: result > 0
`;
const EXPERIMENT = `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: shop
spec:
  duration: 20m
  templates:
    - name: canary
      selector: {matchLabels: {app: shop}}
      template: {metadata: {labels: {app: shop}}, spec: {containers: [{name: shop, image: "shop:1"}]}}
  analyses:
    - name: rate
      templateName: rate
`;
const SHOW = 'editor.showPlaces';

const clients: LspClient[] = [];
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map(client => client.kill()));
  await Promise.all(folders.splice(0).map(folder => rm(folder, { recursive: true })));
});

async function newFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lsp+files@-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

/** A server that has read the folder, in which the template is open. */
async function start(files: Readonly<Record<string, string>>, options: LspClientOptions = {}) {
  const folder = await newFolder(files);
  const client = await LspClient.start({ folder, initializationOptions: { showPlacesCommand: SHOW }, ...options });
  clients.push(client);
  const uriOf = (name: string): string => URI.file(path.join(folder, name)).toString();
  await client.until(() => client.lensRefreshes > 0);
  await client.open(TEMPLATE, uriOf('rate.yaml'));
  return { client, folder, uriOf };
}

async function lensesOf(client: LspClient, uri: string): Promise<readonly CodeLens[]> {
  return (await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })) ?? [];
}

async function titles(client: LspClient, uri: string): Promise<readonly (string | undefined)[]> {
  return (await lensesOf(client, uri)).map(({ command }) => command?.title);
}

describe('a template says who uses it', () => {
  it('with the places, in an editor that can show them', async () => {
    const { client, uriOf } = await start({ 'rate.yaml': TEMPLATE, 'a/shop.yaml': EXPERIMENT });
    const range = { start: { line: 3, character: 8 }, end: { line: 3, character: 12 } };
    const place = { start: { line: 12, character: 20 }, end: { line: 12, character: 24 } };
    const uri = uriOf('rate.yaml');
    const shown = [uri, range.start, [{ uri: uriOf('a/shop.yaml'), range: place }]];
    expect(await lensesOf(client, uri)).toEqual([
      { range, command: { title: 'used by 1', command: SHOW, arguments: shown } },
    ]);
  });

  it('and how many, in any other', async () => {
    const files = { 'rate.yaml': TEMPLATE, 'shop.yaml': EXPERIMENT };
    const { client, uriOf } = await start(files, { initializationOptions: {} });
    expect((await lensesOf(client, uriOf('rate.yaml'))).map(({ command }) => command)).toEqual([
      { title: 'used by 1', command: '' },
    ]);
  });

  it('as it is typed in other files, and asks only then to be asked again', async () => {
    const { client, uriOf } = await start({ 'rate.yaml': TEMPLATE });
    expect(await titles(client, uriOf('rate.yaml'))).toEqual(['not used in this workspace']);
    const before = client.lensRefreshes;
    await client.open(EXPERIMENT.replace('templateName: rate', 'templateName: rat'), uriOf('new.yaml'));
    await client.until(() => client.lensRefreshes === before + 1);
    await client.change(uriOf('new.yaml'), 2, EXPERIMENT);
    await client.until(() => client.lensRefreshes === before + 2);
    await client.change(uriOf('new.yaml'), 3, EXPERIMENT.replace('20m', '30m'));
    expect(await titles(client, uriOf('rate.yaml'))).toEqual(['used by 1']);
    expect(client.lensRefreshes).toBe(before + 2);
  });
});

it('hints are asked for again once the templates of other files are known, and when these change', async () => {
  const slow = TEMPLATE.replaceAll('name: rate', 'name: slow').replace(
    '- name: slow',
    '- name: slow\n      interval: 1m\n      count: 5',
  );
  const { client, folder, uriOf } = await start({ 'rate.yaml': TEMPLATE, 'slow.yaml': slow });
  const uri = uriOf('shop.yaml');
  await client.open(EXPERIMENT.replace('templateName: rate', 'templateName: slow'), uri);
  const range = { start: { line: 0, character: 0 }, end: { line: 30, character: 0 } };
  const hints = async (): Promise<unknown> => {
    const shown = await client.connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range });
    return shown?.map(({ label }) => label).filter(label => label !== 'replicas: 1');
  };
  await client.until(() => client.hintRefreshes > 0);
  expect(await hints()).toEqual(['ends within 20 min', 'ends within 4 min']);
  const before = client.hintRefreshes;
  await writeFile(path.join(folder, 'slow.yaml'), slow.replace('count: 5', 'count: 3'));
  await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: uriOf('slow.yaml'), type: FileChangeType.Changed }],
  });
  await client.until(() => client.hintRefreshes > before);
  expect(await hints()).toEqual(['ends within 20 min', 'ends within 2 min']);
});

it('of a file without a folder nobody knows who uses it, or what it uses', async () => {
  const client = await LspClient.start();
  clients.push(client);
  await client.until(() => client.lensRefreshes > 0);
  const uri = await client.open(`${TEMPLATE}---\n${EXPERIMENT.replace('templateName: rate', 'templateName: other')}`);
  expect(await lensesOf(client, uri)).toEqual([]);
  expect((await client.pullDiagnostics(uri)).map(({ code }) => code)).toEqual([]);
});

describe('files that come and go', () => {
  it('one by one, and with their folder', async () => {
    const files = { 'rate.yaml': TEMPLATE, 'a/shop.yaml': EXPERIMENT, 'a/b/shop.yaml': EXPERIMENT };
    const { client, folder, uriOf } = await start(files);
    const tell = (name: string, type: FileChangeType): Promise<void> =>
      client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri: uriOf(name), type }],
      });
    const titlesAfter = async (change: () => Promise<void>): Promise<unknown> => {
      const before = client.lensRefreshes;
      await change();
      await client.until(() => client.lensRefreshes > before);
      return await titles(client, uriOf('rate.yaml'));
    };
    expect(await titles(client, uriOf('rate.yaml'))).toEqual(['used by 2']);
    await writeFile(path.join(folder, 'c.yaml'), EXPERIMENT);
    expect(await titlesAfter(() => tell('c.yaml', FileChangeType.Created))).toEqual(['used by 3']);
    expect(await titlesAfter(() => tell('c.yaml', FileChangeType.Deleted))).toEqual(['used by 2']);
    expect(await titlesAfter(() => tell('a', FileChangeType.Deleted))).toEqual(['not used in this workspace']);
    await rename(path.join(folder, 'a'), path.join(folder, 'renamed'));
    expect(await titlesAfter(() => tell('renamed', FileChangeType.Created))).toEqual(['used by 2']);
    expect(await titlesAfter(() => tell('renamed/b/other.txt', FileChangeType.Created))).toEqual(['used by 2']);
  });

  it('as folders of the workspace', async () => {
    const { client, uriOf } = await start({ 'rate.yaml': TEMPLATE });
    const other = { uri: URI.file(await newFolder({ 'shop.yaml': EXPERIMENT })).toString(), name: 'other' };
    const change = async (added: (typeof other)[], removed: (typeof other)[]): Promise<unknown> => {
      const before = client.lensRefreshes;
      await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
        event: { added, removed },
      });
      await client.until(() => client.lensRefreshes > before);
      return await titles(client, uriOf('rate.yaml'));
    };
    expect(await change([other], [])).toEqual(['used by 1']);
    expect(await change([], [other])).toEqual(['not used in this workspace']);
  });
});

describe('what is left out', () => {
  const files = { 'rate.yaml': TEMPLATE, 'gen/a.yaml': EXPERIMENT, 'out/a.yaml': EXPERIMENT, 'b.yaml': EXPERIMENT };

  it.each<[string, Record<string, LSPAny>, string]>([
    ['is nothing here by itself', {}, 'used by 3'],
    ['says our own setting', { argoExperiments: { exclude: ['gen', 'out/**'] } }, 'used by 1'],
    ['is what the editor hides', { 'files.exclude': { '**/gen': true, '**/out': false } }, 'used by 2'],
    ['is what is not searched', { 'search.exclude': { 'out/*.yaml': true } }, 'used by 2'],
    ['is told by no pattern that is none', { argoExperiments: { exclude: [7, null] } }, 'used by 3'],
  ])('%s', async (_, settings, expected) => {
    const { client, uriOf } = await start(files, { settings });
    expect(await titles(client, uriOf('rate.yaml'))).toEqual([expected]);
  });

  it('follows the setting, and is not taken in when it changes', async () => {
    const settings: Record<string, LSPAny> = { argoExperiments: {} };
    const { client, uriOf } = await start(files, { settings });
    const before = client.lensRefreshes;
    settings.argoExperiments = { exclude: ['**/gen'] };
    await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    await client.until(() => client.lensRefreshes === before + 1);
    expect(await titles(client, uriOf('rate.yaml'))).toEqual(['used by 2']);
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: uriOf('gen/a.yaml'), type: FileChangeType.Changed }],
    });
    await client.until(() => client.lensRefreshes === before + 2);
    expect(await titles(client, uriOf('rate.yaml'))).toEqual(['used by 2']);
  });
});

it('links lead to the files of a kustomization and to the web', async () => {
  const kustomization = 'resources:\n  - rate.yaml\n  - deployment.yaml\n';
  const { client, uriOf } = await start({ 'rate.yaml': TEMPLATE, 'kustomization.yaml': kustomization });
  const ask = (uri: string) => client.connection.sendRequest(DocumentLinkRequest.type, { textDocument: { uri } });
  await client.open(kustomization, uriOf('kustomization.yaml'));
  expect(await ask(uriOf('kustomization.yaml'))).toEqual([
    { range: { start: { line: 1, character: 4 }, end: { line: 1, character: 13 } }, target: uriOf('rate.yaml') },
  ]);
  expect(await ask(uriOf('rate.yaml'))).toEqual([
    {
      range: { start: { line: 7, character: 29 }, end: { line: 7, character: 55 } },
      target: 'https://example.com/health',
    },
  ]);
});

describe('a comment that silences rules', () => {
  const wrong = EXPERIMENT.replace('duration: 20m', 'duration: 20 minutes');
  const commented = (comment: string): string => wrong.replace('20 minutes', `20 minutes # ${comment}`);
  const rulesIn = async (client: LspClient, uri: string): Promise<unknown> =>
    (await client.pullDiagnostics(uri)).map(({ code, range }) => `${range.start.line + 1} ${code}`);

  it('works as it is typed, and is reported where it silences nothing', async () => {
    const { client, uriOf } = await start({ 'rate.yaml': TEMPLATE });
    const uri = await client.open(wrong, uriOf('shop.yaml'));
    expect(await rulesIn(client, uri)).toEqual(['6 exp-duration-invalid']);
    await client.change(uri, 2, commented('argo-experiments-ignore exp-duration-invalid'));
    expect(await rulesIn(client, uri)).toEqual([]);
    await client.change(uri, 3, `# argo-experiments-ignore-file exp-duration-invalid -- for now\n${wrong}`);
    expect(await rulesIn(client, uri)).toEqual([]);
    await client.change(uri, 4, commented('argo-experiments-ignore unknown-field'));
    expect(await rulesIn(client, uri)).toEqual(['6 exp-duration-invalid', '6 ignore-unused']);
  });

  it('completes the rule that is reported there', async () => {
    const { client, uriOf } = await start({ 'rate.yaml': TEMPLATE });
    const uri = await client.open(commented('argo-experiments-ignore '), uriOf('shop.yaml'));
    const items = await client.complete(uri, { line: 5, character: 49 });
    const [first] = items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
    expect(first).toMatchObject({
      label: 'exp-duration-invalid',
      detail: 'reported here: Duration that does not parse',
    });
  });
});

describe('a workspace that is not on disk', () => {
  const VFS = 'vscode-vfs://github/acme/shop';

  async function startOver(files: Readonly<Record<string, string>>, readsFiles = true): Promise<LspClient> {
    const client = await LspClient.start({ virtual: { uri: VFS, files }, initializationOptions: { readsFiles } });
    clients.push(client);
    return client;
  }

  /** Rules that the experiment breaks, once the workspace has been read. */
  async function broken(client: LspClient): Promise<unknown[]> {
    const uri = await client.open(EXPERIMENT, `${VFS}/shop.yaml`);
    await client.refreshed(1);
    return (await client.pullDiagnostics(uri)).map(({ code }) => code);
  }

  it('is read by the editor, without what is left out', async () => {
    const client = await startOver({
      'shop.yaml': EXPERIMENT,
      'analysis/rate.yaml': TEMPLATE,
      'node_modules/rate/rate.yaml': TEMPLATE,
      'README.md': '# Shop',
    });
    expect(await broken(client)).toEqual([]);
    expect(client.listed).toEqual(['', 'analysis']);
  });

  it('is known as a whole: what is not there is missing', async () => {
    expect(await broken(await startOver({ 'shop.yaml': EXPERIMENT }))).toEqual(['exp-analysis-template-missing']);
  });

  it('is not known where a folder cannot be read', async () => {
    const client = await startOver({ 'shop.yaml': EXPERIMENT });
    client.connection.onRequest(READ_DIRECTORY, () => null);
    expect(await broken(client)).toEqual([]);
  });

  it('is not known to an editor that reads nothing for others, and does not say otherwise', async () => {
    const client = await startOver({ 'shop.yaml': EXPERIMENT }, false);
    expect(await broken(client)).toEqual([]);
    expect(client.listed).toEqual([]);
  });
});
