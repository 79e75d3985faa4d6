/** What editors send as addresses, and names in files that no disk has: each is answered, and harms nothing else. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  CompletionRequest,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  FileChangeType,
  HoverRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver/node';
import { ServerStage, type StageOptions } from '../support/server-stage.ts';

const FOLDER = 'file:///shop';
const experiment = (name: string, duration = '5'): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Experiment\nmetadata:\n  name: ${name}\nspec:\n  duration: ${duration}\n`;

const stages: ServerStage[] = [];
afterEach(() => {
  for (const stage of stages.splice(0)) stage.end();
});

async function start(options: StageOptions = {}): Promise<ServerStage> {
  const stage = await ServerStage.start(options);
  stages.push(stage);
  return stage;
}

async function rulesOf({ client }: ServerStage, uri: string): Promise<readonly unknown[]> {
  const report = await client.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
  return report.kind === DocumentDiagnosticReportKind.Full ? report.items.map(({ code }) => code) : [];
}

/** Names of objects that the server knows of. */
async function known({ client }: ServerStage): Promise<readonly string[]> {
  const found = await client.sendRequest(WorkspaceSymbolRequest.type, { query: '' });
  return (found ?? []).map(({ name }) => name);
}

const ADDRESSES: readonly (readonly [string, string])[] = [
  ['an unsaved text', 'untitled:Untitled-1'],
  ['a virtual workspace', 'vscode-vfs://github/argoproj/argo-rollouts/experiment.yaml'],
  ['a share', 'file://server/share/experiment.yaml'],
  ['a share with four slashes', 'file:////server/share/experiment.yaml'],
  ['blanks', 'file:///my shop/an experiment.yaml'],
  ['blanks before the colon', 'a b:c'],
  ['half a surrogate pair', 'file:///\ud800.yaml'],
  ['the other half', 'untitled:\udfff'],
  ['percent signs that encode nothing', 'file:///100%/%zz/%.yaml'],
  ['percent signs that encode half a character', 'file:///%ED%A0%80/%E4.yaml'],
  ['a path', '/shop/experiment.yaml'],
  ['a path of Windows', 'C:\\shop\\experiment.yaml'],
  ['a drive', 'file:///C:/shop/experiment.yaml'],
  ['a query and a fragment', 'git:/shop/experiment.yaml?ref=HEAD#1'],
  ['a name that JavaScript knows', '__proto__'],
  ['an object of a cluster', 'argo-experiments-cluster:/%E0%A4%A/x/Experiment/%.yaml'],
  ['nothing', ''],
  ['a colon', ':'],
  ['slashes', '////'],
  ['a NUL', 'file:///a\0b.yaml'],
];

describe('an address', () => {
  it.each(ADDRESSES)('opens, changes and closes, and is forgotten then: %s', async (_, uri) => {
    const stage = await start({ folders: [FOLDER], disk: new Map([[`${FOLDER}/a.yaml`, experiment('a')]]) });
    await stage.open(uri, experiment('opened'));
    expect(await rulesOf(stage, uri)).toContain('wrong-type');
    const position = { line: 5, character: 4 };
    expect(await stage.client.sendRequest(HoverRequest.type, { textDocument: { uri }, position })).not.toBeNull();
    expect(await stage.client.sendRequest(CompletionRequest.type, { textDocument: { uri }, position })).not.toBeNull();
    await stage.change(uri, 2, { text: experiment('changed', '5m') });
    expect(await rulesOf(stage, uri)).not.toContain('wrong-type');
    expect(await known(stage)).toEqual(expect.arrayContaining(['a', 'changed']));
    await stage.close(uri);
    await stage.settled();
    expect(await known(stage)).toEqual(['a']);
    expect(await rulesOf(stage, `${FOLDER}/a.yaml`)).toContain('wrong-type');
    expect(stage.log).toEqual([]);
  });

  it.each(ADDRESSES)('comes and goes as a file, and as a folder: %s', async (_, uri) => {
    const stage = await start({ folders: [FOLDER], disk: new Map([[`${FOLDER}/a.yaml`, experiment('a')]]) });
    stage.disk.set(uri, experiment('file'));
    await stage.watched({ uri, type: FileChangeType.Created });
    await stage.watched({ uri, type: FileChangeType.Changed });
    await stage.watched({ uri, type: FileChangeType.Deleted });
    await stage.foldersChanged([uri], []);
    await stage.foldersChanged([], [uri]);
    await stage.settled();
    expect(await known(stage)).toEqual(['a']);
    expect(stage.log).toEqual([]);
  });

  it('is known once, however the editor writes it', async () => {
    const disk = new Map([[`${FOLDER}/a%20b%40c.yaml`, experiment('saved')]]);
    const stage = await start({ folders: [FOLDER], disk });
    const written = `${FOLDER}/a b@c.yaml`;
    await stage.open(written, experiment('typed'));
    expect(await known(stage)).toEqual(['typed']);
    await stage.watched({ uri: written, type: FileChangeType.Changed });
    await stage.settled();
    expect(await known(stage)).toEqual(['typed']);
    await stage.close(written);
    await stage.settled();
    expect(await known(stage)).toEqual(['saved']);
  });

  it('of a file outside of the workspace is forgotten when it is closed', async () => {
    const disk = new Map([
      [`${FOLDER}/a.yaml`, experiment('a')],
      ['file:///elsewhere/b.yaml', experiment('b')],
      [`${FOLDER}/node_modules/c.yaml`, experiment('c')],
      [`${FOLDER}/d.txt`, experiment('d')],
    ]);
    const stage = await start({ folders: [FOLDER], disk });
    for (const [uri, text] of disk) await stage.open(uri, text);
    expect(await known(stage)).toEqual(['b', 'a', 'd', 'c']);
    for (const uri of disk.keys()) await stage.close(uri);
    await stage.settled();
    expect(await known(stage)).toEqual(['a']);
  });
});

describe('a name in a file that no file can have', () => {
  it.each([
    ['resources', 'resources: ["\\ud800"]\n'],
    ['resources, as the character itself', 'resources: ["\ud800.yaml"]\n'],
    ['patches', 'patches: [{path: "\\udfff/x.yaml"}]\n'],
    ['components', 'components: ["a/\\ud83d"]\n'],
    ['replacements', 'replacements: [{path: "\\ud83d"}]\n'],
    ['a folder above all', `resources: ["${'../'.repeat(500)}x.yaml", "/", "..", "//", "%", "a\\0b"]\n`],
  ])('leaves all other files as they are: %s', async (_, kustomization) => {
    const disk = new Map([
      [`${FOLDER}/a.yaml`, experiment('a')],
      [`${FOLDER}/k/kustomization.yaml`, kustomization],
    ]);
    const stage = await start({ folders: [FOLDER], disk });
    expect(await known(stage)).toEqual(['a']);
    expect(await rulesOf(stage, `${FOLDER}/a.yaml`)).toContain('wrong-type');
    expect(stage.log).toEqual([]);
  });
});
