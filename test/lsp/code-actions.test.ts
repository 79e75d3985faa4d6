/** Code actions as editors get them that know more and less of workspace edits. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  type Position,
  ResourceOperationKind,
  type WorkspaceEditClientCapabilities,
} from 'vscode-languageserver/node';
import { LspClient, type LspClientOptions } from '../support/lsp-client.ts';

const KNOWS_ALL: WorkspaceEditClientCapabilities = {
  documentChanges: true,
  resourceOperations: [ResourceOperationKind.Create],
  snippetEditSupport: true,
};

const EXPERIMENT = `apiVersion: argoproj.io/v1alpha1
kind: Experiment
metadata:
  name: shop
spec:
  duration: 20m
  analyses:
    - name: errors
      templateName: errors
      requiredForCompletion: true
      args:
        - name: host
          value: 10
        - name: port
          value: 80
  templates:
    - name: canary
      selector: {matchLabels: {app: shop}}
      template: {metadata: {labels: {app: shop}}, spec: {containers: [{name: shop, image: shop}]}}
`;
const TEMPLATE = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: errors
spec:
  args: [{ name: host }, { name: port }]
  metrics:
    - name: errors
      interval: 1m
      successCondition: len(result) > 0 && result[0] < 5
      provider:
        prometheus:
          address: http://{{args.host}}:{{args.port}}
          query: sum(http_errors) or vector(0)
`;
const REFERENCE = { line: 8, character: 22 };
const ANALYSIS = { line: 7, character: 14 };
const VALUE = { line: 12, character: 17 };

const clients: LspClient[] = [];
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map(client => client.kill()));
  await Promise.all(folders.splice(0).map(folder => rm(folder, { recursive: true })));
});

interface Opened {
  readonly client: Awaited<ReturnType<typeof LspClient.start>>;
  readonly experiment: string;
  readonly template: string;
}

/** With the template in the workspace or without. */
async function open(options: Partial<LspClientOptions>, template?: string): Promise<Opened> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'code-actions-'));
  folders.push(folder);
  await writeFile(path.join(folder, 'experiment.yaml'), EXPERIMENT);
  if (template !== undefined) await writeFile(path.join(folder, 'template.yaml'), template);
  const client = await LspClient.start({ folder, pullsDiagnostics: false, ...options });
  clients.push(client);
  const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const experiment = await client.open(EXPERIMENT, uriOf('experiment.yaml'));
  // What is missing is known once all files have been read.
  const expected = template === undefined ? 'exp-analysis-template-missing' : 'exp-required-endless';
  await client.publishedDiagnostics(experiment, found => found.some(({ code }) => code === expected));
  return { client, experiment, template: uriOf('template.yaml') };
}

async function actionsAt(
  { client, experiment }: Opened,
  start: Position,
  only?: string[],
): Promise<readonly CodeAction[]> {
  const answer = await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: experiment },
    range: { start, end: start },
    context: { diagnostics: [], ...(only ? { only } : {}) },
  });
  return (answer ?? []).filter((action): action is CodeAction => 'kind' in action);
}

describe('an editor that knows all of workspace edits', () => {
  it('creates a template in the file with tab stops, or in a file of its own', async () => {
    const opened = await open({ workspaceEdit: KNOWS_ALL });
    const [here, beside, ...others] = await actionsAt(opened, REFERENCE);
    expect(others).toEqual([]);
    expect([here?.title, here?.kind, here?.isPreferred]).toEqual([
      'Create AnalysisTemplate `errors` in this file',
      'quickfix',
      true,
    ]);
    const [inFile] = here?.edit?.documentChanges ?? [];
    expect(inFile).toMatchObject({
      textDocument: { uri: opened.experiment, version: 1 },
      edits: [
        {
          range: { start: { line: 19, character: 0 }, end: { line: 19, character: 0 } },
          snippet: {
            kind: 'snippet',
            value: expect.stringContaining('address: ${1:http://prometheus.monitoring:9090}'),
          },
        },
      ],
    });
    const created = opened.experiment.replace('experiment.yaml', 'errors.yaml');
    expect([beside?.title, beside?.isPreferred]).toEqual(['Create AnalysisTemplate `errors` in errors.yaml', false]);
    expect(beside?.edit).toEqual({
      documentChanges: [
        { kind: 'create', uri: created, options: { overwrite: false, ignoreIfExists: false } },
        {
          textDocument: { uri: created, version: null },
          edits: [
            {
              range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
              newText: expect.stringMatching(/^apiVersion: argoproj\.io\/v1alpha1\nkind: AnalysisTemplate\n[^$]*\n$/),
            },
          ],
        },
      ],
    });
  });

  it('begins a snippet of several lines where its line begins, so that nobody indents it anew', async () => {
    const opened = await open({ workspaceEdit: KNOWS_ALL }, TEMPLATE);
    await opened.client.change(opened.experiment, 2, EXPERIMENT.replace(/ {6}args:\n(.*\n){4}/, ''));
    const all = await actionsAt(opened, REFERENCE);
    const pass = all.find(({ title }) => title.startsWith('Pass args'));
    expect(pass?.edit?.documentChanges).toEqual([
      {
        textDocument: { uri: opened.experiment, version: 2 },
        edits: [
          {
            range: { start: { line: 9, character: 0 }, end: { line: 9, character: 0 } },
            snippet: {
              kind: 'snippet',
              value:
                '      args:\n        - name: host\n          value: "${1:value}"\n        - name: port\n          value: "${2:value}"\n',
            },
          },
        ],
      },
    ]);
  });

  it('mends another file', async () => {
    const opened = await open({ workspaceEdit: KNOWS_ALL }, TEMPLATE);
    const [action] = await actionsAt(opened, ANALYSIS);
    expect(action?.title).toBe('Add `count: 5` to metric `errors`');
    expect(action?.edit?.documentChanges).toEqual([
      {
        textDocument: { uri: opened.template, version: null },
        edits: [
          {
            range: { start: { line: 9, character: 0 }, end: { line: 9, character: 0 } },
            snippet: { kind: 'snippet', value: '      count: ${1:5}\n' },
          },
        ],
      },
    ]);
  });
});

