import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { build } from '../../scripts/build.ts';
import { readSession } from '../../scripts/cluster/plane/session.ts';
import { Session } from '../ui/support/session.ts';
import { type Cluster, connect } from './cluster.ts';
import { analysis, analysisTemplate, experiment, web } from './documents.ts';
import { openStage, type Stage } from './stage.ts';

/** Somebody writes an Experiment in VS Code, whose template is on a real cluster only. */

let cluster: Cluster;
let stage: Stage;
let session: Session;
let folder: string;

beforeAll(async () => {
  await build();
  cluster = await connect(readSession(process.env));
  stage = await openStage(cluster, 'editor-language');
  folder = mkdtempSync(path.join(os.tmpdir(), 'argoexp-editor-language-'));
  const trial = { ...experiment({ duration: '10m', analyses: [analysis('latency')] }), metadata: { name: 'trial' } };
  session = await Session.open({
    source: folder,
    files: { 'trial.yaml': stringify(trial) },
    settings: { 'argoExperiments.kubeconfig': cluster.session.kubeconfig, 'editor.minimap.enabled': false },
  });
});

afterAll(async () => {
  await session?.close();
  await stage?.close();
  cluster?.disconnect();
  rmSync(folder, { recursive: true, force: true });
});

it('a template of the connected cluster is known in VS Code, and opens as it is there', async () => {
  const { page } = session;
  const marks = page.locator('.squiggly-info, .squiggly-warning, .squiggly-error');
  const editor = await session.openFile('trial.yaml');
  await marks.first().waitFor();
  await stage.apply(JSON.stringify(analysisTemplate('latency', [web('good', [1])])));
  // Nothing of it is known before a person connects.
  expect(await marks.count()).toBe(1);

  await session.runCommand('Argo Experiments: Connect to a Cluster');
  const quick = page.locator('.quick-input-widget');
  await quick.getByRole('option', { name: /^argo-experiments/ }).click();
  await quick.getByPlaceholder('Which namespace?').waitFor();
  await page.keyboard.type(stage.namespace);
  await quick.getByRole('option', { name: stage.namespace }).click();
  await session.treeRow(/watching/).waitFor();
  await marks.first().waitFor({ state: 'detached' });

  await editor.locator('.view-line', { hasText: 'templateName' }).getByText('latency').click();
  await page.keyboard.press('F12');
  const shown = page.locator('.editor-instance .monaco-editor[data-uri^="argo-experiments-cluster:"]');
  await shown.locator('.view-line', { hasText: 'kind: AnalysisTemplate' }).waitFor();
  await session.screenshot('cluster-template-definition');
  const lines = await shown.locator('.view-line').allTextContents();
  // The editor draws blanks that do not break.
  expect(lines.map(line => line.replaceAll('\u00a0', ' '))).toContain(`  namespace: ${stage.namespace}`);
});
