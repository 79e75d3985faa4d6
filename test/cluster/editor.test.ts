import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { build } from '../../scripts/build.ts';
import { readSession } from '../../scripts/cluster/session.ts';
import { Session } from '../ui/support/session.ts';
import type { Document } from './api.ts';
import { type Cluster, connect } from './cluster.ts';
import { analysis, analysisTemplate, experiment, pods, required, web } from './documents.ts';
import { openStage, type Stage } from './stage.ts';

/** A person in VS Code with a real cluster: connects, runs, watches, ends and deletes, all from the editor. */

const named = (name: string, document: Document): Document => ({ ...document, metadata: { name } });
const DOCUMENTS = {
  'trial.yaml': [
    named(
      'trial',
      experiment({
        templates: [
          pods('a', { template: { service: {} }, container: { ports: [{ containerPort: 8080 }] } }),
          pods('b'),
        ],
        analyses: [analysis('check', required)],
        scaleDownDelaySeconds: 1,
      }),
    ),
    analysisTemplate('check', [web('good', [1], { interval: '2s', count: 15, failureLimit: 1 })]),
  ],
  'late.yaml': [
    named(
      'late',
      experiment({ templates: [pods('a', { play: { 'never-ready': 'true' } })], progressDeadlineSeconds: 5 }),
    ),
  ],
  'lasting.yaml': [named('lasting', experiment({ duration: '1h' }))],
};

let cluster: Cluster;
let stage: Stage;
let session: Session;
let folder: string;

beforeAll(async () => {
  await build();
  cluster = await connect(readSession(process.env));
  stage = await openStage(cluster, 'editor');
  folder = mkdtempSync(path.join(os.tmpdir(), 'argoexp-editor-'));
  const texts = Object.entries(DOCUMENTS).map(([name, documents]) => [
    name,
    stage.fill(documents.map(document => stringify(document)).join('---\n')),
  ]);
  session = await Session.open({
    source: folder,
    files: Object.fromEntries(texts),
    settings: { 'argoExperiments.kubeconfig': cluster.session.kubeconfig, 'editor.minimap.enabled': false },
  });
});

afterAll(async () => {
  await session?.close();
  await stage?.close();
  cluster?.disconnect();
  rmSync(folder, { recursive: true, force: true });
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await session.screenshot(`failed-${task.name.replaceAll(/\W+/g, '-')}`);
});

const quick = (): Locator => session.page.locator('.quick-input-widget');
const option = (name: string | RegExp): Locator => quick().getByRole('option', { name });
const dialog = (): Locator => session.page.locator('.monaco-dialog-box');

async function answer(button: string): Promise<void> {
  await dialog().getByRole('button', { name: button, exact: true }).click();
}

async function run(file: string): Promise<void> {
  await session.openFile(file);
  await session.page.locator('.editor-actions').getByRole('button', { name: 'Run Experiment' }).click();
  await option(new RegExp(`argo-experiments / ${stage.namespace}`)).click();
}

async function chooseOfRow(row: Locator, entry: string): Promise<void> {
  await row.click({ button: 'right' });
  // The editor takes no notice of a click that follows the opening of a menu at once.
  await session.page.locator('.context-view .action-label', { hasText: entry }).first().hover();
  await session.page.keyboard.press('Enter');
}

describe('a person in VS Code, with a real cluster', () => {
  it('connects to a namespace of it', async () => {
    await session.openFile('trial.yaml');
    await session.runCommand('Argo Experiments: Connect to a Cluster');
    await option(/^argo-experiments/).click();
    await quick().getByPlaceholder('Which namespace?').waitFor();
    await session.screenshot('cluster-namespaces');
    await session.page.keyboard.type(stage.namespace);
    await option(stage.namespace).click();
    await session.treeRow(/watching/).waitFor();
    await session.treeRow(/No experiments in/).waitFor();
    await session.widenSideBar(470);
    await session.screenshot('cluster-empty');
  });

  it('runs an experiment there, whose template it applies, and watches it to its end', async () => {
    await run('trial.yaml');
    await quick().getByPlaceholder('It is not there.').waitFor();
    await session.screenshot('cluster-template-missing');
    await option(/Apply mine/).click();
    await dialog().waitFor();
    await session.screenshot('cluster-question');
    expect(await dialog().textContent()).toContain(`Run trial in namespace ${stage.namespace} of argo-experiments?`);
    await answer('Run');
    await session.treeRow(/^trial.*Pending|^trial.*Running/).waitFor();
    await session.treeRow(/^trial.*Running/).waitFor();
    await session
      .treeRow(/^check.*Running/)
      .locator('.monaco-tl-twistie')
      .click();
    await session
      .treeRow(/^a, template.*available/)
      .locator('.monaco-tl-twistie')
      .click();
    await session.treeRow(/^trial-a-.*Running/).waitFor();
    await session.screenshot('cluster-running');
    await session.treeRow(/^trial.*Successful/).waitFor();
    await session.toast(/^trial was successful after/).waitFor();
    await session.screenshot('cluster-successful');
  });

  it('is offered another name when the name is taken', async () => {
    await run('trial.yaml');
    await quick().getByText('is taken').waitFor();
    await session.screenshot('cluster-name-taken');
    await session.page.keyboard.press('Enter');
    await answer('Run');
    await session.treeRow(/^trial-2.*Running/).waitFor();
  });

  it('reads in the tree why one fails', async () => {
    await run('late.yaml');
    await answer('Run');
    await session.treeRow(/^late.*Failed.*progress/i).waitFor();
    await session.screenshot('cluster-failed');
  });

  it('terminates one, and deletes it', async () => {
    await run('lasting.yaml');
    await answer('Run');
    const row = session.treeRow(/^lasting/);
    await session.treeRow(/^lasting.*Running/).waitFor();
    await chooseOfRow(row, 'Terminate');
    await dialog().waitFor();
    await session.screenshot('cluster-terminate');
    await answer('Terminate');
    await session.treeRow(/^lasting.*Successful/).waitFor();
    await chooseOfRow(row, 'Delete');
    await dialog().waitFor();
    await session.screenshot('cluster-delete');
    await answer('Delete');
    await row.waitFor({ state: 'detached' });
    const left = await cluster.api.list({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Experiment' }, stage.namespace);
    expect(left.map(({ metadata }) => metadata.name).sort()).toEqual(['late', 'trial', 'trial-2']);
  });

  it('opens what is really there, read-only', async () => {
    await chooseOfRow(session.treeRow(/^late/), 'Open Live YAML');
    await session.page.locator('.monaco-editor .view-line', { hasText: 'uid:' }).first().waitFor();
    await session.screenshot('cluster-live-yaml');
    await chooseOfRow(session.treeRow(/^late/), 'Show Events');
    await session.page.locator('.monaco-editor .view-line', { hasText: 'ExperimentFailed' }).first().waitFor();
  });

  it('lets go of the cluster, and finds the place in a window of later', async () => {
    await chooseOfRow(session.treeRow(/watching/), 'Disconnect');
    await session
      .treeRow(/not connected/i)
      .first()
      .waitFor();
    await session.page.reload();
    await session
      .treeRow(/not connected/)
      .first()
      .waitFor();
    await session.screenshot('cluster-not-connected');
    await session
      .treeRow(/not connected/)
      .first()
      .locator('.monaco-tl-twistie')
      .click();
    await session.treeRow(/watching/).waitFor();
    await session.treeRow(/^trial-2/).waitFor();
  });
});
