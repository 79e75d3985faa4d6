import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { build } from '../../scripts/build.ts';
import { readSession } from '../../scripts/cluster/plane/session.ts';
import { Session } from '../ui/support/session.ts';
import type { Document } from './api.ts';
import { type Cluster, connect } from './cluster.ts';
import { analysis, analysisTemplate, experiment, pods, required, web } from './documents.ts';
import { ACTED_ON, describeActions } from './editor-actions.ts';
import { Person } from './editor-person.ts';
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
    // Measures until the test has seen enough.
    analysisTemplate('check', [web('good', [1], { interval: '2s', count: 300, failureLimit: 1 })]),
  ],
  'late.yaml': [
    named(
      'late',
      // Long enough to be seen while it waits.
      experiment({ templates: [pods('a', { play: { 'never-ready': 'true' } })], progressDeadlineSeconds: 10 }),
    ),
  ],
  ...ACTED_ON,
  'lasting.yaml': [named('lasting', experiment({ duration: '1h' }))],
};

let cluster: Cluster;
let stage: Stage;
let session: Session;
let folder: string;
let person: Person;

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
  person = new Person(session, stage.namespace);
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

describe('a person in VS Code, with a real cluster', () => {
  it('connects to a namespace of it', async () => {
    await session.openFile('trial.yaml');
    await session.runCommand('Argo Experiments: Connect to a Cluster');
    await person.option(/^argo-experiments/).click();
    await person.quick.getByPlaceholder('Which namespace?').waitFor();
    await session.screenshot('cluster-namespaces');
    await session.page.keyboard.type(stage.namespace);
    await person.option(stage.namespace).click();
    await session.treeRow(/watching/).waitFor();
    await session.treeRow(/No experiments in/).waitFor();
    await session.widenSideBar(470);
    await session.screenshot('cluster-empty');
  });

  it('runs an experiment there, whose template it applies, and watches it to its end', async () => {
    await person.run('trial.yaml');
    await person.quick.getByPlaceholder('It is not there.').waitFor();
    await session.screenshot('cluster-template-missing');
    await person.option(/Apply mine/).click();
    await person.dialog.waitFor();
    await session.screenshot('cluster-question');
    expect(await person.dialog.textContent()).toContain(
      `Run trial in namespace ${stage.namespace} of argo-experiments?`,
    );
    await person.answer('Run');
    await session.treeRow(/^trial, .*Pending|^trial, .*Running/).waitFor();
    await session.treeRow(/^trial, .*Running/).waitFor();
    // A run's progress wakes nobody: without another look at it, the Experiment may show nothing of it until its end.
    await stage.until('its run runs', seen => seen.phase('AnalysisRun/trial-check') === 'Running');
    await stage.patch('Experiment/trial', { metadata: { annotations: { nudged: 'true' } } });
    await person.open(session.treeRow(/^check.*Running/));
    await person.open(session.treeRow(/^a, template.*available/));
    await session.treeRow(/^trial-a-.*Running/).waitFor();
    await session.screenshot('cluster-running');
    await stage.patch('AnalysisRun/trial-check', { spec: { terminate: true } });
    await session.treeRow(/^trial, .*Successful/).waitFor();
    await session.toast(/^trial was successful after/).waitFor();
    await session.screenshot('cluster-successful');
  });

  it('is offered another name when the name is taken', async () => {
    await person.run('trial.yaml');
    await person.quick.getByText('is taken').waitFor();
    await session.screenshot('cluster-name-taken');
    await session.page.keyboard.press('Enter');
    await person.answer('Run');
    await session.treeRow(/^trial-2, .*Running/).waitFor();
  });

  it('reads in the tree why one fails', async () => {
    await person.run('late.yaml');
    await person.answer('Run');
    await session.treeRow(/^late, .*Failed.*progress/i).waitFor();
    await session.screenshot('cluster-failed');
  });

  it('terminates one, and deletes it', async () => {
    await person.run('lasting.yaml');
    await person.answer('Run');
    const row = session.treeRow(/^lasting,/);
    await session.treeRow(/^lasting, .*Running/).waitFor();
    await person.askOfRow(row, 'Terminate');
    await session.screenshot('cluster-terminate');
    await person.answer('Terminate');
    await session.treeRow(/^lasting, .*Successful/).waitFor();
    await person.askOfRow(row, 'Delete');
    await session.screenshot('cluster-delete');
    await person.answer('Delete');
    await row.waitFor({ state: 'detached' });
    const left = await cluster.api.list({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Experiment' }, stage.namespace);
    expect(left.map(({ metadata }) => metadata.name).sort()).toEqual(['late', 'trial', 'trial-2']);
  });

  it('opens what is really there, read-only', async () => {
    await person.chooseOfRow(session.treeRow(/^late,/), 'Open Live YAML', person.line('uid:'));
    await session.screenshot('cluster-live-yaml');
    // Events come after the fact; when the controller is busy, long after.
    await stage.until('it is noted', seen =>
      seen.events('Experiment/late').some(each => each.includes('ExperimentFailed')),
    );
    await person.chooseOfRow(session.treeRow(/^late,/), 'Show Events', person.line('ExperimentFailed'));
  });

  describeActions(() => ({ person, stage, cluster }));

  it('lets go of the cluster, and finds the place and the filter in a window of later', async () => {
    await person.title('Hide Finished').click();
    await person.chooseOfRow(session.treeRow(/watching/), 'Disconnect', session.treeRow(/not connected/i).first());
    await session.page.reload();
    await session
      .treeRow(/not connected/)
      .first()
      .waitFor();
    await person.filtered(/no finished ones — 0 of 0 shown/).waitFor();
    await session.screenshot('cluster-not-connected');
    await person.title('Show Finished').click();
    // A row that is open is connected, or says why not.
    await person.open(session.treeRow(new RegExp(`^${person.place},`)));
    await session.treeRow(/watching/).waitFor();
    await session.treeRow(/^trial,/).waitFor();
  });
});
