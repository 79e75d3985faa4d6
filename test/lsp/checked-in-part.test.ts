/** An editor is told which of its files are templates of other tools, as often as that changes. */
import { afterEach, describe, expect, it } from 'vitest';
import { DocumentDiagnosticRequest, FileChangeType } from 'vscode-languageserver/node';
import { CHECKED_IN_PART, type CheckedInPartParams } from '../../server/protocol.ts';
import { ServerStage, type StageOptions } from '../support/server-stage.ts';

const FOLDER = 'file:///shop';
const CHART = `${FOLDER}/chart/Chart.yaml`;
const URI = `${FOLDER}/chart/templates/analysis.yaml`;
const analysis = (name: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata:\n  name: ${name}\nspec:\n  metrics: []\n`;

const stages: ServerStage[] = [];
afterEach(() => {
  for (const stage of stages.splice(0)) stage.end();
});

async function start(options: StageOptions): Promise<{ stage: ServerStage; told: () => Promise<readonly string[]> }> {
  const stage = await ServerStage.start(options);
  stages.push(stage);
  const messages: string[] = [];
  stage.client.onNotification(CHECKED_IN_PART, ({ uri, template }: CheckedInPartParams) => {
    messages.push(`${uri.slice(FOLDER.length)}: ${template ? (template.tool ?? 'another tool') : 'as a whole'}`);
  });
  const told = async (): Promise<readonly string[]> => {
    await stage.client.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: URI } });
    await stage.settled();
    return messages.splice(0);
  };
  return { stage, told };
}

describe('an open file', () => {
  const options = { showsCheckedInPart: true };

  it('is told of as a template when it becomes one, and when it is one no longer', async () => {
    const { stage, told } = await start({ folders: [FOLDER], options });
    await stage.open(URI, analysis('"{{args.x}}"'));
    expect(await told()).toEqual([]);

    stage.disk.set(CHART, 'apiVersion: v2\nname: shop\nversion: 0.1.0\n');
    await stage.watched({ uri: CHART, type: FileChangeType.Created });
    expect(await told()).toEqual(['/chart/templates/analysis.yaml: Helm']);
    expect(await told()).toEqual([]);

    await stage.change(URI, 2, { text: analysis('shop') });
    expect(await told()).toEqual(['/chart/templates/analysis.yaml: as a whole']);

    await stage.change(URI, 3, { text: analysis('{{ .Release.Name }}') });
    expect(await told()).toEqual(['/chart/templates/analysis.yaml: Helm']);

    stage.disk.delete(CHART);
    await stage.watched({ uri: CHART, type: FileChangeType.Deleted });
    await stage.change(URI, 4, { text: analysis('{{ name }}') });
    expect(await told()).toEqual(['/chart/templates/analysis.yaml: another tool']);
  });

  it('is told of again when it is opened again', async () => {
    const { stage, told } = await start({ folders: [FOLDER], options });
    for (let i = 0; i < 2; i++) {
      await stage.open(URI, analysis('{{ .Release.Name }}'));
      expect(await told()).toEqual(['/chart/templates/analysis.yaml: Helm']);
      await stage.close(URI);
      await stage.settled();
    }
  });

  it('is a template of the chart that it lies in, outside of all folders too', async () => {
    const disk = new Map([[CHART, 'apiVersion: v2\nname: shop\nversion: 0.1.0\n']]);
    const { stage, told } = await start({ disk, options });
    await stage.open(URI, analysis('"{{args.x}}"'));
    await stage.settled();
    expect(await told()).toEqual(['/chart/templates/analysis.yaml: Helm']);
  });

  it('is not told of to an editor that does not show it', async () => {
    const { stage, told } = await start({ folders: [FOLDER] });
    await stage.open(URI, analysis('{{ .Release.Name }}'));
    expect(await told()).toEqual([]);
  });
});
