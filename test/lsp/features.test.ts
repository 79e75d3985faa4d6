import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CodeActionRequest,
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  InlayHintRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  SelectionRangeRequest,
  SemanticTokensRequest,
  SignatureHelpRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver/node';
import { RUNNABLES, type Runnable } from '../../server/protocol.ts';
import { LspClient } from '../support/lsp-client.ts';
import { readCursor } from '../support/marked.ts';

const TEMPLATE = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: rate
spec:
  args:
    - name: host
  metrics:
    - name: rate
      interval: 30s
      count: 10
      successCondition: "result[0] > 0.9 && all(result, # < 2)"
      provider:
        prometheus:
          address: http://{{args.host}}:9090
          query: sum(up) or vector(0)
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
      template: {metadata: {labels: {app: shop}}, spec: {containers: [{name: shop, image: shop:1}]}}
  analyses:
    - name: rate
      templateName: rate
      requiredForCompletion: true
      args:
        - name: host
          value: prometheus
`;

const clients: LspClient[] = [];
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map(client => client.kill()));
  await Promise.all(folders.splice(0).map(folder => rm(folder, { recursive: true })));
});

/** A workspace on disk with the template, and the experiment open; positions come from marked copies of the texts. */
async function start() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'lsp-'));
  folders.push(folder);
  await writeFile(path.join(folder, 'rate.yaml'), TEMPLATE);
  await writeFile(path.join(folder, 'shop.yaml'), EXPERIMENT);
  const client = await LspClient.start({ folder });
  clients.push(client);
  const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  await client.open(EXPERIMENT, uriOf('shop.yaml'));
  await client.open(TEMPLATE, uriOf('rate.yaml'));
  return { client, experiment: uriOf('shop.yaml'), template: uriOf('rate.yaml') };
}

/** The position of a text within another. */
function at(text: string, before: string, inside: string) {
  const { text: plain, offset } = readCursor(text.replace(before, inside));
  const lines = plain.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

const inTemplateName = at(EXPERIMENT, 'templateName: rate', 'templateName: ra<|>te');
const inPassedArg = at(EXPERIMENT, '- name: host', '- name: ho<|>st');

describe('navigation over files', () => {
  it('leads from the call to the template', async () => {
    const { client, experiment, template } = await start();
    const found = await client.connection.sendRequest(DefinitionRequest.type, {
      textDocument: { uri: experiment },
      position: inTemplateName,
    });
    expect(found).toEqual([
      { uri: template, range: { start: { line: 3, character: 8 }, end: { line: 3, character: 12 } } },
    ]);
  });

  it('finds the uses of an arg, and renames all of them', async () => {
    const { client, experiment, template } = await start();
    const place = { textDocument: { uri: experiment }, position: inPassedArg };
    const references = await client.connection.sendRequest(ReferencesRequest.type, {
      ...place,
      context: { includeDeclaration: true },
    });
    expect(
      references
        ?.map(
          ({ uri, range }) =>
            `${uri === template ? 'template' : 'experiment'} ${range.start.line}:${range.start.character}`,
        )
        .toSorted(),
    ).toEqual(['experiment 15:16', 'template 14:33', 'template 6:12']);
    expect(await client.connection.sendRequest(PrepareRenameRequest.type, place)).toMatchObject({
      placeholder: 'host',
    });
    const edit = await client.connection.sendRequest(RenameRequest.type, { ...place, newName: 'address' });
    expect(edit?.changes?.[template]).toHaveLength(2);
    expect(edit?.changes?.[experiment]).toEqual([
      { range: { start: { line: 15, character: 16 }, end: { line: 15, character: 20 } }, newText: 'address' },
    ]);
    await expect(client.connection.sendRequest(RenameRequest.type, { ...place, newName: '' })).rejects.toThrow(
      'A name cannot be empty.',
    );
  });

  it('highlights within the file, and finds names in the workspace', async () => {
    const { client, template } = await start();
    const position = at(TEMPLATE, '{{args.host}}', '{{args.ho<|>st}}');
    const highlights = await client.connection.sendRequest(DocumentHighlightRequest.type, {
      textDocument: { uri: template },
      position,
    });
    expect(highlights?.map(({ range }) => range.start.line)).toEqual([6, 14]);
    const names = await client.connection.sendRequest(WorkspaceSymbolRequest.type, { query: 'shop' });
    expect(names?.map(({ name }) => name)).toEqual(['shop']);
  });
});

describe('the shape of a file', () => {
  it('is told as outline, folds and growing selections', async () => {
    const { client, experiment } = await start();
    const textDocument = { uri: experiment };
    const symbols = await client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
    expect(symbols?.map(({ name }) => name)).toEqual(['shop']);
    const folds = await client.connection.sendRequest(FoldingRangeRequest.type, { textDocument });
    expect(folds).toContainEqual({ startLine: 6, endLine: 9 });
    const [selection] =
      (await client.connection.sendRequest(SelectionRangeRequest.type, {
        textDocument,
        positions: [inTemplateName],
      })) ?? [];
    expect([selection?.range.start.character, selection?.parent?.range.start.character]).toEqual([20, 6]);
  });
});

describe('a metric', () => {
  it('says how long it measures', async () => {
    const { client, template } = await start();
    const range = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };
    const hints = await client.connection.sendRequest(InlayHintRequest.type, {
      textDocument: { uri: template },
      range,
    });
    expect(hints?.map(({ label, position }) => [label, position])).toEqual([
      ['ends within 4 min 30 s', { line: 10, character: 15 }],
    ]);
  });

  it('has colours and signatures in its condition, and fixes for it', async () => {
    const { client, template } = await start();
    const textDocument = { uri: template };
    const condition = 'result[0] > 0.9';
    await client.change(template, 2, TEMPLATE.replace(condition, 'result > 0.9'));
    const tokens = await client.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
    expect(tokens?.data.slice(0, 5)).toEqual([11, 25, 6, 0, 0]);
    const position = { line: 11, character: 25 + 'result > 0.9 && all(result, '.length };
    const help = await client.connection.sendRequest(SignatureHelpRequest.type, { textDocument, position });
    expect([help?.signatures[0]?.label.startsWith('all('), help?.activeParameter]).toEqual([true, 1]);
    const range = { start: { line: 11, character: 25 }, end: { line: 11, character: 25 } };
    const actions = await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument,
      range,
      context: { diagnostics: [] },
    });
    const [action] = actions ?? [];
    expect(action).toMatchObject({ kind: 'quickfix', diagnostics: [{ code: 'cond-list-without-index' }] });
    expect(action && 'edit' in action ? action.edit?.changes?.[template] : undefined).toEqual([
      { range: { start: { line: 11, character: 31 }, end: { line: 11, character: 31 } }, newText: '[0]' },
    ]);
  });
});

describe('what a file holds to run', () => {
  it('is told with its errors and places, of a step also whose it is', async () => {
    const { client, experiment } = await start();
    const rollout = `---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: cart
  namespace: sales
spec:
  selector: {matchLabels: {app: cart}}
  template: {metadata: {labels: {app: cart}}, spec: {containers: [{name: cart, image: cart:1}]}}
  strategy:
    canary:
      steps:
        - setWeight: 10
        - experiment:
            duration: 1d
            templates: [{name: next, specRef: canary}]
`;
    await client.change(experiment, 2, EXPERIMENT + rollout);
    const runnables = await client.connection.sendRequest<readonly Runnable[]>(RUNNABLES, { uri: experiment });
    const scenarios = expect.arrayContaining([expect.objectContaining({ title: 'as the file stands' })]);
    expect(runnables).toMatchObject([
      {
        type: 'experiment',
        document: 0,
        name: 'shop',
        errors: 0,
        analyses: ['rate'],
        templates: ['canary'],
        scenarios,
      },
      {
        type: 'experiment-step',
        document: 1,
        step: 1,
        rollout: 'cart',
        name: 'cart-step2',
        namespace: 'sales',
        errors: 1,
        analyses: [],
        templates: ['next'],
        scenarios,
        nameRange: { start: { line: 30, character: 10 }, end: { line: 30, character: 20 } },
      },
    ]);
    expect(Object.keys(runnables[0] ?? {})).not.toContain('rollout');
  });
});