describe('an editor that knows the plainest edits alone', () => {
  it('is not offered to create a file, and gets the text without tab stops', async () => {
    const opened = await open({});
    const all = await actionsAt(opened, REFERENCE);
    expect(all.map(({ title }) => title)).toEqual(['Create AnalysisTemplate `errors` in this file']);
    const [edit] = all[0]?.edit?.changes?.[opened.experiment] ?? [];
    expect(all[0]?.edit?.documentChanges).toBeUndefined();
    expect(edit?.newText).toContain('address: http://prometheus.monitoring:9090\n');
    expect(edit?.newText).not.toContain('$');
  });

  it('mends another file', async () => {
    const opened = await open({}, TEMPLATE);
    const [action] = await actionsAt(opened, ANALYSIS);
    expect(action?.edit).toEqual({
      changes: {
        [opened.template]: [
          { range: { start: { line: 9, character: 0 }, end: { line: 9, character: 0 } }, newText: '      count: 5\n' },
        ],
      },
    });
  });
});

describe('fixes of all problems', () => {
  const quoted = (line: number, from: number, to: number, newText: string) => ({
    range: { start: { line, character: from }, end: { line, character: to } },
    newText,
  });
  const EDITS = [quoted(12, 17, 19, '"10"'), quoted(14, 17, 19, '"80"')];

  it('of one rule stand behind the fix of one problem', async () => {
    const opened = await open({}, TEMPLATE);
    const all = await actionsAt(opened, VALUE);
    expect(all.map(({ title, kind, isPreferred }) => [title, kind, isPreferred])).toEqual([
      ['Put the value in quotes', 'quickfix', true],
      ['Fix all `arg-value-not-string` problems in this file', 'quickfix', undefined],
    ]);
    expect(all[1]?.edit?.changes?.[opened.experiment]).toEqual(EDITS);
    expect(all[1]?.diagnostics?.map(({ code }) => code)).toEqual(['arg-value-not-string']);
  });

  it('are worked out when chosen, where the editor asks then', async () => {
    const opened = await open({ workspaceEdit: KNOWS_ALL, resolvesEdits: true }, TEMPLATE);
    const [, action] = await actionsAt(opened, VALUE);
    if (!action) throw new Error('no action for all');
    expect(action.edit).toBeUndefined();
    const resolved = await opened.client.connection.sendRequest(CodeActionResolveRequest.type, action);
    expect(resolved.edit?.documentChanges).toEqual([
      { textDocument: { uri: opened.experiment, version: 1 }, edits: EDITS },
    ]);
  });

  it.each(['source.fixAll', 'source.fixAll.argoExperiments', 'source'])(
    'of the file are what an editor gets that asks for %s',
    async only => {
      const opened = await open({}, TEMPLATE);
      const all = await actionsAt(opened, { line: 0, character: 0 }, [only]);
      expect(all.map(({ kind }) => kind)).toEqual(['source.fixAll.argoExperiments']);
      expect(all[0]?.edit?.changes?.[opened.experiment]).toEqual(EDITS);
    },
  );

  it('are none when nothing has one meaning only, nor for other kinds', async () => {
    const opened = await open({}, TEMPLATE);
    expect(await actionsAt(opened, VALUE, ['refactor', 'source.organizeImports'])).toEqual([]);
    await opened.client.change(opened.experiment, 2, EXPERIMENT.replaceAll(/value: (\d+)/g, 'value: "$1"'));
    expect(await actionsAt(opened, VALUE, ['source.fixAll'])).toEqual([]);
  });

  it('are announced', async () => {
    const { client } = await open({}, TEMPLATE);
    expect(client.initialized).toMatchObject({
      capabilities: {
        codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll.argoExperiments'], resolveProvider: true },
      },
    });
  });
});
